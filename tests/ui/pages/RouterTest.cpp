#include "ui/pages/Router.h"

#include <QSignalSpy>
#include <QTest>

using namespace holdfast;
using namespace holdfast::pages;

class RouterTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsRoutes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("rest");
        QTest::newRow("page") << QStringLiteral("fleet") << QStringLiteral("fleet") << QString();
        QTest::newRow("with rest") << QStringLiteral("app/application/a/b") << QStringLiteral("app")
                                   << QStringLiteral("application/a/b");
        QTest::newRow("link") << QStringLiteral("holdfast:wall") << QStringLiteral("wall") << QString();
        QTest::newRow("link with slashes")
            << QStringLiteral("holdfast://wall/x") << QStringLiteral("wall") << QStringLiteral("x");
        QTest::newRow("spaces") << QStringLiteral("  fleet ") << QStringLiteral("fleet") << QString();
    }
    void readsRoutes()
    {
        QFETCH(QString, text);
        const auto route = parseRoute(text);
        QVERIFY(route);
        QTEST(route->page, "page");
        QTEST(route->rest, "rest");
        QCOMPARE(*parseRoute(routeText(*route)), *route);
    }
    void noRouteIsNoRoute()
    {
        QVERIFY(!parseRoute({}));
        QVERIFY(!parseRoute(QStringLiteral("holdfast:")));
        QVERIFY(!parseRoute(QStringLiteral("/")));
    }

    void readsAppPlaces_data()
    {
        QTest::addColumn<QString>("context");
        QTest::addColumn<QString>("rest");
        QTest::newRow("plain") << QStringLiteral("prod-eu") << QString();
        QTest::newRow("no context") << QString() << QStringLiteral("timeline");
        QTest::newRow("object") << QStringLiteral("prod") << QStringLiteral("diff/apps/Deployment/a/web");
        QTest::newRow("arn") << QStringLiteral("arn:aws:eks:eu-1:123:cluster/blue") << QStringLiteral("diff/x");
    }
    void readsAppPlaces()
    {
        QFETCH(QString, context);
        QFETCH(QString, rest);
        const gitops::AppId app { ContextName(context), gitops::AppKind::HelmRelease, QStringLiteral("flux-system"),
            QStringLiteral("podinfo") };
        const auto place = parseAppPlace(appRoute(app, rest).rest);
        QVERIFY(place);
        QCOMPARE(place->app, app);
        QCOMPARE(place->rest, rest);
    }
    void otherTextIsNoAppPlace()
    {
        for (const auto* text : { "", "application", "application/a", "pod/a/b", "x:y" })
            QVERIFY2(!parseAppPlace(QString::fromLatin1(text)), text);
    }

    void goesBackAndForward()
    {
        Router router;
        QSignalSpy changed(&router, &Router::routeChanged);
        router.back();
        router.go({ QStringLiteral("a"), {} });
        router.go({ QStringLiteral("a"), {} });
        router.go({ QStringLiteral("b"), {} });
        router.go({ QStringLiteral("c"), {} });
        QCOMPARE(changed.count(), 3);
        router.back();
        router.back();
        QCOMPARE(router.current().page, QStringLiteral("a"));
        QVERIFY(!router.canGoBack());
        router.forward();
        QCOMPARE(router.current().page, QStringLiteral("b"));
        router.go({ QStringLiteral("d"), {} });
        QVERIFY(!router.canGoForward());
        router.forward();
        QCOMPARE(router.current().page, QStringLiteral("d"));
    }
};

QTEST_GUILESS_MAIN(RouterTest)
#include "RouterTest.moc"
