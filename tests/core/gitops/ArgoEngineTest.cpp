#include "tests/core/gitops/Recorded.h"

#include "core/manifest/Resource.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::gitops;
using namespace holdfast::gitops::test;
using namespace Qt::StringLiterals;

namespace {

App row(const manifest::Value& object)
{
    return engine(u"Argo CD"_s)->app(ContextName(u"c"_s), object, noReference, std::nullopt);
}

manifest::Value withSpec(const manifest::Value& object, const QByteArray& spec)
{
    return object.with("spec", json(spec));
}

}

class ArgoEngineTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsRecordedApplications_data();
    void readsRecordedApplications();
    void readsAutomation_data();
    void readsAutomation();
    void readsSources_data();
    void readsSources();
    void namesTheOwner_data();
    void namesTheOwner();
    void listsObjects();
    void looksBesideTheLiveObject();
    void ownLeaseSuspends();
    void anAppSaysThatItIsInARun();
    void frozenAndDeletedApplicationsSaySo();
    void keepsAllRevisionsOfManySources();
    void namesConditions();
    void quarantinesWhatItCannotRead_data();
    void quarantinesWhatItCannotRead();
    void readsTableRows();
    void datesADifferenceByTheLastWritingOfTheVerdict_data();
    void datesADifferenceByTheLastWritingOfTheVerdict();
    void tellsWhenItWasWhollySynced_data();
    void tellsWhenItWasWhollySynced();
};

void ArgoEngineTest::datesADifferenceByTheLastWritingOfTheVerdict_data()
{
    QTest::addColumn<QByteArray>("managedFields");
    QTest::addColumn<QByteArray>("verdict");
    QTest::addColumn<QByteArray>("since");
    const QByteArray owns = R"("fieldsV1":{"f:status":{"f:sync":{"f:status":{}}}})"_ba;
    const QByteArray other = R"("fieldsV1":{"f:status":{"f:sync":{"f:revision":{}},"f:health":{}}})"_ba;
    const auto entry = [](const QByteArray& fields, const QByteArray& time) {
        return "{\"manager\":\"m\",\"operation\":\"Update\"," + fields
            + (time.isEmpty() ? QByteArray() : ",\"time\":\"" + time + "\"") + "}";
    };
    const QByteArray early = "2026-11-23T10:00:00Z"_ba;
    const QByteArray late = "2026-11-23T11:00:00Z"_ba;
    QTest::newRow("its manager's time") << "["_ba + entry(owns, early) + "]" << "OutOfSync"_ba << early;
    QTest::newRow("others wrote later") << "["_ba + entry(owns, early) + "," + entry(other, late) + "]"
                                        << "OutOfSync"_ba << early;
    QTest::newRow("two wrote it") << "["_ba + entry(owns, early) + "," + entry(owns, late) + "]" << "OutOfSync"_ba
                                  << late;
    QTest::newRow("one tells no time") << "["_ba + entry(owns, early) + "," + entry(owns, {}) + "]" << "OutOfSync"_ba
                                       << ""_ba;
    QTest::newRow("nobody owns it") << "["_ba + entry(other, late) + "]" << "OutOfSync"_ba << ""_ba;
    QTest::newRow("no managed fields") << "[]"_ba << "OutOfSync"_ba << ""_ba;
    QTest::newRow("in sync") << "["_ba + entry(owns, early) + "]" << "Synced"_ba << ""_ba;
}

void ArgoEngineTest::datesADifferenceByTheLastWritingOfTheVerdict()
{
    QFETCH(QByteArray, managedFields);
    QFETCH(QByteArray, verdict);
    QFETCH(QByteArray, since);
    const App app = row(json(R"({"apiVersion":"argoproj.io/v1alpha1","kind":"Application","metadata":{"name":"web",)"_ba
        + R"("namespace":"argocd","managedFields":)"_ba + managedFields
        + R"(},"spec":{},"status":{"reconciledAt":"2026-11-23T09:00:00Z","sync":{"status":")"_ba + verdict + "\"}}}"));
    QCOMPARE(app.differsSince, QDateTime::fromString(QString::fromLatin1(since), Qt::ISODate));
    QCOMPARE(app.sinceProof, verdict == "OutOfSync" ? SinceProof::Written : SinceProof::Seen);
}

