#include "core/session/LiveFleet.h"

#include "core/base/Async.h"
#include "core/kube/ExecConsents.h"
#include "core/kube/KubeCalls.h"
#include "core/session/DataFolder.h"
#include "core/session/DetailsRequest.h"
#include "core/session/DriftEvents.h"
#include "core/session/FleetCache.h"
#include "core/session/ManifestRequest.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace holdfast::session {

using gitops::App;
using gitops::AppId;

namespace {

/// Rows change in bursts; what is remembered may be a little behind.
constexpr std::chrono::seconds savingPause { 10 };
/// A file is often written in several steps.
constexpr std::chrono::milliseconds writingPause { 200 };

/// So old may what was measured be at the next start.
constexpr std::chrono::minutes keptMeasured { 30 };

Error noSuchApp(const AppId& id)
{
    return { .code = ErrorCode::NotFound,
        .where = ObjectPlace { .object = gitops::appText(id) },
        .detail = QStringLiteral("there is no such app in the fleet") };
}

}

LiveFleet::LiveFleet(LiveFleetParts parts, QObject* parent)
    : Fleet(parent)
    , m_parts(std::move(parts))
    , m_colours(path("colours.json"))
    , m_onsets(path("differs-since.json"), m_parts.services.clock)
    , m_table(&m_onsets, remembered())
    , m_destinations(new Destinations(m_sessions, this))
{
    if (!m_parts.dataFolder.isEmpty())
        if (const Result<void> made = preparePrivateFolder(m_parts.dataFolder); !made)
            m_parts.problems.push_back(made.error());
    for (const kube::Context& context : m_parts.contexts)
        open(context);
    if (const Result<void> saved = m_colours.save(); !saved)
        m_parts.problems.push_back(saved.error());
    m_saving.setSingleShot(true);
    m_saving.setInterval(savingPause);
    connect(&m_saving, &QTimer::timeout, this, &LiveFleet::remember);
    watchKubeconfig();
}

LiveFleet::~LiveFleet()
{
    delete std::exchange(m_watch, nullptr);
    remember();
    qDeleteAll(std::exchange(m_sessions, {}));
}

QString LiveFleet::path(const char* file) const
{
    return m_parts.dataFolder.isEmpty() ? QString() : m_parts.dataFolder + u'/' + QLatin1String(file);
}

std::vector<App> LiveFleet::remembered()
{
    const std::optional<QByteArray> file = m_parts.dataFolder.isEmpty() ? std::nullopt : readPrivateFile(path("fleet"));
    if (!file)
        return {};
    std::vector<App> rows = readRows(*file).value_or(std::vector<App>());
    std::erase_if(rows, [this](const App& app) {
        return std::ranges::none_of(
            m_parts.contexts, [&app](const kube::Context& context) { return context.name == app.id.context; });
    });
    const QDateTime old = m_parts.services.clock->now().addSecs(-std::chrono::seconds(keptMeasured).count());
    for (App& app : rows) {
        if (app.measured && app.measured->at < old)
            app.measured.reset();
    }
    return rows;
}

void LiveFleet::open(const kube::Context& context)
{
    const QString server = context.cluster.server.toString();
    m_places.insert(server, m_colours.of(server));
    auto* opened = new ClusterSession(context, m_parts.services, this);
    m_sessions.push_back(opened);
    connect(
        opened, &ClusterSession::rowsChanged, this, [this, opened](const RowChange& change) { take(opened, change); });
    connect(opened, &ClusterSession::statusChanged, this, [this, opened] {
        publish(opened);
        identify(opened);
        if (!opened->status().identity.uid.isEmpty()) // others may have turned out to be the same cluster
            for (const ClusterSession* other : m_sessions)
                if (other != opened && other->status().identity.uid == opened->status().identity.uid)
                    publish(other);
    });
}

void LiveFleet::start()
{
    for (ClusterSession* session : m_sessions)
        session->start();
}

