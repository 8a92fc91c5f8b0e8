#include "core/kube/KubeClient.h"
#include "core/base/Async.h"
#include "tests/core/kube/Doubles.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::kube;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Requests of a client over a scripted transport.
class KubeClientTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_bench = std::make_unique<tests::KubeBench>(); }

    void readsWhichClusterThisIs();
    void anIdentityWithoutPermissionHasNoUid();
    void aServerThatIsNoneIsSaidSo_data();
    void aServerThatIsNoneIsSaidSo();
    void retriesAsClientGo_data();
    void retriesAsClientGo();
    void retriesEndAfterTen();
    void aBrokenConnectionIsTriedOnceMore();
    void aConnectionThatBreaksTwiceIsAnError();
    void unauthorizedIsTriedOnceWithFreshCredentials_data();
    void unauthorizedIsTriedOnceWithFreshCredentials();
    void answersAreReadAsErrors_data();
    void answersAreReadAsErrors();
    void aReplyAboutAnotherObjectIsRefused_data();
    void aReplyAboutAnotherObjectIsRefused();
    void largeIntegersSurvive();
    void namesThatCannotBeInAPathAreNotSent_data();
    void namesThatCannotBeInAPathAreNotSent();
    void oddNamesAreEscaped();
    void warningsAreKeptOnce();
    void aTableIsReadByColumnName();
    void aTableIsHandedOnRowByRow();
    void rowsBeforeTheirColumnsWaitForThem();
    void aTableThatBreaksIsReadAnew();
    void aServerWithoutTablesIsSaidSo();
    void cancelEndsTheRequest();
    void theEndOfTheClientEndsWhatIsUnderWay();
    void theProbeIsSharedAndAnyAnswerIsLife();

private:
    tests::ScriptedCall& last() { return m_bench->transport->last(); }
    std::unique_ptr<tests::KubeBench> m_bench;
};

namespace {

ApiResource applications()
{
    return { .group = u"argoproj.io"_s,
        .version = u"v1alpha1"_s,
        .plural = u"applications"_s,
        .kind = u"Application"_s,
        .namespaced = true,
        .verbs = {} };
}

const QList<net::Header> plain { { .name = "Content-Type", .value = "text/plain" } };

}

void KubeClientTest::readsWhichClusterThisIs()
{
    const auto identity = m_bench->client->identity({});
    tests::settle();
    QCOMPARE(last().target(), u"/base/version"_s);
    last().answer(200, tests::recording(u"version.json"_s));
    QCOMPARE(last().target(), u"/base/api/v1/namespaces/kube-system"_s);
    last().answer(200, R"({"metadata":{"uid":"u-1"}})");
    QVERIFY(identity.result());
    QCOMPARE(identity.result()->uid, u"u-1"_s);
    QVERIFY(identity.result()->version.startsWith(u"v1.36"_s));
    QCOMPARE(identity.result()->server, u"https://cluster.example:6443/base/"_s);
}

void KubeClientTest::anIdentityWithoutPermissionHasNoUid()
{
    const auto identity = m_bench->client->identity({});
    tests::settle();
    last().answer(200, tests::recording(u"version.json"_s));
    last().answer(403, tests::recording(u"err-403-rbac-list.json"_s));
    QVERIFY(identity.result());
    QVERIFY(identity.result()->uid.isEmpty());
}

void KubeClientTest::aServerThatIsNoneIsSaidSo_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("N16 HTML") << QByteArray("text/html") << QByteArray("<html>log in</html>");
    QTest::newRow("other JSON") << QByteArray("application/json") << QByteArray(R"({"hello":1})");
}

void KubeClientTest::aServerThatIsNoneIsSaidSo()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    const auto identity = m_bench->client->identity({});
    tests::settle();
    last().answer(200, body, { { .name = "Content-Type", .value = type } });
    QVERIFY(!identity.result());
    QVERIFY(identity.result().error().detail.contains(u"not a Kubernetes API"_s));
}

void KubeClientTest::retriesAsClientGo_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::addColumn<int>("calls");
    QTest::newRow("P1 429 with a pause") << 429 << QByteArray("2") << 2;
    QTest::newRow("P2 429 without") << 429 << QByteArray() << 1;
    QTest::newRow("503 with a pause") << 503 << QByteArray("2") << 2;
    QTest::newRow("503 without") << 503 << QByteArray() << 1;
    QTest::newRow("a date is no pause") << 503 << QByteArray("Fri, 31 Dec 1999 23:59:59 GMT") << 1;
    QTest::newRow("negative") << 503 << QByteArray("-2") << 1;
    QTest::newRow("404 with a pause") << 404 << QByteArray("2") << 1;
    QTest::newRow("302 is not followed") << 302 << QByteArray("2") << 1;
}

