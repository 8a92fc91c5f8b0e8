#include "core/session/ClusterSession.h"

#include "core/base/Async.h"
#include "core/gitops/ObjectReading.h"
#include "core/kube/ExecConsents.h"

#include <algorithm>

namespace holdfast::session {

namespace {

/// Kinds that were not there are looked for again.
constexpr std::chrono::seconds discoveryPause { 30 };

ClusterStatus firstStatus(const kube::Context& context)
{
    ClusterStatus status { .context = context.name };
    status.identity.server = context.cluster.server.toString();
    status.actingAs = context.user.impersonation.user;
    status.insecure = context.cluster.insecureSkipTlsVerify;
    return status;
}

}

ClusterSession::ClusterSession(kube::Context context, const SessionServices& services, QObject* parent)
    : QObject(parent)
    , m_services(services)
    , m_status(firstStatus(context))
    , m_pause(services.firstRetry)
{
    const std::shared_ptr<kube::Credentials> credentials = services.credentials(context);
    m_client = std::make_shared<kube::KubeClient>(std::move(context), services.transport, credentials);
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &ClusterSession::discover);
}

QByteArray ClusterSession::authority()
{
    const kube::ClusterConfig& cluster = context().cluster;
    if (!cluster.certificateAuthorityData.isEmpty() || cluster.certificateAuthorityFile.isEmpty())
        return cluster.certificateAuthorityData;
    if (!m_authorityFile)
        m_authorityFile = kube::certificateFile(cluster.certificateAuthorityFile);
    return m_authorityFile->content(m_services.clock->monotonic()).value_or(QByteArray());
}

void ClusterSession::start()
{
    discover();
}

void ClusterSession::retryNow()
{
    m_pause = m_services.firstRetry;
    if (!m_reached || m_again.isActive())
        discover();
    for (AppFeed* feed : m_appFeeds)
        feed->retryNow();
    for (ReferenceFeed* feed : m_referenceFeeds)
        feed->retryNow();
}

void ClusterSession::discover()
{
    m_again.stop();
    m_requests = CancelSource(); // with what the last round left behind in it
    onDone(m_client->discover(m_requests.token()), this,
        [this](const Result<std::vector<kube::ApiResource>>& resources) { discovered(resources); });
}

void ClusterSession::discovered(const Result<std::vector<kube::ApiResource>>& resources)
{
    if (resources) {
        m_resources = *resources;
        m_reached = true;
        m_pause = m_services.firstRetry;
        if (m_status.identity.uid.isEmpty())
            identify();
        openFeeds();
        m_status.lastHeard = m_services.clock->now();
        refresh();
        m_again.start(discoveryPause);
        return;
    }
    if (resources.error().code == ErrorCode::Cancelled)
        return;
    if (!m_reached) {
        ClusterStatus status = m_status;
        status.state = linkState(resources.error());
        status.error = resources.error();
        if (status.state == LinkState::ConsentNeeded)
            status.consent = kube::execConsentKey(context());
        publish(std::move(status));
    }
    // Without consent nothing changes by itself; all else may, a broken file too.
    if (m_status.state != LinkState::ConsentNeeded)
        m_again.start(std::exchange(m_pause, std::min(m_pause * 2, m_services.lastRetry)));
}

void ClusterSession::identify()
{
    onDone(m_client->identity(m_requests.token()), this, [this](const Result<kube::ClusterIdentity>& identity) {
        if (!identity)
            return;
        ClusterStatus status = m_status;
        status.identity.uid = identity->uid;
        status.identity.version = identity->version;
        publish(std::move(status));
    });
}

void ClusterSession::openFeeds()
{
    for (const gitops::EnginePointer& engine : m_services.engines)
        for (const gitops::WatchedKind& kind : engine->kinds())
            openFeed(kind, engine);
}

