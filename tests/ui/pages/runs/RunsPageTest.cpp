#include "ui/pages/runs/RunsPage.h"

#include "tests/ui/support/FakeRuns.h"
#include "tests/ui/support/SampleFleets.h"
#include "ui/foundation/Notice.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace holdfast;
using namespace holdfast::pages;
using namespace Qt::StringLiterals;
using workflow::RunInfo;
using workflow::RunState;

namespace {

RunInfo run(const QString& id, int minutes, RunState state)
{
    return { .run = workflow::RunId(id),
        .guide = u"git-revert"_s,
        .state = state,
        .startedAt = tests::sampleTime().addSecs(-60 * minutes),
        .by = u"ada@desk"_s };
}

}

class RunsPageTest final : public QObject {
    Q_OBJECT

    std::unique_ptr<tests::FakeFleet> m_fleet;
    std::unique_ptr<tests::FakeRuns> m_runs;
    std::unique_ptr<runs::RunsPage> m_page;

    template <typename T> T* part(const char* name) { return m_page->findChild<T*>(QLatin1String(name)); }
    void openPage()
    {
        m_page = std::make_unique<runs::RunsPage>(
            PageServices { .fleet = m_fleet.get(), .clock = tests::sampleClock(), .runs = m_runs.get() }, nullptr);
        m_page->resize(1200, 700);
        m_page->show();
        m_page->open({ u"runs"_s, {} });
        QTRY_VERIFY(m_page->isComplete());
    }
    QString cell(int row, int column)
    {
        return part<QTableView>("runs.list")->model()->index(row, column).data().toString();
    }

private Q_SLOTS:
    void init()
    {
        m_fleet = std::make_unique<tests::FakeFleet>();
        m_runs = std::make_unique<tests::FakeRuns>();
        m_fleet->setCluster(tests::liveCluster(u"eu"_s, 0));
    }

    void ordersByWhatNeedsAPerson()
    {
        RunInfo going = run(u"going"_s, 1, RunState::Open);
        going.pace = RunInfo::Pace::Running;
        const std::vector<runs::RunRow> rows
            = runs::runRows({ run(u"new"_s, 2, RunState::Done), going, run(u"held"_s, 50, RunState::Open),
                                run(u"old"_s, 90, RunState::Failed) },
                {});
        QStringList order;
        for (const runs::RunRow& row : rows)
            order << row.run.run.text();
        QCOMPARE(order, (QStringList { u"held"_s, u"going"_s, u"new"_s, u"old"_s }));
    }

    void showsRunsHereAndElsewhere()
    {
        m_runs->current = run(u"r1"_s, 5, RunState::Done);
        gitops::App one = tests::syncedApp(u"eu"_s, u"argocd"_s, u"one"_s);
        gitops::App two = tests::syncedApp(u"eu"_s, u"argocd"_s, u"two"_s);
        one.openRun = gitops::OpenRun { .run = u"r9"_s, .by = u"dana@desk-4"_s, .since = tests::sampleTime() };
        two.openRun = one.openRun;
        m_fleet->reset(ContextName(u"eu"_s), { one, two });
        openPage();
        auto* list = part<QTableView>("runs.list");
        const QAbstractItemModelTester tester(list->model());
        QCOMPARE(list->model()->rowCount(), 2);
        QCOMPARE(cell(0, 0), u"on another machine"_s);
        QCOMPARE(cell(0, 1), u"one (eu), two (eu)"_s);
        QCOMPARE(cell(0, 5), u"dana@desk-4"_s);
        QCOMPARE(cell(1, 0), u"done"_s);
        QSignalSpy going(m_page.get(), &Page::routeRequested);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(going.size(), 1);
        QCOMPARE(going.front().front().value<Route>(), (Route { u"rollback"_s, u"r9"_s }));
        const QPoint second = list->visualRect(list->model()->index(1, 1)).center();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, second);
        QCOMPARE(list->currentIndex().row(), 1);
        QTest::mouseDClick(list->viewport(), Qt::LeftButton, {}, second);
        QCOMPARE(going.back().front().value<Route>(), (Route { u"rollback"_s, u"r1"_s }));
    }

    void followsWhatHappens()
    {
        m_runs->current = run(u"r1"_s, 5, RunState::Open);
        openPage();
        QCOMPARE(cell(0, 0), u"waits for you"_s);
        m_runs->current.state = RunState::Undone;
        Q_EMIT m_runs->runEnded(m_runs->current);
        QTRY_COMPARE(cell(0, 0), u"taken back"_s);
    }

    void saysWhatItIsForWhereNothingIsKept()
    {
        m_page = std::make_unique<runs::RunsPage>(
            PageServices { .fleet = m_fleet.get(), .clock = tests::sampleClock() }, nullptr);
        m_page->open({ u"runs"_s, {} });
        QVERIFY(m_page->isComplete());
        QCOMPARE(part<foundation::NoticePanel>("runs.notice")->notice().title, u"No fleet is open"_s);
    }
};

QTEST_MAIN(RunsPageTest)
#include "RunsPageTest.moc"
