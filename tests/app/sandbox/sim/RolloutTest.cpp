#include "app/sandbox/sim/Rollout.h"

#include "core/manifest/JsonReader.h"

#include <QTest>

using namespace holdfast::sandbox::sim;

namespace {

using Sizes = std::vector<int>;

Value json(const char* text)
{
    return holdfast::manifest::readJson(text).value_or(Value());
}

}

Q_DECLARE_METATYPE(std::vector<ReplicaSetSize>)
Q_DECLARE_METATYPE(Sizes)

/// The arithmetic of rollouts, against what the real controller computes.
class RolloutTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void resolvesTheLimits_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<int>("surge");
        QTest::addColumn<int>("unavailable");
        QTest::newRow("defaults of 1") << QByteArray(R"({"replicas":1})") << 1 << 0;
        QTest::newRow("defaults of 2") << QByteArray(R"({"replicas":2})") << 1 << 0;
        QTest::newRow("defaults of 4") << QByteArray(R"({"replicas":4})") << 1 << 1;
        QTest::newRow("defaults of 10") << QByteArray(R"({"replicas":10})") << 3 << 2;
        QTest::newRow("numbers") << QByteArray(
            R"({"replicas":4,"strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":2}}})")
                                 << 0 << 2;
        QTest::newRow("both zero") << QByteArray(
            R"({"replicas":4,"strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":0}}})")
                                   << 0 << 1;
        QTest::newRow("percent rounds to zero")
            << QByteArray(R"({"replicas":3,"strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":"10%"}}})") << 0
            << 1;
        QTest::newRow("more than all") << QByteArray(
            R"({"replicas":2,"strategy":{"rollingUpdate":{"maxSurge":1,"maxUnavailable":5}}})")
                                       << 1 << 2;
    }

    void resolvesTheLimits()
    {
        QFETCH(const QByteArray, spec);
        const auto plan = rolloutPlan(json(spec.constData()));
        QTEST(plan.surge, "surge");
        QTEST(plan.unavailable, "unavailable");
    }

    void growsTheNewSet_data()
    {
        QTest::addColumn<int>("replicas");
        QTest::addColumn<int>("surge");
        QTest::addColumn<int>("fresh");
        QTest::addColumn<int>("old");
        QTest::addColumn<int>("expected");
        QTest::newRow("first step takes the surge") << 10 << 3 << 0 << 10 << 3;
        QTest::newRow("no room") << 10 << 3 << 3 << 10 << 3;
        QTest::newRow("room after old went") << 10 << 3 << 3 << 8 << 5;
        QTest::newRow("never beyond the wanted") << 10 << 5 << 8 << 2 << 10;
        QTest::newRow("too large shrinks") << 4 << 1 << 6 << 0 << 4;
        QTest::newRow("no surge waits") << 3 << 0 << 0 << 3 << 0;
        QTest::newRow("over the ceiling already") << 3 << 1 << 0 << 9 << 0;
    }

    void growsTheNewSet()
    {
        QFETCH(const int, replicas);
        QFETCH(const int, surge);
        QFETCH(const int, fresh);
        QFETCH(const int, old);
        const RolloutPlan plan { .replicas = replicas, .surge = surge };
        QTEST(newReplicaSetSize(plan, { .desired = fresh }, { { .desired = old } }), "expected");
    }

    void shrinksTheOldSets_data()
    {
        QTest::addColumn<int>("unavailable");
        QTest::addColumn<int>("freshDesired");
        QTest::addColumn<int>("freshAvailable");
        QTest::addColumn<std::vector<ReplicaSetSize>>("old");
        QTest::addColumn<Sizes>("expected");
        using Old = std::vector<ReplicaSetSize>;
        QTest::newRow("nothing is ready yet") << 0 << 1 << 0 << Old { { 4, 4, 5 } } << Sizes { 4 };
        QTest::newRow("one new is ready") << 0 << 1 << 1 << Old { { 4, 4, 5 } } << Sizes { 3 };
        QTest::newRow("unavailable may go at once") << 1 << 1 << 0 << Old { { 4, 4, 5 } } << Sizes { 3 };
        QTest::newRow("unhealthy go first") << 1 << 1 << 0 << Old { { 2, 0, 0 }, { 2, 2, 0 } } << Sizes { 1, 2 };
        QTest::newRow("oldest first") << 0 << 3 << 3 << Old { { 1, 1, 0 }, { 3, 3, 0 } } << Sizes { 0, 1 };
        QTest::newRow("none left") << 0 << 4 << 4 << Old { { 0, 0, 0 } } << Sizes { 0 };
    }

    void shrinksTheOldSets()
    {
        QFETCH(const int, unavailable);
        QFETCH(const int, freshDesired);
        QFETCH(const int, freshAvailable);
        QFETCH(const std::vector<ReplicaSetSize>, old);
        const RolloutPlan plan { .replicas = 4, .surge = 1, .unavailable = unavailable };
        QTEST(oldReplicaSetSizes(plan, { .desired = freshDesired, .available = freshAvailable }, old), "expected");
    }

    void neverFallsBelowTheFloor()
    {
        const RolloutPlan plan { .replicas = 5, .surge = 2, .unavailable = 1 };
        ReplicaSetSize fresh;
        std::vector<ReplicaSetSize> old { { 5, 5, 7 } };
        for (int round = 0; round < 20; ++round) {
            fresh.desired = newReplicaSetSize(plan, fresh, old);
            old.front().desired = oldReplicaSetSizes(plan, fresh, old).front();
            old.front().available = old.front().desired;
            QVERIFY(fresh.available + old.front().available >= plan.floor());
            QVERIFY(fresh.desired + old.front().desired <= plan.ceiling());
            fresh.available = std::min(fresh.desired, fresh.available + 1);
        }
        QCOMPARE(fresh.desired, 5);
        QCOMPARE(old.front().desired, 0);
    }

    void scalesInProportion_data()
    {
        QTest::addColumn<int>("replicas");
        QTest::addColumn<std::vector<ReplicaSetSize>>("active");
        QTest::addColumn<Sizes>("expected");
        using Active = std::vector<ReplicaSetSize>;
        QTest::newRow("up from 10 to 15") << 15 << Active { { 8, 8, 13 }, { 5, 5, 13 } } << Sizes { 11, 7 };
        QTest::newRow("to zero") << 0 << Active { { 8, 8, 13 }, { 5, 5, 13 } } << Sizes { 0, 0 };
        QTest::newRow("unchanged") << 10 << Active { { 8, 8, 13 }, { 5, 5, 13 } } << Sizes { 8, 5 };
        QTest::newRow("one alone") << 6 << Active { { 4, 4, 7 } } << Sizes { 9 };
    }

    void scalesInProportion()
    {
        QFETCH(const int, replicas);
        QFETCH(const std::vector<ReplicaSetSize>, active);
        const RolloutPlan plan { .replicas = replicas, .surge = replicas == 0 ? 0 : 3 };
        QTEST(proportionalSizes(plan, active), "expected");
    }
};

QTEST_APPLESS_MAIN(RolloutTest)
#include "RolloutTest.moc"