void LiveFleet::take(ClusterSession* session, const RowChange& change)
{
    const AppChanges changes
        = m_table.apply(session->context().name, session->context().cluster.server.toString(), change);
    tell(changes);
}

void LiveFleet::tell(const AppChanges& changes)
{
    if (changes.upserts.empty() && changes.removals.empty())
        return;
    rememberSoon();
    Q_EMIT appsChanged(changes);
    for (const App& app : changes.upserts)
        Q_EMIT detailsChanged(app.id);
}

void LiveFleet::identify(ClusterSession* session)
{
    const ClusterStatus& status = session->status();
    const QString server = session->context().cluster.server.toString();
    if (!status.identity.uid.isEmpty() && m_onsets.identify(server, status.identity.uid))
        tell(m_table.redated(session->context().name, server));
    if (status.detailsComplete && !m_dated.contains(session->context().name)) {
        m_dated.insert(session->context().name);
        readBeginnings(session);
    }
}

/// Apps that differed before we looked: their agent may have noted since when. Who may not read Events sees when we
/// did.
void LiveFleet::readBeginnings(ClusterSession* session)
{
    const ContextName context = session->context().name;
    const std::optional<kube::ApiResource> events = session->resource({}, QStringLiteral("Event"));
    if (!events || !m_table.hasDrift(context))
        return;
    kube::ListScope scope;
    scope.fieldSelector = driftEventSelector();
    onDone(session->client()->list(*events, scope, {}), this,
        [this, context, server = session->context().cluster.server.toString()](
            const Result<std::vector<manifest::Value>>& found) {
            const auto beginnings = found ? driftBeginnings(context, *found) : QHash<AppId, QDateTime>();
            bool news = false;
            for (const auto& [id, began] : beginnings.asKeyValueRange())
                news |= m_onsets.correct(server, id, began);
            if (news)
                tell(m_table.redated(context, server));
        });
}

void LiveFleet::takeMeasured(const AppId& app, const gitops::MeasuredVerdict& verdict)
{
    const AppChanges changes = m_table.take(app, verdict);
    if (changes.upserts.empty())
        return;
    rememberSoon();
    Q_EMIT appsChanged(changes);
}

ClusterStatus LiveFleet::described(const ClusterSession* session) const
{
    ClusterStatus status = session->status();
    status.colour = m_places.value(status.identity.server);
    for (const ClusterSession* other : m_sessions)
        if (other != session && !status.identity.uid.isEmpty() && other->status().identity.uid == status.identity.uid)
            status.warnings.push_back(
                QStringLiteral("The context %1 is the same cluster.").arg(other->context().name.text()));
    return status;
}

void LiveFleet::publish(const ClusterSession* session)
{
    Q_EMIT clusterChanged(described(session));
}

std::vector<ClusterStatus> LiveFleet::clusters() const
{
    std::vector<ClusterStatus> all;
    for (const ClusterSession* session : m_sessions)
        all.push_back(described(session));
    for (const kube::BrokenContext& broken : m_parts.broken)
        all.push_back({ .context = broken.name,
            .state = LinkState::Broken,
            .error = broken.error,
            .rowsComplete = true,
            .detailsComplete = true });
    std::ranges::stable_sort(all, {}, &ClusterStatus::context);
    return all;
}

std::vector<App> LiveFleet::apps() const
{
    return m_table.rows();
}

std::vector<Error> LiveFleet::problems() const
{
    std::vector<Error> all = m_parts.problems;
    all.insert(all.end(), m_moved.begin(), m_moved.end());
    return all;
}

