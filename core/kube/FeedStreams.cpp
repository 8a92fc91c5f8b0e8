#include "core/kube/FeedIntake.h"
#include "core/kube/KubeCalls.h"
#include "core/kube/ListDecoder.h"
#include "core/kube/WatchDecoder.h"

namespace holdfast::kube {

namespace {

using manifest::toQString;
using manifest::Value;

constexpr std::size_t rowsPerPost = 64;

Error invalid(const QString& detail, const UrlPlace& where)
{
    return { .code = ErrorCode::InvalidInput, .where = where, .detail = detail };
}

/// One page of a list while it arrives.
class ListStream final {
public:
    ListStream(std::shared_ptr<FeedIntake> intake, std::optional<FeedStore::ListMode> beginning, const UrlPlace& where)
        : m_intake(std::move(intake))
        , m_beginning(beginning)
        , m_head(where)
        , m_decoder("items", [this](const ListDecoder::Item& item) { take(item); })
    {
    }

    bool head(const net::ResponseHead& head)
    {
        m_head.begin(head);
        if (m_head.isWanted() && m_beginning)
            m_intake->store().beginList(*m_beginning);
        return true;
    }

    bool data(QByteArrayView bytes)
    {
        if (!m_head.isWanted())
            return m_head.keep(bytes);
        if (const auto fed = m_decoder.feed(bytes); !fed && !m_broken)
            m_broken = fed.error();
        if (m_batch.entries.size() >= rowsPerPost)
            m_intake->options().post(std::exchange(m_batch, {}), {});
        return !m_broken;
    }

    void done(const Result<void>& end)
    {
        auto failure = m_broken ? failureOf(*m_broken) : m_head.failure(end);
        if (failure)
            return finish(reflector_event::ListFailed { *failure });
        auto envelope = m_decoder.finish();
        const Result<void> checked
            = envelope ? m_intake->checkEnvelope(*envelope) : Result<void>(std::unexpected(envelope.error()));
        if (!checked) {
            Error error = checked.error();
            error.where = m_head.where();
            return finish(reflector_event::ListFailed { failureOf(error) });
        }
        // Without a version the reflector takes the page as failed, so it must not remove anything.
        if (envelope->continueToken.isEmpty() && !envelope->resourceVersion.isEmpty()) {
            m_intake->addRemovals(m_intake->store().endList(), m_batch);
            m_batch.listed = true;
        }
        finish(reflector_event::PageListed {
            .resourceVersion = envelope->resourceVersion, .continueToken = envelope->continueToken });
    }

private:
    void take(const ListDecoder::Item& item)
    {
        if (m_broken)
            return;
        auto read = readObject(item.bytes, item.tooLarge);
        const Result<void> kind = read ? m_intake->checkKind(*read) : Result<void>();
        if (kind)
            m_intake->take(item.bytes, std::move(read), FeedStore::Source::List, m_batch);
        else
            m_broken = invalid(kind.error().detail, m_head.where());
    }

    void finish(ReflectorEvent event) { m_intake->options().post(std::exchange(m_batch, {}), std::move(event)); }

    std::shared_ptr<FeedIntake> m_intake;
    std::optional<FeedStore::ListMode> m_beginning;
    AnswerHead m_head;
    ListDecoder m_decoder;
    FeedBatch m_batch;
    std::optional<Error> m_broken;
};

/// One watch while it lasts.
class WatchStream final {
public:
    WatchStream(std::shared_ptr<FeedIntake> intake, std::optional<FeedStore::ListMode> beginning, const UrlPlace& where)
        : m_intake(std::move(intake))
        , m_beginning(beginning)
        , m_head(where)
        , m_decoder([this](const WatchDecoder::Event& event) { return take(event); })
    {
    }

    bool head(const net::ResponseHead& head)
    {
        m_head.begin(head);
        if (m_head.isWanted() && m_beginning)
            m_intake->store().beginList(*m_beginning);
        if (m_head.isWanted())
            m_intake->options().post({}, reflector_event::WatchOpened {});
        return true;
    }

    bool data(QByteArrayView bytes)
    {
        if (!m_head.isWanted())
            return m_head.keep(bytes);
        m_moved = {};
        const bool goOn = m_decoder.feed(bytes);
        std::optional<ReflectorEvent> moved;
        if (!m_beginning && !m_moved.resourceVersion.isEmpty())
            moved = m_moved;
        m_intake->options().post(std::exchange(m_batch, {}), std::move(moved));
        return goOn;
    }

