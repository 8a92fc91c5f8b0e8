#include "ui/pages/rollback/RollbackPage.h"

#include "tests/ui/support/FakeHistory.h"
#include "tests/ui/support/FakeRuns.h"
#include "tests/ui/support/SampleFleets.h"
#include "ui/foundation/Notice.h"
#include "ui/pages/Router.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace holdfast;
using namespace holdfast::pages;
using namespace Qt::StringLiterals;
using workflow::HistoryEntry;
using workflow::Preview;
using workflow::RunInfo;

namespace {

HistoryEntry commit(QChar digit, int minutes, const QString& deployment, workflow::RenderChange rendered)
{
    HistoryEntry entry { .commit = { .id = git::CommitId(QString(40, digit)),
                             .author = u"ada"_s,
                             .time = tests::sampleTime().addSecs(-60 * minutes),
                             .subject = u"change "_s + digit },
        .repository = u"https://git/apps.git"_s,
        .deployments = {},
        .rendered = rendered };
    if (!deployment.isEmpty())
        entry.deployments.push_back({ .id = deployment, .at = entry.commit.time, .outcome = u"Succeeded"_s });
    return entry;
}

/// 9 runs and is broken, 7 was good; 8 came between and is the first difference.
std::vector<HistoryEntry> sampleHistory()
{
    using enum workflow::RenderChange;
    return { commit(u'9', 10, u"3"_s, Same), commit(u'8', 20, {}, Changed), commit(u'7', 30, u"2"_s, Changed),
        commit(u'6', 40, {}, Same) };
}

Result<Preview> previewOf(const workflow::RunRequest& request)
{
    Preview preview { .run = workflow::RunId(u"r1"_s), .guide = request.guide, .by = request.by };
    preview.commits.push_back({ .repository = u"https://git/apps.git"_s,
        .branch = u"main"_s,
        .tip = QString(40, u'9'),
        .newTip = QString(40, u'a'),
        .undone = request.commits,
        .messages = { u"Revert \"change 8\""_s },
        .files = { u"a.yaml"_s } });
    preview.apps.push_back({ .app = request.apps.front(), .changed = { u"apps/Deployment/shop/web"_s } });
    preview.pruned.push_back({ .app = request.apps.front(), .object = u"PersistentVolumeClaim/shop/data"_s });
    return preview;
}

}

class RollbackPageTest final : public QObject {
    Q_OBJECT

    std::unique_ptr<tests::FakeFleet> m_fleet;
    std::unique_ptr<tests::FakeHistory> m_history;
    std::unique_ptr<tests::FakeRuns> m_runs;
    std::unique_ptr<rollback::RollbackPage> m_page;
    gitops::App m_app;

    void openNew()
    {
        m_page->open(rollbackRoute({ m_app.id }));
        QTRY_VERIFY(m_page->isComplete());
    }
    template <typename T> T* part(const char* name) { return m_page->findChild<T*>(QLatin1String(name)); }
    [[nodiscard]] QString shownText()
    {
        QStringList all;
        for (const QLabel* label : m_page->findChildren<QLabel*>())
            if (label->isVisible())
                all << label->text();
        return all.join(u'\n');
    }

private Q_SLOTS:
    void init()
    {
        m_fleet = std::make_unique<tests::FakeFleet>();
        m_runs = std::make_unique<tests::FakeRuns>();
        m_history = std::make_unique<tests::FakeHistory>();
        m_history->past = sampleHistory();
        m_runs->makePreview = previewOf;
        m_app = tests::syncedApp(u"eu"_s, u"argocd"_s, u"shop"_s);
        m_app.health.status = gitops::HealthStatus::Degraded;
        m_fleet->setCluster(tests::liveCluster(u"eu"_s, 0));
        m_fleet->reset(ContextName(u"eu"_s), { m_app });
        m_page = std::make_unique<rollback::RollbackPage>(PageServices { .fleet = m_fleet.get(),
                                                              .clock = tests::sampleClock(),
                                                              .history = m_history.get(),
                                                              .runs = m_runs.get() },
            nullptr);
        m_page->resize(1300, 800);
        m_page->show();
    }

