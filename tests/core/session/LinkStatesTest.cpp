#include "core/session/LinkStates.h"
#include "core/session/Destinations.h"
#include "core/session/ObjectTree.h"
#include "tests/core/gitops/Recorded.h"

#include <QTest>
#include <QTimeZone>

using namespace holdfast;
using namespace holdfast::session;
using holdfast::gitops::test::json;
using kube::FeedState;
using namespace Qt::StringLiterals;

namespace {

const QDateTime when(QDate(2026, 11, 23), QTime(13, 0), QTimeZone::UTC);

/// `Live+` is a live feed of apps that is listed; `live` one of sources.
FeedReport feed(const QString& text)
{
    const QString word = QString(text).remove(u'+').toLower();
    const QHash<QString, FeedState> states { { u"connecting"_s, FeedState::Connecting },
        { u"listing"_s, FeedState::Listing }, { u"live"_s, FeedState::Live }, { u"retrying"_s, FeedState::Retrying },
        { u"denied"_s, FeedState::Denied }, { u"absent"_s, FeedState::Absent } };
    FeedReport report {
        .resource = u"things.example.com"_s, .holdsApps = text.front().isUpper(), .listed = text.endsWith(u'+')
    };
    report.status.state = states.value(word);
    report.status.lastHeard = when;
    if (report.status.state == FeedState::Denied)
        report.status.error = Error { .code = ErrorCode::Forbidden, .detail = u"no"_s };
    if (report.status.state == FeedState::Retrying)
        report.status.error = Error { .code = ErrorCode::Unreachable, .detail = u"gone"_s };
    return report;
}

}

/// The pure parts of the session: states of links, places of objects, rows of events.
class LinkStatesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addsUpFeeds_data();
    void addsUpFeeds();
    void rowsAreThereOnceEveryTableIsPainted();
    void namesDeniedKinds();
    void judgesFirstErrors_data();
    void judgesFirstErrors();
    void knowsTheOwnCluster_data();
    void knowsTheOwnCluster();
    void comparesServers_data();
    void comparesServers();
    void readsServersFromSecrets();
    void comparesAuthorities();
    void readsEvents();
    void notesWhatIsLive_data();
    void notesWhatIsLive();
    void hidesRetiredReplicaSets();
    void keepsFinishedHooksQuiet();
};

void LinkStatesTest::addsUpFeeds_data()
{
    QTest::addColumn<QString>("feeds");
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("complete");
    const auto add = [](const char* feeds, LinkState state, bool complete) {
        QTest::newRow(feeds) << QString::fromLatin1(feeds) << static_cast<int>(state) << complete;
    };
    add("", LinkState::Live, true);
    add("Connecting", LinkState::Connecting, false);
    add("Listing connecting", LinkState::Live, false);
    add("Live+", LinkState::Live, true);
    add("Live+ connecting", LinkState::Live, true);
    add("Live+ Listing", LinkState::Live, false);
    add("Live+ Denied", LinkState::Live, true);
    add("Denied denied", LinkState::Denied, true);
    add("Retrying+ denied", LinkState::Disconnected, true);
    add("Retrying", LinkState::Disconnected, false);
    add("Live+ retrying", LinkState::Live, true);
    add("Absent", LinkState::Live, true);
}

void LinkStatesTest::addsUpFeeds()
{
    QFETCH(QString, feeds);
    QFETCH(int, state);
    QFETCH(bool, complete);
    std::vector<FeedReport> reports;
    for (const QString& text : feeds.split(u' ', Qt::SkipEmptyParts))
        reports.push_back(feed(text));
    ClusterStatus status;
    summarise(reports, status);
    QCOMPARE(static_cast<int>(status.state), state);
    QCOMPARE(status.detailsComplete, complete);
    QCOMPARE(status.error.has_value(),
        status.state == LinkState::Denied || status.state == LinkState::Disconnected || feeds.contains(u"retrying"));
    QCOMPARE(status.lastHeard.isValid(), !reports.empty());
}

void LinkStatesTest::rowsAreThereOnceEveryTableIsPainted()
{
    FeedReport apps = feed(u"Listing"_s);
    FeedReport sources = feed(u"Live+"_s);
    sources.holdsApps = false;
    ClusterStatus status;
    summarise({ apps, sources }, status);
    QCOMPARE(status.state, LinkState::Live);
    QVERIFY(!status.rowsComplete);
    apps.painted = true;
    summarise({ apps, sources, feed(u"Denied"_s) }, status);
    QVERIFY(status.rowsComplete && !status.detailsComplete);
    summarise({ apps, feed(u"Connecting"_s) }, status);
    QVERIFY(!status.rowsComplete);
}

void LinkStatesTest::namesDeniedKinds()
{
    FeedReport narrow = feed(u"Live+"_s);
    narrow.nameSpace = u"shop"_s;
    ClusterStatus status;
    summarise({ feed(u"Live+"_s), feed(u"denied"_s), narrow }, status);
    QCOMPARE(status.deniedKinds.size(), std::size_t(2));
    QCOMPARE(status.deniedKinds.at(0).detail,
        u"things.example.com may not be listed and watched in all namespaces; ask for a role that allows it."_s);
    QCOMPARE(status.deniedKinds.at(1).detail,
        u"things.example.com may be listed in namespace shop only; apps elsewhere are not shown."_s);
}

