#include "tests/core/session/LiveBench.h"

#include "core/gitops/ObjectReading.h"
#include "core/session/DataFolder.h"
#include "core/session/FleetCache.h"

#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace holdfast;
using namespace holdfast::gitops;
using namespace holdfast::session;
using namespace holdfast::session::test;
using namespace Qt::StringLiterals;
using manifest::Value;

class LiveFleetTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsAppsOfEveryKind();
    void paintsFromTheTableWhereDetailsAreSlow();
    void livesWithoutTables();
    void followsChanges();
    void judgesOnlyOnceTheSourceIsKnown();
    void makesRowsAgainWhenTheirSourceMoves();
    void keepsTheSettledVerdict();
    void keepsRowsOfALostCluster();
    void saysWhichKindIsDenied();
    void fallsBackToTheContextsNamespace();
    void quarantinesOneRow();
    void asksForConsent();
    void brokenCredentialsBreakOneContextOnly();
    void recognisesTheSameCluster();
    void remembersTheFleet();
    void forgetsWhatIsGone();
    void gathersDetails();
    void judgesHealthByTheInstallationsScripts();
    void saysWhatCannotBeRead();
    void readsObjectsThroughTheirOwnCluster();
    void doesNotTakeAClusterOfAnotherAuthority_data();
    void doesNotTakeAClusterOfAnotherAuthority();
    void saysThatAClusterIsOutOfReach();
    void showsManifestsMasked();
    void answersForUnknownApps();
    void saysThatTheKubeconfigHasChangedAndStays_data();
    void saysThatTheKubeconfigHasChangedAndStays();
};

void LiveFleetTest::showsAppsOfEveryKind()
{
    Bench bench;
    bench.near.put(web());
    bench.near.put(recorded(u"flux/kustomization-inventory-ready"_s));
    bench.near.put(recorded(u"flux/gitrepository-apps-ready"_s));
    bench.start();
    QTRY_COMPARE(bench.lines(),
        QStringList({ u"c:application/argocd/web OutOfSync Healthy"_s,
            u"c:kustomization/flux-system/inventory Synced Healthy"_s }));
    QTRY_COMPARE(bench.status().state, LinkState::Live);
    QTRY_VERIFY(bench.status().detailsComplete);
    QTRY_COMPARE(bench.status().identity.uid, u"uid-near"_s);
    QVERIFY(bench.status().lastHeard.isValid());
    const App app = bench.fleet->apps().front();
    QVERIFY(app.agent.verdict == SyncVerdict::Synced || app.differsSince.isValid());
}

void LiveFleetTest::paintsFromTheTableWhereDetailsAreSlow()
{
    Bench bench;
    bench.near.put(web());
    QList<Detail> seen;
    bench.make({ context(u"c"_s, u"near"_s) });
    connect(bench.fleet.get(), &Fleet::appsChanged, this, [&seen](const AppChanges& changes) {
        for (const App& app : changes.upserts)
            seen.push_back(app.detail);
    });
    bench.fleet->start();
    QTRY_VERIFY(seen.contains(Detail::Full));
    QCOMPARE(seen.first(), Detail::Table);
    QCOMPARE(seen.last(), Detail::Full);
    QVERIFY(bench.status().rowsComplete);
}

void LiveFleetTest::livesWithoutTables()
{
    Bench bench;
    bench.near.hideTables();
    bench.near.put(web());
    bench.start();
    QTRY_COMPARE(bench.lines(), QStringList({ u"c:application/argocd/web OutOfSync Healthy"_s }));
}

void LiveFleetTest::followsChanges()
{
    Bench bench;
    bench.near.put(web());
    bench.start();
    QTRY_VERIFY(bench.status().detailsComplete);
    QSignalSpy details(bench.fleet.get(), &Fleet::detailsChanged);
    bench.near.put(recorded(u"argocd/app-web-synced-healthy"_s));
    QTRY_COMPARE(bench.lines(), QStringList({ u"c:application/argocd/web Synced Healthy"_s }));
    QVERIFY(!details.isEmpty());
    QVERIFY(!bench.fleet->apps().front().differsSince.isValid());
    bench.near.remove(web());
    QTRY_COMPARE(bench.lines(), QStringList());
}

