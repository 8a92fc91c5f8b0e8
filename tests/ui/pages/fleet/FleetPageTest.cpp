#include "ui/pages/fleet/FleetPage.h"
#include "tests/ui/support/SampleFleets.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Preferences.h"
#include "ui/pages/Router.h"
#include "ui/pages/fleet/FleetHeader.h"
#include "ui/pages/fleet/FleetView.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace holdfast;
using namespace holdfast::pages;
using namespace holdfast::pages::fleet;
using tests::Sample;

namespace {

/// A page on a sample fleet, shown.
struct Shown {
    explicit Shown(Sample sample, foundation::Preferences* remembered = nullptr)
        : fake(tests::sampleFleet(sample))
        , page({ fake.get(), tests::sampleClock(), remembered ? remembered : &preferences, {} }, nullptr)
    {
        page.resize(1300, 800);
        page.show();
        page.activateWindow();
        if (!QTest::qWaitForWindowActive(&page))
            qWarning("the page's window is not active");
        page.open({ QStringLiteral("fleet"), {} });
        list = page.findChild<FleetView*>(QStringLiteral("fleet.list"));
        filter = page.findChild<QLineEdit*>(QStringLiteral("fleet.filter"));
    }
    [[nodiscard]] QString current() const { return list->currentApp() ? list->currentApp()->name : QString(); }
    [[nodiscard]] int lines() const { return list->model()->rowCount(); }
    void click(const QString& name) const
    {
        auto* button = page.findChild<QPushButton*>(name);
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void pressRail(const QString& text) const
    {
        auto* rail = page.findChild<FacetRail*>();
        const auto found
            = rail->model()->match(rail->model()->index(0, 0), Qt::DisplayRole, text, 1, Qt::MatchFixedString);
        QVERIFY(!found.isEmpty());
        rail->scrollTo(found.front());
        QTest::mouseClick(rail->viewport(), Qt::LeftButton, {}, rail->visualRect(found.front()).center());
    }

    foundation::Preferences preferences { QString() };
    std::unique_ptr<tests::FakeFleet> fake;
    FleetPage page;
    FleetView* list;
    QLineEdit* filter;
};

}

/// The fleet page under real keys and clicks.
class FleetPageTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { foundation::loadFonts(); }

    void movesByKeys()
    {
        Shown shown(Sample::Small);
        QTest::keyClick(shown.list, Qt::Key_J); // from the heading, which has the focus first
        QCOMPARE(shown.current(), QStringLiteral("checkout-api"));
        QTest::keyClick(shown.list, Qt::Key_Down);
        QCOMPARE(shown.current(), QStringLiteral("ledger"));
        QTest::keyClick(shown.list, Qt::Key_K);
        QCOMPARE(shown.current(), QStringLiteral("checkout-api"));
    }

    void enterAndDoubleClickOpenTheApp()
    {
        Shown shown(Sample::Small);
        QSignalSpy routes(&shown.page, &Page::routeRequested);
        shown.list->select(shown.fake->apps().front().id);
        QTest::keyClick(shown.list, Qt::Key_Return);
        QCOMPARE(routes.count(), 1);
        QVERIFY(routes.front().front().value<Route>().rest.startsWith(QStringLiteral("prod-eu:application/")));
        const QRect place = shown.list->visualRect(shown.list->model()->index(2, 1));
        QTest::mouseDClick(shown.list->viewport(), Qt::LeftButton, {}, place.center());
        QCOMPARE(routes.count(), 2);
    }

    void expandsInPlace()
    {
        Shown shown(Sample::Small);
        const int before = shown.lines();
        QTest::keyClick(shown.list, Qt::Key_J); // from the heading, which has the focus first
        QTest::keyClick(shown.list, Qt::Key_Right);
        QTRY_COMPARE(shown.lines(), before + 3);
        QVERIFY(shown.list->model()->index(2, 0).data().toString().contains(QStringLiteral("Deployment api")));
        QTest::keyClick(shown.list, Qt::Key_J);
        QTest::keyClick(shown.list, Qt::Key_Left);
        QCOMPARE(shown.lines(), before);
        QCOMPARE(shown.current(), QStringLiteral("checkout-api"));
    }

    void dLeadsToTheDiff()
    {
        Shown shown(Sample::Small);
        QSignalSpy routes(&shown.page, &Page::routeRequested);
        QTest::keyClick(shown.list, Qt::Key_D);
        QCOMPARE(routes.count(), 0); // a heading has none
        QTest::keyClick(shown.list, Qt::Key_J);
        QTest::keyClick(shown.list, Qt::Key_D);
        QVERIFY(routes.takeFirst().front().value<Route>().rest.endsWith(QStringLiteral("/diff")));
        const int before = shown.lines();
        QTest::keyClick(shown.list, Qt::Key_Right);
        QTRY_COMPARE(shown.lines(), before + 3);
        QTest::keyClick(shown.list, Qt::Key_J);
        QTest::keyClick(shown.list, Qt::Key_Return);
        QVERIFY(routes.takeFirst().front().value<Route>().rest.contains(QStringLiteral("/diff/apps/Deployment/")));
    }