void LinkStatesTest::judgesFirstErrors_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("state");
    const auto add = [](const char* name, ErrorCode code, LinkState state) {
        QTest::newRow(name) << static_cast<int>(code) << static_cast<int>(state);
    };
    add("no route", ErrorCode::Unreachable, LinkState::Disconnected);
    add("certificate", ErrorCode::TlsRefused, LinkState::Disconnected);
    add("401", ErrorCode::Unauthorized, LinkState::Denied);
    add("403", ErrorCode::Forbidden, LinkState::Denied);
    add("plugin", ErrorCode::ConsentNeeded, LinkState::ConsentNeeded);
    add("file", ErrorCode::InvalidInput, LinkState::Broken);
    add("basic auth", ErrorCode::Unsupported, LinkState::Broken);
}

void LinkStatesTest::judgesFirstErrors()
{
    QFETCH(int, code);
    QFETCH(int, state);
    QCOMPARE(static_cast<int>(linkState({ .code = static_cast<ErrorCode>(code) })), state);
}

void LinkStatesTest::knowsTheOwnCluster_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<bool>("own");
    QTest::newRow("nothing") << QString() << QString() << QString() << true;
    QTest::newRow("service") << u"https://kubernetes.default.svc"_s << QString() << QString() << true;
    QTest::newRow("service with port") << u"https://kubernetes.default.svc:443"_s << QString() << QString() << true;
    QTest::newRow("in-cluster") << QString() << u"in-cluster"_s << QString() << true;
    QTest::newRow("name") << QString() << u"prod"_s << QString() << false;
    QTest::newRow("server") << u"https://kubernetes.default.svc.evil.example"_s << QString() << QString() << false;
    QTest::newRow("secret") << QString() << QString() << u"kc"_s << false;
}

void LinkStatesTest::knowsTheOwnCluster()
{
    QFETCH(QString, server);
    QFETCH(QString, name);
    QFETCH(QString, secret);
    QFETCH(bool, own);
    QCOMPARE(isInCluster({ .server = server, .name = name, .kubeConfigSecret = secret }), own);
}

void LinkStatesTest::comparesServers_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<bool>("same");
    QTest::newRow("case, port, slash") << u"https://API.example:443/"_s << u"https://api.example"_s << true;
    QTest::newRow("port") << u"https://api.example:6443"_s << u"https://api.example"_s << false;
    QTest::newRow("scheme") << u"http://api.example"_s << u"https://api.example"_s << false;
    QTest::newRow("path") << u"https://r/k8s/clusters/a"_s << u"https://r/k8s/clusters/b"_s << false;
    QTest::newRow("address") << u"https://[::1]:6443"_s << u"https://[::1]:6443/"_s << true;
    QTest::newRow("nothing") << QString() << QString() << false;
}

void LinkStatesTest::comparesServers()
{
    QFETCH(QString, left);
    QFETCH(QString, right);
    QFETCH(bool, same);
    QCOMPARE(sameServer(left, right), same);
}

void LinkStatesTest::readsServersFromSecrets()
{
    const auto secret = [](const char* key, const QByteArray& value) {
        return json(R"({"data":{")"_ba + key + R"(":")"_ba + value.toBase64() + R"("}})"_ba);
    };
    const QByteArray config
        = "current-context: two\ncontexts: [{name: one, context: {cluster: first}}, {name: two, context: {cluster: "
          "second}}]\n"
          "clusters: [{name: first, cluster: {server: 'https://x'}}, {name: second, cluster: {server: 'https://y'}}]\n"_ba;
    QCOMPARE(kubeconfigAddress(secret("value", config)).server, u"https://y"_s);
    QCOMPARE(kubeconfigAddress(secret("value.yaml", config)).server, u"https://y"_s);
    QCOMPARE(kubeconfigAddress(secret("other", config)), ClusterAddress());
    QCOMPARE(kubeconfigAddress(secret("value", "{{"_ba)), ClusterAddress());
    const QByteArray authority = "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n"_ba;
    const QByteArray trust = R"({"tlsClientConfig":{"caData":")" + authority.toBase64() + R"("}})";
    const manifest::Value cluster = json(R"({"data":{"name":")"_ba + "prod"_ba.toBase64() + R"(","server":")"_ba
        + "https://p"_ba.toBase64() + R"(","config":")" + trust.toBase64() + R"("}})"_ba);
    const ClusterAddress prod { .server = u"https://p"_s, .authority = authority };
    QCOMPARE(argoClusterAddress({ cluster }, { .name = u"prod"_s }), prod);
    QCOMPARE(argoClusterAddress({ cluster }, { .server = u"https://P:443/"_s }), prod);
    QCOMPARE(argoClusterAddress({ cluster }, { .name = u"test"_s }), ClusterAddress());
    QCOMPARE(argoClusterAddress({ cluster }, { .server = u"https://q"_s }),
        (ClusterAddress { .server = u"https://q"_s, .authority = {} }));
}

