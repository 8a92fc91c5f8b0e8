#include "ui/pages/history/HistoryPage.h"

#include "tests/ui/support/FakeHistory.h"
#include "tests/ui/support/SampleFleets.h"
#include "ui/foundation/Notice.h"
#include "ui/pages/Router.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace holdfast;
using namespace holdfast::pages;
using namespace Qt::StringLiterals;
using workflow::HistoryEntry;

namespace {

HistoryEntry commit(QChar digit, int minutes, const QString& deployment, workflow::RenderChange rendered)
{
    HistoryEntry entry { .commit = { .id = git::CommitId(QString(40, digit)),
                             .parents = {},
                             .author = u"ada"_s,
                             .time = tests::sampleTime().addSecs(-60 * minutes),
                             .subject = u"change "_s + digit },
        .subject = {},
        .repository = u"https://git/apps.git"_s,
        .branch = u"main"_s,
        .deployments = {},
        .rendered = rendered };
    if (!deployment.isEmpty())
        entry.deployments.push_back({ .id = deployment, .at = entry.commit.time, .outcome = u"Succeeded"_s });
    return entry;
}

}

class HistoryPageTest final : public QObject {
    Q_OBJECT

    std::unique_ptr<tests::FakeFleet> m_fleet;
    std::unique_ptr<tests::FakeHistory> m_history;
    std::unique_ptr<pages::history::HistoryPage> m_page;
    gitops::App m_app;

    template <typename T> T* part(const char* name) { return m_page->findChild<T*>(QLatin1String(name)); }
    void openPage(const QString& rest = u"history"_s)
    {
        m_page->open(appRoute(m_app.id, rest));
        QTRY_VERIFY(m_page->isComplete());
    }

private Q_SLOTS:
    void init()
    {
        using enum workflow::RenderChange;
        m_fleet = std::make_unique<tests::FakeFleet>();
        m_history = std::make_unique<tests::FakeHistory>();
        m_app = tests::syncedApp(u"eu"_s, u"argocd"_s, u"shop"_s);
        m_app.health.status = gitops::HealthStatus::Degraded;
        m_history->past = std::vector { commit(u'9', 10, u"3"_s, Same), commit(u'8', 20, {}, Changed),
            commit(u'7', 30, u"2"_s, Changed) };
        workflow::CommitEffect effect { .commit = git::CommitId(QString(40, u'8')),
            .author = u"ada <ada@example.org>"_s,
            .authoredAt = tests::sampleTime(),
            .committedAt = tests::sampleTime(),
            .message = u"change 8\n\nBecause of this."_s,
            .parents = { git::CommitId(QString(40, u'7')) },
            .files = { u"shop/web.yaml"_s },
            .others = { m_app.id } };
        m_history->commit = effect;
        m_fleet->setCluster(tests::liveCluster(u"eu"_s, 0));
        m_fleet->reset(ContextName(u"eu"_s), { m_app });
        m_page = std::make_unique<pages::history::HistoryPage>(
            PageServices { .fleet = m_fleet.get(), .clock = tests::sampleClock(), .history = m_history.get() },
            nullptr);
        m_page->resize(1300, 800);
        m_page->show();
    }

    void readsCommitsFirstAndThenWhatTheyChanged()
    {
        openPage();
        QCOMPARE(m_history->asked.size(), 2U);
        QCOMPARE(m_history->asked[0].depth, workflow::HistoryDepth::Commits);
        QCOMPARE(m_history->asked[1].depth, workflow::HistoryDepth::RenderedChanges);
        auto* list = part<QListView>("history.commits");
        QCOMPARE(list->currentIndex().row(), 0); // what runs, which was looked at first
        const QAbstractItemModelTester tester(list->model());
        QVERIFY(list->model()->index(1, 0).data(Qt::AccessibleTextRole).toString().contains(u"suspect"));
    }

    void tellsWhatTheCommitSaysAndTouched()
    {
        openPage(u"history/"_s + QString(40, u'8'));
        QCOMPARE(part<QListView>("history.commits")->currentIndex().row(), 1);
        QCOMPARE(part<QLabel>("history.subject")->text(), u"change 8"_s);
        QCOMPARE(part<QLabel>("history.body")->text(), u"Because of this."_s);
        const QString facts = part<QLabel>("history.facts")->text();
        QVERIFY2(facts.contains(u"shop/web.yaml") && facts.contains(u"eu shop"), qPrintable(facts));
        QVERIFY(part<QLabel>("history.signature")->text().contains(u"ada <ada@example.org>"));
    }