void KubeClientTest::retriesAsClientGo()
{
    QFETCH(int, status);
    QFETCH(QByteArray, retryAfter);
    QFETCH(int, calls);
    const auto object = m_bench->client->object(tests::configMaps(), u"a"_s, u"b"_s, {});
    tests::settle();
    auto headers = plain;
    if (!retryAfter.isEmpty())
        headers << net::Header { .name = "Retry-After", .value = retryAfter };
    last().answer(status, "too busy", headers);
    m_bench->timers->advance(1999ms);
    QCOMPARE(m_bench->transport->calls.size(), 1U);
    m_bench->timers->advance(1ms);
    QCOMPARE(m_bench->transport->calls.size(), static_cast<std::size_t>(calls));
    QCOMPARE(object.isFinished(), calls == 1);
}

void KubeClientTest::retriesEndAfterTen()
{
    const auto object = m_bench->client->object(tests::configMaps(), u"a"_s, u"b"_s, {});
    tests::settle();
    for (int round = 0; round < 20 && !object.isFinished(); ++round) {
        last().answer(429, "too busy", { { "Content-Type", "text/plain" }, { "Retry-After", "600" } });
        m_bench->timers->advance(60s);
    }
    QCOMPARE(m_bench->transport->calls.size(), 11U);
    QCOMPARE(object.result().error().code, ErrorCode::TooManyRequests);
}

void KubeClientTest::aBrokenConnectionIsTriedOnceMore()
{
    const auto list = m_bench->client->list(tests::configMaps(), {}, {});
    tests::settle();
    last().head(200);
    last().data(R"({"items":[{"metadata":{"name":"half"}},)");
    last().breakOff();
    m_bench->timers->advance(1s);
    last().answer(200, tests::recording(u"list-chunk-3.json"_s));
    QVERIFY(list.result());
    QCOMPARE(list.result()->size(), 2U);
    QCOMPARE(QString::fromUtf8((*list.result())[0]["kind"].text()), u"ConfigMap"_s);
}

void KubeClientTest::aConnectionThatBreaksTwiceIsAnError()
{
    const auto list = m_bench->client->list(tests::configMaps(), {}, {});
    tests::settle();
    last().breakOff();
    m_bench->timers->advance(1s);
    last().breakOff();
    QCOMPARE(list.result().error().code, ErrorCode::Unreachable);
    QCOMPARE(m_bench->transport->calls.size(), 2U);
}

void KubeClientTest::unauthorizedIsTriedOnceWithFreshCredentials_data()
{
    QTest::addColumn<bool>("renewable");
    QTest::addColumn<int>("calls");
    QTest::newRow("A13 renewed") << true << 2;
    QTest::newRow("A14 nothing to renew") << false << 1;
}

void KubeClientTest::unauthorizedIsTriedOnceWithFreshCredentials()
{
    QFETCH(bool, renewable);
    QFETCH(int, calls);
    m_bench->credentials->renewable = renewable;
    const auto object = m_bench->client->object(tests::configMaps(), u"a"_s, u"b"_s, {});
    tests::settle();
    for (int round = 0; round < calls; ++round)
        last().answer(401, tests::recording(u"err-401-bad-token.json"_s));
    QCOMPARE(m_bench->transport->calls.size(), static_cast<std::size_t>(calls));
    QCOMPARE(object.result().error().code, ErrorCode::Unauthorized);
}

void KubeClientTest::answersAreReadAsErrors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("file");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("words");
    QTest::newRow("404 object") << 404 << u"err-404-object.json"_s << ErrorCode::NotFound << u"not found"_s;
    QTest::newRow("404 text") << 404 << u"err-404-group.txt"_s << ErrorCode::NotFound << u"404 page not found"_s;
    QTest::newRow("403") << 403 << u"err-403-rbac-list.json"_s << ErrorCode::Forbidden << u"cannot list"_s;
    QTest::newRow("409 stale") << 409 << u"err-409-put-stale.json"_s << ErrorCode::Conflict << u"modified"_s;
    QTest::newRow("409 exists") << 409 << u"err-409-already-exists.json"_s << ErrorCode::AlreadyExists
                                << u"already exists"_s;
    QTest::newRow("413") << 413 << u"err-413-too-large.json"_s << ErrorCode::LimitExceeded << u"too large"_s;
    QTest::newRow("429 text") << 429 << u"err-429-apf.txt"_s << ErrorCode::TooManyRequests << u"Too many requests"_s;
    QTest::newRow("503 text") << 503 << u"err-503-aggregated-api.txt"_s << ErrorCode::ServerError
                              << u"service unavailable"_s;
}

