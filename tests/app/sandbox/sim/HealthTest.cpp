#include "app/sandbox/sim/Health.h"

#include "core/manifest/JsonReader.h"

#include <QTest>

using namespace holdfast::sandbox::sim;

/// Health and readiness of the kinds that the practice has.
class HealthTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void judges_data()
    {
        QTest::addColumn<QByteArray>("object");
        QTest::addColumn<Health>("health");
        QTest::addColumn<Readiness>("readiness");
        const QByteArray deployment
            = R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"generation":2},"spec":{"replicas":2},"status":)";
        QTest::newRow("rolled out") << deployment
                + R"({"observedGeneration":2,"replicas":2,"updatedReplicas":2,"availableReplicas":2}})"
                                    << Health::Healthy << Readiness::Current;
        QTest::newRow("not seen") << deployment
                + R"({"observedGeneration":1,"replicas":2,"updatedReplicas":2,"availableReplicas":2}})"
                                  << Health::Progressing << Readiness::InProgress;
        QTest::newRow("old pods left") << deployment
                + R"({"observedGeneration":2,"replicas":3,"updatedReplicas":2,"availableReplicas":3}})"
                                       << Health::Progressing << Readiness::InProgress;
        QTest::newRow("out of time") << deployment
                + R"({"observedGeneration":2,"conditions":[{"type":"Progressing","status":"False","reason":"ProgressDeadlineExceeded"}]}})"
                                     << Health::Degraded << Readiness::Failed;
        QTest::newRow("paused") << QByteArray(R"({"kind":"Deployment","spec":{"paused":true}})") << Health::Suspended
                                << Readiness::Current;
        QTest::newRow("job runs") << QByteArray(R"({"kind":"Job","status":{}})") << Health::Progressing
                                  << Readiness::InProgress;
        QTest::newRow("job failed") << QByteArray(
            R"({"kind":"Job","status":{"conditions":[{"type":"Failed","status":"True"}]}})")
                                    << Health::Degraded << Readiness::Failed;
        QTest::newRow("job done") << QByteArray(
            R"({"kind":"Job","status":{"conditions":[{"type":"Complete","status":"True"}]}})")
                                  << Health::Healthy << Readiness::Current;
        QTest::newRow("pod backs off") << QByteArray(
            R"({"kind":"Pod","status":{"phase":"Pending","containerStatuses":[{"state":{"waiting":{"reason":"ImagePullBackOff"}}}]}})")
                                       << Health::Degraded << Readiness::InProgress;
        QTest::newRow("config") << QByteArray(R"({"kind":"ConfigMap"})") << Health::Healthy << Readiness::Current;
        QTest::newRow("being deleted") << QByteArray(R"({"kind":"ConfigMap","metadata":{"deletionTimestamp":"t"}})")
                                       << Health::Progressing << Readiness::InProgress;
        QTest::newRow("custom, not ready")
            << QByteArray(R"({"kind":"Widget","status":{"conditions":[{"type":"Ready","status":"False"}]}})")
            << Health::Healthy << Readiness::InProgress;
        QTest::newRow("custom, stalled") << QByteArray(
            R"({"kind":"Widget","status":{"conditions":[{"type":"Stalled","status":"True"}]}})")
                                         << Health::Healthy << Readiness::Failed;
        QTest::newRow("claim pending") << QByteArray(R"({"kind":"PersistentVolumeClaim","status":{"phase":"Pending"}})")
                                       << Health::Progressing << Readiness::InProgress;
        QTest::newRow("ingress without address")
            << QByteArray(R"({"kind":"Ingress"})") << Health::Progressing << Readiness::Current;
    }

    void judges()
    {
        QFETCH(const QByteArray, object);
        const auto value = holdfast::manifest::readJson(object.toStdString());
        QVERIFY(value);
        QTEST(healthOf(*value), "health");
        QTEST(readinessOf(*value), "readiness");
    }
};

QTEST_APPLESS_MAIN(HealthTest)
#include "HealthTest.moc"
