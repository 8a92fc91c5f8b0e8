#include "app/sandbox/api/ApiServer.h"
#include "app/sandbox/api/ListPage.h"
#include "app/sandbox/api/Strategy.h"
#include "app/sandbox/api/Tables.h"
#include "core/manifest/JsonWriter.h"

#include <QTimer>

#include <charconv>
#include <chrono>

namespace holdfast::sandbox {

namespace {

using namespace std::chrono_literals;

constexpr auto BookmarkInterval = 60s;
constexpr auto DefaultTimeout = 1800s;

/// One running watch: turns the changes of a resource into the events its client wants. Owned by its exchange.
class Watcher final : public QObject {
public:
    Watcher(ClusterStore& store, const Tables& tables, ApiCall& call, const Selection& selection)
        : QObject(&call.exchange)
        , m_store(store)
        , m_tables(tables)
        , m_exchange(call.exchange)
        , m_type(call.type)
        , m_resource(storageName(*call.type))
        , m_selection(selection)
        , m_form(wantedForm(call.request))
        , m_bookmarks(call.request.parameter("allowWatchBookmarks") == "true"
              || call.request.parameter("allowWatchBookmarks") == "1")
        , m_includeNone(call.request.parameter("includeObject") == "None")
    {
        m_revision = store.revision();
        connect(&m_exchange, &HttpExchange::closed, this, &QObject::deleteLater);
    }

    ~Watcher() override { m_store.shelves().unlisten(m_listener); }

    void sendExisting()
    {
        for (const auto& [name, stored] : m_store.shelves().objects(m_resource)) {
            if (m_selection.includes(name, stored->value))
                send("ADDED", *stored);
        }
    }

    void sendSince(const std::vector<StoredChange>& changes)
    {
        for (const StoredChange& change : changes)
            take(change);
    }

    void endInitial() { sendBookmark("\"annotations\":{\"k8s.io/initial-events-end\":\"true\"},"); }

    void expire(const StatusError& error)
    {
        m_buffer += "{\"type\":\"ERROR\",\"object\":" + makeStored(statusObject(error), 0, Shelves::Form::BuiltIn)->json
            + "}\n";
        finish();
    }

    void run(std::chrono::seconds timeout)
    {
        flush();
        m_listener = m_store.shelves().listen([this](const StoredChange& change) {
            if (change.resource == m_resource)
                take(change);
        });
        QTimer::singleShot(timeout, this, [this] {
            if (m_bookmarks)
                sendBookmark({});
            finish();
        });
        if (m_bookmarks) {
            auto* timer = new QTimer(this);
            connect(timer, &QTimer::timeout, this, [this] { sendBookmark({}); });
            timer->start(BookmarkInterval);
        }
    }

private:
    void take(const StoredChange& change)
    {
        const ObjectName name = objectNameOf(change.object->value);
        const bool before = change.previous && m_selection.includes(name, change.previous->value);
        const bool now = change.type != EventType::Deleted && m_selection.includes(name, change.object->value);
        m_revision = change.revision;
        if (now)
            send(before ? "MODIFIED" : "ADDED", *change.object);
        else if (before)
            send("DELETED", *change.object);
    }

    std::string objectJson(const StoredObject& stored)
    {
        if (m_form == ObjectForm::Metadata)
            return metadataJson(stored);
        if (m_form == ObjectForm::Full)
            return stored.value["apiVersion"].text() == m_type->apiVersion()
                ? stored.json
                : manifest::writeJson(converted(*m_type, stored.value));
        const auto copy = std::make_shared<const StoredObject>(stored);
        const TableOptions options { .include = m_includeNone ? IncludeObject::None : IncludeObject::Metadata,
            .metadata = "{\"resourceVersion\":\"" + std::to_string(stored.revision) + "\"}",
            .columns = std::exchange(m_columns, false) };
        return m_tables.table(*m_type, { copy }, options);
    }

    void send(std::string_view type, const StoredObject& stored)
    {
        m_buffer += "{\"type\":\"" + std::string(type) + "\",\"object\":" + objectJson(stored) + "}\n";
        schedule();
    }

