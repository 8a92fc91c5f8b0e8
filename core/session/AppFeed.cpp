#include "core/session/AppFeed.h"

#include "core/base/Async.h"
#include "core/gitops/ObjectReading.h"

#include <algorithm>

namespace holdfast::session {

using gitops::App;
using gitops::AppId;
using manifest::ObjectKey;
using manifest::Value;

namespace {

/// A row to be made again, and the object's version it belongs to.
struct Stale {
    AppId id;
    quint32 serial = 0;
    std::string object;
};

struct Remade {
    App app;
    quint32 serial = 0;
};

constexpr std::size_t linesAtOnce = 500;

}

/// The lines of a Table that are not painted yet; in one hand at a time.
struct AppFeed::TableLines {
    std::vector<kube::TableRow> rows;
    std::size_t next = 0;
    TextPool texts;
};

AppFeed::AppFeed(FeedServices services, gitops::EnginePointer engine, kube::ApiResource resource, QObject* parent)
    : QObject(parent)
    , m_services(std::move(services))
    , m_engine(std::move(engine))
    , m_resource(std::move(resource))
{
    const auto projection = std::make_shared<RowProjection>(m_services.context, m_engine, m_services.book);
    m_feed = new ScopedFeed(m_services.client, m_resource,
        { .project = [projection](const Value& object) { return std::any(projection->row(object)); },
            .quarantine = [projection](const Value& stub,
                              const Error& error) { return std::any(projection->quarantined(stub, error)); },
            .changed = [this](kube::RawChange change) { take(std::move(change)); } },
        this);
    connect(m_feed, &ScopedFeed::reportChanged, this, &AppFeed::reportChanged);
}

gitops::AppKind AppFeed::kind() const
{
    return gitops::parseAppKind(m_resource.kind.toStdString());
}

void AppFeed::start()
{
    // The Table first: asked for together, the objects would make it wait.
    onDone(m_services.client->table(m_resource, {}, m_work.token()), this,
        [this](Result<std::vector<kube::TableRow>> rows) {
            if (rows)
                paintTable(std::make_shared<TableLines>(*std::move(rows)));
            letGo();
        });
}

void AppFeed::release()
{
    if (!std::exchange(m_released, true))
        letGo();
}

void AppFeed::letGo()
{
    if (--m_holds == 0)
        m_feed->start();
}

void AppFeed::paintTable(std::shared_ptr<TableLines> lines)
{
    if (lines->next >= lines->rows.size() || report().listed)
        return;
    // In parts, so that neither the window's thread nor memory ever holds all of it twice.
    const auto work = [context = m_services.context, engine = m_engine, kind = m_resource.kind, lines](
                          const CancelToken&) -> Result<std::vector<App>> {
        std::vector<App> apps;
        const std::size_t end = std::min(lines->next + linesAtOnce, lines->rows.size());
        for (; lines->next < end; ++lines->next) {
            const kube::TableRow row = std::exchange(lines->rows[lines->next], {});
            apps.push_back(engine->tableApp(context, kind, row));
            lines->texts.share(apps.back());
        }
        return apps;
    };
    onDone(m_services.pool->run<std::vector<App>>(work, m_work.token()), this,
        [this, lines](Result<std::vector<App>> apps) {
            if (!apps || report().listed)
                return;
            Q_EMIT rowsChanged({ .upserts = *std::move(apps) });
            paintTable(lines);
        });
}

void AppFeed::keep(FeedRow& row)
{
    if (row.kept.empty())
        return;
    m_kept.insert(
        row.app.id, { .object = std::move(row.kept), .references = std::move(row.references), .serial = ++m_serial });
}

void AppFeed::take(kube::RawChange change)
{
    RowChange rows;
    kube::FeedChange<FeedRow> typed = kube::typed<FeedRow>(std::move(change));
    for (FeedRow& row : typed.upserts) {
        keep(row);
        rows.upserts.push_back(std::move(row.app));
    }
    for (const ObjectKey& key : typed.removals) {
        rows.removals.push_back(
            { .context = m_services.context, .kind = kind(), .nameSpace = key.nameSpace, .name = key.name });
        m_kept.remove(rows.removals.back());
        m_services.book->forget(rows.removals.back());
    }
    if (typed.listed)
        rows.listed = kind();
    Q_EMIT rowsChanged(rows);
}

void AppFeed::referencesChanged(const QSet<ObjectKey>& keys)
{
    std::vector<Stale> stale;
    for (const auto& [id, kept] : m_kept.asKeyValueRange())
        if (std::ranges::any_of(kept.references, [&keys](const ObjectKey& key) { return keys.contains(key); }))
            stale.push_back({ id, kept.serial, kept.object });
    if (stale.empty())
        return;
    const auto work = [context = m_services.context, engine = m_engine, book = m_services.book,
                          stale = std::move(stale)](const CancelToken& cancel) -> Result<std::vector<Remade>> {
        std::vector<Remade> remade;
        for (const Stale& row : stale) {
            if (cancel.isCancelled())
                return fail(ErrorCode::Cancelled, {}, QStringLiteral("cancelled"));
            remade.push_back({ reevaluated(context, *engine, *book, row.object), row.serial });
        }
        return remade;
    };
    onDone(m_services.pool->run<std::vector<Remade>>(work, m_work.token()), this,
        [this](Result<std::vector<Remade>> remade) {
            if (!remade)
                return;
            RowChange rows;
            for (Remade& row : *remade) {
                const auto kept = m_kept.constFind(row.app.id);
                if (kept != m_kept.constEnd() && kept->serial == row.serial)
                    rows.upserts.push_back(std::move(row.app));
            }
            if (!rows.upserts.empty())
                Q_EMIT rowsChanged(rows);
        });
}

ReferenceFeed::ReferenceFeed(
    FeedServices services, const gitops::EnginePointer& engine, kube::ApiResource resource, QObject* parent)
    : QObject(parent)
    , m_book(services.book)
    , m_engine(engine)
{
    // The book is filled before the batch arrives, so that rows made meanwhile see the newest source.
    const auto project = [engine, book = services.book](const Value& object) {
        const ObjectKey key = manifest::objectKey(object);
        book->put(key, engine->kept(object));
        return std::any(key);
    };
    const auto changed = [this](kube::RawChange change) {
        const kube::FeedChange<ObjectKey> typed = kube::typed<ObjectKey>(std::move(change));
        QSet<ObjectKey> keys(typed.upserts.begin(), typed.upserts.end());
        for (const ObjectKey& key : typed.removals) {
            m_book->remove(key);
            keys.insert(key);
        }
        Q_EMIT referencesChanged(keys);
    };
    m_feed = new ScopedFeed(services.client, std::move(resource),
        { .project = project,
            .quarantine = [](const Value& stub, const Error&) { return std::any(manifest::objectKey(stub)); },
            .changed = changed },
        this);
    connect(m_feed, &ScopedFeed::reportChanged, this, &ReferenceFeed::reportChanged);
}

FeedReport ReferenceFeed::report() const
{
    FeedReport report = m_feed->report();
    report.holdsApps = false;
    return report;
}

bool ReferenceFeed::isSettled() const
{
    switch (m_feed->report().status.state) {
    case kube::FeedState::Denied:
    case kube::FeedState::Absent:
    case kube::FeedState::Retrying:
        return true;
    case kube::FeedState::Connecting:
    case kube::FeedState::Listing:
    case kube::FeedState::Live:
        break;
    }
    return m_feed->report().listed;
}

}
