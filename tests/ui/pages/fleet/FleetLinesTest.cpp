#include "ui/pages/fleet/FleetLines.h"
#include "tests/ui/support/SampleFleets.h"
#include "ui/pages/fleet/Tally.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace holdfast;
using namespace holdfast::pages::fleet;

namespace {

/// A list over a model, as the page has them.
struct List {
    FleetModel model { [](const FleetRow& row) { return row.id; }, {}, nullptr };
    FleetLines lines { model, nullptr };
    ClusterLooks looks { { ContextName(QStringLiteral("prod-eu")), {} } };

    void apply(const std::vector<gitops::App>& apps, std::vector<gitops::AppId> removals = {})
    {
        foundation::ChangeSet<gitops::AppId, FleetRow> changes;
        for (const auto& app : apps)
            changes.upserts.push_back(fleetRow(app, looks));
        changes.removals = std::move(removals);
        model.apply(std::move(changes));
        lines.settle();
    }
    [[nodiscard]] QStringList shown() const
    {
        QStringList all;
        for (int line = 0; line < lines.rowCount(); ++line) {
            if (const auto* group = lines.group(line))
                all.append(QStringLiteral("# %1 %2").arg(group->text).arg(group->count));
            else if (lines.detail(line))
                all.append(QStringLiteral("- ") + lines.detail(line)->object);
            else
                all.append(lines.app(line)->name);
        }
        return all;
    }
};

gitops::App app(const QString& name)
{
    return tests::syncedApp(QStringLiteral("prod-eu"), QStringLiteral("web"), name);
}

gitops::App off(const QString& name, int seconds)
{
    gitops::App made = app(name);
    made.agent.verdict = gitops::SyncVerdict::OutOfSync;
    made.differsSince = tests::sampleTime().addSecs(-seconds);
    return made;
}

/// The list a fresh model would show: what no history of changes may differ from.
QStringList fromScratch(const List& list)
{
    List fresh;
    foundation::ChangeSet<gitops::AppId, FleetRow> changes;
    for (const auto& row : list.model.rows())
        changes.upserts.push_back(*row);
    fresh.model.apply(std::move(changes));
    fresh.lines.settle();
    fresh.lines.setChoice(list.lines.choice());
    return fresh.shown();
}

}

class FleetLinesTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void attentionComesFirstAndTheOldestOfIt()
    {
        List list;
        list.apply({ app(QStringLiteral("b")), app(QStringLiteral("a")), off(QStringLiteral("young"), 5),
            off(QStringLiteral("old"), 500) });
        QCOMPARE(list.shown(),
            (QStringList { QStringLiteral("# Needs attention 2"), QStringLiteral("old"), QStringLiteral("young"),
                QStringLiteral("# In sync 2"), QStringLiteral("a"), QStringLiteral("b") }));
    }

    void aVerdictMovesTheAppAndNothingElse()
    {
        List list;
        list.apply({ app(QStringLiteral("a")), app(QStringLiteral("b")), off(QStringLiteral("c"), 5) });
        QSignalSpy removed(&list.lines, &QAbstractItemModel::rowsRemoved);
        QSignalSpy inserted(&list.lines, &QAbstractItemModel::rowsInserted);
        QSignalSpy reset(&list.lines, &QAbstractItemModel::modelReset);
        list.apply({ off(QStringLiteral("b"), 1) });
        QCOMPARE(list.shown(),
            (QStringList { QStringLiteral("# Needs attention 2"), QStringLiteral("c"), QStringLiteral("b"),
                QStringLiteral("# In sync 1"), QStringLiteral("a") }));
        QCOMPARE(removed.count() + inserted.count() <= 4, true);
        QCOMPARE(reset.count(), 0);
    }

    void filtersGroupsAndSorts()
    {
        List list;
        list.apply({ app(QStringLiteral("a")), app(QStringLiteral("b")), off(QStringLiteral("c"), 5) });
        ListChoice choice;
        choice.filter = foundation::FilterText::parse(QStringLiteral("!name:a namespace:web"), filterFields());
        choice.grouping = Grouping::Team;
        choice.sorting = { Column::App, Qt::DescendingOrder };
        list.lines.setChoice(choice);
        QCOMPARE(list.shown(), (QStringList { QStringLiteral("# web 2"), QStringLiteral("c"), QStringLiteral("b") }));
        QCOMPARE(list.lines.shownApps(), 2);
        list.apply({ app(QStringLiteral("d")) }, { app(QStringLiteral("b")).id });
        QCOMPARE(list.shown(), (QStringList { QStringLiteral("# web 2"), QStringLiteral("d"), QStringLiteral("c") }));
        choice.filter = {};
        choice.facets[std::size_t(FacetSection::View)].insert(QStringLiteral("attention"));
        list.lines.setChoice(choice);
        QCOMPARE(list.shown(), (QStringList { QStringLiteral("# web 1"), QStringLiteral("c") }));
    }

    void groupsCollapseAndStayCollapsed()
    {
        List list;
        list.apply({ app(QStringLiteral("a")), off(QStringLiteral("c"), 5) });
        list.lines.toggleGroup(0);
        QCOMPARE(list.shown(),
            (QStringList {
                QStringLiteral("# Needs attention 1"), QStringLiteral("# In sync 1"), QStringLiteral("a") }));
        list.apply({ off(QStringLiteral("a"), 9) });
        QCOMPARE(list.shown(), (QStringList { QStringLiteral("# Needs attention 2") }));
        QCOMPARE(list.lines.lineOf(app(QStringLiteral("a")).id), -1);
        list.lines.toggleGroup(0);
        QCOMPARE(list.lines.rowCount(), 3);
    }

    void detailsStandBelowTheirAppAndMoveWithIt()
    {
        List list;
        list.apply({ app(QStringLiteral("a")), app(QStringLiteral("b")) });
        list.lines.setDetails(app(QStringLiteral("a")).id,
            { { .object = QStringLiteral("Deployment x") }, { .object = QStringLiteral("Service x") } });
        QVERIFY(list.lines.isExpanded(app(QStringLiteral("a")).id));
        list.apply({ off(QStringLiteral("a"), 3) });
        QCOMPARE(list.shown(),
            (QStringList { QStringLiteral("# Needs attention 1"), QStringLiteral("a"), QStringLiteral("- Deployment x"),
                QStringLiteral("- Service x"), QStringLiteral("# In sync 1"), QStringLiteral("b") }));
        list.lines.setDetails(app(QStringLiteral("a")).id, { { .object = QStringLiteral("Job x") } });
        QCOMPARE(list.lines.rowCount(), 5);
        list.lines.collapse(app(QStringLiteral("a")).id);
        QCOMPARE(list.lines.rowCount(), 4);
    }

    void countsWhatIsOverdue()
    {
        List list;
        list.apply({ off(QStringLiteral("a"), 901), off(QStringLiteral("b"), 899) });
        list.lines.tick(tests::sampleTime());
        QCOMPARE(list.lines.group(0)->overdue, 1);
        list.lines.tick(tests::sampleTime().addSecs(2));
        QCOMPARE(list.lines.group(0)->overdue, 2);
    }

    void staysSoundUnderRandomChanges()
    {
        List list;
        const QAbstractItemModelTester tester(&list.lines, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QRandomGenerator random(11);
        const auto name = [&random] { return QStringLiteral("app-%1").arg(random.bounded(40)); };
        for (int round = 0; round < 300; ++round) {
            std::vector<gitops::App> upserts;
            for (int count = random.bounded(8); count > 0; --count)
                upserts.push_back(random.bounded(2) == 0 ? app(name()) : off(name(), random.bounded(2000)));
            std::vector<gitops::AppId> removals;
            for (int count = random.bounded(4); count > 0; --count)
                removals.push_back(app(name()).id);
            list.apply(upserts, removals);
            if (round % 11 == 3 && list.lines.rowCount() > 2)
                list.lines.setChoice({ .filter = foundation::FilterText::parse(
                                           random.bounded(2) == 0 ? QString() : QStringLiteral("1"), filterFields()),
                    .facets = {},
                    .grouping = Grouping(random.bounded(5)),
                    .sorting = { Column(random.bounded(columnCount)), Qt::SortOrder(random.bounded(2)) } });
            QCOMPARE(list.shown(), fromScratch(list));
        }
    }

    void talliesFollowTheRows()
    {
        Tally tally;
        const FleetRow calm = fleetRow(app(QStringLiteral("a")), {});
        const FleetRow troubled = fleetRow(off(QStringLiteral("b"), 5), {});
        tally.add(calm);
        tally.add(troubled);
        QCOMPARE(tally.total(), 2);
        QCOMPARE(tally.of(FacetSection::View, QStringLiteral("attention")), 1);
        QCOMPARE(tally.keys(FacetSection::Team), QStringList { QStringLiteral("web") });
        tally.remove(troubled);
        QCOMPARE(tally.of(FacetSection::View, QStringLiteral("attention")), 0);
        tally.remove(calm);
        QVERIFY(tally.keys(FacetSection::Team).isEmpty());
    }
};

QTEST_GUILESS_MAIN(FleetLinesTest)
#include "FleetLinesTest.moc"