    void choosesTheSuspectAndShowsWhatWouldBeDone()
    {
        openNew();
        QCOMPARE(m_runs->planned.size(), 1U);
        QCOMPARE(m_runs->planned.front().commits, QStringList { QString(40, u'8') });
        const QString text = shownText();
        QVERIFY2(text.contains(u"DATA AT RISK: PersistentVolumeClaim/shop/data"), qPrintable(text));
        QVERIFY(text.contains(u"Revert \"change 8\""));
        QCOMPARE(part<QPushButton>("rollback.confirm")->text(), u"Revert and push to main"_s);
        QVERIFY(part<QLabel>("rollback.bound")->text().contains(u"main at 9999999 of https://git/apps.git"));
        const QAbstractItemModelTester tester(part<QListView>("rollback.commits")->model());
    }

    void suspectsNobodyOfAnAppThatIsWell()
    {
        m_app.health.status = gitops::HealthStatus::Healthy;
        m_fleet->upsert({ m_app });
        openNew();
        QVERIFY(m_runs->planned.empty());
        QVERIFY(!part<QPushButton>("rollback.confirm")->isEnabled());
    }

    void suspectsAgainOnceTheAppIsDegraded()
    {
        m_app.health.status = gitops::HealthStatus::Progressing;
        m_fleet->upsert({ m_app });
        openNew();
        const std::size_t asked = m_history->asked.size();
        const std::size_t planned = m_runs->planned.size();
        m_app.health.status = gitops::HealthStatus::Degraded;
        m_fleet->upsert({ m_app });
        QTRY_COMPARE(m_history->asked.size(), asked + 1);
        m_fleet->upsert({ m_app });
        QTRY_VERIFY(part<QPushButton>("rollback.confirm")->isEnabled());
        QCOMPARE(m_runs->planned.back().commits, QStringList { QString(40, u'8') });
        QCOMPARE(m_history->asked.size(), asked + 1); // once is enough
        QVERIFY(m_runs->planned.size() <= planned + 1);
    }

    void beginsWhatWasReviewedAndFollowsIt()
    {
        openNew();
        m_runs->current = { .run = workflow::RunId(u"r1"_s), .guide = u"git-revert"_s, .apps = { m_app.id } };
        QSignalSpy going(m_page.get(), &Page::routeRequested);
        QTest::mouseClick(part<QPushButton>("rollback.confirm"), Qt::LeftButton);
        QTRY_COMPARE(going.size(), 1);
        QCOMPARE(going.front().front().value<Route>(), (Route { u"rollback"_s, u"r1"_s }));
        QCOMPARE(m_runs->begun.size(), 1U);
        QCOMPARE(m_runs->begun.front().run, workflow::RunId(u"r1"_s));
    }

    void choosesWithTheKeyboard()
    {
        openNew();
        auto* list = part<QListView>("rollback.commits");
        QTest::keyClick(list, Qt::Key_Up);
        QTest::keyClick(list, Qt::Key_Space);
        QTRY_COMPARE(m_runs->planned.size(), 2U);
        QCOMPARE(m_runs->planned.back().commits, (QStringList { QString(40, u'9'), QString(40, u'8') }));
        QTest::keyClick(list, Qt::Key_End);
        QTest::keyClick(list, Qt::Key_D);
        QTRY_COMPARE(m_runs->planned.size(), 3U);
        QCOMPARE(m_runs->planned.back().to, QString(40, u'6'));
        QVERIFY(m_runs->planned.back().commits.isEmpty());
    }

    void locksTheButtonOfStaleData()
    {
        openNew();
        QVERIFY(part<QPushButton>("rollback.confirm")->isEnabled());
        session::ClusterStatus lost = tests::liveCluster(u"eu"_s, 0);
        lost.state = session::LinkState::Disconnected;
        m_fleet->setCluster(lost);
        QVERIFY(!part<QPushButton>("rollback.confirm")->isEnabled());
        QVERIFY(part<QLabel>("rollback.bound")->text().contains(u"eu is not connected"));
    }

    void takesAChoiceFromTheRoute()
    {
        m_page->open(rollbackRoute({ m_app.id }, u"undo="_s + QString(40, u'6')));
        QTRY_VERIFY(m_page->isComplete());
        QCOMPARE(m_runs->planned.back().commits, QStringList { QString(40, u'6') });
        m_page->open(rollbackRoute({ m_app.id }, u"to="_s + QString(40, u'7')));
        QTRY_VERIFY(m_page->isComplete());
        QCOMPARE(m_runs->planned.back().to, QString(40, u'7'));
        QVERIFY(m_runs->planned.back().commits.isEmpty());
    }