    void rollsAllMarkedAppsBack()
    {
        Shown shown(Sample::Small);
        QSignalSpy routes(&shown.page, &Page::routeRequested);
        QTest::keyClick(shown.list, Qt::Key_Space);
        QVERIFY(shown.list->marked().empty()); // a heading cannot be marked
        QTest::keyClick(shown.list, Qt::Key_J);
        QTest::keyClick(shown.list, Qt::Key_Space);
        QCOMPARE(shown.current(), QStringLiteral("ledger"));
        QTest::keyClick(shown.list, Qt::Key_Space);
        const std::vector<gitops::AppId> marked = shown.list->marked();
        QCOMPARE(marked.size(), 2U);
        QCOMPARE(marked[0].name, QStringLiteral("checkout-api"));
        QCOMPARE(marked[1].name, QStringLiteral("ledger"));
        QVERIFY2(shown.page.summary().startsWith(QLatin1Char('2')), qPrintable(shown.page.summary()));
        QTest::keyClick(shown.list, Qt::Key_R);
        QCOMPARE(routes.count(), 1);
        QCOMPARE(routes.front().front().value<Route>(), rollbackRoute(marked));
        QTest::keyClick(shown.list, Qt::Key_Home); // the current line is a heading: what is marked counts all the same
        QVERIFY(!shown.list->currentApp());
        QTest::keyClick(shown.list, Qt::Key_R);
        QCOMPARE(routes.takeLast().front().value<Route>(), rollbackRoute(marked));
        QTest::keyClick(shown.list, Qt::Key_J);
        QTest::keyClick(shown.list, Qt::Key_Escape);
        QVERIFY(shown.list->marked().empty());
        QTest::keyClick(shown.list, Qt::Key_R); // nothing marked: the current one
        QCOMPARE(routes.count(), 2);
        QCOMPARE(routes.back().front().value<Route>(), rollbackRoute({ shown.list->currentApp()->id }));
    }

    void groupsFoldByClickAndKey()
    {
        Shown shown(Sample::Small);
        const int before = shown.lines();
        QTest::mouseClick(shown.list->viewport(), Qt::LeftButton, {}, QPoint(60, 10));
        QCOMPARE(shown.lines(), before - 7);
        QTest::keyClick(shown.list, Qt::Key_Right);
        QCOMPARE(shown.lines(), before);
    }

    void slashFiltersAndEscapeClears()
    {
        Shown shown(Sample::Small);
        QTest::keyClick(shown.list, Qt::Key_Slash);
        QVERIFY(shown.filter->hasFocus());
        QTest::keyClicks(shown.filter, QStringLiteral("team:payments !degraded"));
        QCOMPARE(shown.page.summary(), QStringLiteral("2 of 15 apps · 3 clusters"));
        QTest::keyClick(shown.filter, Qt::Key_Return);
        QVERIFY(shown.list->hasFocus());
        QTest::keyClick(shown.list, Qt::Key_Escape);
        QVERIFY(shown.filter->text().isEmpty());
        QCOMPARE(shown.page.summary(), QStringLiteral("15 apps · 3 clusters"));
    }

    void aBrokenFilterIsSeenAndChangesNothing()
    {
        Shown shown(Sample::Small);
        shown.filter->setText(QStringLiteral("ledger"));
        const int before = shown.lines();
        shown.filter->setText(QStringLiteral("/ledger("));
        const auto* error = shown.page.findChild<QLabel*>(QStringLiteral("fleet.filterError"));
        QVERIFY(error->isVisible());
        QCOMPARE(shown.lines(), before);
        shown.filter->setText(QStringLiteral("nothing-like-this"));
        QVERIFY(!error->isVisible());
        shown.click(QStringLiteral("fleet.notice.clear"));
        QCOMPARE(shown.page.summary(), QStringLiteral("15 apps · 3 clusters"));
    }

    void facetsNarrowAndChipsTakeThemOff()
    {
        Shown shown(Sample::Small);
        shown.pressRail(QStringLiteral("Degraded"));
        QCOMPARE(shown.page.summary(), QStringLiteral("2 of 15 apps · 3 clusters"));
        shown.pressRail(QStringLiteral("Progressing"));
        QCOMPARE(shown.page.summary(), QStringLiteral("3 of 15 apps · 3 clusters"));
        shown.click(QStringLiteral("fleet.chip"));
        QVERIFY(shown.page.summary() != QStringLiteral("3 of 15 apps · 3 clusters"));
        shown.pressRail(QStringLiteral("All apps"));
        QCOMPARE(shown.page.summary(), QStringLiteral("15 apps · 3 clusters"));
        shown.pressRail(QStringLiteral("Needs attention"));
        QCOMPARE(shown.page.summary(), QStringLiteral("7 of 15 apps · 3 clusters"));
    }

