#include "ui/pages/app/AppPage.h"
#include "tests/ui/support/SampleFleets.h"
#include "ui/editor/ManifestView.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Notice.h"
#include "ui/pages/Router.h"
#include "ui/pages/app/StatusStrip.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTimer>
#include <QTreeView>

using namespace holdfast;
using holdfast::pages::app::AppPage;
using namespace Qt::StringLiterals;

namespace {

/// A page over a fleet with one app, open and drawn.
struct Opened {
    Opened()
        : fleet(std::make_unique<tests::FakeFleet>())
        , app(tests::syncedApp(u"prod-eu"_s, u"payments"_s, u"checkout-api"_s))
    {
        fleet->setCluster(tests::liveCluster(u"prod-eu"_s, 0));
        fleet->upsert({ app });
        fleet->makeDetails
            = [](const gitops::App& shown) -> Result<gitops::AppDetails> { return tests::sampleDetails(shown); };
        fleet->makeManifest = [](const manifest::ObjectKey& key) -> Result<session::ManifestText> {
            return session::ManifestText { .yaml = u"kind: %1\nmetadata:\n  name: %2\n"_s.arg(key.kind, key.name),
                .resourceVersion = u"7"_s,
                .at = tests::sampleTime() };
        };
    }

    AppPage& open()
    {
        page = std::make_unique<AppPage>(
            pages::PageServices { .fleet = fleet.get(), .clock = tests::sampleClock() }, nullptr);
        page->resize(1200, 800);
        page->show();
        page->open(pages::appRoute(app.id));
        return *page;
    }

    template <typename Widget> Widget* part(const char* name) const
    {
        return page->findChild<Widget*>(QLatin1String(name));
    }

    [[nodiscard]] QString spoken() const
    {
        QString text;
        for (const auto* widget : page->findChildren<QWidget*>()) {
            if (widget->isVisible())
                text += widget->accessibleName() + u' ' + widget->accessibleDescription() + u'\n';
        }
        return text;
    }

    std::unique_ptr<tests::FakeFleet> fleet;
    gitops::App app;
    std::unique_ptr<AppPage> page;
};

}

class AppPageTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { foundation::loadFonts(); }

    void opensOnWhatNeedsAttention()
    {
        Opened opened;
        const AppPage& page = opened.open();
        QTRY_VERIFY(page.isComplete());
        const auto* tree = opened.part<QTreeView>("app.objects");
        QCOMPARE(tree->currentIndex().data().toString(), u"Deployment api"_s);
        const auto* view = opened.part<editor::ManifestView>("app.manifest");
        QTRY_VERIFY(view->toPlainText().contains(u"kind: Deployment"_s));
        QVERIFY(page.summary().contains(u"4 object"_s));
    }

    void followsTheAppWhileItIsInSight()
    {
        Opened opened;
        AppPage& page = opened.open();
        QTRY_VERIFY(page.isComplete());
        QCOMPARE(opened.fleet->followed.size(), 1U);
        QCOMPARE(opened.fleet->followed.back().first, opened.app.id);
        QVERIFY(!opened.fleet->followed.back().second.isCancelled());
        page.hide();
        QVERIFY(opened.fleet->followed.back().second.isCancelled());
        page.show();
        QTRY_COMPARE(opened.fleet->followed.size(), 2U);
        QVERIFY(!opened.fleet->followed.back().second.isCancelled());
        page.open(pages::Route { u"app"_s, u"nonsense"_s });
        QVERIFY(opened.fleet->followed.back().second.isCancelled());
    }

    void onlyWhatIsNotWatchedIsReadAgain_data()
    {
        QTest::addColumn<gitops::Upkeep>("upkeep");
        QTest::newRow("watched") << gitops::Upkeep::Watched;
        QTest::newRow("polled") << gitops::Upkeep::Polled;
    }
    void onlyWhatIsNotWatchedIsReadAgain()
    {
        QFETCH(gitops::Upkeep, upkeep);
        Opened opened;
        int read = 0;
        opened.fleet->makeDetails = [&read, upkeep](const gitops::App& shown) -> Result<gitops::AppDetails> {
            ++read;
            gitops::AppDetails details = tests::sampleDetails(shown);
            details.upkeep = upkeep;
            return details;
        };
        AppPage& page = opened.open();
        QTRY_VERIFY(page.isComplete());
        const int before = read;
        auto* again = page.findChild<QTimer*>(u"app.again"_s);
        QSignalSpy ticks(again, &QTimer::timeout);
        again->setInterval(1);
        QTRY_VERIFY(ticks.count() >= 3);
        if (upkeep == gitops::Upkeep::Watched)
            QCOMPARE(read, before);
        else
            QTRY_VERIFY(read > before);
        Q_EMIT opened.fleet->detailsChanged(opened.app.id);
        QTRY_VERIFY(read > before);
    }

    void theStripSpeaksAllFourFacts()
    {
        Opened opened;
        const AppPage& page = opened.open();
        QTRY_VERIFY(page.isComplete());
        const QString spoken = opened.part<pages::app::StatusStrip>("app.status")->accessibleDescription();
        for (const QString& fact : { u"Sync: Synced"_s, u"Health: Healthy"_s, u"Revision: "_s, u"Automation: auto"_s })
            QVERIFY2(spoken.contains(fact), qPrintable(spoken));
    }

    void aRunOfSomebodyIsSeenAndLedTo()
    {
        Opened opened;
        AppPage& page = opened.open();
        QTRY_VERIFY(page.isComplete());
        const auto* bar = opened.part<foundation::NoticeBar>("app.run");
        QVERIFY(!bar->isVisible());
        opened.app.openRun
            = gitops::OpenRun { .run = u"r7"_s, .by = u"dana"_s, .since = tests::sampleTime().addSecs(-300) };
        opened.fleet->upsert({ opened.app });
        QTRY_VERIFY(bar->isVisible());
        QVERIFY2(opened.spoken().contains(u"Run r7 of dana"), qPrintable(opened.spoken()));
        QSignalSpy routes(&page, &pages::Page::routeRequested);
        QTest::mouseClick(bar->findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(routes.count(), 1);
        QCOMPARE(routes.front().front().value<pages::Route>(), (pages::Route { u"rollback"_s, u"r7"_s }));
    }

    void aClickShowsTheObjectsManifest()
    {
        Opened opened;
        const AppPage& page = opened.open();
        QTRY_VERIFY(page.isComplete());
        auto* tree = opened.part<QTreeView>("app.objects");
        const QModelIndex root = tree->model()->index(0, 0);
        QModelIndex service;
        for (int row = 0; row < tree->model()->rowCount(root); ++row) {
            if (tree->model()->index(row, 0, root).data().toString() == u"Service api"_s)
                service = tree->model()->index(row, 0, root);
        }
        QVERIFY(service.isValid());
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(service).center());
        QTRY_VERIFY(opened.part<editor::ManifestView>("app.manifest")->toPlainText().contains(u"kind: Service"_s));
    }

    void arrowKeysWalkTheTreeAndAnAbsentObjectSaysSo()
    {
        Opened opened;
        const AppPage& page = opened.open();
        QTRY_VERIFY(page.isComplete());
        auto* tree = opened.part<QTreeView>("app.objects");
        tree->setFocus();
        for (int i = 0; i < 8 && !tree->currentIndex().data().toString().startsWith(u"PodDisruptionBudget"_s); ++i)
            QTest::keyClick(tree, Qt::Key_Down);
        QVERIFY(tree->currentIndex().data().toString().startsWith(u"PodDisruptionBudget"_s));
        QTRY_VERIFY(opened.spoken().contains(u"not in the cluster"_s));
    }

    void digitsChooseTheTab()
    {
        Opened opened;
        opened.fleet->makeDetails = [](const gitops::App& shown) -> Result<gitops::AppDetails> {
            gitops::AppDetails details = tests::sampleDetails(shown);
            details.conditions = { { .type = u"SyncError"_s, .status = {}, .reason = {}, .message = u"no\u202Epe"_s } };
            details.events = { { .type = u"Warning"_s, .reason = u"BackOff"_s, .message = u"<b>x</b>"_s } };
            return details;
        };
        AppPage& page = opened.open();
        QTRY_VERIFY(page.isComplete());
        QTest::keyClick(&page, Qt::Key_3);
        const auto* conditions = opened.part<QTableView>("app.conditions");
        QTRY_VERIFY(conditions->isVisible());
        QCOMPARE(conditions->model()->index(0, 0).data().toString(), u"SyncError"_s);
        QVERIFY(conditions->model()->index(0, 4).data().toString().contains(u"U+202E"_s));
        QTest::keyClick(&page, Qt::Key_4);
        const auto* events = opened.part<QTableView>("app.events");
        QTRY_VERIFY(events->isVisible());
        QCOMPARE(events->model()->index(0, 3).data().toString(), u"<b>x</b>"_s);
        QVERIFY(events->model()->index(0, 3).data(Qt::ToolTipRole).toString().contains(u"&lt;b&gt;"_s));
    }

    void itsKeysWorkOnceItHasTheFocus()
    {
        Opened opened;
        const AppPage& page = opened.open();
        opened.page->setFocus(); // as the window does
        QTRY_VERIFY(page.isComplete());
        opened.page->setFocus();
        QWidget* focus = opened.page->focusWidget();
        QVERIFY(focus);
        QCOMPARE(focus->objectName(), u"app.objects"_s);
        QTest::keyClick(focus, Qt::Key_4);
        QTRY_VERIFY(opened.part<QTableView>("app.events")->isVisible());
    }

    void theFilterFindsPods()
    {
        Opened opened;
        AppPage& page = opened.open();
        QTRY_VERIFY(page.isComplete());
        QTest::keyClick(&page, Qt::Key_Slash);
        auto* filter = opened.part<QLineEdit>("app.objectFilter");
        QTRY_VERIFY(filter->hasFocus());
        QTest::keyClicks(filter, u"job"_s);
        const auto* tree = opened.part<QTreeView>("app.objects");
        const QModelIndex root = tree->model()->index(0, 0);
        QCOMPARE(tree->model()->rowCount(root), 1);
        QVERIFY(tree->model()->index(0, 0, root).data().toString().startsWith(u"Job"_s));
    }

    void aBrokenOffClusterIsSaidToBeStale()
    {
        Opened opened;
        const AppPage& page = opened.open();
        QTRY_VERIFY(page.isComplete());
        session::ClusterStatus status = tests::liveCluster(u"prod-eu"_s, 0);
        status.state = session::LinkState::Disconnected;
        status.lastHeard = tests::sampleTime().addSecs(-240);
        opened.fleet->setCluster(status);
        QTRY_VERIFY(opened.part<pages::app::StatusStrip>("app.status")
                ->accessibleDescription()
                .contains(u"stale: the cluster was last heard 4 min"_s));
    }

    void errorsAreSentences_data()
    {
        QTest::addColumn<QString>("route");
        QTest::addColumn<QString>("expected");
        QTest::newRow("no name") << u"nonsense"_s << u"not the name of an app"_s;
        QTest::newRow("no such app") << u"prod-eu:application/argocd/nope"_s
                                     << u"There is no prod-eu:application/argocd/nope"_s;
        QTest::newRow("no such context") << u"moon:application/argocd/nope"_s
                                         << u"No context of this name is open: moon"_s;
    }
    void errorsAreSentences()
    {
        QFETCH(QString, route);
        QFETCH(QString, expected);
        Opened opened;
        AppPage& page = opened.open();
        page.open({ .page = u"app"_s, .rest = route });
        QTRY_VERIFY(page.isComplete());
        QTRY_VERIFY2(opened.spoken().contains(expected), qPrintable(opened.spoken()));
    }

    void aRouteWithoutContextFindsTheApp()
    {
        Opened opened;
        AppPage& page = opened.open();
        QTRY_VERIFY(page.isComplete());
        gitops::AppId id = opened.app.id;
        id.context = {};
        page.open({ .page = u"app"_s, .rest = gitops::appText(id) });
        QTRY_VERIFY(page.isComplete());
        QVERIFY2(!opened.spoken().contains(u"There is no"_s), qPrintable(opened.spoken()));
        QVERIFY(page.title().contains(opened.app.id.context.text()));
    }

    void refusedDetailsKeepTheStripAndSayWhy()
    {
        Opened opened;
        opened.fleet->makeDetails = [](const gitops::App&) -> Result<gitops::AppDetails> {
            return fail(ErrorCode::Forbidden, ObjectPlace { u"Application/a/b"_s, {} }, u"applications is forbidden"_s);
        };
        const AppPage& page = opened.open();
        QTRY_VERIFY(page.isComplete());
        QVERIFY(opened.part<QWidget>("app.unreadable")->isVisible());
        QVERIFY(opened.part<QWidget>("app.status")->isVisible());
    }

    void aRememberedAppWaitsForItsCluster()
    {
        Opened opened;
        session::ClusterStatus status = tests::liveCluster(u"prod-eu"_s, 0);
        status.state = session::LinkState::Connecting;
        opened.fleet->setCluster(status);
        int asked = 0;
        opened.fleet->makeDetails = [&asked](const gitops::App& shown) -> Result<gitops::AppDetails> {
            ++asked;
            return tests::sampleDetails(shown);
        };
        const AppPage& page = opened.open();
        QCoreApplication::sendPostedEvents();
        QCOMPARE(asked, 0);
        QVERIFY(!page.isComplete());
        opened.fleet->setCluster(tests::liveCluster(u"prod-eu"_s, 0));
        QTRY_VERIFY(page.isComplete());
        QCOMPARE(asked, 1);
    }

    void anAppThatIsDeletedIsSaidToBeGone()
    {
        Opened opened;
        const AppPage& page = opened.open();
        QTRY_VERIFY(page.isComplete());
        opened.fleet->remove({ opened.app.id });
        QTRY_VERIFY(opened.spoken().contains(u"There is no"_s));
    }

    void aNewStateKeepsTheSelectedObject()
    {
        Opened opened;
        const AppPage& page = opened.open();
        QTRY_VERIFY(page.isComplete());
        auto* tree = opened.part<QTreeView>("app.objects");
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_Down);
        const QString chosen = tree->currentIndex().data().toString();
        gitops::App changed = opened.app;
        changed.health.status = gitops::HealthStatus::Degraded;
        opened.fleet->upsert({ changed });
        Q_EMIT opened.fleet->detailsChanged(opened.app.id);
        QTRY_VERIFY(
            opened.part<pages::app::StatusStrip>("app.status")->accessibleDescription().contains(u"Degraded"_s));
        QCOMPARE(tree->currentIndex().data().toString(), chosen);
    }
};

QTEST_MAIN(AppPageTest)
#include "AppPageTest.moc"