    void leavesOutCommitsThatDoNotMatter()
    {
        openNew();
        auto* list = part<QListView>("rollback.commits");
        QCOMPARE(list->model()->rowCount(), 4);
        QTest::mouseClick(part<QPushButton>("rollback.shown"), Qt::LeftButton);
        QCOMPARE(list->model()->rowCount(), 3); // 6 changed nothing and was never deployed
        QCOMPARE(m_runs->planned.size(), 1U);
    }

    void asksForAPullRequestInstead()
    {
        openNew();
        QTest::mouseClick(part<QPushButton>("rollback.propose"), Qt::LeftButton);
        QTRY_COMPARE(m_runs->planned.size(), 2U);
        QCOMPARE(m_runs->planned.back().push, workflow::PushChoice::PullRequest);
        QTRY_COMPARE(part<QPushButton>("rollback.confirm")->text(), u"Open pull request"_s);
    }

    void saysWhatStandsInTheWay_data()
    {
        QTest::addColumn<QString>("rest");
        QTest::addColumn<QString>("words");
        QTest::newRow("no such app") << u"new/nonsense"_s << u"names no app"_s;
        QTest::newRow("history") << QString() << u"cannot be read"_s;
    }
    void saysWhatStandsInTheWay()
    {
        QFETCH(const QString, rest);
        QFETCH(const QString, words);
        m_history->past = fail(ErrorCode::Unreachable, UrlPlace { .url = u"https://git/apps.git"_s }, u"refused"_s);
        m_page->open(rest.isEmpty() ? rollbackRoute({ m_app.id }) : Route { u"rollback"_s, rest });
        QTRY_VERIFY(m_page->isComplete());
        const auto& notice = part<foundation::NoticePanel>("rollback.notice")->notice();
        QVERIFY2((notice.title + notice.text).contains(words), qPrintable(notice.title + notice.text));
    }

    void refusesAConflict()
    {
        m_runs->makePreview = [](const workflow::RunRequest& request) {
            Preview preview = *previewOf(request);
            preview.commits.front().conflicts.push_back({ .path = u"a.yaml"_s, .commit = QString(40, u'8') });
            preview.refusal = Error { .code = ErrorCode::Conflict, .detail = u"a.yaml conflicts"_s };
            return Result<Preview>(preview);
        };
        openNew();
        QVERIFY(!part<QPushButton>("rollback.confirm")->isEnabled());
        QVERIFY(shownText().contains(u"a.yaml, undoing 8888888"));
        QVERIFY(shownText().contains(u"8888888 cannot be reverted by itself on main of apps.git"));
        QCOMPARE(part<QLabel>("rollback.bound")->text(), u"Later commits changed the same lines of a.yaml."_s);
    }

    void offersTheParentsOfAMerge()
    {
        m_runs->makePreview = [](const workflow::RunRequest& request) {
            Preview preview = *previewOf(request);
            preview.commits.front().merges.push_back({ .commit = u"8888888 Merge it"_s,
                .parents = { u"7777777 change 7"_s, u"5555555 side"_s },
                .mainline = request.mainline.value_or(0) });
            return Result<Preview>(preview);
        };
        openNew();
        auto* parents = part<QComboBox>("rollback.parents");
        QVERIFY(parents->isVisible());
        QCOMPARE(parents->count(), 2);
        QCOMPARE(parents->currentIndex(), 0);
        QCOMPARE(m_runs->planned.back().mainline, std::optional(1));
        QTest::keyClick(parents, Qt::Key_Down);
        QTRY_COMPARE(m_runs->planned.size(), 2U);
        QCOMPARE(m_runs->planned.back().mainline, std::optional(2));
        QTRY_COMPARE(parents->currentIndex(), 1);
        QVERIFY(parents->currentText().contains(u"side"));
    }

