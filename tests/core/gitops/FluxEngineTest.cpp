#include "tests/core/gitops/Recorded.h"

#include "core/gitops/ObjectReading.h"
#include "core/manifest/Resource.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::gitops;
using namespace holdfast::gitops::test;
using namespace Qt::StringLiterals;
using manifest::Value;

namespace {

/// The revision that a recorded Kustomization was last applied or attempted at.
QString revisionOf(QLatin1StringView state, const char* which = "lastAttemptedRevision")
{
    return manifest::toQString(recorded(u"flux/kustomization-"_s + state)["status"][which].text());
}

QString inventoryRevision()
{
    return revisionOf("inventory-ready"_L1);
}

/// A cluster with one GitRepository `apps` whose artifact has this revision (none where empty).
ReferenceLookup sourceAt(const QString& revision)
{
    const Value ready = recorded(u"flux/gitrepository-apps-ready"_s);
    const Value artifact = ready["status"]["artifact"].with("revision", Value(revision.toStdString()));
    const Value source = revision.isEmpty() ? recorded(u"flux/gitrepository-noauth-failed"_s)
                                            : ready.with("status", ready["status"].with("artifact", artifact));
    return [source](const manifest::ObjectKey& key) {
        return key.kind == u"GitRepository" && key.name == u"apps" && key.nameSpace == u"flux-system" ? source
                                                                                                      : Value();
    };
}

App row(const Value& object, const ReferenceLookup& lookup, const std::optional<Settled>& settled = std::nullopt)
{
    const EnginePointer flux = engine(u"Flux"_s);
    const App app = flux->app(ContextName(u"c"_s), object, lookup, settled);
    const App again = flux->app(ContextName(u"c"_s), flux->kept(object), lookup, settled);
    if (app != again)
        qFatal("a row from the kept fields differs from the row of the whole object");
    return app;
}

Value release(const QByteArray& spec, const QByteArray& status)
{
    return json(R"({"apiVersion":"helm.toolkit.fluxcd.io/v2","kind":"HelmRelease",)"
                R"("metadata":{"name":"podinfo","namespace":"shop","generation":1},"spec":)"_ba
        + spec + R"(,"status":)"_ba + status + "}"_ba);
}

QByteArray status(const QByteArray& ready, const QByteArray& more = {})
{
    return R"({"observedGeneration":1,"conditions":[{"type":"Ready",)"_ba + ready
        + R"(,"lastTransitionTime":"2026-11-23T10:00:00Z"}],"history":[{"chartVersion":"6.6.1","status":"deployed"}])"_ba
        + more + "}"_ba;
}

const QByteArray chartSpec
    = R"({"chart":{"spec":{"chart":"podinfo","version":"6.x","sourceRef":{"kind":"HelmRepository","name":"charts"}}}})"_ba;

ReferenceLookup charts(const QString& revision)
{
    const Value chart = json(R"({"kind":"HelmChart","spec":{},"status":{"artifact":{"revision":")"_ba
        + revision.toUtf8() + R"(","lastUpdateTime":"2026-11-23T09:00:00Z"}}})"_ba);
    const Value repository = json(R"({"kind":"HelmRepository","spec":{"url":"https://charts.example.com"}})"_ba);
    return [chart, repository](const manifest::ObjectKey& key) {
        if (key.kind == u"HelmChart" && key.name == u"shop-podinfo")
            return chart;
        return key.kind == u"HelmRepository" && key.name == u"charts" ? repository : Value();
    };
}

}

class FluxEngineTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsRecordedKustomizations_data();
    void readsRecordedKustomizations();
    void keepsTheSettledVerdictWhileReconciling();
    void aNewRevisionRollingOutIsProgressing();
    void trustsTheAgentWhereTheSourceCannotBeRead();
    void failsByReason_data();
    void failsByReason();
    void datesADifferenceByWhatProvesIt_data();
    void datesADifferenceByWhatProvesIt();
    void staysOutOfSyncAfterAFailureThatWasOnceApplied();
    void readsReleases_data();
    void readsReleases();
    void comparesOciCharts_data();
    void comparesOciCharts();
    void readsSources();
    void namesWhatItRefersTo();
    void tellsOfAFailingSource();
    void parsesInventories_data();
    void parsesInventories();
    void excludesObjectsThatAreSwitchedOff_data();
    void excludesObjectsThatAreSwitchedOff();
    void readsDestinations();
    void rootKustomizationHasNoOwner();
    void quarantinesWhatItCannotRead();
    void readsTableRows_data();
    void readsTableRows();
};

