#include "core/base/Batcher.h"

#include <QTest>

using holdfast::Batcher;
using namespace std::chrono_literals;

class BatcherTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itemsOfOneIntervalArriveTogetherAndInOrder()
    {
        QObject context;
        std::vector<std::vector<int>> batches;
        Batcher<int> batcher(
            &context, 1ms, [&batches](std::vector<int> items) { batches.push_back(std::move(items)); });
        for (int i = 0; i < 5; ++i)
            batcher.add(i);
        QVERIFY(batches.empty());
        QTRY_COMPARE(batches.size(), 1UZ);
        QCOMPARE(batches.front(), (std::vector { 0, 1, 2, 3, 4 }));
    }

    void flushHandsOverAtOnceAndNothingTwice()
    {
        QObject context;
        int batches = 0;
        Batcher<int> batcher(&context, 1h, [&batches](const std::vector<int>&) { ++batches; });
        batcher.add(1);
        batcher.flush();
        batcher.flush();
        QCOMPARE(batches, 1);
    }

    void anItemAddedWhileFlushingWaitsForTheNextBatch()
    {
        QObject context;
        std::vector<std::vector<int>> batches;
        std::unique_ptr<Batcher<int>> batcher;
        batcher = std::make_unique<Batcher<int>>(&context, 1ms, [&](std::vector<int> items) {
            batches.push_back(std::move(items));
            if (batches.size() == 1)
                batcher->add(2);
        });
        batcher->add(1);
        QTRY_COMPARE(batches.size(), 2UZ);
        QCOMPARE(batches.back(), std::vector { 2 });
    }
};

QTEST_GUILESS_MAIN(BatcherTest)
#include "BatcherTest.moc"
