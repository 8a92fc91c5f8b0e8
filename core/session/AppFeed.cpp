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
constexpr std::chrono::milliseconds paintingPause { 50 };

}

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
    m_painting.setSingleShot(true);
    connect(&m_painting, &QTimer::timeout, this, &AppFeed::paintTable);
}

FeedReport AppFeed::report() const
{
    FeedReport report = m_feed->report();
    report.painted = m_table == Table::Painted;
    return report;
}

gitops::AppKind AppFeed::kind() const
{
    return gitops::parseAppKind(m_resource.kind.toStdString());
}

void AppFeed::start()
{
    // The Table first: asked for together, the objects would make it wait.
    m_lines = std::make_shared<TableLines>();
    m_painting.start(paintingPause);
    onDone(m_services.client->readTable(m_resource, {}, tableReader(m_lines), m_work.token()), this,
        [this](const Result<void>& read) {
            m_table = read ? Table::Read : Table::Failed; // the objects will say why
            paintTable();
            letGo();
        });
}

/// Makes rows of lines where they arrive, so that no more of the Table lies in memory than is about to be painted.
kube::TableReader AppFeed::tableReader(const std::shared_ptr<TableLines>& lines) const
{
    return { .begin = [lines] { lines->with([](std::deque<App>& made) { made.clear(); }); },
        .row =
            [lines, texts = std::make_shared<TextPool>(), context = m_services.context, engine = m_engine,
                kind = m_resource.kind](const kube::TableRow& row) {
                App app = engine->tableApp(context, kind, row);
                texts->share(app);
                lines->with([&app](std::deque<App>& made) { made.push_back(std::move(app)); });
            } };
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

/// In parts, so that the window's thread does not wait for all of it.
void AppFeed::paintTable()
{
    if (m_table == Table::Failed || m_table == Table::Painted)
        return m_lines.reset();
    RowChange change;
    const bool more = m_lines->with([&change](std::deque<App>& lines) {
        const auto end = lines.begin() + std::ptrdiff_t(std::min(linesAtOnce, lines.size()));
        change.upserts.assign(std::make_move_iterator(lines.begin()), std::make_move_iterator(end));
        lines.erase(lines.begin(), end);
        return !lines.empty();
    });
    const bool overtaken = m_feed->report().listed; // what a line tells is known better by now
    if (!change.upserts.empty() && !overtaken)
        Q_EMIT rowsChanged(change);
    if (m_table == Table::Reading || (more && !overtaken))
        return m_painting.start(more ? std::chrono::milliseconds(0) : paintingPause);
    m_table = Table::Painted;
    m_painting.stop();
    m_lines.reset();
    Q_EMIT reportChanged();
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