void LiveFleetTest::judgesOnlyOnceTheSourceIsKnown()
{
    Bench bench;
    bench.near.put(recorded(u"flux/kustomization-inventory-ready"_s));
    bench.near.put(recorded(u"flux/gitrepository-apps-reverted"_s));
    bench.make({ context(u"c"_s, u"near"_s) });
    QStringList verdicts;
    connect(bench.fleet.get(), &Fleet::appsChanged, this, [&verdicts](const AppChanges& changes) {
        for (const App& app : changes.upserts)
            if (app.detail == Detail::Full)
                verdicts.push_back(word(app.agent.verdict));
    });
    bench.fleet->start();
    QTRY_VERIFY(bench.status().detailsComplete);
    QCOMPARE(verdicts, QStringList({ u"OutOfSync"_s }));
}

void LiveFleetTest::makesRowsAgainWhenTheirSourceMoves()
{
    Bench bench;
    bench.near.put(recorded(u"flux/kustomization-inventory-ready"_s));
    bench.near.put(recorded(u"flux/gitrepository-apps-ready"_s));
    bench.start();
    QTRY_COMPARE(bench.lines(), QStringList({ u"c:kustomization/flux-system/inventory Synced Healthy"_s }));
    bench.near.put(recorded(u"flux/gitrepository-apps-reverted"_s));
    QTRY_COMPARE(bench.lines(), QStringList({ u"c:kustomization/flux-system/inventory OutOfSync Healthy"_s }));
    const auto appliedIn = [](QLatin1StringView state) {
        const Value object = recorded(u"flux/kustomization-inventory-"_s + state);
        return shortRevision(manifest::toQString(object["status"]["lastAppliedRevision"].text()));
    };
    QCOMPARE(bench.fleet->apps().front().whatDiffers,
        u"applied %1, the source is at %2"_s.arg(appliedIn("ready"_L1), appliedIn("reverted"_L1)));
    bench.near.put(recorded(u"flux/kustomization-inventory-reverted"_s));
    QTRY_COMPARE(bench.lines(), QStringList({ u"c:kustomization/flux-system/inventory Synced Healthy"_s }));
}

void LiveFleetTest::keepsTheSettledVerdict()
{
    Bench bench;
    bench.near.put(recorded(u"flux/gitrepository-apps-ready"_s));
    bench.near.put(recorded(u"flux/kustomization-inventory-ready"_s));
    bench.start();
    QTRY_COMPARE(bench.lines(), QStringList({ u"c:kustomization/flux-system/inventory Synced Healthy"_s }));
    bench.near.put(recorded(u"flux/kustomization-inventory-progressing"_s)
            .with("status", recorded(u"flux/kustomization-inventory-after-drift"_s)["status"].without("history")));
    QTRY_VERIFY(bench.fleet->apps().front().agent.reconciling);
    QCOMPARE(bench.lines(), QStringList({ u"c:kustomization/flux-system/inventory Synced Healthy"_s }));
}

void LiveFleetTest::keepsRowsOfALostCluster()
{
    Bench bench;
    bench.near.put(web());
    bench.start();
    QTRY_COMPARE(bench.status().state, LinkState::Live);
    QTRY_VERIFY(bench.status().detailsComplete);
    bench.near.unplug();
    QTRY_COMPARE(bench.status().state, LinkState::Disconnected);
    QVERIFY(bench.status().error);
    QCOMPARE(bench.lines(), QStringList({ u"c:application/argocd/web OutOfSync Healthy"_s }));
    bench.near.plug();
    bench.fleet->retry(ContextName(u"c"_s));
    QTRY_COMPARE(bench.status().state, LinkState::Live);
}

void LiveFleetTest::saysWhichKindIsDenied()
{
    Bench bench;
    bench.near.refuse(u"kustomizations"_s, 403);
    bench.near.put(web());
    bench.start();
    QTRY_COMPARE(bench.lines(), QStringList({ u"c:application/argocd/web OutOfSync Healthy"_s }));
    QTRY_COMPARE(bench.status().deniedKinds.size(), std::size_t(1));
    QVERIFY(errorText(bench.status().deniedKinds.front())
            .contains(u"kustomizations.kustomize.toolkit.fluxcd.io may not be listed"_s));
    QCOMPARE(bench.status().state, LinkState::Live);
    QTRY_VERIFY(bench.status().detailsComplete);
}

