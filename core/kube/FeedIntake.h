#pragma once

#include "core/kube/FeedFailure.h"
#include "core/kube/FeedStore.h"
#include "core/kube/KubeClient.h"
#include "core/kube/ListDecoder.h"
#include "core/kube/Reflector.h"
#include "core/kube/ResourceFeed.h"

namespace holdfast::kube {

/// News of one object: a row, or none where it is gone.
struct FeedEntry {
    manifest::ObjectKey key;
    std::any row;
};

/// What one piece of a stream came to, on its way to the feed's thread.
struct FeedBatch {
    std::vector<FeedEntry> entries;
    bool listed = false;
    std::vector<Error> reports;
};

/// The half of a feed that works on the transport's thread: makes rows of objects and remembers what was seen. Its
/// streams run one after another, never two at once.
class FeedIntake final {
public:
    struct Options {
        ApiResource resource;
        ObjectForm form = ObjectForm::Whole;
        Projection project;
        Quarantine quarantine;
        /// From any thread; takes what a stream found, and what the reflector is to hear of it.
        std::function<void(FeedBatch, std::optional<ReflectorEvent>)> post;
    };
    explicit FeedIntake(Options options);

    [[nodiscard]] const Options& options() const { return m_options; }
    void setResource(const ApiResource& resource) { m_options.resource = resource; }
    [[nodiscard]] FeedStore& store() { return m_store; }

    /// Reads one object and adds it to the batch where it is news.
    void take(std::string_view object, Result<manifest::Value> read, FeedStore::Source source, FeedBatch& batch);
    void addRemovals(const std::vector<FeedStore::Name>& gone, FeedBatch& batch) const;
    /// Refuses an object of another kind than the feed's; one that names none is taken as of that kind.
    [[nodiscard]] Result<void> checkKind(const manifest::Value& object) const;
    /// Refuses a list of anything else.
    [[nodiscard]] Result<void> checkEnvelope(const ListEnvelope& envelope) const;
    [[nodiscard]] manifest::ObjectKey keyOf(const manifest::Value& object) const;

private:
    [[nodiscard]] manifest::Value typed(const manifest::Value& object) const;

    Options m_options;
    FeedStore m_store;
};

/// Reads the bytes of an object; LimitExceeded where only its beginning was kept.
[[nodiscard]] Result<manifest::Value> readObject(std::string_view bytes, bool tooLarge);

/// The handler of one page of a list. `beginning` says how to begin a new list; without it the page continues one.
[[nodiscard]] net::StreamHandler listStream(
    std::shared_ptr<FeedIntake> intake, std::optional<FeedStore::ListMode> beginning, const UrlPlace& where);

/// The handler of a watch. `beginning` says how to begin the list that it streams first; without it there is none.
[[nodiscard]] net::StreamHandler watchStream(
    std::shared_ptr<FeedIntake> intake, std::optional<FeedStore::ListMode> beginning, const UrlPlace& where);

/// The head of an answer and, if it is none that we want, the beginning of its body. Part of either stream.
class AnswerHead final {
public:
    explicit AnswerHead(UrlPlace where);
    void begin(const net::ResponseHead& head);
    [[nodiscard]] bool isWanted() const;
    /// Keeps up to 64 KiB; false when that is enough.
    [[nodiscard]] bool keep(QByteArrayView bytes);
    /// Why the stream ended, where that is a failure.
    [[nodiscard]] std::optional<Failure> failure(const Result<void>& end) const;
    [[nodiscard]] const UrlPlace& where() const { return m_where; }

private:
    UrlPlace m_where;
    net::ResponseHead m_head;
    QByteArray m_body;
};

}
