#include "app/sandbox/sim/ArgoStatus.h"
#include "app/sandbox/sim/ApplicationSetController.h"

#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"

#include <QTest>

using namespace holdfast::sandbox::sim;

namespace {

Value json(const QByteArray& text)
{
    return holdfast::manifest::readJson(text.toStdString()).value_or(Value());
}

QByteArray shown(const Value& value)
{
    return QByteArray::fromStdString(holdfast::manifest::writeJson(value));
}

// An OutOfSync app whose last sync was of revision r1 with that phase.
Value app(const QByteArray& automated, const QByteArray& revision = "r1", const QByteArray& phase = "Succeeded",
    const QByteArray& pruning = "false")
{
    return json(
        R"({"metadata":{"name":"web","namespace":"argocd"},"spec":{"source":{"path":"p"},"syncPolicy":{"automated":)"
        + automated + R"(}},"status":{"sync":{"status":"OutOfSync","revision":")" + revision
        + R"("},"resources":[{"kind":"Service","name":"s","status":"OutOfSync","requiresPruning":)" + pruning
        + R"(}],"operationState":{"phase":")" + phase + R"(","syncResult":{"revision":"r1","source":{"path":"p"}}}}})");
}

}

Q_DECLARE_METATYPE(holdfast::sandbox::sim::AutoSync::Decision)

/// What Argo CD writes after a comparison, and when it syncs by itself.
class ArgoStatusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decidesAutoSync_data()
    {
        using D = AutoSync::Decision;
        QTest::addColumn<Value>("application");
        QTest::addColumn<D>("decision");
        QTest::newRow("manual") << app("null", "r2") << D::Nothing;
        QTest::newRow("switched off") << app(R"({"enabled":false})", "r2") << D::Nothing;
        QTest::newRow("new revision") << app("{}", "r2") << D::Sync;
        QTest::newRow("drift without selfHeal") << app("{}") << D::Nothing;
        QTest::newRow("drift with selfHeal") << app(R"({"selfHeal":true})") << D::Heal;
        QTest::newRow("failed before") << app(R"({"selfHeal":true})", "r1", "Failed") << D::Failed;
        QTest::newRow("only pruning, prune off") << app("{}", "r2", "Succeeded", "true") << D::Nothing;
        QTest::newRow("only pruning, prune on") << app(R"({"prune":true})", "r2", "Succeeded", "true") << D::Sync;
        QTest::newRow("operation pending")
            << app("{}", "r2").with("operation", json("{}").with("sync", Value("x"))) << D::Nothing;
        QTest::newRow("being deleted") << put(app("{}", "r2"), { "metadata", "deletionTimestamp" }, Value("t"))
                                       << D::Nothing;
    }

    void decidesAutoSync()
    {
        QFETCH(const Value, application);
        QTEST(decideAutoSync(application).decision, "decision");
    }

    void ignoresACommitElsewhere()
    {
        QCOMPARE(decideAutoSync(app("{}", "r2"), RevisionChange::None).decision, AutoSync::Decision::Nothing);
    }

    void healsOnlyWhatDiffers()
    {
        const auto decided = decideAutoSync(app(R"({"selfHeal":true,"prune":true})"));
        QCOMPARE(
            shown(decided.operation.at({ "sync", "resources" })), QByteArray(R"([{"kind":"Service","name":"s"}])"));
        QCOMPARE(decided.operation.at({ "retry", "limit" }).intOr(0), 5);
        QVERIFY(decided.operation.at({ "initiatedBy", "automated" }).boolOr(false));
    }

    void writesAComparisonError()
    {
        Comparison comparison { .sources = { .error = "Failed to load target state: x" }, .now = "t" };
        auto one = put(app("null"), { "status", "health" }, json(R"({"status":"Healthy","lastTransitionTime":"t0"})"));
        one = put(one, { "spec", "source", "targetRevision" }, Value("main"));
        const auto status = comparedStatus(one, comparison);
        QCOMPARE(shown(status.at({ "sync", "status" })), QByteArray("\"Unknown\""));
        QCOMPARE(shown(status.at({ "sync", "revision" })), QByteArray("\"main\""));
        QCOMPARE(shown(status["conditions"][0]["type"]), QByteArray("\"ComparisonError\""));
        comparison.sources = { .revisions = { "r" }, .types = { "Directory" } };
        QVERIFY(comparedStatus(one.with("status", status), comparison)["conditions"].isNull());
    }

    void tellsTheWorstHealthAndItsCause()
    {
        const auto deployment = json(
            R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"w","namespace":"n"},"spec":{"replicas":1},
            "status":{"conditions":[{"type":"Progressing","reason":"ProgressDeadlineExceeded"}]}})");
        const auto service = json(R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"w","namespace":"n"}})");
        Comparison comparison { .sources = { .revisions = { "r" }, .types = { "Directory" } }, .now = "t" };
        comparison.objects = { { .desired = service, .live = service, .verdict = Verdict::Synced },
            { .desired = deployment, .live = deployment, .verdict = Verdict::Synced } };
        const auto status = comparedStatus(app("null"), comparison);
        QCOMPARE(shown(status.at({ "health", "status" })), QByteArray("\"Degraded\""));
        QCOMPARE(shown(status.at({ "health", "message" })), QByteArray("\"Caused by apps/Deployment:n/w\""));
        QCOMPARE(shown(status.at({ "sync", "status" })), QByteArray("\"Synced\""));
    }

    void isMissingOnlyWhenAllIs()
    {
        const auto service = json(R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"w","namespace":"n"}})");
        Comparison comparison { .sources = { .revisions = { "r" } }, .now = "t" };
        comparison.objects = { { .desired = service, .verdict = Verdict::OutOfSync } };
        QCOMPARE(shown(comparedStatus(app("null"), comparison).at({ "health", "status" })), QByteArray("\"Missing\""));
        comparison.objects.push_back({ .desired = service, .live = service, .verdict = Verdict::Synced });
        QCOMPARE(shown(comparedStatus(app("null"), comparison).at({ "health", "status" })), QByteArray("\"Healthy\""));
    }

    void cutsTheHistory()
    {
        auto one = put(app("null"), { "spec", "revisionHistoryLimit" }, Value(2));
        auto status = one["status"];
        for (int index = 0; index < 4; ++index)
            status = withHistory(one, status, json("{}").with("revision", Value(index)));
        QCOMPARE(shown(status["history"]), QByteArray(R"([{"id":2,"revision":2},{"id":3,"revision":3}])"));
    }

    void fillsTemplates()
    {
        const auto pattern = json(R"({"a":"x-{{.region}}","b":["{{ path.basename }}"],"c":3,"d":"{{.unknown}}"})");
        const auto filled = filledTemplate(pattern, json(R"({"region":"eu","path":{"basename":"web"}})"));
        QCOMPARE(shown(filled), QByteArray(R"({"a":"x-eu","b":["web"],"c":3,"d":"{{.unknown}}"})"));
    }
};

QTEST_APPLESS_MAIN(ArgoStatusTest)
#include "ArgoStatusTest.moc"