    void sendBookmark(const std::string& annotations)
    {
        const std::string metadata = "{" + annotations + "\"resourceVersion\":\""
            + std::to_string(std::max(m_revision, m_store.revision())) + "\"}";
        std::string kind = m_type->kind;
        std::string version = m_type->apiVersion();
        std::string rest;
        if (m_form == ObjectForm::Metadata) {
            kind = "PartialObjectMetadata";
            version = "meta.k8s.io/v1";
        } else if (m_form == ObjectForm::Table) {
            kind = "Table";
            version = "meta.k8s.io/v1";
            rest
                = R"(,"columnDefinitions":null,"rows":[{"cells":[],"object":{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":)"
                + metadata + "}}]";
        }
        m_buffer += R"({"type":"BOOKMARK","object":{"kind":")" + kind + R"(","apiVersion":")" + version
            + R"(","metadata":)" + metadata + rest + "}}\n";
        schedule();
    }

    /// Events of one turn of the loop go out together.
    void schedule()
    {
        if (std::exchange(m_scheduled, true))
            return;
        QMetaObject::invokeMethod(this, &Watcher::flush, Qt::QueuedConnection);
    }

    void flush()
    {
        m_scheduled = false;
        m_exchange.write(QByteArray(m_buffer.data(), static_cast<qsizetype>(m_buffer.size())));
        m_buffer.clear();
    }

    void finish()
    {
        flush();
        m_exchange.end();
    }

    ClusterStore& m_store;
    const Tables& m_tables;
    HttpExchange& m_exchange;
    ResourceTypePointer m_type;
    ResourceName m_resource;
    Selection m_selection;
    ObjectForm m_form;
    bool m_bookmarks;
    bool m_includeNone;
    bool m_columns = true;
    bool m_scheduled = false;
    std::uint64_t m_revision = 0;
    int m_listener = 0;
    std::string m_buffer;
};

std::optional<StatusError> optionsRefusal(const HttpRequest& request)
{
    const bool initial = request.has("sendInitialEvents");
    const std::string match = request.parameter("resourceVersionMatch");
    if (initial && match != "NotOlderThan") {
        return invalid("ListOptions", "meta.k8s.io", "",
            { forbiddenCause(
                "resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan") });
    }
    if (!initial && !match.empty())
        return invalid("ListOptions", "meta.k8s.io", "",
            { forbiddenCause("resourceVersionMatch",
                "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided") });
    return std::nullopt;
}

}

void ApiServer::watchObjects(ApiCall& call)
{
    const auto selection = Selection::of(call);
    if (!selection)
        return refuse(call, selection.error());
    if (const auto refusal = optionsRefusal(call.request))
        return refuse(call, *refusal);
    const std::string version = call.request.parameter("resourceVersion");
    std::uint64_t revision = 0;
    const auto parsed = std::from_chars(version.data(), version.data() + version.size(), revision);
    if (!version.empty() && (parsed.ec != std::errc() || parsed.ptr != version.data() + version.size())) {
        return refuse(call,
            invalid("ListOptions", "meta.k8s.io", "",
                { invalidCause("resourceVersion", Value(version),
                    "strconv.ParseUint: parsing \"" + version + "\": invalid syntax") }));
    }
    const qint64 asked = QByteArray::fromStdString(call.request.parameter("timeoutSeconds")).toLongLong();
    HttpResponse head {
        .status = 200, .contentType = "application/json", .headers = warningHeaders(call.warnings), .body = {}
    };
    call.exchange.begin(head);
    auto* watcher = new Watcher(m_store, *m_tables, call, *selection); // owned by the exchange
    const bool streams = call.request.parameter("sendInitialEvents") == "true";
    if (streams || (revision == 0 && call.request.parameter("sendInitialEvents") != "false")) {
        watcher->sendExisting();
        if (streams)
            watcher->endInitial();
    } else if (const auto changes = m_store.shelves().changesSince(storageName(*call.type), revision); changes) {
        watcher->sendSince(*changes);
    } else {
        const std::uint64_t oldest = m_store.shelves().compactedRevision(storageName(*call.type));
        return watcher->expire(expired("too old resource version: " + version + " (" + std::to_string(oldest) + ")"));
    }
    watcher->run(asked > 0 ? std::chrono::seconds(asked) : std::chrono::seconds(DefaultTimeout));
}

}