void KubeClientTest::answersAreReadAsErrors()
{
    QFETCH(int, status);
    QFETCH(QString, file);
    QFETCH(ErrorCode, code);
    QFETCH(QString, words);
    const auto object = m_bench->client->object(tests::configMaps(), u"a"_s, u"b"_s, {});
    tests::settle();
    last().answer(status, tests::recording(file), file.endsWith(u".txt"_s) ? plain : QList<net::Header>());
    QCOMPARE(object.result().error().code, code);
    QVERIFY2(object.result().error().detail.contains(words), qPrintable(object.result().error().detail));
    QCOMPARE(std::get<UrlPlace>(object.result().error().where).url,
        u"https://cluster.example:6443/base/api/v1/namespaces/a/configmaps/b"_s);
}

void KubeClientTest::aReplyAboutAnotherObjectIsRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("P23 name") << QByteArray(R"({"kind":"ConfigMap","metadata":{"name":"c"}})");
    QTest::newRow("P23 kind") << QByteArray(R"({"kind":"Secret","metadata":{"name":"b"}})");
    QTest::newRow("no object") << QByteArray("7");
    QTest::newRow("no JSON") << QByteArray("{");
}

void KubeClientTest::aReplyAboutAnotherObjectIsRefused()
{
    QFETCH(QByteArray, body);
    const auto object = m_bench->client->object(tests::configMaps(), u"a"_s, u"b"_s, {});
    tests::settle();
    last().answer(200, body);
    QCOMPARE(object.result().error().code, ErrorCode::InvalidInput);
}

void KubeClientTest::largeIntegersSurvive()
{
    const auto object = m_bench->client->object(tests::configMaps(), u"a"_s, u"b"_s, {});
    tests::settle();
    last().answer(200, R"({"kind":"ConfigMap","metadata":{"name":"b","generation":9007199254740993}})");
    QCOMPARE(object.result()->at({ "metadata", "generation" }).intOr(0), 9007199254740993);
}

void KubeClientTest::namesThatCannotBeInAPathAreNotSent_data()
{
    QTest::addColumn<QString>("name");
    for (const QString& name : { u"."_s, u".."_s, u"a/b"_s, u"a%2Fb"_s, QString() })
        QTest::newRow(qPrintable(u"<"_s + name + u">"_s)) << name;
}

void KubeClientTest::namesThatCannotBeInAPathAreNotSent()
{
    QFETCH(QString, name);
    const auto object = m_bench->client->object(tests::configMaps(), u"a"_s, name, {});
    const auto list = m_bench->client->list(
        tests::configMaps(), { .nameSpace = name + u"/"_s, .labelSelector = {}, .fieldSelector = {} }, {});
    tests::settle();
    QCOMPARE(object.result().error().code, ErrorCode::Precondition);
    QCOMPARE(list.result().error().code, ErrorCode::Precondition);
    QVERIFY(m_bench->transport->calls.empty());
}

void KubeClientTest::oddNamesAreEscaped()
{
    ApiResource roles { .group = u"rbac.authorization.k8s.io"_s,
        .version = u"v1"_s,
        .plural = u"clusterroles"_s,
        .kind = u"ClusterRole"_s,
        .namespaced = false,
        .verbs = {} };
    (void)m_bench->client->object(roles, {}, u"system:a b?c#d"_s, {});
    tests::settle();
    QCOMPARE(last().target(), u"/base/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Aa%20b%3Fc%23d"_s);
}

void KubeClientTest::warningsAreKeptOnce()
{
    for (int round = 0; round < 2; ++round) {
        (void)m_bench->client->object(tests::configMaps(), u"a"_s, u"b"_s, {});
        tests::settle();
        last().answer(200, R"({"kind":"ConfigMap","metadata":{"name":"b"}})",
            { { "Content-Type", "application/json" }, { "Warning", R"(299 - "v1 Endpoints is deprecated \"soon\"")" },
                { "warning", "199 - \"other\"" } });
    }
    QCOMPARE(m_bench->client->warnings(), QStringList(u"v1 Endpoints is deprecated \"soon\""_s));
}