void ArgoEngineTest::tellsWhenItWasWhollySynced_data()
{
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<bool>("synced");
    const auto state = [](const char* phase, const char* sync) {
        return R"({"finishedAt":"2026-11-23T10:00:00Z","phase":")"_ba + phase + R"(","operation":{"sync":)" + sync
            + "}}";
    };
    QTest::newRow("well") << state("Succeeded", "{}") << true;
    QTest::newRow("failed") << state("Failed", "{}") << false;
    QTest::newRow("some objects only") << state("Succeeded", R"({"resources":[{"kind":"Service","name":"web"}]})")
                                       << false;
    QTest::newRow("a dry run") << state("Succeeded", R"({"dryRun":true})") << false;
}

void ArgoEngineTest::tellsWhenItWasWhollySynced()
{
    QFETCH(QByteArray, operation);
    QFETCH(bool, synced);
    const App app = row(json(R"({"apiVersion":"argoproj.io/v1alpha1","kind":"Application","metadata":{"name":"web",)"_ba
        + R"("namespace":"argocd"},"spec":{},"status":{"sync":{"status":"OutOfSync"},"operationState":)"_ba + operation
        + "}}"));
    QCOMPARE(app.syncedAt.isValid(), synced);
}

void ArgoEngineTest::readsRecordedApplications_data()
{
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QString>("health");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("reconciling"); // *; ? where the recording may catch it before or after
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("differs");
    const auto add = [](const char* file, const char* states, const char* mode, const char* differs = "") {
        const QStringList parts = QString::fromLatin1(states).split(u' ');
        QTest::newRow(file) << parts.at(0) << parts.at(1) << parts.value(2) << parts.value(3)
                            << QString::fromLatin1(mode) << QString::fromUtf8(differs);
    };
    add("aoa-api-synced-healthy", "Synced Healthy", "auto");
    add("aoa-db-synced-healthy", "Synced Healthy", "auto");
    add("broken-comparisonerror", "Unknown Healthy ComparisonError ?", "auto",
        "ComparisonError: Failed to load target state");
    add("broken-operation-error", "Unknown Healthy ComparisonError", "auto",
        "ComparisonError: Failed to load target state");
    add("broken-operation-failed", "OutOfSync Healthy", "auto", "Service broken · the last sync failed");
    add("broken-operation-retrying", "OutOfSync Healthy  *", "auto", "Service broken");
    add("heal-bad-degraded", "Synced Degraded", "auto");
    add("heal-bad-progressing", "Synced Progressing  ?", "auto");
    add("heal-frozen-rolledback", "OutOfSync Healthy", "manual", "Deployment heal");
    add("heal-healed", "Synced Healthy  ?", "auto");
    add("heal-outofsync", "OutOfSync Progressing  ?", "auto", "Deployment heal");
    add("heal-reverted", "Synced Healthy  ?", "auto");
    add("heal-synced-healthy", "Synced Healthy", "auto");
    add("heal-unfrozen-too-early", "Synced Progressing", "auto");
    add("hooked-presync-failed", "OutOfSync Healthy", "auto", "Deployment hooked · the last sync failed");
    add("hooked-presync-running", "OutOfSync Missing  *", "auto", "ConfigMap hooked-config, Service hooked and 1 more");
    add("hooked-succeeded", "Synced Healthy", "auto");
    add("ledger-synced-healthy", "Synced Healthy", "auto");
    add("lost-comparisonerror", "Unknown Healthy ComparisonError", "manual",
        "ComparisonError: Failed to load target state");
    add("multi-synced-healthy", "Synced Healthy", "auto");
    add("parent-synced-healthy", "Synced Healthy", "auto");
    add("region-ap-synced-healthy", "Synced Healthy", "auto");
    add("region-eu-synced-healthy", "Synced Healthy", "auto");
    add("region-us-synced-healthy", "Synced Healthy", "auto");
    add("shop-synced-healthy", "Synced Healthy", "auto");
    add("stray-invalidspec", "Unknown Unknown InvalidSpecError", "manual",
        "InvalidSpecError: Application referencing project absent which does not exist");
    add("tuned-extraneous", "OutOfSync Healthy  ?", "auto", "ConfigMap tuned-config (to be pruned)");
    add("tuned-ignore-extraneous", "Synced Healthy", "auto");
    add("tuned-ignored-drift", "Synced Healthy", "auto");
    add("tuned-synced-healthy", "Synced Healthy", "auto");
    add("web-history", "Synced Healthy", "manual");
    add("web-operation-pending", "OutOfSync Missing  *", "manual", "ConfigMap web-config, Service web and 1 more");
    add("web-operation-running", "OutOfSync Missing  *", "manual", "ConfigMap web-config, Service web and 1 more");
    add("web-outofsync-edited", "OutOfSync Healthy", "manual", "ConfigMap web-config, Service web and 1 more");
    add("web-outofsync-missing", "OutOfSync Missing", "manual", "ConfigMap web-config, Service web and 1 more");
    add("web-outofsync-newcommit", "OutOfSync Healthy", "manual", "Deployment web");
    add("web-outofsync-scaled", "OutOfSync Healthy", "manual", "Deployment web");
    add("web-progressing", "Synced Progressing", "manual");
    add("web-rolledback", "OutOfSync Healthy", "manual", "Deployment web");
    add("web-synced-after-drift", "Synced Healthy", "manual");
    add("web-synced-healthy", "Synced Healthy", "manual");
}

