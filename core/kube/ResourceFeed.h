#pragma once

#include "core/base/Clock.h"
#include "core/kube/FeedStatus.h"
#include "core/kube/KubeClient.h"

#include <QObject>

#include <any>
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace holdfast::kube {

/// What a projection made of one object. The projection runs on the network thread, object by object while the list
/// streams, so that whole lists of full objects never lie in memory.
template <typename Row> struct FeedChange {
    std::vector<Row> upserts;
    std::vector<manifest::ObjectKey> removals;
    bool reset = false; ///< upserts replace everything (a relist)
    bool listed = false; ///< with this change the list is complete
};

/// The raw form; use feed<Row>() below. One row is what the projection returned.
struct RawChange {
    std::vector<std::any> upserts;
    std::vector<manifest::ObjectKey> removals;
    bool reset = false;
    bool listed = false;
};

/// Object in, row out; must not throw. A projection that fails returns the quarantined row itself.
using Projection = std::function<std::any(const manifest::Value&)>;

/// The row of an object that cannot be read (too large, too deep, broken); `stub` holds apiVersion, kind and metadata
/// as far as they are whole.
using Quarantine = std::function<std::any(const manifest::Value& stub, const Error& error)>;

/// What tests set; the defaults are right.
struct FeedTuning {
    std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>();
    std::function<double()> random; ///< [0, 1)
    std::chrono::milliseconds batch { 50 };
};

/// How much of each object a feed asks for.
enum class ObjectForm {
    Whole,
    Metadata ///< nothing else leaves the server (PartialObjectMetadata)
};

/// What a feed is of.
struct FeedSubject {
    std::shared_ptr<KubeClient> client;
    ApiResource resource;
    ListScope scope;
    ObjectForm form = ObjectForm::Whole;
};

class FeedDriver;

/// Lists and watches one resource by client-go's rules (Reflector) and delivers batches on the thread of its context.
class ResourceFeed final {
public:
    struct Handler {
        Projection project;
        std::function<void(RawChange)> changed; ///< on the thread of `context`, at most every 50 ms
        std::function<void(FeedStatus)> status; ///< on the thread of `context`
        Quarantine quarantine; ///< without it such objects are only reported
        std::function<void(Error)> reported; ///< what was skipped and why; on the thread of `context`
    };
    /// Made, used and destroyed on the thread of `context` and of the client.
    ResourceFeed(FeedSubject subject, QObject* context, Handler handler);
    ~ResourceFeed();
    ResourceFeed(const ResourceFeed&) = delete;
    ResourceFeed& operator=(const ResourceFeed&) = delete;

    void tune(FeedTuning tuning); ///< before start()
    void start();
    /// Tries again at once (the user asked, the machine woke up).
    void retryNow();

private:
    std::shared_ptr<FeedDriver> m_driver;
};

/// A feed whose rows are all of one type.
template <typename Row> struct TypedHandler {
    std::function<Row(const manifest::Value&)> project;
    std::function<void(FeedChange<Row>)> changed;
    std::function<void(FeedStatus)> status;
    std::function<Row(const manifest::Value& stub, const Error& error)> quarantine;
    std::function<void(Error)> reported;
};

template <typename Row> [[nodiscard]] FeedChange<Row> typed(RawChange change)
{
    FeedChange<Row> rows {
        .upserts = {}, .removals = std::move(change.removals), .reset = change.reset, .listed = change.listed
    };
    rows.upserts.reserve(change.upserts.size());
    for (std::any& row : change.upserts)
        rows.upserts.push_back(std::any_cast<Row>(std::move(row)));
    return rows;
}

template <typename Row> [[nodiscard]] ResourceFeed::Handler untyped(TypedHandler<Row> handler)
{
    ResourceFeed::Handler raw;
    raw.project
        = [project = std::move(handler.project)](const manifest::Value& object) { return std::any(project(object)); };
    raw.changed = [changed = std::move(handler.changed)](RawChange change) { changed(typed<Row>(std::move(change))); };
    raw.status = std::move(handler.status);
    raw.reported = std::move(handler.reported);
    if (handler.quarantine)
        raw.quarantine = [row = std::move(handler.quarantine)](
                             const manifest::Value& stub, const Error& error) { return std::any(row(stub, error)); };
    return raw;
}

}
