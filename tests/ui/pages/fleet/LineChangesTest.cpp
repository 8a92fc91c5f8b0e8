#include "ui/pages/fleet/LineChanges.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace holdfast::pages::fleet;

namespace {

std::vector<Line> apps(std::initializer_list<int> ids)
{
    std::vector<Line> lines;
    for (const int id : ids)
        lines.push_back({ LineKind::App, id, 0 });
    return lines;
}

std::vector<Line> applied(
    std::vector<Line> lines, const std::vector<Line>& after, const std::vector<LineChange>& changes)
{
    for (const LineChange& change : changes) {
        if (change.what == LineChange::What::Remove)
            lines.erase(lines.begin() + change.first, lines.begin() + change.last + 1);
        else
            lines.insert(lines.begin() + change.first, after.begin() + change.first, after.begin() + change.last + 1);
    }
    return lines;
}

}

class LineChangesTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void equalListsNeedNothing() { QVERIFY(lineChanges(apps({ 1, 2, 3 }), apps({ 1, 2, 3 }), { 2 }).empty()); }

    void oneMovedAppIsTwoSteps()
    {
        const auto changes = lineChanges(apps({ 1, 2, 3, 4 }), apps({ 2, 3, 1, 4 }), { 1 });
        QCOMPARE(changes.size(), std::size_t(2));
        QVERIFY((changes[0] == LineChange { LineChange::What::Remove, 0, 0 }));
        QVERIFY((changes[1] == LineChange { LineChange::What::Insert, 2, 2 }));
    }

    void aNewOrderReplacesOnlyTheMiddle()
    {
        const auto changes = lineChanges(apps({ 1, 2, 3, 4 }), apps({ 1, 3, 2, 4 }), {});
        QVERIFY((changes
            == std::vector<LineChange> { { LineChange::What::Remove, 1, 2 }, { LineChange::What::Insert, 1, 2 } }));
    }

    void anyListBecomesAnyOther()
    {
        QRandomGenerator random(7);
        const auto someLines = [&random] {
            std::vector<Line> lines;
            for (int id = 0; id < 14; ++id) {
                if (random.bounded(3) > 0)
                    lines.push_back({ LineKind(random.bounded(5) == 0 ? 0 : 1), id, 0 });
                if (random.bounded(4) == 0)
                    lines.push_back({ LineKind::Detail, id, random.bounded(3) });
            }
            if (random.bounded(2) == 0)
                std::shuffle(lines.begin(), lines.end(), random);
            return lines;
        };
        for (int round = 0; round < 3000; ++round) {
            const auto before = someLines();
            const auto after = someLines();
            QSet<int> touched;
            for (int count = random.bounded(14); count > 0; --count)
                touched.insert(random.bounded(14));
            QVERIFY(applied(before, after, lineChanges(before, after, touched)) == after);
        }
    }
};

QTEST_GUILESS_MAIN(LineChangesTest)
#include "LineChangesTest.moc"