void FluxEngineTest::readsRecordedKustomizations_data()
{
    QTest::addColumn<QString>("artifact");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("differs");
    const QString c = inventoryRevision();
    const QString bad = revisionOf("inventory-health-progressing"_L1);
    const QString old = revisionOf("inventory-health-progressing"_L1, "lastAppliedRevision");
    const auto add = [](const char* file, const QString& artifact, const char* expected, const QString& differs = {}) {
        const QString source = artifact.isEmpty() ? revisionOf(QLatin1StringView(file)) : artifact;
        QTest::newRow(file) << source << QString::fromLatin1(expected) << differs;
    };
    add("billing-dependency-not-ready", c, "Unknown Unknown DependencyNotReady auto",
        u"dependency 'flux-system/inventory' is not ready"_s);
    add("billing-ready", c, "Synced Healthy - auto");
    add("broken-buildfailed", {}, "OutOfSync Healthy BuildFailed auto working",
        u"BuildFailed: kustomize build failed: accumulating"_s);
    add("broken-reconciliationfailed", {}, "OutOfSync Healthy ReconciliationFailed auto working",
        u"ReconciliationFailed: Service/flux-broken/broken dry-run"_s);
    add("inventory-after-drift", c, "Synced Healthy Progressing auto working");
    add("inventory-health-progressing", bad, "OutOfSync Progressing Progressing auto working",
        u"applied %1, the source is at %2"_s.arg(shortRevision(old), shortRevision(bad)));
    add("inventory-healthcheckfailed", bad, "Synced Degraded HealthCheckFailed auto working");
    add("inventory-progressing", c, "Unknown Unknown Progressing auto working", u"Reconciliation in progress"_s);
    add("inventory-ready-early", c, "Unknown Unknown - auto");
    add("inventory-ready", c, "Synced Healthy - auto");
    add("inventory-resumed", {}, "Synced Healthy - auto");
    add("inventory-reverted", {}, "Synced Healthy - auto");
    add("inventory-suspended", {}, "Synced Healthy - suspended");
    add("nopath-failed", c, "Unknown Unknown ArtifactFailed auto working",
        u"ArtifactFailed: kustomization path not found"_s);
    add("nosource-failed", c, "Unknown Unknown ArtifactFailed auto", u"ArtifactFailed: GitRepository.source"_s);
}

void FluxEngineTest::readsRecordedKustomizations()
{
    QFETCH(QString, artifact);
    QFETCH(QString, expected);
    QFETCH(QString, differs);
    const Value object = recorded(u"flux/kustomization-"_s + QLatin1String(QTest::currentDataTag()));

    const App app = row(object, sourceAt(artifact));

    QString said = word(app.agent.verdict) + u' ' + word(app.health.status) + u' '
        + (app.agent.reason.isEmpty() ? u"-"_s : app.agent.reason) + u' ' + word(app.automation.mode);
    if (app.agent.reconciling)
        said += u" working"_s;
    QCOMPARE(said, expected);
    QVERIFY2(differs.isEmpty() ? app.whatDiffers.isEmpty() : app.whatDiffers.startsWith(differs),
        qPrintable(app.whatDiffers));
    QCOMPARE(app.differsSince.isValid(), app.agent.verdict == SyncVerdict::OutOfSync);
    QVERIFY(app.agent.at.isValid());
    QCOMPARE(app.revision.text(), manifest::toQString(object["status"]["lastAppliedRevision"].text()));
}

void FluxEngineTest::keepsTheSettledVerdictWhileReconciling()
{
    const Value object = recorded(u"flux/kustomization-inventory-after-drift"_s);
    const Settled settled { SyncVerdict::OutOfSync, { HealthStatus::Degraded, u"x"_s } };
    const App app = row(object, sourceAt(inventoryRevision()), settled);
    QCOMPARE(app.agent.verdict, SyncVerdict::OutOfSync);
    QCOMPARE(app.health, settled.health);
    QVERIFY(app.agent.reconciling);
}

void FluxEngineTest::aNewRevisionRollingOutIsProgressing()
{
    const Settled settled { SyncVerdict::Synced, { HealthStatus::Healthy, {} } };
    const App app = row(recorded(u"flux/kustomization-inventory-health-progressing"_s),
        sourceAt(revisionOf("inventory-health-progressing"_L1)), settled);
    QCOMPARE(app.agent.verdict, SyncVerdict::Synced);
    QCOMPARE(app.health.status, HealthStatus::Progressing);
}