void ArgoEngineTest::readsRecordedApplications()
{
    QFETCH(QString, verdict);
    QFETCH(QString, health);
    QFETCH(QString, reason);
    QFETCH(QString, reconciling);
    QFETCH(QString, mode);
    QFETCH(QString, differs);
    const manifest::Value object = recorded(u"argocd/app-"_s + QLatin1String(QTest::currentDataTag()));

    const App app = row(object);

    QCOMPARE(app.detail, Detail::Full);
    QCOMPARE(word(app.agent.verdict), verdict);
    QCOMPARE(word(app.health.status), health);
    QCOMPARE(app.agent.reason, reason);
    if (reconciling != u"?")
        QCOMPARE(app.agent.reconciling, reconciling == u"*");
    QCOMPARE(word(app.automation.mode), mode);
    QVERIFY2(differs.isEmpty() ? app.whatDiffers.isEmpty() : app.whatDiffers.startsWith(differs),
        qPrintable(app.whatDiffers));
    QVERIFY(app.agent.at.isValid());
    QVERIFY(app.createdAt.isValid());
    QCOMPARE(app.id.nameSpace, u"argocd"_s);
    QVERIFY(!app.source.repository.isEmpty());
}

void ArgoEngineTest::readsAutomation_data()
{
    QTest::addColumn<QByteArray>("automated");
    QTest::addColumn<QString>("mode");
    QTest::addColumn<bool>("prune");
    QTest::addColumn<bool>("selfHeal");
    QTest::newRow("absent") << "null"_ba << u"manual"_s << false << false;
    QTest::newRow("empty is on") << "{}"_ba << u"auto"_s << false << false;
    QTest::newRow("enabled") << R"({"enabled":true,"prune":true})"_ba << u"auto"_s << true << false;
    QTest::newRow("disabled") << R"({"enabled":false,"prune":true,"selfHeal":true})"_ba << u"manual"_s << true << true;
    QTest::newRow("self-heal") << R"({"selfHeal":true})"_ba << u"auto"_s << false << true;
}

