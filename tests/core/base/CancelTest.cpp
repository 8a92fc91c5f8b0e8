#include "core/base/Cancel.h"

#include <QTest>

#include <thread>

using holdfast::CancelSource;
using holdfast::CancelToken;

class CancelTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTokenWithoutSourceNeverStops()
    {
        const CancelToken token;
        bool called = false;
        token.onCancelled([&called] { called = true; });
        QVERIFY(!token.isCancelled());
        QVERIFY(!called);
    }

    void cancelReachesEveryTokenAndActionOnce()
    {
        CancelSource source;
        const CancelToken token = source.token();
        int calls = 0;
        token.onCancelled([&calls] { ++calls; });
        source.token().onCancelled([&calls] { ++calls; });
        source.cancel();
        source.cancel();
        QVERIFY(token.isCancelled());
        QCOMPARE(calls, 2);
    }

    void anActionAddedLateRunsAtOnce()
    {
        CancelSource source;
        source.cancel();
        bool called = false;
        source.token().onCancelled([&called] { called = true; });
        QVERIFY(called);
    }

    void aDyingSourceCancels()
    {
        CancelToken token;
        {
            const CancelSource source;
            token = source.token();
            QVERIFY(!token.isCancelled());
        }
        QVERIFY(token.isCancelled());
    }

    void assigningOverASourceCancelsItsOldWork()
    {
        CancelSource source;
        const CancelToken old = source.token();
        source = CancelSource();
        QVERIFY(old.isCancelled());
        QVERIFY(!source.token().isCancelled());
    }

    void anActionMayCancelAndAddAgain()
    {
        CancelSource source;
        int calls = 0;
        const CancelToken token = source.token();
        token.onCancelled([&] {
            source.cancel();
            token.onCancelled([&calls] { ++calls; });
        });
        source.cancel();
        QCOMPARE(calls, 1);
    }

    void actionsAndCancelFromTwoThreadsRunEachActionOnce()
    {
        for (int round = 0; round < 200; ++round) {
            CancelSource source;
            std::atomic_int calls = 0;
            std::thread other([token = source.token(), &calls] {
                for (int i = 0; i < 10; ++i)
                    token.onCancelled([&calls] { ++calls; });
            });
            source.cancel();
            other.join();
            QCOMPARE(calls.load(), 10);
        }
    }
};

QTEST_GUILESS_MAIN(CancelTest)
#include "CancelTest.moc"