void FluxEngineTest::trustsTheAgentWhereTheSourceCannotBeRead()
{
    const App app = row(recorded(u"flux/kustomization-inventory-ready"_s), noReference);
    QCOMPARE(app.agent.verdict, SyncVerdict::Synced);
    QCOMPARE(app.source.repository, u"GitRepository/flux-system/apps"_s);
}

void FluxEngineTest::failsByReason_data()
{
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("verdict");
    for (const char* reason : { "BuildFailed", "ReconciliationFailed", "PruneFailed", "DependencyNotReady",
             "UninstallSucceeded", "SomethingNew" })
        QTest::newRow(reason) << QString::fromLatin1(reason) << u"OutOfSync"_s;
    QTest::newRow("ArtifactFailed") << u"ArtifactFailed"_s << u"Unknown"_s;
    QTest::newRow("HealthCheckFailed") << u"HealthCheckFailed"_s << u"Synced"_s;
    QTest::newRow("HealthCheckCanceled") << u"HealthCheckCanceled"_s << u"Synced"_s;
}

void FluxEngineTest::failsByReason()
{
    QFETCH(QString, reason);
    QFETCH(QString, verdict);
    const Value object = recorded(u"flux/kustomization-inventory-ready"_s);
    const Value ready = json(R"([{"type":"Ready","status":"False","reason":")"_ba + reason.toUtf8()
        + R"(","message":"m","lastTransitionTime":"2026-11-23T13:06:00Z"}])"_ba);
    const App app
        = row(object.with("status", object["status"].with("conditions", ready)), sourceAt(inventoryRevision()));
    QCOMPARE(word(app.agent.verdict), verdict);
    QCOMPARE(app.agent.reason, reason);
}

void FluxEngineTest::datesADifferenceByWhatProvesIt_data()
{
    QTest::addColumn<QByteArray>("ready");
    QTest::addColumn<QString>("applied");
    QTest::addColumn<QString>("since");
    QTest::addColumn<SinceProof>("proof");
    const QByteArray failed = R"("status":"False","reason":"BuildFailed")"_ba;
    const QByteArray unhealthy = R"("status":"False","reason":"HealthCheckFailed")"_ba;
    const QByteArray working = R"("status":"Unknown","reason":"Progressing")"_ba;
    const QByteArray well = R"("status":"True","reason":"ReconciliationSucceeded")"_ba;
    const QString transition = u"2026-11-23T01:00:00Z"_s;
    QTest::newRow("failed") << failed << inventoryRevision() << transition << SinceProof::Condition;
    QTest::newRow("behind its source") << well << u"main@sha1:0"_s << QString() << SinceProof::Artifact;
    // The condition is older than the artifact that is not applied.
    QTest::newRow("a new artifact after a failed health check")
        << unhealthy << u"main@sha1:0"_s << QString() << SinceProof::Artifact;
    QTest::newRow("a new artifact while it works") << working << u"main@sha1:0"_s << QString() << SinceProof::Artifact;
    QTest::newRow("at work on what it differs in")
        << working << inventoryRevision() << transition << SinceProof::Condition;
}

void FluxEngineTest::datesADifferenceByWhatProvesIt()
{
    QFETCH(QByteArray, ready);
    QFETCH(QString, applied);
    QFETCH(QString, since);
    QFETCH(SinceProof, proof);
    const Value object = recorded(u"flux/kustomization-inventory-ready"_s);
    const Value conditions
        = json(R"([{"type":"Ready",)"_ba + ready + R"(,"lastTransitionTime":"2026-11-23T01:00:00Z"}])"_ba);
    const Value status = object["status"]
                             .with("conditions", conditions)
                             .with("lastAppliedRevision", Value(applied.toStdString()))
                             .with("lastAttemptedRevision", Value(applied.toStdString()));
    const App app = row(object.with("status", status), sourceAt(inventoryRevision()),
        Settled { SyncVerdict::OutOfSync, { HealthStatus::Healthy, {} } });
    QCOMPARE(app.agent.verdict, SyncVerdict::OutOfSync);
    const Value source = recorded(u"flux/gitrepository-apps-ready"_s);
    const QString artifact = manifest::toQString(source["status"]["artifact"]["lastUpdateTime"].text());
    QCOMPARE(app.differsSince, QDateTime::fromString(since.isEmpty() ? artifact : since, Qt::ISODate));
    QCOMPARE(app.sinceProof, proof);
}