void ArgoEngineTest::readsAutomation()
{
    QFETCH(QByteArray, automated);
    QFETCH(QString, mode);
    QFETCH(bool, prune);
    QFETCH(bool, selfHeal);

    const App app = row(withSpec(
        recorded(u"argocd/app-web-synced-healthy"_s), R"({"syncPolicy":{"automated":)"_ba + automated + "}}"_ba));

    QCOMPARE(word(app.automation.mode), mode);
    QCOMPARE(app.automation.prune, prune);
    QCOMPARE(app.automation.selfHeal, selfHeal);
}

void ArgoEngineTest::readsSources_data()
{
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<QString>("source");
    QTest::addColumn<qsizetype>("count");
    QTest::newRow("git") << R"({"source":{"repoURL":"https://g/a","path":"p","targetRevision":"main"}})"_ba
                         << u"Git|https://g/a|p||main"_s << qsizetype(0);
    QTest::newRow("head") << R"({"source":{"repoURL":"https://g/a","path":"p"}})"_ba << u"Git|https://g/a|p||HEAD"_s
                          << qsizetype(0);
    QTest::newRow("chart") << R"({"source":{"repoURL":"https://c","chart":"redis","targetRevision":"1.x"}})"_ba
                           << u"Helm|https://c||redis|1.x"_s << qsizetype(0);
    QTest::newRow("oci") << R"({"source":{"repoURL":"oci://c/x","path":".","targetRevision":"1"}})"_ba
                         << u"OCI|oci://c/x|.||1"_s << qsizetype(0);
    QTest::newRow("many")
        << R"({"source":{"repoURL":"ignored"},"sources":[{"repoURL":"a","ref":"v"},{"repoURL":"b"}]})"_ba
        << u"Git|a|||HEAD"_s << qsizetype(2);
    QTest::newRow("hydrated")
        << R"({"sourceHydrator":{"drySource":{"repoURL":"https://g/a","path":"dry","targetRevision":"HEAD"},"syncSource":{"targetBranch":"env/prod","path":"wet"}}})"_ba
        << u"Git|https://g/a|wet||env/prod"_s << qsizetype(0);
    QTest::newRow("hydrated elsewhere")
        << R"({"sourceHydrator":{"drySource":{"repoURL":"https://g/a"},"syncSource":{"repoURL":"https://g/b","targetBranch":"x","path":"w"}}})"_ba
        << u"Git|https://g/b|w||x"_s << qsizetype(0);
    QTest::newRow("none") << "{}"_ba << u"||||"_s << qsizetype(0);
}

void ArgoEngineTest::readsSources()
{
    QFETCH(QByteArray, spec);
    QFETCH(QString, source);
    QFETCH(qsizetype, count);

    const App app = row(withSpec(recorded(u"argocd/app-web-synced-healthy"_s), spec));

    QCOMPARE(
        QStringList({ app.source.kind, app.source.repository, app.source.path, app.source.chart, app.source.target })
            .join(u'|'),
        source);
    QCOMPARE(static_cast<qsizetype>(app.sources.size()), count);
}

void ArgoEngineTest::namesTheOwner_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("tracking");
    QTest::addColumn<QString>("owner");
    QTest::newRow("app of apps") << u"aoa-api-synced-healthy"_s << QString()
                                 << u"argoproj.io/Application/argocd/parent"_s;
    QTest::newRow("set") << u"region-eu-synced-healthy"_s << QString()
                         << u"argoproj.io/ApplicationSet/argocd/regions"_s;
    QTest::newRow("nobody") << u"web-synced-healthy"_s << QString() << QString();
    QTest::newRow("copied annotation") << u"web-synced-healthy"_s << u"p:argoproj.io/Application:argocd/other"_s
                                       << QString();
    QTest::newRow("itself") << u"web-synced-healthy"_s << u"web:argoproj.io/Application:argocd/web"_s << QString();
    QTest::newRow("other namespace") << u"web-synced-healthy"_s << u"team-a_root:argoproj.io/Application:argocd/web"_s
                                     << u"argoproj.io/Application/team-a/root"_s;
}