    void goesBackFromACommit()
    {
        openPage(u"history/"_s + QString(40, u'8'));
        QSignalSpy going(m_page.get(), &Page::routeRequested);
        QTest::keyClick(part<QListView>("history.commits"), Qt::Key_R);
        QTest::keyClick(part<QListView>("history.commits"), Qt::Key_D);
        QTest::mouseClick(part<QPushButton>("history.undo"), Qt::LeftButton);
        QCOMPARE(going.size(), 3);
        QCOMPARE(going[0][0].value<Route>(), rollbackRoute({ m_app.id }, u"undo="_s + QString(40, u'8')));
        QCOMPARE(going[1][0].value<Route>(), rollbackRoute({ m_app.id }, u"to="_s + QString(40, u'8')));
        QCOMPARE(going[2][0], going[0][0]);
    }

    void staysAtTheCommitWhenOthersAreLeftOut()
    {
        openPage(u"history/"_s + QString(40, u'7'));
        QTest::mouseClick(part<QPushButton>("history.shown"), Qt::LeftButton);
        QCOMPARE(part<QListView>("history.commits")->model()->rowCount(), 3);
        QCOMPARE(part<QLabel>("history.subject")->text(), u"change 7"_s);
    }

    void asksAboutAHostThatSshDoesNotKnow()
    {
        const QString url = u"ssh://git@git.example:2222/apps.git"_s;
        const auto past = m_history->past;
        m_history->past = fail(ErrorCode::TlsRefused, UrlPlace { .url = url }, u"Host key verification failed."_s);
        m_history->keys = std::vector<git::HostKey> { { .host = u"[git.example]:2222"_s,
            .type = u"ssh-ed25519"_s,
            .fingerprint = u"SHA256:abc"_s,
            .key = u"AAAA"_s } };
        openPage();
        auto* notice = part<foundation::NoticePanel>("history.notice");
        QTest::mouseClick(notice->findChild<QPushButton*>(), Qt::LeftButton);
        QTRY_COMPARE(m_history->hosts, QStringList { url });
        QTRY_COMPARE(notice->notice().title, u"Is this [git.example]:2222?"_s);
        QCOMPARE(notice->notice().lines, QStringList { u"ssh-ed25519 SHA256:abc"_s });
        QVERIFY(m_history->known.empty());
        m_history->past = past;
        QTest::mouseClick(notice->findChild<QPushButton*>(), Qt::LeftButton);
        QTRY_COMPARE(m_history->known, *m_history->keys);
        QTRY_VERIFY(part<QListView>("history.commits")->isVisible());
    }

    void doesNotAskAboutAHostWithAnotherKey()
    {
        m_history->past = fail(ErrorCode::TlsRefused, UrlPlace { .url = u"ssh://git@git.example/apps.git"_s },
            u"WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! Host key verification failed."_s);
        openPage();
        QVERIFY(part<foundation::NoticePanel>("history.notice")->notice().buttons.empty());
    }

    void saysWhatStandsInTheWay_data()
    {
        QTest::addColumn<QString>("rest");
        QTest::addColumn<QString>("words");
        QTest::newRow("no app") << u"nonsense"_s << u"not the name of an app"_s;
        QTest::newRow("history") << QString() << u"cannot be read"_s;
    }
    void saysWhatStandsInTheWay()
    {
        QFETCH(const QString, rest);
        QFETCH(const QString, words);
        m_history->past = fail(ErrorCode::Unreachable, UrlPlace { .url = u"https://git/apps.git"_s }, u"refused"_s);
        m_page->open(rest.isEmpty() ? appRoute(m_app.id, u"history"_s) : Route { u"app"_s, rest });
        QTRY_VERIFY(m_page->isComplete());
        const auto& notice = part<foundation::NoticePanel>("history.notice")->notice();
        QVERIFY2((notice.title + notice.text).contains(words), qPrintable(notice.title + notice.text));
    }
};

QTEST_MAIN(HistoryPageTest)
#include "HistoryPageTest.moc"
