#include "tests/ui/support/SampleFleets.h"
#include "ui/pages/fleet/DetailLines.h"
#include "ui/pages/fleet/FacetRail.h"
#include "ui/pages/fleet/FleetNotices.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::pages::fleet;
using foundation::State;
using tests::Sample;

/// The pure steps from the fleet's values to what the page shows.
class FleetRowTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void projectsAnApp()
    {
        gitops::App app
            = tests::syncedApp(QStringLiteral("prod-eu"), QStringLiteral("web"), QStringLiteral("do\u202Ecs"));
        app.agent = { gitops::SyncVerdict::OutOfSync, QStringLiteral("ComparisonError"), QStringLiteral("no such path"),
            tests::sampleTime(), false };
        const FleetRow row = fleetRow(app, { { ContextName(QStringLiteral("prod-eu")), { .colour = 3 } } });
        QCOMPARE(row.name, QStringLiteral("doU+202Ecs"));
        QCOMPARE(row.cluster.colour, 3);
        QVERIFY(row.attention);
        QCOMPARE(row.what, QStringLiteral("ComparisonError: no such path"));
        QCOMPARE(row.revision, QStringLiteral("0c4d77b"));
        QVERIFY(row.source.contains(QStringLiteral("fleet.git · apps/")));
        QCOMPARE(row.id, app.id);
    }

    void tellsWhereTheAgentAndTheMeasurementDiffer()
    {
        gitops::App app = tests::syncedApp(QStringLiteral("c"), QStringLiteral("n"), QStringLiteral("a"));
        app.measured = gitops::MeasuredVerdict { gitops::SyncVerdict::OutOfSync, 0, tests::sampleTime() };
        QVERIFY(fleetRow(app, {}).what.contains(QStringLiteral("says Synced, but objects differ from Git")));
        app.measured = gitops::MeasuredVerdict { gitops::SyncVerdict::OutOfSync, 2, tests::sampleTime() };
        QVERIFY(fleetRow(app, {}).what.contains(QStringLiteral("differ from Git")));
        app.agent.verdict = gitops::SyncVerdict::OutOfSync;
        app.measured = gitops::MeasuredVerdict { gitops::SyncVerdict::Synced, 2, tests::sampleTime() };
        QVERIFY(fleetRow(app, {}).what.contains(QStringLiteral("nothing differs from Git by its rules")));
        app.measured.reset();
        QVERIFY(!fleetRow(app, {}).what.contains(QStringLiteral("differ")));
    }

    void asksForAttention_data()
    {
        QTest::addColumn<int>("change");
        QTest::addColumn<bool>("attention");
        for (const auto& [name, change, attention] :
            { std::tuple { "synced", 0, false }, { "progressing", 1, false }, { "degraded", 2, true },
                { "suspended automation", 3, true }, { "lease", 4, true }, { "unknown verdict", 5, true },
                { "quarantined", 6, true }, { "measured drift", 7, true }, { "manual", 8, false } })
            QTest::newRow(name) << change << attention;
    }
    void asksForAttention()
    {
        QFETCH(int, change);
        gitops::App app = tests::syncedApp(QStringLiteral("c"), QStringLiteral("n"), QStringLiteral("a"));
        if (change == 1)
            app.health.status = gitops::HealthStatus::Progressing;
        if (change == 2)
            app.health.status = gitops::HealthStatus::Degraded;
        if (change == 3)
            app.automation.mode = gitops::AutomationMode::Suspended;
        if (change == 4)
            app.automation.lease = gitops::Lease {};
        if (change == 5)
            app.agent.verdict = gitops::SyncVerdict::Unknown;
        if (change == 6)
            app.detail = gitops::Detail::Quarantined;
        if (change == 7)
            app.measured = gitops::MeasuredVerdict { gitops::SyncVerdict::OutOfSync, 2, {} };
        if (change == 8)
            app.automation.mode = gitops::AutomationMode::Manual;
        QTEST(fleetRow(app, {}).attention, "attention");
    }

    void stalenessIsOfTheLinkOrOfTheVerdict()
    {
        auto status = tests::liveCluster(QStringLiteral("c"), 0);
        QVERIFY(clusterLook(status).freshness == Freshness::Fresh);
        status.state = session::LinkState::Disconnected;
        const ClusterLook look = clusterLook(status);
        QVERIFY(look.freshness == Freshness::Disconnected);
        QCOMPARE(look.lastHeard, status.lastHeard);
        const gitops::App app = tests::syncedApp(QStringLiteral("c"), QStringLiteral("n"), QStringLiteral("a"));
        QVERIFY(isStale(fleetRow(app, { { status.context, look } })));
        QVERIFY(!isVerdictOld(fleetRow(app, {}), tests::sampleTime()));
        QVERIFY(isVerdictOld(fleetRow(app, {}), tests::sampleTime().addSecs(360)));
    }

    void automationIsSaidInWords()
    {
        gitops::App app = tests::syncedApp(QStringLiteral("c"), QStringLiteral("n"), QStringLiteral("a"));
        const auto text = [&app] { return automationText(fleetRow(app, {}), tests::sampleTime()); };
        QCOMPARE(text(), QStringLiteral("auto"));
        app.automation.selfHeal = true;
        QCOMPARE(text(), QStringLiteral("auto · self-heal"));
        app.automation.lease = gitops::Lease { {}, {}, tests::sampleTime().addSecs(120) };
        QCOMPARE(text(), QStringLiteral("lease 2 min"));
        app.automation.lease = gitops::Lease { {}, {}, tests::sampleTime().addSecs(-1) };
        QCOMPARE(text(), QStringLiteral("lease expired"));
    }

    void emptyListsSayWhy_data()
    {
        QTest::addColumn<Sample>("sample");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("button");
        QTest::newRow("first start") << Sample::NoKubeconfig << QStringLiteral("No cluster yet")
                                     << QStringLiteral("practice");
        QTest::newRow("broken") << Sample::BrokenKubeconfig << QStringLiteral("The kubeconfig cannot be used")
                                << QStringLiteral("practice");
        QTest::newRow("connecting") << Sample::Connecting << QStringLiteral("Connecting") << QString();
        QTest::newRow("unreachable") << Sample::Unreachable << QStringLiteral("No cluster can be read")
                                     << QStringLiteral("retry");
        QTest::newRow("denied") << Sample::Denied << QStringLiteral("No cluster can be read")
                                << QStringLiteral("retry");
        QTest::newRow("denied kinds") << Sample::DeniedKinds << QStringLiteral("You may not read the apps")
                                      << QStringLiteral("retry");
        QTest::newRow("consent") << Sample::Consent << QStringLiteral("Waiting for your consent") << QString();
        QTest::newRow("empty") << Sample::Empty << QStringLiteral("No apps") << QString();
    }
    void emptyListsSayWhy()
    {
        QFETCH(Sample, sample);
        QFETCH(QString, title);
        QFETCH(QString, button);
        const auto fleet = tests::sampleFleet(sample);
        const auto notice = listNotice(fleet->clusters(), fleet->problems(), {});
        QVERIFY(notice);
        QCOMPARE(notice->title, title);
        QCOMPARE(notice->buttons.empty() ? QString() : notice->buttons.front().id, button);
    }

    void aFilterThatHidesAllIsSaid()
    {
        QCOMPARE(listNotice({}, {}, { .all = 5, .shown = 0 })->title, QStringLiteral("No app matches"));
        QVERIFY(!listNotice({}, {}, { .all = 5, .shown = 1 }));
    }

    void consentNamesTheWholeCommandAndCancelsByDefault()
    {
        const auto fleet = tests::sampleFleet(Sample::Consent);
        const auto bars = barNotices(fleet->clusters(), {}, {});
        QCOMPARE(bars.size(), std::size_t(1));
        QVERIFY(bars.front().text.contains(QStringLiteral("/usr/bin/aws eks get-token --cluster-name prod")));
        QCOMPARE(bars.front().buttons.front().id, QStringLiteral("cancel"));
    }

    void detailsShowWhatDiffersOrAils()
    {
        const auto details
            = tests::sampleDetails(tests::syncedApp(QStringLiteral("c"), QStringLiteral("n"), QStringLiteral("a")));
        const auto lines = detailLines(details);
        QCOMPARE(lines.size(), std::size_t(3));
        QCOMPARE(lines[0].object, QStringLiteral("Deployment api"));
        QVERIFY(lines[1].verdict == State::Missing);
        auto calm = details;
        for (auto& object : calm.objects) {
            object.verdict = gitops::ObjectVerdict::Synced;
            object.health.reset();
        }
        QCOMPARE(detailLines(calm).front().verdict, State::Synced);
        calm.unreadable = { { .code = ErrorCode::Forbidden,
            .where = ObjectPlace { QStringLiteral("Secret"), {} },
            .detail = {},
            .retryAfter = {},
            .cause = {} } };
        QVERIFY(detailLines(calm).front().note.contains(QStringLiteral("no permission")));
        const auto failed = detailLines(fail(ErrorCode::Unreachable, {}, QStringLiteral("timeout")));
        QVERIFY(failed.front().note.contains(QStringLiteral("timeout")));
    }

    void manyObjectsAreCutAndCounted()
    {
        auto details
            = tests::sampleDetails(tests::syncedApp(QStringLiteral("c"), QStringLiteral("n"), QStringLiteral("a")));
        details.objects.assign(100, details.objects.front());
        const auto lines = detailLines(details);
        QCOMPARE(lines.size(), std::size_t(41));
        QVERIFY(lines.back().note.contains(QStringLiteral("60")));
    }

    void theRailCountsAndMarks()
    {
        Tally tally;
        const auto fleet = tests::sampleFleet(Sample::Small);
        for (const auto& app : fleet->apps())
            tally.add(fleetRow(app, {}));
        FacetChoice choice;
        choice[std::size_t(FacetSection::Engine)].insert(QStringLiteral("Flux"));
        const std::vector<SavedView> views { { QStringLiteral("Mine"), QStringLiteral("team:web") } };
        const auto entries = railEntries({ tally, choice, views, {}, QStringLiteral("all") });
        const auto find
            = [&entries](const QString& text) { return *std::ranges::find(entries, text, &RailEntry::text); };
        QCOMPARE(find(QStringLiteral("All apps")).count, 15);
        QVERIFY(find(QStringLiteral("All apps")).chosen);
        QCOMPARE(find(QStringLiteral("Needs attention")).count, 7);
        QCOMPARE(find(QStringLiteral("Out of sync")).count, 3);
        QVERIFY(find(QStringLiteral("Flux")).chosen);
        QCOMPARE(find(QStringLiteral("Mine")).key, QStringLiteral("view:Mine"));
    }
};

QTEST_GUILESS_MAIN(FleetRowTest)
#include "FleetRowTest.moc"