void ArgoEngineTest::namesTheOwner()
{
    QFETCH(QString, file);
    QFETCH(QString, tracking);
    QFETCH(QString, owner);
    manifest::Value object = recorded(u"argocd/app-"_s + file);
    if (!tracking.isEmpty())
        object = object.with("metadata",
            object["metadata"].with("annotations",
                manifest::Value().with("argocd.argoproj.io/tracking-id", manifest::Value(tracking.toStdString()))));

    const App app = row(object);

    QCOMPARE(app.owner ? manifest::objectText(*app.owner) : QString(), owner);
}

void ArgoEngineTest::listsObjects()
{
    QStringList lines;
    for (const AppObject& object : engine(u"Argo CD"_s)->objects(recorded(u"argocd/app-hooked-succeeded"_s)))
        lines.push_back(manifest::objectText(object.key) + u' ' + (object.verdict ? word(*object.verdict) : u"-"_s)
            + u' ' + object.note);
    QCOMPARE(lines,
        QStringList({ u"ConfigMap/hooked/hooked-config Synced "_s, u"Service/hooked/hooked Synced "_s,
            u"apps/Deployment/hooked/hooked Synced "_s, u"batch/Job/hooked/migrate - hook"_s,
            u"batch/Job/hooked/smoke - hook"_s }));

    const auto extra = engine(u"Argo CD"_s)->objects(recorded(u"argocd/app-tuned-extraneous"_s));
    QCOMPARE(extra.front().verdict, std::optional(ObjectVerdict::Extra));
    const auto unknown = engine(u"Argo CD"_s)->objects(recorded(u"argocd/app-broken-comparisonerror"_s));
    QCOMPARE(unknown.front().verdict, std::optional(ObjectVerdict::Unknown));
}

void ArgoEngineTest::looksBesideTheLiveObject()
{
    const EnginePointer argo = engine(u"Argo CD"_s);
    const manifest::Value live = json(R"({"kind":"Service"})"_ba);
    const AppObject differing { .verdict = ObjectVerdict::OutOfSync };
    QCOMPARE(argo->verdict(differing, live), std::optional(ObjectVerdict::OutOfSync));
    QCOMPARE(argo->verdict(differing, {}), std::optional(ObjectVerdict::Missing));
    QCOMPARE(argo->verdict(AppObject { .verdict = ObjectVerdict::Synced }, {}), std::optional(ObjectVerdict::Synced));
    QCOMPARE(argo->verdict(AppObject {}, live), std::optional<ObjectVerdict>());
}

void ArgoEngineTest::ownLeaseSuspends()
{
    const manifest::Value object = recorded(u"argocd/app-heal-frozen-rolledback"_s);
    const App app = row(object.with("metadata",
        object["metadata"].with(
            "annotations", json(R"({"holdfast.dev/held-by":"dana","holdfast.dev/held-reason":"INC-7"})"_ba))));
    QCOMPARE(app.automation.mode, AutomationMode::Suspended);
    QVERIFY(app.automation.lease);
    QCOMPARE(app.automation.lease->reason, u"INC-7"_s);
}

void ArgoEngineTest::anAppSaysThatItIsInARun()
{
    const manifest::Value object = recorded(u"argocd/app-web-synced-healthy"_s);
    QVERIFY(!row(object).openRun);
    const manifest::Value mark(R"({"run":"r7","by":"dana"})");
    const App app = row(object.with("metadata",
        object["metadata"].with("annotations", manifest::Value(manifest::Value::Map { { runAnnotation, mark } }))));
    QVERIFY(app.openRun);
    QCOMPARE(app.openRun->by, u"dana"_s);
}