void LinkStatesTest::comparesAuthorities()
{
    const auto pem = [](const char* body) {
        return QByteArray("-----BEGIN CERTIFICATE-----\n") + body + "\n-----END CERTIFICATE-----\n";
    };
    QVERIFY(sameAuthority(pem("QUJD"), "# our own\n" + pem("QU\nJD")));
    QVERIFY(sameAuthority(pem("QUJD") + pem("REVG"), pem("REVG")));
    QVERIFY(!sameAuthority(pem("QUJD"), pem("REVG")));
    QVERIFY(sameAuthority(pem("QUJD"), {})); // nothing speaks against it
}

void LinkStatesTest::readsEvents()
{
    const gitops::EventRecord old = eventRecord(json(
        R"({"involvedObject":{"apiVersion":"apps/v1","kind":"Deployment","namespace":"n","name":"a"},"type":"Warning","reason":"R","message":"m","count":3,"source":{"component":"c"},"firstTimestamp":"2026-11-23T12:00:00Z","lastTimestamp":"2026-11-23T13:00:00Z"})"_ba));
    QCOMPARE(manifest::objectText(old.object), u"apps/Deployment/n/a"_s);
    QCOMPARE(old.count, 3);
    QCOMPARE(old.lastSeen, when);
    QCOMPARE(old.reporter, u"c"_s);
    const gitops::EventRecord modern = eventRecord(json(
        R"({"regarding":{"kind":"Pod","namespace":"n","name":"p"},"note":"x","reportingComponent":"k","eventTime":"2026-11-23T13:00:00.000000Z","lastTimestamp":null})"_ba));
    QCOMPARE(manifest::objectText(modern.object), u"Pod/n/p"_s);
    QCOMPARE(modern.message, u"x"_s);
    QCOMPARE(modern.lastSeen, when);
    QCOMPARE(modern.count, 1);
}

void LinkStatesTest::notesWhatIsLive_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QString>("note");
    QTest::newRow("deployment") << R"({"kind":"Deployment","spec":{"replicas":7},"status":{"readyReplicas":5}})"_ba
                                << u"5/7"_s;
    QTest::newRow("default") << R"({"kind":"StatefulSet","spec":{},"status":{}})"_ba << u"0/1"_s;
    QTest::newRow("daemon") << R"({"kind":"DaemonSet","status":{"numberReady":2,"desiredNumberScheduled":3}})"_ba
                            << u"2/3"_s;
    QTest::newRow("job") << R"({"kind":"Job","spec":{"completions":2},"status":{"succeeded":1}})"_ba << u"1/2"_s;
    QTest::newRow("pod") << R"({"kind":"Pod","status":{"phase":"Running"}})"_ba << u"Running"_s;
    QTest::newRow("waiting")
        << R"({"kind":"Pod","status":{"phase":"Running","containerStatuses":[{"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}})"_ba
        << u"CrashLoopBackOff"_s;
    QTest::newRow("init done")
        << R"({"kind":"Pod","status":{"phase":"Running","initContainerStatuses":[{"state":{"terminated":{"reason":"Completed"}}}]}})"_ba
        << u"Running"_s;
    QTest::newRow("none") << R"({"kind":"ConfigMap"})"_ba << QString();
}

void LinkStatesTest::notesWhatIsLive()
{
    QFETCH(QByteArray, object);
    QFETCH(QString, note);
    QCOMPARE(liveNote(json(object)), note);
}

void LinkStatesTest::hidesRetiredReplicaSets()
{
    const gitops::EnginePointer flux = gitops::test::engine(u"Flux"_s);
    const manifest::ObjectKey key { u"apps"_s, u"Deployment"_s, u"n"_s, u"web"_s };
    LiveObjects live;
    live.own.insert(key, json(R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"uid":"d"}})"_ba));
    for (const char* replicas : { "0", "1" })
        live.others.push_back(json(R"({"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"r)"_ba + replicas
            + R"(","namespace":"n","uid":"r","ownerReferences":[{"uid":"d"}]},"spec":{"replicas":)"_ba + replicas
            + "}}"_ba));
    const auto rows = objectTree(*flux, gitops::AppKind::Kustomization, { { .key = key } }, live);
    QCOMPARE(rows.size(), std::size_t(2));
    QCOMPARE(rows.back().key.name, u"r1"_s);
    QCOMPARE(rows.back().owner, std::optional(key));
    QCOMPARE(rows.front().verdict, std::optional(gitops::ObjectVerdict::Synced));
}

void LinkStatesTest::keepsFinishedHooksQuiet()
{
    const gitops::EnginePointer argo = gitops::test::engine(u"Argo CD"_s);
    const gitops::AppObject hook {
        .key = { u"batch"_s, u"Job"_s, u"n"_s, u"migrate"_s }, .note = u"hook"_s, .hook = true
    };
    const auto rows = objectTree(*argo, gitops::AppKind::Application, { hook }, {});
    QVERIFY(!rows.front().health && !rows.front().verdict);
    QCOMPARE(rows.front().note, u"hook"_s);
}

QTEST_GUILESS_MAIN(LinkStatesTest)
#include "LinkStatesTest.moc"