    void theCurrentAppStaysCurrentWhenItMoves()
    {
        Shown shown(Sample::Small);
        gitops::App app = tests::syncedApp(QStringLiteral("prod-eu"), QStringLiteral("web"), QStringLiteral("zebra"));
        shown.fake->upsert({ app });
        shown.list->select(app.id);
        app.agent.verdict = gitops::SyncVerdict::OutOfSync;
        shown.fake->upsert({ app });
        QCOMPARE(shown.current(), QStringLiteral("zebra"));
        shown.fake->remove({ app.id });
        QVERIFY(shown.current() != QStringLiteral("zebra"));
    }

    void whatIsReadStaysInPlaceWhileRowsComeAbove()
    {
        Shown shown(Sample::Large);
        shown.list->verticalScrollBar()->setValue(32 * 500);
        const QString top = shown.list->indexAt(QPoint(2, 0)).siblingAtColumn(1).data().toString();
        gitops::App app = tests::syncedApp(QStringLiteral("prod-eu"), QStringLiteral("aaa"), QStringLiteral("aaa"));
        app.health.status = gitops::HealthStatus::Degraded;
        shown.fake->upsert({ app });
        QCOMPARE(shown.list->indexAt(QPoint(2, 0)).siblingAtColumn(1).data().toString(), top);
    }

    void columnsAreRemembered()
    {
        foundation::Preferences remembered { QString() };
        {
            Shown shown(Sample::Small, &remembered);
            auto* header = shown.page.findChild<FleetHeader*>();
            header->choose(Column::Revision, Qt::Unchecked);
            header->choose(Column::Team, Qt::Checked);
            header->moveSection(header->visualIndex(int(Column::Health)), 1);
            QVERIFY(header->isSectionHidden(int(Column::Revision)));
        }
        Shown again(Sample::Small, &remembered);
        const auto* header = again.page.findChild<FleetHeader*>();
        QVERIFY(header->isSectionHidden(int(Column::Revision)));
        QVERIFY(!header->isSectionHidden(int(Column::Team)));
        QCOMPARE(header->visualIndex(int(Column::Health)), 1);
    }

    void headersSort()
    {
        Shown shown(Sample::Small);
        auto* header = shown.page.findChild<FleetHeader*>();
        const QPoint place(header->sectionViewportPosition(int(Column::App)) + 20, 10);
        QSignalSpy clicked(header, &QHeaderView::sectionClicked);
        QSignalSpy sorted(header, &FleetHeader::sortingChanged);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(sorted.count(), 1);
        QCOMPARE(shown.list->model()->index(1, 1).data().toString(), QStringLiteral("canary web"));
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(shown.list->model()->index(1, 1).data().toString(), QStringLiteral("search catalog"));
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
        QVERIFY(!header->sorting().column);
    }

    void consentIsAskedAndCancelIsSafe()
    {
        Shown shown(Sample::Consent);
        shown.click(QStringLiteral("fleet.bar.cancel"));
        QVERIFY(shown.fake->allowed.empty());
        Shown again(Sample::Consent);
        again.click(QStringLiteral("fleet.bar.allow"));
        QCOMPARE(again.fake->allowed.size(), std::size_t(1));
    }

    void retryAsksTheCluster()
    {
        Shown shown(Sample::Unreachable);
        shown.click(QStringLiteral("fleet.notice.retry"));
        QCOMPARE(shown.fake->retried.size(), std::size_t(1));
    }

    void theFirstStartOffersThePractice()
    {
        Shown shown(Sample::NoKubeconfig);
        QSignalSpy commands(&shown.page, &Page::commandRequested);
        shown.click(QStringLiteral("fleet.notice.practice"));
        QCOMPARE(commands.value(0).value(0).toString(), QStringLiteral("practice.start"));
    }

    void disconnectedRowsTurnStaleAndBack()
    {
        Shown shown(Sample::Small);
        auto status = tests::liveCluster(QStringLiteral("prod-us"), 1);
        status.state = session::LinkState::Disconnected;
        shown.fake->setCluster(status);
        const auto apps = shown.fake->apps();
        const auto there = std::ranges::count(
            apps, ContextName(QStringLiteral("prod-us")), [](const gitops::App& app) { return app.id.context; });
        QVERIFY(there > 0);
        shown.filter->setText(QStringLiteral("is:stale")); // they and the one of the cluster that was away before
        QVERIFY2(shown.page.summary().startsWith(QStringLiteral("%1 of 15").arg(there + 1)),
            qPrintable(shown.page.summary()));
        shown.filter->setText(QStringLiteral("cluster:prod-us"));
        const auto health = shown.list->model()->index(1, int(Column::Health)).data().toString();
        QCOMPARE(health, QStringLiteral("stale"));
        shown.fake->setCluster(tests::liveCluster(QStringLiteral("prod-us"), 1));
        QVERIFY(shown.list->model()->index(1, int(Column::Health)).data().toString() != QStringLiteral("stale"));
        shown.filter->setText(QStringLiteral("is:stale"));
        QVERIFY2(shown.page.summary().startsWith(QStringLiteral("1 of 15")), qPrintable(shown.page.summary()));
    }
};

QTEST_MAIN(FleetPageTest)
#include "FleetPageTest.moc"
