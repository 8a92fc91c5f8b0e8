#include "core/base/Async.h"

#include <QTest>
#include <QThread>

using namespace holdfast;
using namespace Qt::StringLiterals;

class AsyncTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aReadyResultArrivesLater()
    {
        QObject context;
        std::optional<Result<int>> got;
        onDone(ready<int>(7), &context, [&got](const Result<int>& result) { got = result; });
        QVERIFY(!got);
        QTRY_VERIFY(got);
        QCOMPARE(**got, 7);
    }

    void anErrorArrivesAsSuch()
    {
        QObject context;
        std::optional<Result<int>> got;
        onDone(ready<int>(fail(ErrorCode::Forbidden, {}, u"no"_s)), &context,
            [&got](const Result<int>& result) { got = result; });
        QTRY_VERIFY(got);
        QCOMPARE(got->error().code, ErrorCode::Forbidden);
    }

    void aFutureWithoutResultIsCancelled()
    {
        QObject context;
        QPromise<Result<int>> promise;
        std::optional<Result<int>> got;
        promise.start();
        onDone(promise.future(), &context, [&got](const Result<int>& result) { got = result; });
        promise.future().cancel();
        promise.finish();
        QTRY_VERIFY(got);
        QCOMPARE(got->error().code, ErrorCode::Cancelled);
    }

    void nothingArrivesAfterTheContextDied()
    {
        auto context = std::make_unique<QObject>();
        QPromise<Result<int>> promise;
        promise.start();
        bool called = false;
        onDone(promise.future(), context.get(), [&called](const Result<int>&) { called = true; });
        context.reset();
        promise.addResult(1);
        promise.finish();
        QCoreApplication::sendPostedEvents();
        QVERIFY(!called);
    }

    void theResultArrivesOnTheContextsThread()
    {
        QObject context;
        auto promise = std::make_shared<QPromise<Result<int>>>();
        promise->start();
        QThread* seen = nullptr;
        onDone(promise->future(), &context, [&seen](const Result<int>&) { seen = QThread::currentThread(); });
        const std::unique_ptr<QThread> worker(QThread::create([promise] {
            promise->addResult(1);
            promise->finish();
        }));
        worker->start();
        QVERIFY(worker->wait());
        QTRY_VERIFY(seen != nullptr);
        QCOMPARE(seen, QThread::currentThread());
    }
};

QTEST_GUILESS_MAIN(AsyncTest)
#include "AsyncTest.moc"