    void startsOverWhereTheServerRefused()
    {
        m_runs->current = RunInfo { .run = workflow::RunId(u"r1"_s),
            .guide = u"git-revert"_s,
            .apps = { m_app.id },
            .undone = { QString(40, u'8') },
            .state = workflow::RunState::Failed };
        m_runs->current.commits
            = { { .repository = u"https://git/apps.git"_s, .branch = u"main"_s, .reason = u"refused"_s } };
        m_page->open({ u"rollback"_s, u"r1"_s });
        QTRY_VERIFY(m_page->isComplete());
        QSignalSpy going(m_page.get(), &Page::routeRequested);
        QTest::mouseClick(part<QPushButton>("guide.review"), Qt::LeftButton);
        QTest::mouseClick(part<QPushButton>("guide.propose"), Qt::LeftButton);
        QCOMPARE(going.size(), 2);
        const QString again = u"undo="_s + QString(40, u'8');
        QCOMPARE(going[0][0].value<Route>(), rollbackRoute({ m_app.id }, again));
        const Route proposal = going[1][0].value<Route>();
        QCOMPARE(proposal, rollbackRoute({ m_app.id }, again + u"&propose=1"_s));
        m_page->open(proposal);
        QTRY_VERIFY(m_page->isComplete());
        QCOMPARE(m_runs->planned.back().push, workflow::PushChoice::PullRequest);
        QCOMPARE(m_runs->planned.back().commits, QStringList { QString(40, u'8') });
    }

    void tellsWhoseRunItIs()
    {
        m_app.openRun = gitops::OpenRun { .run = u"r7"_s, .by = u"dana"_s, .since = tests::sampleTime().addSecs(-300) };
        m_fleet->upsert({ m_app });
        m_page->open({ u"rollback"_s, u"r7"_s });
        QTRY_VERIFY(m_page->isComplete());
        const auto& notice = part<foundation::NoticePanel>("rollback.notice")->notice();
        QVERIFY2(notice.text.contains(u"dana began it 5 min ago"), qPrintable(notice.text));
        m_page->open({ u"rollback"_s, u"r8"_s });
        QTRY_COMPARE(part<foundation::NoticePanel>("rollback.notice")->notice().title, u"No such run"_s);
    }

    void showsHowAppsFollow()
    {
        m_runs->current = RunInfo { .run = workflow::RunId(u"r1"_s), .guide = u"git-revert"_s, .apps = { m_app.id } };
        m_runs->current.steps
            = { { .name = u"watch"_s, .subject = u"1 app(s)"_s, .state = workflow::StepState::Running } };
        gitops::Rollout rollout {
            .workload = { u"apps"_s, u"Deployment"_s, u"shop"_s, u"web"_s }, .ready = 5, .wanted = 7
        };
        rollout.history = { { .number = 3, .images = { u"ghcr.io/acme/web:1"_s }, .current = true },
            { .number = 2, .images = { u"ghcr.io/acme/web:bad"_s } } };
        m_runs->current.progress = { { .app = m_app.id, .note = u"Progressing"_s, .rollouts = { rollout } } };
        m_page->open({ u"rollback"_s, u"r1"_s });
        QTRY_VERIFY(m_page->isComplete());
        const QString spoken = part<QWidget>("guide.steps")->accessibleDescription();
        QVERIFY2(spoken.contains(u"5 of 7 pod"), qPrintable(spoken));
        const QString history = part<QLabel>("guide.rollouts")->text();
        QVERIFY2(history.contains(u"3  web:1 · now") && history.contains(u"2  web:bad"), qPrintable(history));
        m_runs->current.progress.front().state = workflow::AppProgress::State::Converged;
        m_runs->current.progress.front().differing = QStringList();
        Q_EMIT m_runs->runChanged(m_runs->current);
        QVERIFY(part<QWidget>("guide.steps")->accessibleDescription().contains(u"equal"));
    }

    void showsARunAndOffersToGoOn()
    {
        m_runs->current = RunInfo { .run = workflow::RunId(u"r1"_s), .guide = u"git-revert"_s, .apps = { m_app.id } };
        m_runs->current.steps = { { .name = u"push"_s, .subject = u"main"_s, .state = workflow::StepState::Done },
            { .name = u"watch"_s, .subject = u"shop"_s, .state = workflow::StepState::Held, .note = u"1 of 2"_s } };
        m_page->open({ u"rollback"_s, u"r1"_s });
        QTRY_VERIFY(m_page->isComplete());
        QVERIFY(shownText().contains(u"Rolling back shop waits for you"));
        QTest::mouseClick(part<QPushButton>("guide.resume"), Qt::LeftButton);
        QTRY_COMPARE(m_runs->asked, QStringList { u"resume"_s });
        RunInfo done = m_runs->current;
        done.state = workflow::RunState::Done;
        Q_EMIT m_runs->runEnded(done);
        QVERIFY(shownText().contains(u"shop went back through Git"));
        QVERIFY(!part<QPushButton>("guide.resume")->isVisible());
    }
};

QTEST_MAIN(RollbackPageTest)
#include "RollbackPageTest.moc"