void ClusterSession::openFeed(const gitops::WatchedKind& kind, const gitops::EnginePointer& engine)
{
    const QString name = kind.group + u'/' + kind.kind;
    const bool holdsApps = kind.role == gitops::WatchedKind::Role::App;
    const std::optional<kube::ApiResource> served = resource(kind.group, kind.kind);
    if (m_open.contains(name))
        return;
    if (!served) {
        if (holdsApps) // what was remembered of this kind is gone
            Q_EMIT rowsChanged({ .listed = gitops::parseAppKind(kind.kind.toStdString()) });
        return;
    }
    m_open.insert(name);
    const FeedServices services {
        .context = context().name, .client = m_client, .pool = m_services.pool, .book = m_book
    };
    if (holdsApps)
        follow(new AppFeed(services, engine, *served, this));
    else
        follow(new ReferenceFeed(services, engine, *served, this));
}

void ClusterSession::follow(AppFeed* feed)
{
    m_appFeeds.push_back(feed);
    connect(feed, &AppFeed::rowsChanged, this, &ClusterSession::rowsChanged);
    connect(feed, &AppFeed::reportChanged, this, &ClusterSession::refresh);
    feed->start();
}

void ClusterSession::follow(ReferenceFeed* feed)
{
    m_referenceFeeds.push_back(feed);
    connect(feed, &ReferenceFeed::reportChanged, this, &ClusterSession::refresh);
    connect(feed, &ReferenceFeed::referencesChanged, this, [this](const QSet<manifest::ObjectKey>& keys) {
        for (AppFeed* apps : m_appFeeds)
            apps->referencesChanged(keys);
    });
    feed->start();
}

/// Rows that were made before their sources are known would say what is not so.
void ClusterSession::releaseApps()
{
    for (AppFeed* apps : m_appFeeds)
        if (std::ranges::all_of(m_referenceFeeds,
                [apps](const ReferenceFeed* feed) { return feed->engine() != apps->engine() || feed->isSettled(); }))
            apps->release();
}

void ClusterSession::refresh()
{
    releaseApps();
    std::vector<FeedReport> reports;
    for (const AppFeed* feed : m_appFeeds)
        reports.push_back(feed->report());
    for (const ReferenceFeed* feed : m_referenceFeeds)
        reports.push_back(feed->report());
    ClusterStatus status = m_status;
    summarise(reports, status);
    status.consent.reset();
    if (status.error && status.error->code == ErrorCode::ConsentNeeded) {
        status.state = LinkState::ConsentNeeded;
        status.consent = kube::execConsentKey(context());
    }
    status.warnings = m_client->warnings();
    publish(std::move(status));
}

void ClusterSession::publish(ClusterStatus status)
{
    if (status == m_status)
        return;
    m_status = std::move(status);
    Q_EMIT statusChanged(m_status);
}

kube::Capabilities ClusterSession::capabilities() const
{
    return kube::capabilities(m_status.identity.version, m_resources);
}

std::optional<kube::ApiResource> ClusterSession::resource(
    const QString& group, const QString& kind, const QString& version) const
{
    const auto serves = [&](const kube::ApiResource& served) {
        return served.group == group && served.kind == kind && served.verbs.contains(QLatin1String("get"));
    };
    const auto exact = std::ranges::find_if(
        m_resources, [&](const kube::ApiResource& served) { return serves(served) && served.version == version; });
    if (exact != m_resources.end())
        return *exact;
    const auto preferred = std::ranges::find_if(m_resources, serves);
    return preferred == m_resources.end() ? std::nullopt : std::optional(*preferred);
}

const gitops::Engine* ClusterSession::engineOf(gitops::AppKind kind) const
{
    for (const gitops::EnginePointer& engine : m_services.engines)
        for (const gitops::WatchedKind& watched : engine->kinds())
            if (watched.role == gitops::WatchedKind::Role::App
                && gitops::word(kind).compare(watched.kind, Qt::CaseInsensitive) == 0)
                return engine.get();
    return nullptr;
}

}
