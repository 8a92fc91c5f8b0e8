#include "ui/foundation/KeyedTableModel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <map>

using namespace holdfast::foundation;

namespace {

struct Row {
    int key = 0;
    int value = 0;
    friend bool operator==(const Row&, const Row&) = default;
};
using Model = KeyedTableModel<int, Row>;
using Changes = ChangeSet<int, Row>;

std::unique_ptr<Model> makeModel()
{
    const auto column = [](auto member) {
        return TableColumn<Row> { QStringLiteral("c"), [member](const Row& row, int role) {
                                     return role == Qt::DisplayRole ? QVariant(row.*member) : QVariant();
                                 } };
    };
    return std::make_unique<Model>(
        [](const Row& row) { return row.key; }, std::vector { column(&Row::key), column(&Row::value) }, nullptr);
}

std::map<int, int> content(const Model& model)
{
    std::map<int, int> all;
    for (int row = 0; row < model.rowCount(); ++row)
        all[model.index(row, 0).data().toInt()] = model.index(row, 1).data().toInt();
    return all;
}

}

class KeyedTableModelTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void insertsChangesAndRemovesByKey()
    {
        const auto model = makeModel();
        model->apply({ .upserts = { { 1, 10 }, { 2, 20 }, { 3, 30 }, { 2, 21 } }, .removals = {}, .replaces = {} });
        QCOMPARE(content(*model), (std::map<int, int> { { 1, 10 }, { 2, 21 }, { 3, 30 } }));
        model->apply({ .upserts = { { 3, 31 } }, .removals = { 1, 99 }, .replaces = {} });
        QCOMPARE(content(*model), (std::map<int, int> { { 2, 21 }, { 3, 31 } }));
        QCOMPARE(model->rowOf(3), 1);
        QCOMPARE(model->rowOf(1), -1);
        QVERIFY(!model->indexOf(1).isValid());
    }

    void signalsMergedRangesAndNothingForEqualRows()
    {
        const auto model = makeModel();
        Changes first;
        for (int key = 0; key < 10; ++key)
            first.upserts.push_back({ key, key });
        QSignalSpy inserted(model.get(), &QAbstractItemModel::rowsInserted);
        QSignalSpy changed(model.get(), &QAbstractItemModel::dataChanged);
        QSignalSpy removed(model.get(), &QAbstractItemModel::rowsRemoved);
        QSignalSpy reset(model.get(), &QAbstractItemModel::modelReset);
        model->apply(first);
        QCOMPARE(inserted.count(), 1);
        model->apply(first);
        QCOMPARE(changed.count(), 0);
        model->apply({ .upserts = { { 4, -1 }, { 2, -1 }, { 3, -1 }, { 8, -1 } }, .removals = {}, .replaces = {} });
        QCOMPARE(changed.count(), 2);
        model->apply({ .upserts = {}, .removals = { 1, 2, 3, 7 }, .replaces = {} });
        QCOMPARE(removed.count(), 2);
        QCOMPARE(reset.count(), 0);
    }

    void replacesAPart()
    {
        const auto model = makeModel();
        model->apply({ .upserts = { { 1, 1 }, { 2, 2 }, { 3, 3 }, { 4, 4 } }, .removals = {}, .replaces = {} });
        model->apply({ .upserts = { { 2, 22 }, { 6, 6 } }, .removals = {}, .replaces = [](const Row& row) {
                          return row.key % 2 == 0;
                      } });
        QCOMPARE(content(*model), (std::map<int, int> { { 1, 1 }, { 2, 22 }, { 3, 3 }, { 6, 6 } }));
    }

    void staysSoundUnderRandomChanges()
    {
        const auto model = makeModel();
        const QAbstractItemModelTester tester(model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QRandomGenerator random(42);
        std::map<int, int> expected;
        for (int round = 0; round < 400; ++round) {
            Changes changes;
            for (int step = random.bounded(12); step > 0; --step)
                changes.upserts.push_back({ random.bounded(60), random.bounded(5) });
            for (int step = random.bounded(8); step > 0; --step)
                changes.removals.push_back(random.bounded(60));
            for (const int key : changes.removals)
                expected.erase(key);
            for (const Row& row : changes.upserts)
                expected[row.key] = row.value;
            model->apply(changes);
            QCOMPARE(content(*model), expected);
            for (int row = 0; row < model->rowCount(); ++row)
                QCOMPARE(model->rowOf(model->row(row)->key), row);
        }
    }
};

QTEST_GUILESS_MAIN(KeyedTableModelTest)
#include "KeyedTableModelTest.moc"
