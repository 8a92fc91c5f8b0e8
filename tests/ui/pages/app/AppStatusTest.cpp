#include "ui/pages/app/AppStatus.h"
#include "tests/ui/support/SampleFleets.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::pages::app;
using foundation::State;
using namespace Qt::StringLiterals;

class AppStatusTest final : public QObject {
    Q_OBJECT

    static gitops::App app() { return tests::syncedApp(u"prod-eu"_s, u"payments"_s, u"api"_s); }
    static session::ClusterStatus cluster() { return tests::liveCluster(u"prod-eu"_s, 0); }
    static std::vector<StripCell> cells(const gitops::App& shown)
    {
        return stripCells(shown, cluster(), tests::sampleTime());
    }

private Q_SLOTS:
    void aDifferenceSaysSinceWhen()
    {
        gitops::App shown = app();
        shown.agent.verdict = gitops::SyncVerdict::OutOfSync;
        shown.agent.at = tests::sampleTime().addSecs(-41);
        shown.differsSince = tests::sampleTime().addSecs(-18 * 60);
        const StripCell sync = cells(shown).front();
        QCOMPARE(sync.state, State::OutOfSync);
        QCOMPARE(sync.headline, u"OutOfSync for 18 min"_s);
        QVERIFY2(sync.detail.startsWith(u"Argo CD says OutOfSync, 41 s ago"_s), qPrintable(sync.detail));
    }

    void whatTheObjectsComeToStandsBesideTheAgentsWord()
    {
        gitops::App shown = app();
        shown.health = { .status = gitops::HealthStatus::Healthy };
        const auto health = [&](gitops::HealthStatus measured) {
            return stripCells(shown, cluster(), tests::sampleTime(),
                gitops::Health { .status = measured, .message = u"apps/Deployment/payments/api"_s })[1];
        };
        QCOMPARE(health(gitops::HealthStatus::Healthy).detail, QString());
        const StripCell ill = health(gitops::HealthStatus::Degraded);
        QCOMPARE(ill.state, State::Healthy);
        QCOMPARE(ill.detail, u"its objects come to Degraded · apps/Deployment/payments/api"_s);
    }

    void automationSaysItsSwitches_data()
    {
        using gitops::AutomationMode;
        QTest::addColumn<gitops::Automation>("automation");
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << gitops::Automation { .mode = AutomationMode::Auto } << u"auto"_s;
        QTest::newRow("all") << gitops::Automation { .mode = AutomationMode::Auto, .prune = true, .selfHeal = true }
                             << u"auto · prune · self-heal"_s;
        QTest::newRow("manual") << gitops::Automation { .mode = AutomationMode::Manual, .prune = true } << u"manual"_s;
        QTest::newRow("suspended") << gitops::Automation { .mode = AutomationMode::Suspended } << u"suspended"_s;
    }
    void automationSaysItsSwitches()
    {
        QFETCH(gitops::Automation, automation);
        gitops::App shown = app();
        shown.automation = automation;
        QTEST(cells(shown).back().headline, "text");
    }

    void aLeaseIsNamedWithWhatIsLeft()
    {
        gitops::App shown = app();
        shown.automation.lease = gitops::Lease {
            .by = u"ada"_s, .reason = u"incident 7"_s, .until = tests::sampleTime().addSecs(41 * 60)
        };
        QCOMPARE(cells(shown).back().detail, u"held by ada, 41 min left"_s);
    }

    void freshness_data()
    {
        using session::LinkState;
        QTest::addColumn<LinkState>("link");
        QTest::addColumn<gitops::Detail>("detail");
        QTest::addColumn<bool>("fresh");
        QTest::newRow("live") << LinkState::Live << gitops::Detail::Full << true;
        QTest::newRow("remembered") << LinkState::Live << gitops::Detail::Remembered << false;
        QTest::newRow("disconnected") << LinkState::Disconnected << gitops::Detail::Full << false;
        QTest::newRow("denied") << LinkState::Denied << gitops::Detail::Full << false;
    }
    void freshness()
    {
        QFETCH(session::LinkState, link);
        QFETCH(gitops::Detail, detail);
        QFETCH(bool, fresh);
        gitops::App shown = app();
        shown.detail = detail;
        session::ClusterStatus status = cluster();
        status.state = link;
        QCOMPARE(pages::app::freshness(shown, status) == Freshness::Fresh, fresh);
        QCOMPARE(pages::app::freshness(shown, std::nullopt), Freshness::Stale);
    }

    void hostileTextIsMadeHarmless()
    {
        gitops::App shown = app();
        shown.health.message = u"a\u202Eb\nc"_s;
        QVERIFY(cells(shown)[1].detail.contains(u"U+202E"_s));
        QVERIFY(!cells(shown)[1].detail.contains(u'\n'));
    }
};

QTEST_MAIN(AppStatusTest)
#include "AppStatusTest.moc"
