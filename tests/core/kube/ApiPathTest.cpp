#include "core/kube/ApiPath.h"
#include "tests/core/kube/Doubles.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::kube;
using namespace Qt::StringLiterals;

/// Where things lie on a server.
class ApiPathTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void joinsServerAndPath_data();
    void joinsServerAndPath();
    void namesThePath_data();
    void namesThePath();
    void aNamespacedObjectNeedsItsNamespace();
    void emptyItemsAreLeftOut();
};

void ApiPathTest::joinsServerAndPath_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("url");
    QTest::newRow("plain") << u"https://h:6443"_s << u"https://h:6443/api?x=%2F"_s;
    QTest::newRow("root") << u"https://h:6443/"_s << u"https://h:6443/api?x=%2F"_s;
    QTest::newRow("behind a path") << u"https://h/k8s/clusters/c-1"_s << u"https://h/k8s/clusters/c-1/api?x=%2F"_s;
    QTest::newRow("behind a path with a slash") << u"https://h/k8s/"_s << u"https://h/k8s/api?x=%2F"_s;
    QTest::newRow("user and fragment are dropped") << u"https://u:p@h/#f"_s << u"https://h/api?x=%2F"_s;
    QTest::newRow("IPv6") << u"https://[::1]:6443"_s << u"https://[::1]:6443/api?x=%2F"_s;
}

void ApiPathTest::joinsServerAndPath()
{
    QFETCH(QString, server);
    QFETCH(QString, url);
    QCOMPARE(serverUrl(QUrl(server), u"/api?x=%2F"_s).toString(QUrl::FullyEncoded), url);
}

void ApiPathTest::namesThePath_data()
{
    QTest::addColumn<QString>("group");
    QTest::addColumn<QString>("nameSpace");
    QTest::addColumn<bool>("namespaced");
    QTest::addColumn<QString>("path");
    QTest::newRow("core") << QString() << u"a"_s << true << u"/api/v1/namespaces/a/things"_s;
    QTest::newRow("group") << u"apps"_s << u"a"_s << true << u"/apis/apps/v1/namespaces/a/things"_s;
    QTest::newRow("all namespaces") << u"apps"_s << QString() << true << u"/apis/apps/v1/things"_s;
    QTest::newRow("cluster") << u"apps"_s << u"a"_s << false << u"/apis/apps/v1/things"_s;
}

void ApiPathTest::namesThePath()
{
    QFETCH(QString, group);
    QFETCH(QString, nameSpace);
    QFETCH(bool, namespaced);
    QFETCH(QString, path);
    const ApiResource resource { .group = group,
        .version = u"v1"_s,
        .plural = u"things"_s,
        .kind = u"Thing"_s,
        .namespaced = namespaced,
        .verbs = {} };
    QCOMPARE(collectionPath(resource, nameSpace).value_or(u"refused"_s), path);
    if (!namespaced || !nameSpace.isEmpty())
        QCOMPARE(objectPath(resource, nameSpace, u"x.y"_s).value_or(u"refused"_s), path + u"/x.y"_s);
}

void ApiPathTest::aNamespacedObjectNeedsItsNamespace()
{
    QCOMPARE(objectPath(tests::configMaps(), {}, u"x"_s).error().code, ErrorCode::Precondition);
}

void ApiPathTest::emptyItemsAreLeftOut()
{
    QCOMPARE(
        withQuery(u"/p"_s, { { u"a"_s, u"1&2"_s }, { u"b"_s, {} }, { u"c"_s, u"ü"_s } }), u"/p?a=1%262&c=%C3%BC"_s);
    QCOMPARE(withQuery(u"/p"_s, selectors({})), u"/p"_s);
}

QTEST_GUILESS_MAIN(ApiPathTest)
#include "ApiPathTest.moc"