void KubeClientTest::aTableIsReadByColumnName()
{
    const auto rows = m_bench->client->table(applications(), {}, {});
    tests::settle();
    QCOMPARE(
        last().target(), u"/base/apis/argoproj.io/v1alpha1/applications?resourceVersion=0&includeObject=Metadata"_s);
    QVERIFY(last().request.headers.first().value.startsWith("application/json;as=Table"));
    QByteArray table = tests::recording(u"argocd-applications-table.json"_s);
    table.replace("\"object\":null",
        R"("object":{"metadata":{"name":"n","namespace":"argocd","managedFields":[{"manager":"m"}]}})");
    last().answer(200, table);
    QVERIFY(rows.result());
    QCOMPARE(rows.result()->size(), 5U);
    const TableRow row = rows.result()->front();
    QVERIFY(row.cells["Sync Status"].text() == "OutOfSync");
    QVERIFY(row.cells["Name"].text() == "checkout");
    QVERIFY(row.metadata["namespace"].text() == "argocd");
    QVERIFY(!row.metadata.contains("managedFields"));
}

void KubeClientTest::aTableIsHandedOnRowByRow()
{
    QStringList names;
    const TableReader reader { .begin = [&names] { names.clear(); },
        .row = [&names](const TableRow& row) { names << manifest::toQString(row.cells["Name"].text()); } };
    const auto read = m_bench->client->readTable(applications(), {}, reader, {});
    tests::settle();
    last().head(200);
    last().data(
        R"({"kind":"Table","columnDefinitions":[{"name":"Name"}],"rows":[{"cells":["a"],"object":null},{"ce)"_ba);
    QCOMPARE(names, QStringList(u"a"_s));
    last().data(R"(lls":["b"],"object":null})"_ba);
    QCOMPARE(names, QStringList({ u"a"_s, u"b"_s }));
    QVERIFY(!read.isFinished());
    last().data("]}"_ba);
    last().end();
    tests::settle();
    QVERIFY(read.result());
}

void KubeClientTest::rowsBeforeTheirColumnsWaitForThem()
{
    const auto rows = m_bench->client->table(applications(), {}, {});
    tests::settle();
    last().answer(200, R"({"rows":[{"cells":["a"]}],"kind":"Table","columnDefinitions":[{"name":"Name"}]})"_ba);
    QVERIFY(rows.result());
    QCOMPARE(rows.result()->size(), 1U);
    QVERIFY(rows.result()->front().cells["Name"].text() == "a");
}

void KubeClientTest::aTableThatBreaksIsReadAnew()
{
    const auto rows = m_bench->client->table(applications(), {}, {});
    tests::settle();
    last().head(200);
    last().data(R"({"kind":"Table","columnDefinitions":[{"name":"Name"}],"rows":[{"cells":["a"]},)"_ba);
    last().breakOff();
    m_bench->timers->advance(1s);
    last().answer(200, R"({"kind":"Table","columnDefinitions":[{"name":"Name"}],"rows":[{"cells":["b"]}]})"_ba);
    QCOMPARE(rows.result()->size(), 1U);
    QVERIFY(rows.result()->front().cells["Name"].text() == "b");
}

void KubeClientTest::aServerWithoutTablesIsSaidSo()
{
    const auto rows = m_bench->client->table(applications(), {}, {});
    tests::settle();
    last().answer(200, tests::recording(u"argocd-applications-list.json"_s));
    QCOMPARE(rows.result().error().code, ErrorCode::InvalidInput);
}

void KubeClientTest::cancelEndsTheRequest()
{
    CancelSource source;
    const auto list = m_bench->client->list(tests::configMaps(), {}, source.token());
    tests::settle();
    source.cancel();
    tests::settle();
    QVERIFY(last().isOver());
    QCOMPARE(list.result().error().code, ErrorCode::Cancelled);
}

void KubeClientTest::theEndOfTheClientEndsWhatIsUnderWay()
{
    std::optional<Result<std::vector<manifest::Value>>> got;
    QObject context;
    onDone(m_bench->client->list(tests::configMaps(), {}, {}), &context,
        [&](const Result<std::vector<manifest::Value>>& result) { got = result; });
    tests::settle();
    m_bench->client.reset();
    QTRY_VERIFY(got);
    QCOMPARE(got->error().code, ErrorCode::Cancelled);
}

void KubeClientTest::theProbeIsSharedAndAnyAnswerIsLife()
{
    const auto first = m_bench->client->probe();
    const auto second = m_bench->client->probe();
    tests::settle();
    QCOMPARE(m_bench->transport->calls.size(), 1U);
    last().answer(403, tests::recording(u"err-403-rbac-list.json"_s));
    QVERIFY(first.result());
    QVERIFY(second.result());
}

QTEST_GUILESS_MAIN(KubeClientTest)
#include "KubeClientTest.moc"