void LiveFleetTest::fallsBackToTheContextsNamespace()
{
    Bench bench;
    bench.near.refuseIn(u"applications"_s, QString());
    bench.near.put(web());
    kube::Context narrow = context(u"c"_s, u"near"_s);
    narrow.nameSpace = u"argocd"_s;
    bench.start({ narrow });
    QTRY_COMPARE(bench.lines(), QStringList({ u"c:application/argocd/web OutOfSync Healthy"_s }));
    QTRY_VERIFY(!bench.status().deniedKinds.empty());
    QVERIFY(bench.status().deniedKinds.front().detail.contains(u"in namespace argocd only"_s));
}

void LiveFleetTest::quarantinesOneRow()
{
    Bench bench;
    bench.near.put(web());
    bench.near.put(json(
        R"({"apiVersion":"argoproj.io/v1alpha1","kind":"Application","metadata":{"name":"odd","namespace":"argocd"},"status":7})"_ba));
    bench.start();
    QTRY_COMPARE(bench.lines(),
        QStringList(
            { u"c:application/argocd/odd Unknown Unknown ~"_s, u"c:application/argocd/web OutOfSync Healthy"_s }));
}

void LiveFleetTest::asksForConsent()
{
    Bench bench;
    bench.credentials->failure = Error { .code = ErrorCode::ConsentNeeded, .detail = u"allow it"_s };
    bench.near.put(web());
    kube::Context plugin = context(u"c"_s, u"near"_s);
    plugin.user.exec = kube::ExecPlugin { .command = u"/bin/true"_s };
    bench.start({ plugin });
    QTRY_COMPARE(bench.status().state, LinkState::ConsentNeeded);
    QVERIFY(bench.status().consent);
    bench.credentials->failure.reset();
    bench.fleet->allowExec(*bench.status().consent);
    QTRY_COMPARE(bench.lines().size(), 1);
    QTRY_COMPARE(bench.status().state, LinkState::Live);
    QVERIFY(!bench.status().consent);
}

void LiveFleetTest::brokenCredentialsBreakOneContextOnly()
{
    Bench bench;
    bench.credentials->failure = Error { .code = ErrorCode::InvalidInput, .detail = u"no such file"_s };
    bench.start();
    QTRY_COMPARE(bench.status().state, LinkState::Broken);
    QCOMPARE(bench.status().error->detail, u"no such file"_s);
    bench.credentials->failure.reset(); // mended: it is tried again by itself
    QTRY_COMPARE(bench.status().state, LinkState::Live);
    QVERIFY(!bench.status().error);
}

void LiveFleetTest::recognisesTheSameCluster()
{
    Bench bench;
    bench.start({ context(u"a"_s, u"near"_s), context(u"b"_s, u"near"_s), context(u"c"_s, u"far"_s) });
    QTRY_VERIFY(bench.status(0).warnings.contains(u"The context b is the same cluster."_s));
    QVERIFY(bench.status(1).warnings.contains(u"The context a is the same cluster."_s));
    QTRY_VERIFY(!bench.status(2).identity.uid.isEmpty());
    QVERIFY(bench.status(2).warnings.isEmpty());
    QCOMPARE(bench.status(0).colour, bench.status(1).colour);
    QVERIFY(bench.status(0).colour != bench.status(2).colour);
}

void LiveFleetTest::remembersTheFleet()
{
    Bench bench;
    bench.near.put(web());
    bench.start();
    QTRY_VERIFY(bench.status().detailsComplete);
    const QDateTime since = bench.fleet->apps().front().differsSince;
    bench.fleet.reset();
    QVERIFY(since.isValid());

    bench.near.unplug();
    bench.start();
    QCOMPARE(bench.lines(), QStringList({ u"c:application/argocd/web OutOfSync Healthy ~"_s }));
    QCOMPARE(bench.fleet->apps().front().detail, Detail::Remembered);
    QCOMPARE(bench.fleet->apps().front().differsSince.toSecsSinceEpoch(), since.toSecsSinceEpoch());
    bench.near.plug();
    QTRY_COMPARE(bench.lines(), QStringList({ u"c:application/argocd/web OutOfSync Healthy"_s }));
    QCOMPARE(bench.fleet->apps().front().differsSince.toSecsSinceEpoch(), since.toSecsSinceEpoch());

    const QString data = bench.folder.path() + u"/data"_s;
    QCOMPARE(QFileInfo(data).permissions() & 0x0077, QFile::Permissions());
    QCOMPARE(QFileInfo(data + u"/fleet"_s).permissions() & 0x0077, QFile::Permissions());
}