/// The folders as well: most programs put a new file in the old one's place.
void LiveFleet::watchKubeconfig()
{
    m_fileChanged.setSingleShot(true);
    m_fileChanged.setInterval(writingPause);
    connect(&m_fileChanged, &QTimer::timeout, this, &LiveFleet::compareKubeconfig);
    if (!m_parts.readKubeconfig)
        return;
    for (const QString& file : std::as_const(m_parts.kubeconfigFiles))
        m_files.addPaths({ file, QFileInfo(file).absolutePath() });
    connect(&m_files, &QFileSystemWatcher::fileChanged, &m_fileChanged, qOverload<>(&QTimer::start));
    connect(&m_files, &QFileSystemWatcher::directoryChanged, &m_fileChanged, qOverload<>(&QTimer::start));
}

void LiveFleet::compareKubeconfig()
{
    const Result<kube::Kubeconfig> now = m_parts.readKubeconfig();
    if (!now)
        return; // half written, or gone: what was read holds
    for (const QString& file : now->files)
        m_files.addPath(file);
    std::vector<Error> moved;
    for (const kube::Context& context : m_parts.contexts) {
        const auto found = std::ranges::find(now->contexts, context.name, &kube::Context::name);
        if (found != now->contexts.end() && found->cluster == context.cluster && found->user == context.user)
            continue;
        moved.push_back({ .code = ErrorCode::Precondition,
            .where = FilePlace { context.file },
            .detail
            = QStringLiteral("the kubeconfig has changed and says something else of the context \"%1\"; what is "
                             "shown and done here stays with the cluster that it named at the start; start "
                             "Holdfast again to follow")
                .arg(context.name.text()) });
    }
    if (std::exchange(m_moved, moved) == moved)
        return;
    for (const ClusterSession* session : m_sessions)
        publish(session);
}

ClusterSession* LiveFleet::session(const ContextName& context) const
{
    const auto found = std::ranges::find_if(
        m_sessions, [&context](const ClusterSession* session) { return session->context().name == context; });
    return found == m_sessions.end() ? nullptr : *found;
}

QFuture<Result<gitops::AppDetails>> LiveFleet::details(const AppId& app, CancelToken cancel)
{
    const App* row = m_table.find(app);
    ClusterSession* home = session(app.context);
    if (row == nullptr || home == nullptr)
        return ready(Result<gitops::AppDetails>(std::unexpected(noSuchApp(app))));
    AppWatch* watch = m_watch != nullptr && m_watch->app() == app ? m_watch : nullptr;
    auto* request
        = new DetailsRequest({ home, *row, m_destinations, m_parts.services, watch }, std::move(cancel), this);
    return request->start();
}

void LiveFleet::follow(const AppId& app, CancelToken cancel)
{
    m_watchEnd.release();
    delete std::exchange(m_watch, new AppWatch(app, this));
    // Not from within the watch that is speaking.
    connect(
        m_watch, &AppWatch::objectsChanged, this, [this, app] { Q_EMIT detailsChanged(app); }, Qt::QueuedConnection);
    m_watchEnd = cancel.onCancelled([this] {
        if (AppWatch* ended = std::exchange(m_watch, nullptr))
            ended->deleteLater();
    });
}

QFuture<Result<ManifestText>> LiveFleet::manifest(
    const AppId& app, const manifest::ObjectKey& object, CancelToken cancel)
{
    const App* row = m_table.find(app);
    ClusterSession* home = session(app.context);
    if (row == nullptr || home == nullptr)
        return ready(Result<ManifestText>(std::unexpected(noSuchApp(app))));
    return requestManifest({ home, *row, object, m_destinations, m_parts.services.clock }, std::move(cancel), this);
}

Result<kube::ObjectRef> LiveFleet::refOf(const ContextName& context, const manifest::ObjectKey& object) const
{
    const ObjectPlace place { .object = manifest::objectText(object) };
    const ClusterSession* home = session(context);
    if (home == nullptr)
        return fail(ErrorCode::NotFound, place, QStringLiteral("there is no context \"%1\" here").arg(context.text()));
    const std::optional<kube::ApiResource> resource = home->resource(object.group, object.kind);
    if (!resource && home->status().state != LinkState::Live)
        return fail(ErrorCode::Unreachable, place, QStringLiteral("%1 does not answer").arg(context.text()));
    if (!resource)
        return fail(ErrorCode::NotFound, place, QStringLiteral("the cluster does not serve this kind"));
    return kube::ObjectRef { .resource = *resource, .nameSpace = object.nameSpace, .name = object.name };
}

