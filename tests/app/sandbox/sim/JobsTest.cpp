#include "app/sandbox/sim/Workloads.h"
#include "tests/app/sandbox/sim/Bench.h"

using namespace holdfast::sandbox;
using namespace holdfast::sandbox::sim;
using namespace std::chrono_literals;

namespace {

const ObjectName migrate { "shop", "migrate" };

QByteArray job(const QByteArray& image, const QByteArray& more = {})
{
    return R"({"metadata":{"name":"migrate","namespace":"shop"},"spec":{)" + more
        + R"("template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":")" + image + R"("}]}}}})";
}

bool is(const Value& object, const char* condition)
{
    return conditionIs(object.at({ "status", "conditions" }), condition, "True");
}

}

/// Jobs, CronJobs and pods that fail.
class JobsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void completes()
    {
        Bench bench;
        startWorkloads(bench.world, "test", {});
        bench.make(kinds::jobs, job("job:1"));
        bench.pass(1s);
        QCOMPARE(bench.world.find(kinds::jobs, migrate).at({ "status", "active" }).intOr(0), 1);
        bench.pass(3s);
        const auto done = bench.world.find(kinds::jobs, migrate);
        QVERIFY(is(done, "Complete"));
        QVERIFY(!done.at({ "status", "completionTime" }).isEmpty());
        QCOMPARE(done.at({ "status", "succeeded" }).intOr(0), 1);
    }

    void failsAtTheLimit()
    {
        Bench bench;
        startWorkloads(bench.world, "test", {});
        bench.make(kinds::jobs, job("job:fail", R"("backoffLimit":1,)"));
        bench.pass(5s);
        QVERIFY(!is(bench.world.find(kinds::jobs, migrate), "Failed"));
        bench.pass(15s);
        const auto failed = bench.world.find(kinds::jobs, migrate);
        QVERIFY(is(failed, "Failed"));
        QCOMPARE(failed.at({ "status", "failed" }).intOr(0), 2);
        QCOMPARE(text(itemBy(failed.at({ "status", "conditions" }), "type", "Failed")["reason"]),
            std::string("BackoffLimitExceeded"));
    }

    void startsWhatIsDue()
    {
        Bench bench;
        startWorkloads(bench.world, "test", {});
        bench.make(kinds::cronJobs,
            R"({"metadata":{"name":"nightly","namespace":"shop"},"spec":{"schedule":"*/1 * * * *","successfulJobsHistoryLimit":1,
            "jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"job:1"}]}}}}}})");
        bench.pass(10s);
        QVERIFY(bench.world.list(kinds::jobs).empty());
        bench.pass(60s);
        QCOMPARE(bench.world.list(kinds::jobs).size(), std::size_t { 1 });
        bench.pass(125s);
        const auto cron = bench.world.find(kinds::cronJobs, { "shop", "nightly" });
        QVERIFY(!cron.at({ "status", "lastSuccessfulTime" }).isEmpty());
        std::size_t alive = 0;
        for (const auto& one : bench.world.list(kinds::jobs))
            alive += isDeleting(one) ? 0U : 1U;
        QCOMPARE(alive, std::size_t { 1 });
    }

    void crashesMoreAndMoreRarely()
    {
        Bench bench;
        startWorkloads(bench.world, "test", {});
        bench.make(kinds::pods,
            R"({"metadata":{"name":"p","namespace":"shop"},"spec":{"containers":[{"name":"c","image":"a:crash"}]}})");
        const auto restarts = [&] {
            return bench.world.find(kinds::pods, { "shop", "p" })
                .at({ "status", "containerStatuses" })[0]["restartCount"]
                .intOr(0);
        };
        bench.pass(2s);
        QCOMPARE(restarts(), 1);
        bench.pass(11s);
        QCOMPARE(restarts(), 2);
        bench.pass(15s);
        QCOMPARE(restarts(), 2);
        bench.pass(10s);
        QCOMPARE(restarts(), 3);
    }
};

QTEST_GUILESS_MAIN(JobsTest)
#include "JobsTest.moc"