void LiveFleetTest::forgetsWhatIsGone()
{
    Bench bench;
    bench.near.put(web());
    bench.start();
    QTRY_VERIFY(bench.status().detailsComplete);
    bench.fleet.reset();
    bench.near.remove(web());
    bench.start();
    QCOMPARE(bench.lines().size(), 1);
    QTRY_COMPARE(bench.lines().size(), 0);
}

void LiveFleetTest::gathersDetails()
{
    Bench bench;
    bench.near.put(web());
    bench.near.put(deployment("web"));
    bench.near.put(
        json(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"web-config","namespace":"web"}})"_ba));
    bench.near.put(json(
        R"({"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"web-1","namespace":"web","uid":"r1","ownerReferences":[{"apiVersion":"apps/v1","kind":"Deployment","name":"web","uid":"d1"}]},"spec":{"replicas":1},"status":{"replicas":1,"availableReplicas":1,"readyReplicas":1}})"_ba));
    bench.near.put(json(
        R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-1-x","namespace":"web","uid":"p1","ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web-1","uid":"r1"}]},"spec":{"restartPolicy":"Always"},"status":{"phase":"Pending","containerStatuses":[{"state":{"waiting":{"reason":"ImagePullBackOff","message":"no such image"}}}]}})"_ba));
    bench.near.put(json(
        R"({"apiVersion":"v1","kind":"Event","metadata":{"name":"e1","namespace":"web"},"involvedObject":{"kind":"Pod","apiVersion":"v1","namespace":"web","name":"web-1-x"},"type":"Warning","reason":"Failed","message":"pull","lastTimestamp":"2026-11-23T13:00:00Z"})"_ba));
    bench.near.put(json(
        R"({"apiVersion":"v1","kind":"Event","metadata":{"name":"e2","namespace":"web"},"involvedObject":{"kind":"Pod","apiVersion":"v1","namespace":"web","name":"stranger"},"reason":"Other"})"_ba));
    bench.start();
    QTRY_VERIFY(bench.status().detailsComplete);

    const Result<AppDetails> details = bench.details(u"c:application/argocd/web"_s);

    QVERIFY(details);
    QStringList lines;
    for (const AppObject& object : details->objects)
        lines.push_back(manifest::objectText(object.key) + u' ' + (object.verdict ? word(*object.verdict) : u"-"_s)
            + u' ' + (object.health ? word(object.health->status) : u"-"_s) + u' ' + object.note + u' '
            + (object.owner ? manifest::objectText(*object.owner) : QString()));
    QCOMPARE(lines,
        QStringList({ u"ConfigMap/web/web-config OutOfSync -  "_s, u"Service/web/web Missing Missing absent "_s,
            u"apps/Deployment/web/web OutOfSync Healthy 1/1 "_s,
            u"apps/ReplicaSet/web/web-1 - Healthy 1/1 apps/Deployment/web/web"_s,
            u"Pod/web/web-1-x - Degraded ImagePullBackOff apps/ReplicaSet/web/web-1"_s }));
    QCOMPARE(details->events.size(), std::size_t(1));
    QCOMPARE(details->events.front().reason, u"Failed"_s);
    QVERIFY(details->unreadable.empty());
    QVERIFY(details->at.isValid());
}

void LiveFleetTest::judgesHealthByTheInstallationsScripts()
{
    Bench bench;
    bench.near.put(web());
    bench.near.put(deployment("web"));
    bench.near.put(json(
        R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"argocd-cm","namespace":"argocd"},"data":{"resource.customizations.health.apps_Deployment":"return {status='Suspended', message=obj.metadata.name}"}})"_ba));
    bench.start();
    QTRY_VERIFY(bench.status().detailsComplete);

    const Result<AppDetails> details = bench.details(u"c:application/argocd/web"_s);

    QVERIFY(details);
    const auto found
        = std::ranges::find(details->objects, u"Deployment"_s, [](const AppObject& object) { return object.key.kind; });
    QVERIFY(found != details->objects.end());
    QCOMPARE(found->health, std::optional(Health { .status = HealthStatus::Suspended, .message = u"web"_s }));
}