QFuture<Result<manifest::Value>> LiveFleet::objectAt(
    const ContextName& context, const manifest::ObjectKey& object, CancelToken cancel)
{
    const Result<kube::ObjectRef> ref = refOf(context, object);
    if (!ref)
        return ready(Result<manifest::Value>(std::unexpected(ref.error())));
    return session(context)->client()->object(ref->resource, ref->nameSpace, ref->name, std::move(cancel));
}

QFuture<Result<manifest::Value>> LiveFleet::liveAt(
    const AppId& app, const manifest::ObjectKey& object, CancelToken cancel)
{
    const App* row = m_table.find(app);
    ClusterSession* home = session(app.context);
    if (row == nullptr || home == nullptr)
        return ready(Result<manifest::Value>(std::unexpected(noSuchApp(app))));
    return requestLive({ home, *row, object, m_destinations, m_parts.services.clock }, std::move(cancel), this);
}
QFuture<Result<kube::Capabilities>> LiveFleet::capabilitiesAt(const AppId& app, CancelToken)
{
    const App* row = m_table.find(app);
    ClusterSession* home = session(app.context);
    if (row == nullptr || home == nullptr)
        return ready(Result<kube::Capabilities>(std::unexpected(noSuchApp(app))));
    return kube::mapped<kube::Capabilities, ClusterSession*>(m_destinations->find(home, *row), this,
        [](ClusterSession* target) { return Result<kube::Capabilities>(target->capabilities()); });
}

QFuture<Result<manifest::Value>> LiveFleet::predictedAt(
    const AppId& app, const manifest::ObjectKey& object, const DryRunApply& apply, CancelToken cancel)
{
    const App* row = m_table.find(app);
    ClusterSession* home = session(app.context);
    if (row == nullptr || home == nullptr)
        return ready(Result<manifest::Value>(std::unexpected(noSuchApp(app))));
    return requestPrediction(
        { home, *row, object, m_destinations, m_parts.services.clock }, apply, std::move(cancel), this);
}

QFuture<Result<manifest::Value>> LiveFleet::patchAt(
    const ContextName& context, const manifest::ObjectKey& object, const manifest::Value& merge, CancelToken cancel)
{
    const Result<kube::ObjectRef> ref = refOf(context, object);
    if (!ref)
        return ready(Result<manifest::Value>(std::unexpected(ref.error())));
    return session(context)->client()->patch(*ref, { kube::PatchType::Merge, merge }, {}, std::move(cancel));
}

void LiveFleet::allowExec(const kube::ExecConsentKey& key)
{
    if (const Result<void> kept = m_parts.consents->allow(key); !kept)
        m_parts.problems.push_back(kept.error());
    for (ClusterSession* session : m_sessions)
        if (session->status().state == LinkState::ConsentNeeded && session->status().consent == key)
            session->retryNow();
}

void LiveFleet::retry(const ContextName& context)
{
    if (ClusterSession* found = session(context))
        found->retryNow();
}

void LiveFleet::rememberSoon()
{
    m_changed = true;
    if (!m_parts.dataFolder.isEmpty() && !m_saving.isActive())
        m_saving.start();
}

void LiveFleet::remember()
{
    if (!m_changed || m_parts.dataFolder.isEmpty())
        return;
    m_changed = false;
    // Failing to remember costs a slower start only; whoever must know has been told when the folder was made.
    m_parts.services.pool->post(
        [rows = m_table.snapshot(), file = path("fleet")] { (void)writePrivateFile(file, writeRows(rows)); });
    if (m_onsets.isDirty())
        (void)m_onsets.save();
}

}
