#include "app/sandbox/sim/PodStatus.h"

#include "core/manifest/JsonReader.h"

#include <QTest>

using namespace holdfast::sandbox::sim;

namespace {

Value pod(const QByteArray& image, const QByteArray& policy)
{
    const auto text = R"({"metadata":{"name":"a","namespace":"n","uid":"u"},"spec":{"restartPolicy":")" + policy
        + R"(","containers":[{"name":"c","image":")" + image + R"("}]}})";
    return holdfast::manifest::readJson(text.toStdString()).value_or(Value());
}

QByteArray bytes(const Value& value)
{
    return QByteArray::fromStdString(text(value));
}

}

/// What becomes of a pod, by its image.
class PodStatusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsTheFate_data()
    {
        QTest::addColumn<QByteArray>("image");
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<PodStage>("stage");
        QTest::addColumn<QByteArray>("phase");
        QTest::addColumn<QByteArray>("waiting");
        QTest::addColumn<QByteArray>("terminated");
        QTest::addColumn<QByteArray>("ready");
        QTest::newRow("created") << QByteArray("web:1") << QByteArray("Always") << PodStage::Creating
                                 << QByteArray("Pending") << QByteArray("ContainerCreating") << QByteArray()
                                 << QByteArray("False");
        QTest::newRow("runs") << QByteArray("web:1") << QByteArray("Always") << PodStage::Started
                              << QByteArray("Running") << QByteArray() << QByteArray() << QByteArray("True");
        QTest::newRow("bad") << QByteArray("web:1-bad") << QByteArray("Always") << PodStage::Started
                             << QByteArray("Pending") << QByteArray("ImagePullBackOff") << QByteArray()
                             << QByteArray("False");
        QTest::newRow("crash") << QByteArray("web:crash") << QByteArray("Always") << PodStage::Started
                               << QByteArray("Running") << QByteArray("CrashLoopBackOff") << QByteArray()
                               << QByteArray("False");
        QTest::newRow("job at work") << QByteArray("job:1") << QByteArray("Never") << PodStage::Started
                                     << QByteArray("Running") << QByteArray() << QByteArray() << QByteArray("True");
        QTest::newRow("job done") << QByteArray("job:1") << QByteArray("Never") << PodStage::Finished
                                  << QByteArray("Succeeded") << QByteArray() << QByteArray("Completed")
                                  << QByteArray("False");
        QTest::newRow("job fails") << QByteArray("job:fail") << QByteArray("Never") << PodStage::Finished
                                   << QByteArray("Failed") << QByteArray() << QByteArray("Error")
                                   << QByteArray("False");
        QTest::newRow("fail in a server runs")
            << QByteArray("failover:1") << QByteArray("Always") << PodStage::Started << QByteArray("Running")
            << QByteArray() << QByteArray() << QByteArray("True");
    }

    void tellsTheFate()
    {
        QFETCH(const QByteArray, image);
        QFETCH(const QByteArray, policy);
        QFETCH(const PodStage, stage);
        const auto status
            = podStatus(pod(image, policy), { stage, "2026-11-24T10:00:00Z", "10.244.0.2", "10.0.0.1", 3 });
        const auto& state = status["containerStatuses"][0]["state"];
        QTEST(bytes(status["phase"]), "phase");
        QTEST(bytes(state.at({ "waiting", "reason" })), "waiting");
        QTEST(bytes(state.at({ "terminated", "reason" })), "terminated");
        QTEST(bytes(itemBy(status["conditions"], "type", "Ready")["status"]), "ready");
    }

    void countsRestartsOfACrashOnly()
    {
        const PodMoment moment { PodStage::Started, "2026-11-24T10:00:00Z", "10.244.0.2", "10.0.0.1", 4 };
        QCOMPARE(podStatus(pod("a:crash", "Always"), moment)["containerStatuses"][0]["restartCount"].intOr(-1), 4);
        QCOMPARE(podStatus(pod("a:1", "Always"), moment)["containerStatuses"][0]["restartCount"].intOr(-1), 0);
    }

    void backsOffAsTheKubelet()
    {
        const std::vector<int> expected { 10, 20, 40, 80, 160, 300, 300 };
        for (std::size_t index = 0; index < expected.size(); ++index)
            QCOMPARE(crashBackoff(static_cast<int>(index) + 1), expected[index]);
    }

    void keepsTheTimeOfATransition()
    {
        auto one = pod("a:1", "Always");
        one = one.with(
            "status", podStatus(one, { PodStage::Started, "2026-11-24T10:00:00Z", "10.244.0.2", "10.0.0.1", 0 }));
        const auto later = podStatus(one, { PodStage::Started, "2026-11-24T11:00:00Z", "10.244.0.2", "10.0.0.1", 0 });
        QCOMPARE(bytes(itemBy(later["conditions"], "type", "Ready")["lastTransitionTime"]),
            QByteArray("2026-11-24T10:00:00Z"));
        QCOMPARE(bytes(later["startTime"]), QByteArray("2026-11-24T10:00:00Z"));
    }

    void takesLongerForASlowImage()
    {
        QCOMPARE(secondsToStart(pod("a:1", "Always")), 1);
        QCOMPARE(secondsToStart(pod("a:1-slow", "Always")), 8);
    }
};

QTEST_APPLESS_MAIN(PodStatusTest)
#include "PodStatusTest.moc"