    void done(const Result<void>& end)
    {
        auto failure = m_failure ? m_failure : m_head.failure(end);
        m_intake->options().post(std::exchange(m_batch, {}), reflector_event::WatchEnded { std::move(failure) });
    }

private:
    bool take(const WatchDecoder::Event& event)
    {
        if (event.type == "ERROR")
            return serverError(event);
        const bool change = event.type == "ADDED" || event.type == "MODIFIED" || event.type == "DELETED";
        if (!change && event.type != "BOOKMARK")
            return skip(QStringLiteral("an unknown watch event \"%1\" was skipped").arg(toQString(event.type)));
        auto read = readObject(event.object, event.tooLarge);
        const Value object = read ? *read : readStub(event.object);
        if (const auto kind = m_intake->checkKind(object); !kind)
            return skip(kind.error().detail);
        const QString version = toQString(object["metadata"]["resourceVersion"].text());
        if (version.isEmpty() && change && read)
            return noVersion();
        if (!version.isEmpty())
            m_moved.resourceVersion = version;
        if (m_beginning && !change && endsList(object) && !version.isEmpty())
            finishList(version);
        if (change)
            apply(event, std::move(read), object);
        return true;
    }

    void apply(const WatchDecoder::Event& event, Result<Value> read, const Value& object)
    {
        ++m_moved.changes;
        if (event.type != "DELETED")
            return m_intake->take(event.object, std::move(read),
                m_beginning ? FeedStore::Source::List : FeedStore::Source::Watch, m_batch);
        const Value& metadata = object["metadata"];
        if (m_intake->store().remove({ .nameSpace = metadata["namespace"].text(),
                .name = metadata["name"].text(),
                .uid = metadata["uid"].text(),
                .resourceVersion = metadata["resourceVersion"].text() }))
            m_batch.entries.push_back({ .key = m_intake->keyOf(object), .row = {} });
    }

    static bool endsList(const Value& bookmark)
    {
        return bookmark["metadata"]["annotations"]["k8s.io/initial-events-end"].text() == "true";
    }

    void finishList(const QString& version)
    {
        m_beginning.reset();
        m_moved = {};
        m_intake->addRemovals(m_intake->store().endList(), m_batch);
        m_batch.listed = true;
        m_intake->options().post(
            std::exchange(m_batch, {}), reflector_event::StreamListed { .resourceVersion = version });
    }

    bool serverError(const WatchDecoder::Event& event)
    {
        const auto read = readObject(event.object, event.tooLarge);
        const auto status = read ? parseStatus(*read) : std::nullopt;
        m_failure = status
            ? failureOf(*status, m_head.where())
            : failureOf(invalid(QStringLiteral("the watch ended with an error that is no Status"), m_head.where()));
        return false;
    }

    /// Where it would be resumed is unknown after such an event.
    bool noVersion()
    {
        m_failure = failureOf(invalid(QStringLiteral("a watch event has no resourceVersion"), m_head.where()));
        return false;
    }

    bool skip(const QString& why)
    {
        m_batch.reports.push_back(invalid(why, m_head.where()));
        return true;
    }

    std::shared_ptr<FeedIntake> m_intake;
    std::optional<FeedStore::ListMode> m_beginning; ///< of a streamed list that is not whole yet
    AnswerHead m_head;
    WatchDecoder m_decoder;
    FeedBatch m_batch;
    reflector_event::WatchMoved m_moved;
    std::optional<Failure> m_failure;
};

template <typename Stream> net::StreamHandler handlerOf(std::shared_ptr<Stream> stream)
{
    return { .head = [stream](const net::ResponseHead& head) { return stream->head(head); },
        .data = [stream](QByteArrayView bytes) { return stream->data(bytes); },
        .done = [stream](const Result<void>& end) { stream->done(end); } };
}

}

net::StreamHandler listStream(
    std::shared_ptr<FeedIntake> intake, std::optional<FeedStore::ListMode> beginning, const UrlPlace& where)
{
    return handlerOf(std::make_shared<ListStream>(std::move(intake), beginning, where));
}

net::StreamHandler watchStream(
    std::shared_ptr<FeedIntake> intake, std::optional<FeedStore::ListMode> beginning, const UrlPlace& where)
{
    return handlerOf(std::make_shared<WatchStream>(std::move(intake), beginning, where));
}

}