void FluxEngineTest::staysOutOfSyncAfterAFailureThatWasOnceApplied()
{
    // observedGeneration stays behind while a new generation fails
    const Value object = recorded(u"flux/kustomization-broken-buildfailed"_s);
    const App app = row(object.with("status", object["status"].with("observedGeneration", Value(-1))),
        sourceAt(revisionOf("broken-buildfailed"_L1)));
    QCOMPARE(app.agent.verdict, SyncVerdict::OutOfSync);
    QCOMPARE(app.agent.reason, u"BuildFailed"_s);
}

void FluxEngineTest::readsReleases_data()
{
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<QString>("expected");
    const QByteArray ready = R"("status":"True","reason":"UpgradeSucceeded","message":"ok")"_ba;
    const QByteArray attempted = R"(,"lastAttemptedRevision":"6.6.1")"_ba;
    const QByteArray failed = R"("status":"False","reason":"UpgradeFailed","message":"boom")"_ba;
    const QByteArray drifted
        = R"({"observedGeneration":1,"lastAttemptedRevision":"6.6.1","history":[{"chartVersion":"6.6.1","status":"deployed"}],"conditions":[{"type":"Ready","status":"True","reason":"UpgradeSucceeded","message":"ok"},{"type":"Drifted","status":"True","reason":"DriftDetected","message":"Deployment/shop/podinfo changed","lastTransitionTime":"2026-11-23T11:00:00Z"}]})"_ba;
    const QByteArray watching = chartSpec.chopped(1) + R"(,"driftDetection":{"mode":"warn"}})"_ba;
    QTest::newRow("in sync") << chartSpec << status(ready, attempted) << u"Synced Healthy "_s;
    QTest::newRow("behind") << chartSpec << status(ready, R"(,"lastAttemptedRevision":"6.6.0")"_ba)
                            << u"OutOfSync Healthy applied 6.6.0, the source is at 6.6.1"_s;
    QTest::newRow("failed") << chartSpec << status(failed, attempted) << u"OutOfSync Healthy UpgradeFailed: boom"_s;
    QTest::newRow("tests failed") << chartSpec
                                  << status(R"("status":"False","reason":"TestFailed","message":"t")"_ba, attempted)
                                  << u"Synced Degraded "_s;
    QTest::newRow("no chart") << chartSpec
                              << status(R"("status":"False","reason":"SourceNotReady","message":"s")"_ba, attempted)
                              << u"Unknown Healthy SourceNotReady: s"_s;
    QTest::newRow("rolled back") << chartSpec
                                 << status(
                                        R"("status":"False","reason":"RollbackSucceeded","message":"r")"_ba, attempted)
                                 << u"OutOfSync Healthy RollbackSucceeded: r"_s;
    QTest::newRow("drifted") << watching << drifted << u"OutOfSync Healthy Deployment/shop/podinfo changed"_s;
    QTest::newRow("stale drift") << chartSpec << drifted << u"Synced Healthy "_s;
    QTest::newRow("new") << chartSpec << "{}"_ba << u"Unknown Unknown "_s;
}

void FluxEngineTest::readsReleases()
{
    QFETCH(QByteArray, spec);
    QFETCH(QByteArray, state);
    QFETCH(QString, expected);
    const App app = row(release(spec, state), charts(u"6.6.1"_s));
    QCOMPARE(word(app.agent.verdict) + u' ' + word(app.health.status) + u' ' + app.whatDiffers, expected);
    QCOMPARE(app.source, (Source { u"Helm"_s, u"https://charts.example.com"_s, {}, u"podinfo"_s, u"6.x"_s }));
}

void FluxEngineTest::comparesOciCharts_data()
{
    QTest::addColumn<QString>("attempted");
    QTest::addColumn<QString>("artifact");
    QTest::addColumn<QString>("verdict");
    const QString digest = u"6.6.1@sha256:0123456789ab"_s + QString(52, u'c');
    QTest::newRow("digest") << u"6.6.1+0123456789ab"_s << digest << u"Synced"_s;
    QTest::newRow("other digest") << u"6.6.1+ffffffffffff"_s << digest << u"OutOfSync"_s;
    QTest::newRow("other version") << u"6.6.0+0123456789ab"_s << digest << u"OutOfSync"_s;
    QTest::newRow("version only") << u"6.6.1"_s << digest << u"Synced"_s;
}

