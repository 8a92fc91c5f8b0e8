#include "core/base/Cancel.h"

#include <QTest>

#include <memory>
#include <thread>
#include <vector>

using holdfast::CancelRegistration;
using holdfast::CancelSource;
using holdfast::CancelToken;

class CancelTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTokenWithoutSourceNeverStops()
    {
        const CancelToken token;
        bool called = false;
        const CancelRegistration registration = token.onCancelled([&called] { called = true; });
        QVERIFY(!token.isCancelled());
        QVERIFY(!called);
    }

    void cancelReachesEveryTokenAndActionOnce()
    {
        CancelSource source;
        const CancelToken token = source.token();
        int calls = 0;
        const CancelRegistration one = token.onCancelled([&calls] { ++calls; });
        const CancelRegistration other = source.token().onCancelled([&calls] { ++calls; });
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
        const CancelRegistration registration = source.token().onCancelled([&called] { called = true; });
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
        const CancelRegistration registration = token.onCancelled([&] {
            source.cancel();
            const CancelRegistration late = token.onCancelled([&calls] { ++calls; });
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
                std::vector<CancelRegistration> kept;
                for (int i = 0; i < 10; ++i)
                    kept.push_back(token.onCancelled([&calls] { ++calls; }));
                while (!token.isCancelled() || calls < 10)
                    std::this_thread::yield();
            });
            source.cancel();
            other.join();
            QCOMPARE(calls.load(), 10);
        }
    }

    void whatIsOverLeavesNothingOnALongLivedToken()
    {
        CancelSource session;
        const auto held = std::make_shared<int>(0);
        for (int operation = 0; operation < 1000; ++operation) {
            const CancelRegistration registration = session.token().onCancelled([held] { ++*held; });
            QCOMPARE(session.token().pendingActions(), 1U);
        }
        QCOMPARE(session.token().pendingActions(), 0U);
        QCOMPARE(held.use_count(), 1);
        session.cancel();
        QCOMPARE(*held, 0);
    }

    void aMovedRegistrationHoldsOnlyItsLastPlace()
    {
        CancelSource source;
        int calls = 0;
        CancelRegistration one = source.token().onCancelled([&calls] { ++calls; });
        CancelRegistration other = std::move(one);
        one = CancelRegistration();
        QCOMPARE(source.token().pendingActions(), 1U);
        other = source.token().onCancelled([&calls] { calls += 10; });
        QCOMPARE(source.token().pendingActions(), 1U);
        source.cancel();
        QCOMPARE(calls, 10);
    }

    void aRegistrationMayOutliveItsSource()
    {
        CancelRegistration registration;
        {
            const CancelSource source;
            registration = source.token().onCancelled([] { });
        }
        registration.release();
    }

    void releaseAndCancelFromTwoThreadsRunAtMostOnce()
    {
        for (int round = 0; round < 200; ++round) {
            CancelSource source;
            std::atomic_int calls = 0;
            CancelRegistration registration = source.token().onCancelled([&calls] { ++calls; });
            std::thread other([&registration] { registration.release(); });
            source.cancel();
            other.join();
            QVERIFY(calls.load() <= 1);
            QCOMPARE(source.token().pendingActions(), 0U);
        }
    }
};

QTEST_GUILESS_MAIN(CancelTest)
#include "CancelTest.moc"