void ArgoEngineTest::frozenAndDeletedApplicationsSaySo()
{
    const manifest::Value object = recorded(u"argocd/app-web-synced-healthy"_s);
    const manifest::Value& metadata = object["metadata"];
    const App frozen = row(object.with(
        "metadata", metadata.with("annotations", json(R"({"argocd.argoproj.io/skip-reconcile":"true"})"_ba))));
    QVERIFY(frozen.agent.message.contains(u"skip-reconcile"_s));
    const App leaving
        = row(object.with("metadata", metadata.with("deletionTimestamp", manifest::Value("2026-11-23T14:00:00Z"))));
    QVERIFY(leaving.agent.reconciling);
    QVERIFY(leaving.agent.message.contains(u"deleted"_s));
}

void ArgoEngineTest::keepsAllRevisionsOfManySources()
{
    const App app = row(recorded(u"argocd/app-multi-synced-healthy"_s));
    QCOMPARE(app.sources.size(), std::size_t(3));
    QCOMPARE(app.revisions.size(), std::size_t(3));
    QCOMPARE(app.revision, app.revisions.front());
    QCOMPARE(app.revision.text().size(), qsizetype(40));
    QVERIFY(row(recorded(u"argocd/app-web-synced-healthy"_s)).revisions.empty());
}

void ArgoEngineTest::namesConditions()
{
    const auto conditions = engine(u"Argo CD"_s)->conditions(recorded(u"argocd/app-stray-invalidspec"_s));
    QCOMPARE(conditions.size(), std::size_t(1));
    QCOMPARE(conditions.front().type, u"InvalidSpecError"_s);
    QCOMPARE(conditions.front().status, u"True"_s);
    QVERIFY(conditions.front().since.isValid());
}

void ArgoEngineTest::quarantinesWhatItCannotRead_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QString>("said");
    QTest::newRow("status") << R"({"metadata":{"name":"a","namespace":"n"},"status":"gone"})"_ba
                            << u"status is a string"_s;
    QTest::newRow("sync") << R"({"metadata":{"name":"a","namespace":"n"},"status":{"sync":[]}})"_ba
                          << u"status.sync is a list"_s;
    QTest::newRow("sources") << R"({"metadata":{"name":"a","namespace":"n"},"spec":{"sources":{"a":1}}})"_ba
                             << u"spec.sources is a map"_s;
    QTest::newRow("nameless") << R"({"metadata":{"namespace":"n"}})"_ba << u"metadata.name"_s;
    QTest::newRow("nothing") << "null"_ba << u"metadata.name"_s;
}

void ArgoEngineTest::quarantinesWhatItCannotRead()
{
    QFETCH(QByteArray, object);
    QFETCH(QString, said);
    const App app = row(json(object));
    QCOMPARE(app.detail, Detail::Quarantined);
    QVERIFY2(app.agent.message.contains(said), qPrintable(app.agent.message));
    QCOMPARE(app.agent.verdict, SyncVerdict::Unknown);
    QVERIFY(!app.id.name.isEmpty());
}

void ArgoEngineTest::readsTableRows()
{
    const kube::TableRow line { .cells
        = json(
            R"({"Name":"checkout","Sync Status":"OutOfSync","Health Status":"Degraded","Revision":"1a2222a","Project":"shop"})"_ba),
        .metadata = json(R"({"name":"checkout","namespace":"argocd","labels":{"team":"web"}})"_ba) };
    const App app = engine(u"Argo CD"_s)->tableApp(ContextName(u"c"_s), u"Application"_s, line);
    QCOMPARE(appText(app.id), u"c:application/argocd/checkout"_s);
    QCOMPARE(app.detail, Detail::Table);
    QCOMPARE(app.agent.verdict, SyncVerdict::OutOfSync);
    QCOMPARE(app.health.status, HealthStatus::Degraded);
    QCOMPARE(app.revision.text(), u"1a2222a"_s);
    QCOMPARE(app.team, u"web"_s);
}

QTEST_GUILESS_MAIN(ArgoEngineTest)
#include "ArgoEngineTest.moc"