void FluxEngineTest::comparesOciCharts()
{
    QFETCH(QString, attempted);
    QFETCH(QString, artifact);
    QFETCH(QString, verdict);
    const Value object = release(R"({"chartRef":{"kind":"OCIRepository","name":"podinfo"}})"_ba,
        status(R"("status":"True","reason":"x","message":"y")"_ba,
            R"(,"lastAttemptedRevision":")"_ba + attempted.toUtf8() + "\""_ba));
    const Value source = json(
        R"({"spec":{"url":"oci://r/podinfo","ref":{"semver":"6.x","tag":"t"}},"status":{"artifact":{"revision":")"_ba
        + artifact.toUtf8() + R"("}}})"_ba);
    const App app = row(object, [&](const manifest::ObjectKey& key) {
        return key.kind == u"OCIRepository" && key.nameSpace == u"shop" ? source : Value();
    });
    QCOMPARE(word(app.agent.verdict), verdict);
    QCOMPARE(app.source, (Source { u"OCI"_s, u"oci://r/podinfo"_s, {}, {}, u"6.x"_s }));
}

void FluxEngineTest::readsSources()
{
    const App app = row(recorded(u"flux/kustomization-inventory-ready"_s), sourceAt(inventoryRevision()));
    QCOMPARE(app.source,
        (Source { u"Git"_s, u"https://git.example.com/platform/apps.git"_s, u"./flux/inventory"_s, {}, u"main"_s }));
    QVERIFY(app.automation.prune);
}

void FluxEngineTest::namesWhatItRefersTo()
{
    const EnginePointer flux = engine(u"Flux"_s);
    const auto keys = flux->references(release(chartSpec, "{}"_ba));
    QCOMPARE(keys.size(), std::size_t(2));
    QCOMPARE(manifest::objectText(keys.at(0)), u"source.toolkit.fluxcd.io/HelmRepository/shop/charts"_s);
    QCOMPARE(manifest::objectText(keys.at(1)), u"source.toolkit.fluxcd.io/HelmChart/shop/shop-podinfo"_s);
    QCOMPARE(manifest::objectText(flux->references(recorded(u"flux/kustomization-inventory-ready"_s)).front()),
        u"source.toolkit.fluxcd.io/GitRepository/flux-system/apps"_s);
}

void FluxEngineTest::tellsOfAFailingSource()
{
    const App app = row(recorded(u"flux/kustomization-inventory-ready"_s), sourceAt({}));
    QCOMPARE(app.agent.verdict, SyncVerdict::OutOfSync);
    QVERIFY(app.agent.message.startsWith(u"The source GitRepository apps is failing: failed to checkout"_s));
}

void FluxEngineTest::parsesInventories_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("object");
    QTest::newRow("deployment") << u"test-namespace_test-name_apps_Deployment"_s
                                << u"apps/Deployment/test-namespace/test-name"_s;
    QTest::newRow("cluster") << u"_prod__Namespace"_s << u"Namespace/prod"_s;
    QTest::newRow("core") << u"a_web__Service"_s << u"Service/a/web"_s;
    QTest::newRow("colon") << u"n_kubeadm__nodes_rbac.authorization.k8s.io_Role"_s
                           << u"rbac.authorization.k8s.io/Role/n/kubeadm:nodes"_s;
    QTest::newRow("two colons") << u"n_system____x_rbac.authorization.k8s.io_Role"_s
                                << u"rbac.authorization.k8s.io/Role/n/system::x"_s;
    QTest::newRow("underscore") << u"n_test_name_apps_Deployment"_s << u"apps/Deployment/n/test_name"_s;
    for (const char* broken : { "", "a", "a_b", "test-name_apps_Kind", "a__b_" })
        QTest::newRow(qPrintable(u"broken "_s + QLatin1String(broken))) << QString::fromLatin1(broken) << QString();
}

void FluxEngineTest::parsesInventories()
{
    QFETCH(QString, id);
    QFETCH(QString, object);
    const Value app = json(R"({"status":{"inventory":{"entries":[{"id":")"_ba + id.toUtf8() + R"(","v":"v1"}]}}})"_ba);
    const auto objects = engine(u"Flux"_s)->objects(app);
    QCOMPARE(objects.empty() ? QString() : manifest::objectText(objects.front().key), object);
}

