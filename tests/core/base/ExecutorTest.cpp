#include "core/base/Executor.h"

#include <QTest>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace holdfast;
using namespace Qt::StringLiterals;

class ExecutorTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void workRunsOnAnotherThread()
    {
        PoolExecutor executor(1);
        auto future
            = executor.run<bool>([caller = QThread::currentThread()](
                                     const CancelToken&) -> Result<bool> { return QThread::currentThread() != caller; },
                {});
        QVERIFY(*future.result());
    }

    void oneThreadKeepsTheOrder()
    {
        std::vector<int> seen;
        {
            PoolExecutor executor(1);
            for (int i = 0; i < 100; ++i)
                executor.post([&seen, i] { seen.push_back(i); });
        }
        QCOMPARE(seen.size(), 100UZ);
        QVERIFY(std::ranges::is_sorted(seen));
    }

    void cancelledWorkIsNotBegun()
    {
        PoolExecutor executor(1);
        CancelSource source;
        source.cancel();
        std::atomic_bool began = false;
        auto future = executor.run<int>(
            [&began](const CancelToken&) -> Result<int> {
                began = true;
                return 1;
            },
            source.token());
        QCOMPARE(future.result().error().code, ErrorCode::Cancelled);
        QVERIFY(!began);
    }

    void workSeesItsTokenCancelled()
    {
        PoolExecutor executor(1);
        CancelSource source;
        std::atomic_bool began = false;
        auto future = executor.run<int>(
            [&began](const CancelToken& token) -> Result<int> {
                began = true;
                while (!token.isCancelled())
                    std::this_thread::yield();
                return fail(ErrorCode::Cancelled, {}, u"stopped"_s);
            },
            source.token());
        QTRY_VERIFY(began);
        source.cancel();
        QCOMPARE(future.result().error().detail, u"stopped"_s);
    }

    void aDyingExecutorFinishesWhatItWasGiven()
    {
        std::atomic_int done = 0;
        {
            PoolExecutor executor(2);
            for (int i = 0; i < 50; ++i)
                executor.post([&done] { ++done; });
        }
        QCOMPARE(done.load(), 50);
    }
};

QTEST_GUILESS_MAIN(ExecutorTest)
#include "ExecutorTest.moc"
