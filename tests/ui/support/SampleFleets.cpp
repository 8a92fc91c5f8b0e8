#include "tests/ui/support/SampleFleets.h"

#include <QTimeZone>

namespace holdfast::tests {

using gitops::App;
using gitops::AutomationMode;
using gitops::HealthStatus;
using gitops::SyncVerdict;
using session::ClusterStatus;
using session::LinkState;

namespace {

constexpr int second = 1;
constexpr int minute = 60;

QDateTime ago(int seconds)
{
    return sampleTime().addSecs(-seconds);
}

App differing(App app, int since, const QString& what)
{
    app.agent.verdict = SyncVerdict::OutOfSync;
    app.differsSince = ago(since);
    app.whatDiffers = what;
    return app;
}

App revised(App app, const QString& revision, const QString& note)
{
    app.revision = Revision(revision);
    app.measured = gitops::MeasuredVerdict { .verdict = app.agent.verdict,
        .fields = app.whatDiffers.isEmpty() ? 0 : 1,
        .at = app.agent.at,
        .commit = { .id = revision, .subject = note, .author = QStringLiteral("bob"), .at = ago(3 * 60 * minute) } };
    return app;
}

void addDrawnTroubles(std::vector<App>& apps)
{
    const QString bump = QStringLiteral("f3a9c21b77f1d2c6a5e4b3a29181706152433425");
    App checkout = revised(
        differing(syncedApp(QStringLiteral("prod-eu"), QStringLiteral("payments"), QStringLiteral("checkout-api")),
            18 * minute, QStringLiteral("replicas 3 → 7, image → 2.3.1-hotfix")),
        bump, QStringLiteral("bump checkout-api"));
    checkout.health = { HealthStatus::Degraded, QStringLiteral("1 of 7 pods crash-looping") };
    checkout.automation.selfHeal = true;
    App ledger = revised(syncedApp(QStringLiteral("prod-eu"), QStringLiteral("payments"), QStringLiteral("ledger")),
        bump, QStringLiteral("bump checkout-api"));
    ledger.health = { HealthStatus::Degraded, QStringLiteral("nothing differs; rollout stuck for 12 min") };
    ledger.automation.lease = gitops::Lease { QStringLiteral("alice"), QStringLiteral("incident 42"),
        sampleTime().addSecs(41 * minute + 5) };
    App gateway = revised(
        differing(syncedApp(QStringLiteral("prod-us"), QStringLiteral("platform"), QStringLiteral("edge-gateway")),
            6 * minute, QStringLiteral("+ sidecar istio-proxy, limits.cpu 500m → 1")),
        QStringLiteral("8d4b10e3aa11bb22cc33dd44ee55ff6677889900"), QStringLiteral("raise gateway limits"));
    gateway.health.status = HealthStatus::Progressing;
    App report = revised(
        differing(syncedApp(QStringLiteral("prod-us"), QStringLiteral("data"), QStringLiteral("nightly-report")),
            2 * minute, QStringLiteral("CronJob absent from the cluster")),
        QStringLiteral("c1e77f3000112233445566778899aabbccddeeff"), QStringLiteral("add nightly report"));
    report.health.status = HealthStatus::Missing;
    report.automation.mode = AutomationMode::Manual;
    App search
        = revised(differing(syncedApp(QStringLiteral("prod-eu"), QStringLiteral("catalog"), QStringLiteral("search")),
                      51 * second, QStringLiteral("minReplicas 4 → 6")),
            QStringLiteral("a9f2b8c000112233445566778899aabbccddeeff"), QStringLiteral("catalog 1.19"));
    App podinfo
        = revised(syncedApp(QStringLiteral("prod-us"), QStringLiteral("flux-system"), QStringLiteral("podinfo")),
            QStringLiteral("5d10c02000112233445566778899aabbccddeeff"), QStringLiteral("podinfo 6.9"));
    podinfo.id.kind = gitops::AppKind::Kustomization;
    podinfo.measured = gitops::MeasuredVerdict { SyncVerdict::OutOfSync, 1, ago(22) };
    podinfo.differsSince = ago(31 * minute);
    podinfo.whatDiffers = QStringLiteral("Service port 9898 → 9899");
    podinfo.automation.mode = AutomationMode::Suspended;
    App canary = revised(syncedApp(QStringLiteral("staging"), QStringLiteral("web"), QStringLiteral("canary")),
        QStringLiteral("b7710fe000112233445566778899aabbccddeeff"), {});
    canary.agent.verdict = SyncVerdict::Unknown;
    canary.agent.at = ago(4 * minute);
    for (App& app : std::vector { checkout, ledger, gateway, report, search, podinfo, canary })
        apps.push_back(app);
}

std::vector<App> drawnApps()
{
    std::vector<App> apps;
    addDrawnTroubles(apps);
    const QStringList calm { QStringLiteral("auth identity prod-eu 77ab01e auth 4.2"),
        QStringLiteral("basket shop prod-eu a9f2b8c catalog 1.19"),
        QStringLiteral("billing payments prod-us e01f9aa billing: new tax table for 2027"),
        QStringLiteral("cert-manager platform prod-eu 0c4d77b cert-manager 1.17"),
        QStringLiteral("cert-manager platform prod-us 0c4d77b cert-manager 1.17"),
        QStringLiteral("docs web prod-us b7710fe docs nightly"),
        QStringLiteral("fraud-model payments prod-eu 91ce3a4 fraud model 2026-11"),
        QStringLiteral("ingress platform prod-eu 8d4b10e raise gateway limits") };
    for (const QString& line : calm) {
        const QStringList part = line.split(u' ');
        App app = syncedApp(part[2], part[1], part[0]);
        app = revised(app, part[3] + QStringLiteral("00112233445566778899aabbccddeeff0"), part.mid(4).join(u' '));
        app.agent.at = ago(4 + int(apps.size()) % 8);
        apps.push_back(app);
    }
    return apps;
}

ClusterStatus cluster(const QString& name, int colour, LinkState state, const Error& error)
{
    ClusterStatus status = liveCluster(name, colour);
    status.state = state;
    status.lastHeard = state == LinkState::Disconnected ? ago(4 * minute) : QDateTime();
    status.detailsComplete = false;
    status.error = error;
    return status;
}

Error unreachable()
{
    return { .code = ErrorCode::Unreachable,
        .where = UrlPlace { QStringLiteral("https://10.0.0.7:6443") },
        .detail = QStringLiteral("connection refused"),
        .retryAfter = {},
        .cause = {} };
}

Error forbidden(const QString& kind)
{
    return { .code = ErrorCode::Forbidden,
        .where = ObjectPlace { kind, {} },
        .detail = QStringLiteral("User \"dev\" cannot list resource at the cluster scope"),
        .retryAfter = {},
        .cause = {} };
}

void fillDrawn(FakeFleet& fleet)
{
    fleet.setCluster(liveCluster(QStringLiteral("prod-eu"), 0));
    ClusterStatus us = liveCluster(QStringLiteral("prod-us"), 1);
    us.lastHeard = ago(3);
    fleet.setCluster(us);
    fleet.setCluster(cluster(QStringLiteral("staging"), 2, LinkState::Disconnected, unreachable()));
    fleet.upsert(drawnApps());
}

void fillTroubled(FakeFleet& fleet, Sample sample)
{
    const QString name = QStringLiteral("prod-eu");
    const Error expired { .code = ErrorCode::Unauthorized,
        .where = UrlPlace { QStringLiteral("https://eu.example.org:6443") },
        .detail = QStringLiteral("the token has expired"),
        .retryAfter = {},
        .cause = {} };
    if (sample == Sample::Unreachable)
        fleet.setCluster(cluster(name, 0, LinkState::Disconnected, unreachable()));
    if (sample == Sample::Denied)
        fleet.setCluster(cluster(name, 0, LinkState::Denied, expired));
    if (sample == Sample::Connecting) {
        fleet.setCluster(cluster(name, 0, LinkState::Connecting, {}));
        ClusterStatus other = cluster(QStringLiteral("prod-us"), 1, LinkState::Connecting, {});
        other.error.reset();
        fleet.setCluster(other);
    }
    if (sample == Sample::DeniedKinds) {
        ClusterStatus status = liveCluster(name, 0);
        status.deniedKinds = { forbidden(QStringLiteral("argoproj.io/Application")),
            forbidden(QStringLiteral("helm.toolkit.fluxcd.io/HelmRelease")) };
        fleet.setCluster(status);
    }
    if (sample == Sample::Consent) {
        ClusterStatus status = cluster(name, 0, LinkState::ConsentNeeded, {});
        status.error.reset();
        status.consent = kube::ExecConsentKey { QStringLiteral("/usr/bin/aws"),
            { QStringLiteral("eks"), QStringLiteral("get-token"), QStringLiteral("--cluster-name"),
                QStringLiteral("prod") },
            QStringLiteral("~/.kube/config") };
        fleet.setCluster(status);
    }
}

void fillHostile(FakeFleet& fleet)
{
    fleet.setCluster(liveCluster(QStringLiteral("prod-eu"), 0));
    App markup = differing(
        syncedApp(QStringLiteral("prod-eu"), QStringLiteral("payments"), QStringLiteral("<b>bold</b><img src=x>")), 90,
        QStringLiteral("<a href='http://evil'>click</a> &amp; %1 %n"));
    App bidi = differing(
        syncedApp(QStringLiteral("prod-eu"), QStringLiteral("payments"), QStringLiteral("safe\u202Egnp.exe\u200B")),
        120, QStringLiteral("line one\nline two\ttab \x07 bell"));
    App broken = syncedApp(QStringLiteral("prod-eu"), QStringLiteral("web"), QStringLiteral("unreadable"));
    broken.detail = gitops::Detail::Quarantined;
    broken.agent = { SyncVerdict::Unknown, {},
        QStringLiteral("spec.source.path: a list stands where a text is expected"), ago(9), false };
    fleet.upsert(
        { markup, bidi, broken, syncedApp(QStringLiteral("prod-eu"), QStringLiteral("web"), QStringLiteral("plain")) });
}

void fillLong(FakeFleet& fleet)
{
    const QString eks = QStringLiteral("arn:aws:eks:eu-central-1:123456789012:cluster/production-frankfurt-blue");
    fleet.setCluster(liveCluster(eks, 3));
    const QString name
        = QStringLiteral("a-very-long-application-name-that-some-generator-made-for-region-eu-central-1-");
    for (int number = 0; number < 20; ++number) {
        App app = syncedApp(eks, QStringLiteral("a-namespace-that-is-just-as-long-as-the-rules-of-names-allow"),
            name + QString::number(number));
        app.team = QStringLiteral("the-team-with-the-long-name-for-everything");
        fleet.upsert({ number < 6 ? differing(app, 60 * number,
                                        QStringLiteral("spec.template.spec.containers[name=application].resources."
                                                       "limits.memory 512Mi → 1Gi, and seven more fields"))
                                  : app });
    }
}

}

QDateTime sampleTime()
{
    return { QDate(2026, 11, 24), QTime(14, 26, 7), QTimeZone::UTC };
}

std::shared_ptr<const Clock> sampleClock()
{
    return std::make_shared<ManualClock>(sampleTime());
}

ClusterStatus liveCluster(const QString& name, int colour)
{
    ClusterStatus status;
    status.context = ContextName(name);
    status.state = LinkState::Live;
    status.identity = { QStringLiteral("https://%1.example.org:6443").arg(name), QStringLiteral("uid-") + name,
        QStringLiteral("v1.32.2") };
    status.colour = colour;
    status.lastHeard = ago(2);
    status.rowsComplete = true;
    status.detailsComplete = true;
    return status;
}

App syncedApp(const QString& cluster, const QString& nameSpace, const QString& name)
{
    App app;
    app.id = { ContextName(cluster), gitops::AppKind::Application, nameSpace, name };
    app.agent = { SyncVerdict::Synced, {}, {}, ago(6), false };
    app.health.status = HealthStatus::Healthy;
    app.revision = Revision(QStringLiteral("0c4d77b000112233445566778899aabbccddeeff"));
    app.source = { QStringLiteral("Git"), QStringLiteral("https://git.example.org/fleet.git"),
        QStringLiteral("apps/") + name, {}, QStringLiteral("main") };
    app.project = QStringLiteral("default");
    app.team = nameSpace;
    app.createdAt = ago(86400 * 30);
    return app;
}

std::vector<App> manyApps(int count)
{
    std::vector<App> apps;
    apps.reserve(std::size_t(count));
    const QStringList clusters { QStringLiteral("prod-eu"), QStringLiteral("prod-us"), QStringLiteral("staging") };
    const QStringList teams { QStringLiteral("payments"), QStringLiteral("platform"), QStringLiteral("catalog"),
        QStringLiteral("identity"), QStringLiteral("web") };
    for (int number = 0; number < count; ++number) {
        App app = syncedApp(
            clusters[number % 3], teams[number % 5], QStringLiteral("service-%1").arg(number, 5, 10, QLatin1Char('0')));
        app.id.kind = number % 8 == 0 ? gitops::AppKind::HelmRelease
            : number % 4 == 0         ? gitops::AppKind::Kustomization
                                      : gitops::AppKind::Application;
        if (number % 40 == 3)
            app = differing(app, 17 * number % 1500, QStringLiteral("image → 1.%1").arg(number));
        if (number % 90 == 7)
            app.health.status = HealthStatus::Degraded;
        if (number % 70 == 9)
            app.health.status = HealthStatus::Progressing;
        app.automation.selfHeal = number % 2 == 0;
        apps.push_back(app);
    }
    return apps;
}

gitops::AppDetails sampleDetails(const App& app)
{
    const auto object = [&](const QString& group, const QString& kind, const QString& name) {
        gitops::AppObject made;
        made.key = { group, kind, app.id.nameSpace, name };
        made.verdict = gitops::ObjectVerdict::Synced;
        made.health = gitops::Health { HealthStatus::Healthy, {} };
        return made;
    };
    gitops::AppDetails details {
        .app = app, .objects = {}, .conditions = {}, .events = {}, .unreadable = {}, .at = sampleTime()
    };
    gitops::AppObject deployment = object(QStringLiteral("apps"), QStringLiteral("Deployment"), QStringLiteral("api"));
    deployment.verdict = gitops::ObjectVerdict::OutOfSync;
    deployment.health = gitops::Health { HealthStatus::Degraded, QStringLiteral("1 of 7 pods crash-looping") };
    gitops::AppObject budget
        = object(QStringLiteral("policy"), QStringLiteral("PodDisruptionBudget"), QStringLiteral("api"));
    budget.verdict = gitops::ObjectVerdict::Missing;
    budget.health.reset();
    budget.note = QStringLiteral("absent");
    gitops::AppObject job = object(QStringLiteral("batch"), QStringLiteral("Job"), QStringLiteral("migrate-2.3.1"));
    job.verdict = gitops::ObjectVerdict::Extra;
    job.note = QStringLiteral("extra · prune");
    details.objects = { deployment, object({}, QStringLiteral("Service"), QStringLiteral("api")), budget, job };
    return details;
}

std::unique_ptr<FakeFleet> sampleFleet(Sample sample)
{
    auto fleet = std::make_unique<FakeFleet>();
    fleet->makeDetails = [](const App& app) -> Result<gitops::AppDetails> { return sampleDetails(app); };
    if (sample == Sample::Small || sample == Sample::Insecure)
        fillDrawn(*fleet);
    if (sample == Sample::Insecure) {
        ClusterStatus status = liveCluster(QStringLiteral("prod-eu"), 0);
        status.insecure = true;
        status.actingAs = QStringLiteral("system:serviceaccount:ops:robot");
        fleet->setCluster(status);
    }
    if (sample == Sample::Large || sample == Sample::Empty || sample == Sample::Remembered) {
        for (int number = 0; const auto* name : { "prod-eu", "prod-us", "staging" })
            fleet->setCluster(liveCluster(QLatin1String(name), number++));
    }
    if (sample == Sample::Large)
        fleet->upsert(manyApps(10'000));
    if (sample == Sample::Remembered) {
        std::vector<App> apps = drawnApps();
        for (App& app : apps)
            app.detail = gitops::Detail::Remembered;
        fleet->upsert(apps);
    }
    if (sample == Sample::BrokenKubeconfig)
        fleet->setProblems({ { .code = ErrorCode::InvalidInput,
            .where = FilePlace { QStringLiteral("/home/ada/.kube/config"), 14, 3 },
            .detail = QStringLiteral("the key \"clusters\" is a text, a list is expected"),
            .retryAfter = {},
            .cause = {} } });
    if (sample == Sample::Hostile)
        fillHostile(*fleet);
    if (sample == Sample::LongNames)
        fillLong(*fleet);
    fillTroubled(*fleet, sample);
    return fleet;
}

}