void FluxEngineTest::excludesObjectsThatAreSwitchedOff_data()
{
    QTest::addColumn<QByteArray>("live");
    QTest::addColumn<QString>("verdict");
    QTest::newRow("present") << R"({"metadata":{"name":"a"}})"_ba << u"Synced"_s;
    QTest::newRow("absent") << "null"_ba << u"Missing"_s;
    for (const char* key : { "kustomize.toolkit.fluxcd.io/reconcile\":\"Disabled",
             "kustomize.toolkit.fluxcd.io/ssa\":\"Ignore", "kustomize.toolkit.fluxcd.io/ssa\":\"IfNotPresent",
             "helm.toolkit.fluxcd.io/driftDetection\":\"disabled" }) {
        QTest::addRow("annotation %s", key)
            << R"({"metadata":{"annotations":{")"_ba + key + R"("}}})"_ba << u"Excluded"_s;
        QTest::addRow("label %s", key) << R"({"metadata":{"labels":{")"_ba + key + R"("}}})"_ba << u"Excluded"_s;
    }
    QTest::newRow("merge") << R"({"metadata":{"annotations":{"kustomize.toolkit.fluxcd.io/ssa":"Merge"}}})"_ba
                           << u"Synced"_s;
}

void FluxEngineTest::excludesObjectsThatAreSwitchedOff()
{
    QFETCH(QByteArray, live);
    QFETCH(QString, verdict);
    QCOMPARE(word(engine(u"Flux"_s)->verdict({}, json(live)).value()), verdict);
}

void FluxEngineTest::readsDestinations()
{
    const Value object = recorded(u"flux/kustomization-inventory-ready"_s);
    const Value remote = json(
        R"({"sourceRef":{"kind":"GitRepository","name":"apps"},"targetNamespace":"shop","kubeConfig":{"secretRef":{"name":"prod-eu"}}})"_ba);
    const App app = row(object.with("spec", remote), sourceAt(inventoryRevision()));
    QCOMPARE(app.destination.kubeConfigSecret, u"prod-eu"_s);
    QCOMPARE(app.destination.nameSpace, u"shop"_s);
}

void FluxEngineTest::rootKustomizationHasNoOwner()
{
    const auto labelled = [](const char* name) {
        const Value object = recorded(u"flux/kustomization-inventory-ready"_s);
        const Value labels = Value()
                                 .with("kustomize.toolkit.fluxcd.io/name", Value(name))
                                 .with("kustomize.toolkit.fluxcd.io/namespace", Value("flux-system"));
        return row(object.with("metadata", object["metadata"].with("labels", labels)), noReference).owner;
    };
    QVERIFY(!labelled("inventory"));
    QVERIFY(labelled("flux-system"));
}

void FluxEngineTest::quarantinesWhatItCannotRead()
{
    const Value object = recorded(u"flux/kustomization-inventory-ready"_s);
    const App app
        = row(object.with("status", object["status"].with("conditions", Value("none"))), sourceAt(inventoryRevision()));
    QCOMPARE(app.detail, Detail::Quarantined);
    QVERIFY(app.agent.message.contains(u"status.conditions is a string where a list belongs."_s));
}

void FluxEngineTest::readsTableRows_data()
{
    QTest::addColumn<QString>("ready");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("expected");
    QTest::newRow("ready") << u"True"_s << u"Applied revision: main@sha1:c5"_s << u"Synced Healthy main@sha1:c5"_s;
    QTest::newRow("failing") << u"False"_s << u"kustomize build failed"_s << u"Unknown Unknown "_s;
    QTest::newRow("working") << u"Unknown"_s << u"Reconciliation in progress"_s << u"Unknown Unknown "_s;
}

void FluxEngineTest::readsTableRows()
{
    QFETCH(QString, ready);
    QFETCH(QString, message);
    QFETCH(QString, expected);
    const kube::TableRow line { .cells = Value()
                                    .with("Name", Value("shop"))
                                    .with("Ready", Value(ready.toStdString()))
                                    .with("Status", Value(message.toStdString())),
        .metadata = json(R"({"name":"shop","namespace":"flux-system"})"_ba) };
    const App app = engine(u"Flux"_s)->tableApp(ContextName(u"c"_s), u"Kustomization"_s, line);
    QCOMPARE(word(app.agent.verdict) + u' ' + word(app.health.status) + u' ' + app.revision.text(), expected);
    QCOMPARE(app.agent.reconciling, ready == u"Unknown");
    QCOMPARE(app.detail, Detail::Table);
}

QTEST_GUILESS_MAIN(FluxEngineTest)
#include "FluxEngineTest.moc"