void LiveFleetTest::saysWhatCannotBeRead()
{
    Bench bench;
    bench.near.refuse(u"pods"_s, 403);
    bench.near.refuse(u"configmaps"_s, 403);
    bench.near.put(web());
    bench.near.put(deployment("web"));
    bench.start();
    QTRY_VERIFY(bench.status().detailsComplete);
    const Result<AppDetails> details = bench.details(u"c:application/argocd/web"_s);
    QVERIFY(details);
    QStringList sentences;
    for (const Error& error : details->unreadable)
        sentences.push_back(error.detail);
    sentences.sort();
    QCOMPARE(sentences,
        QStringList({ u"ConfigMap in namespace web cannot be read"_s, u"Pod in namespace web cannot be read"_s,
            u"argocd-cm cannot be read"_s }));
    const auto config
        = std::ranges::find(details->objects, u"web-config"_s, [](const AppObject& object) { return object.key.name; });
    QCOMPARE(config->verdict, std::optional(ObjectVerdict::OutOfSync)); // as the Application says
    QVERIFY(!config->health);
}

void LiveFleetTest::readsObjectsThroughTheirOwnCluster()
{
    Bench bench;
    const Value app = web();
    bench.near.put(app.with(
        "spec", app["spec"].with("destination", json(R"({"server":"https://FAR:443/","namespace":"web"})"_ba))));
    bench.far.put(deployment("web"));
    bench.start({ context(u"a"_s, u"near"_s), context(u"b"_s, u"far"_s) });
    QTRY_VERIFY(bench.status(0).detailsComplete && bench.status(1).detailsComplete);
    const Result<AppDetails> details = bench.details(u"a:application/argocd/web"_s);
    QVERIFY(details);
    QCOMPARE(details->objects.back().note, u"1/1"_s);
    QVERIFY(details->unreadable.empty());
}

void LiveFleetTest::doesNotTakeAClusterOfAnotherAuthority_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("inFile");
    QTest::addColumn<bool>("same");
    QTest::newRow("another in the kubeconfig") << "REVG"_ba << false << false;
    QTest::newRow("another in a file") << "REVG"_ba << true << false;
    QTest::newRow("the same in the kubeconfig") << "QUJD"_ba << false << true;
    QTest::newRow("the same in a file") << "QUJD"_ba << true << true;
    QTest::newRow("a file that cannot be read says nothing") << ""_ba << true << true;
}

/// The same address, and somebody else behind it: the Secret of the agent and the context trust different authorities.
void LiveFleetTest::doesNotTakeAClusterOfAnotherAuthority()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, inFile);
    QFETCH(bool, same);
    const QTemporaryDir folder;
    const auto pem = [](const QByteArray& text) {
        return QByteArray("-----BEGIN CERTIFICATE-----\n") + text + "\n-----END CERTIFICATE-----\n";
    };
    Bench bench;
    const Value app = web();
    bench.near.put(
        app.with("spec", app["spec"].with("destination", json(R"({"server":"https://far","namespace":"web"})"_ba))));
    const QByteArray config = R"({"tlsClientConfig":{"caData":")" + pem("QUJD").toBase64() + R"("}})";
    bench.near.put(json(R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"far","namespace":"argocd",)"
                        R"("uid":"s1","labels":{"argocd.argoproj.io/secret-type":"cluster"}},"data":{"server":")"
        + "https://far"_ba.toBase64() + R"(","config":")" + config.toBase64() + R"("}})"));
    bench.far.put(deployment("web"));
    kube::Context far = context(u"b"_s, u"far"_s);
    if (inFile)
        far.cluster.certificateAuthorityFile = folder.filePath(u"ca.crt"_s);
    else
        far.cluster.certificateAuthorityData = pem(body);
    if (inFile && !body.isEmpty())
        QVERIFY(writePrivateFile(far.cluster.certificateAuthorityFile, pem(body)));
    bench.start({ context(u"a"_s, u"near"_s), far });
    QTRY_VERIFY(bench.status(0).detailsComplete && bench.status(1).detailsComplete);
    const Result<AppDetails> details = bench.details(u"a:application/argocd/web"_s);
    QVERIFY(details);
    QCOMPARE(details->unreadable.size(), std::size_t(same ? 0 : 1));
    if (same)
        return;
    QVERIFY2(details->unreadable.front().detail.contains(u"another certificate authority"_s),
        qPrintable(details->unreadable.front().detail));
}

void LiveFleetTest::saysThatAClusterIsOutOfReach()
{
    Bench bench;
    const Value app = web();
    bench.near.put(
        app.with("spec", app["spec"].with("destination", json(R"({"server":"https://elsewhere:6443"})"_ba))));
    bench.start();
    QTRY_VERIFY(bench.status().detailsComplete);
    const Result<AppDetails> details = bench.details(u"c:application/argocd/web"_s);
    QVERIFY(details);
    QCOMPARE(details->unreadable.size(), std::size_t(1));
    QVERIFY(details->unreadable.front().detail.contains(u"https://elsewhere:6443, which no context in use reaches"_s));
    QCOMPARE(details->objects.size(), std::size_t(3));
    QCOMPARE(details->objects.front().verdict, std::optional(ObjectVerdict::OutOfSync));
}

void LiveFleetTest::showsManifestsMasked()
{
    Bench bench;
    bench.near.put(web());
    bench.near.put(json(
        R"({"apiVersion":"v1","kind":"Secret","metadata":{"name":"s","namespace":"web","managedFields":[{"manager":"x"}]},"data":{"token":"c2VjcmV0"}})"_ba));
    bench.start();
    QTRY_VERIFY(bench.status().detailsComplete);
    const Result<ManifestText> text = bench.manifest(u"c:application/argocd/web"_s, u"Secret/web/s"_s);
    QVERIFY(text);
    QVERIFY(text->yaml.contains(u"***"_s));
    QVERIFY(!text->yaml.contains(u"c2VjcmV0"_s) && !text->yaml.contains(u"managedFields"_s));
    QVERIFY(!text->resourceVersion.isEmpty());
    QVERIFY(bench.manifest(u"c:application/argocd/web"_s, u"argoproj.io/Application/argocd/web"_s));
    QCOMPARE(bench.manifest(u"c:application/argocd/web"_s, u"Secret/web/none"_s).error().code, ErrorCode::NotFound);
    QCOMPARE(bench.manifest(u"c:application/argocd/web"_s, u"x.io/Odd/web/none"_s).error().code, ErrorCode::NotFound);
}

void LiveFleetTest::answersForUnknownApps()
{
    Bench bench;
    bench.start();
    QCOMPARE(bench.details(u"c:application/argocd/none"_s).error().code, ErrorCode::NotFound);
    QCOMPARE(bench.manifest(u"x:application/argocd/none"_s, u"Pod/a/b"_s).error().code, ErrorCode::NotFound);
}

void LiveFleetTest::saysThatTheKubeconfigHasChangedAndStays_data()
{
    QTest::addColumn<bool>("inPlace");
    QTest::addColumn<bool>("moved");
    QTest::newRow("A32 written again") << true << true;
    QTest::newRow("A32 another file in its place") << false << true;
    QTest::newRow("A32 of others only") << false << false;
}

void LiveFleetTest::saysThatTheKubeconfigHasChangedAndStays()
{
    QFETCH(bool, inPlace);
    QFETCH(bool, moved);
    Bench bench;
    bench.near.put(web());
    const QString file = bench.folder.path() + u"/config"_s;
    const auto write = [](const QString& path, const QByteArray& text) {
        QFile out(path);
        return out.open(QIODevice::WriteOnly) && out.write(text) == text.size();
    };
    QVERIFY(write(file, "1"));
    kube::Kubeconfig now { .contexts = { context(u"c"_s, u"near"_s) }, .files = { file } };
    int readings = 0;
    bench.kubeconfigFiles = { file };
    bench.readKubeconfig = [&]() -> Result<kube::Kubeconfig> {
        ++readings;
        return now;
    };
    bench.start();
    QTRY_VERIFY(bench.status().detailsComplete);

    now.contexts = { context(u"c"_s, moved ? u"far"_s : u"near"_s), context(u"other"_s, u"far"_s) };
    QVERIFY(write(inPlace ? file : file + u".new"_s, "2"));
    QVERIFY(inPlace || (QFile::remove(file) && QFile::rename(file + u".new"_s, file)));

    QTRY_VERIFY(readings > 0);
    QTRY_COMPARE(bench.fleet->problems().size(), std::size_t(moved ? 1 : 0));
    if (moved)
        QVERIFY(bench.fleet->problems().front().detail.contains(u"something else of the context \"c\""_s));
    QVERIFY(bench.status().identity.server.contains(u"near"_s));
    QCOMPARE(bench.fleet->apps().size(), std::size_t(1));
}

QTEST_GUILESS_MAIN(LiveFleetTest)
#include "LiveFleetTest.moc"
