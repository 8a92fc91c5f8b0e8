#include "core/kube/KubeClient.h"
#include "core/manifest/JsonReader.h"
#include "tests/core/kube/Doubles.h"

#include <QTest>

using namespace holdfast;
using namespace holdfast::kube;
using namespace Qt::StringLiterals;

/// Writes of a client over a scripted transport: what is sent, how often, and what a lost reply means.
class KubeWritesTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_bench = std::make_unique<tests::KubeBench>(); }

    void aPatchSaysItsTypeAndManager_data();
    void aPatchSaysItsTypeAndManager();
    void aPatchWithoutPreconditionIsNotSent_data();
    void aPatchWithoutPreconditionIsNotSent();
    void aDryRunNeedsNoPrecondition();
    void refusalsAreTyped_data();
    void refusalsAreTyped();
    void aLostReplyIsReadBack_data();
    void aLostReplyIsReadBack();
    void anAnswerAboutAnotherObjectIsRefused();
    void aLostReplyToCreateIsNotSentAgain();
    void aRemovalNamesTheUid();
    void aRemovalWithoutUidIsNotSent();

private:
    QFuture<Result<manifest::Value>> merge(const char* body, DryRun dryRun = DryRun::No)
    {
        auto future = m_bench->client->patch(
            ref(), { .type = PatchType::Merge, .body = *manifest::readJson(body) }, { .dryRun = dryRun }, {});
        tests::settle();
        return future;
    }
    static ObjectRef ref()
    {
        return { .resource = tests::configMaps(), .nameSpace = u"a"_s, .name = u"c"_s, .subresource = {} };
    }
    tests::ScriptedCall& last() { return m_bench->transport->last(); }
    std::unique_ptr<tests::KubeBench> m_bench;
};

namespace {

constexpr auto change = R"({"metadata":{"resourceVersion":"7","annotations":{"k":"v","gone":null}}})";

}

void KubeWritesTest::aPatchSaysItsTypeAndManager_data()
{
    QTest::addColumn<PatchType>("type");
    QTest::addColumn<Force>("force");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QString>("query");
    const QByteArray versioned = R"({"metadata":{"resourceVersion":"7"}})";
    const QString manager = u"fieldManager=holdfast"_s;
    QTest::newRow("merge") << PatchType::Merge << Force::No << versioned << QByteArray("application/merge-patch+json")
                           << manager;
    QTest::newRow("strategic") << PatchType::StrategicMerge << Force::No << versioned
                               << QByteArray("application/strategic-merge-patch+json") << manager;
    QTest::newRow("json") << PatchType::Json << Force::No << QByteArray(R"([{"op":"test","path":"/a","value":1}])")
                          << QByteArray("application/json-patch+json") << manager;
    QTest::newRow("apply") << PatchType::Apply << Force::No << QByteArray("{}")
                           << QByteArray("application/apply-patch+yaml") << manager;
    QTest::newRow("forced apply") << PatchType::Apply << Force::Yes << QByteArray("{}")
                                  << QByteArray("application/apply-patch+yaml") << manager + u"&force=true"_s;
}

void KubeWritesTest::aPatchSaysItsTypeAndManager()
{
    QFETCH(const PatchType, type);
    QFETCH(const Force, force);
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, contentType);
    QFETCH(const QString, query);
    const auto done = m_bench->client->patch(
        ref(), { .type = type, .body = *manifest::readJson(body.toStdString()) }, { .force = force }, {});
    tests::settle();
    QCOMPARE(last().request.method, QByteArray("PATCH"));
    QCOMPARE(last().target(), u"/base/api/v1/namespaces/a/configmaps/c?"_s + query);
    QVERIFY(last().request.headers.contains(net::Header { .name = "Content-Type", .value = contentType }));
    last().answer(200, R"({"kind":"ConfigMap","metadata":{"name":"c"}})");
    QVERIFY(done.result());
}

void KubeWritesTest::aPatchWithoutPreconditionIsNotSent_data()
{
    QTest::addColumn<PatchType>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("merge") << PatchType::Merge << QByteArray(R"({"data":{"a":"b"}})");
    QTest::newRow("strategic") << PatchType::StrategicMerge << QByteArray("{}");
    QTest::newRow("json") << PatchType::Json << QByteArray(R"([{"op":"remove","path":"/data"}])");
}

void KubeWritesTest::aPatchWithoutPreconditionIsNotSent()
{
    QFETCH(const PatchType, type);
    QFETCH(const QByteArray, body);
    const auto done
        = m_bench->client->patch(ref(), { .type = type, .body = *manifest::readJson(body.toStdString()) }, {}, {});
    tests::settle();
    QCOMPARE(done.result().error().code, ErrorCode::Precondition);
    QVERIFY(m_bench->transport->calls.empty());
}

void KubeWritesTest::aDryRunNeedsNoPrecondition()
{
    const auto done = merge("{}", DryRun::All);
    QVERIFY(last().target().endsWith(u"&dryRun=All"_s));
    last().breakOff();
    tests::settle();
    QCOMPARE(m_bench->transport->calls.size(), 1U);
    QCOMPARE(done.result().error().code, ErrorCode::Unreachable);
}

void KubeWritesTest::refusalsAreTyped_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("cause");
    QTest::newRow("newer version") << 409 << QByteArray(R"({"kind":"Status","reason":"Conflict","message":"m"})")
                                   << ErrorCode::Conflict << QString();
    QTest::newRow("owned by others") << 409
                                     << QByteArray(
                                            R"({"kind":"Status","reason":"Conflict","message":"m","details":{"causes":[
            {"reason":"FieldManagerConflict","message":"conflict with \"kubectl\"","field":".data.a"}]}})")
                                     << ErrorCode::Conflict << u"conflict with \"kubectl\""_s;
    QTest::newRow("bad field") << 422
                               << QByteArray(R"({"kind":"Status","reason":"Invalid","message":"m","details":{"causes":[
            {"reason":"FieldValueInvalid","message":"not so","field":"data.a"}]}})")
                               << ErrorCode::Invalid << u"not so"_s;
}

void KubeWritesTest::refusalsAreTyped()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const ErrorCode, code);
    QFETCH(const QString, cause);
    const auto done = merge(change);
    last().answer(status, body);
    tests::settle();
    QCOMPARE(m_bench->transport->calls.size(), 1U);
    const Error error = done.result().error();
    QCOMPARE(error.code, code);
    QCOMPARE(error.cause ? error.cause->detail : QString(), cause);
}

void KubeWritesTest::aLostReplyIsReadBack_data()
{
    QTest::addColumn<QByteArray>("live");
    QTest::addColumn<std::optional<ErrorCode>>("outcome");
    const auto live = [](const char* metadata) {
        return QByteArray(R"({"kind":"ConfigMap","metadata":{"name":"c",)") + metadata + "}}";
    };
    QTest::newRow("it was done") << live(R"("resourceVersion":"8","annotations":{"k":"v"})")
                                 << std::optional<ErrorCode>();
    QTest::newRow("it was not") << live(R"("resourceVersion":"7")") << std::optional(ErrorCode::Unreachable);
    QTest::newRow("another was faster") << live(R"("resourceVersion":"8","annotations":{"k":"w"})")
                                        << std::optional(ErrorCode::Conflict);
}

void KubeWritesTest::aLostReplyIsReadBack()
{
    QFETCH(const QByteArray, live);
    QFETCH(const std::optional<ErrorCode>, outcome);
    const auto done = merge(change);
    last().breakOff();
    tests::settle();
    QCOMPARE(last().request.method, QByteArray("GET"));
    last().answer(200, live);
    tests::settle();
    QCOMPARE(m_bench->transport->calls.size(), 2U);
    QCOMPARE(done.result().has_value(), !outcome.has_value());
    if (outcome)
        QCOMPARE(done.result().error().code, *outcome);
}

void KubeWritesTest::anAnswerAboutAnotherObjectIsRefused()
{
    const auto done = merge(change);
    last().answer(200, R"({"kind":"ConfigMap","metadata":{"name":"other"}})");
    tests::settle();
    QCOMPARE(done.result().error().code, ErrorCode::InvalidInput);
}

void KubeWritesTest::aLostReplyToCreateIsNotSentAgain()
{
    const auto done = m_bench->client->create(ref(), *manifest::readJson("{}"), {}, {});
    tests::settle();
    QCOMPARE(last().request.method, QByteArray("POST"));
    last().breakOff();
    tests::settle();
    QCOMPARE(m_bench->transport->calls.size(), 1U);
    QCOMPARE(done.result().error().code, ErrorCode::Unreachable);
}

void KubeWritesTest::aRemovalNamesTheUid()
{
    const auto done = m_bench->client->remove(ref(), { .uid = u"u-1"_s, .resourceVersion = u"7"_s }, {}, {});
    tests::settle();
    QCOMPARE(last().request.method, QByteArray("DELETE"));
    QVERIFY(last().request.body.contains(R"("preconditions":{"resourceVersion":"7","uid":"u-1"})"));
    last().answer(200, R"({"kind":"Status","status":"Success"})");
    tests::settle();
    QVERIFY(done.result());
}

void KubeWritesTest::aRemovalWithoutUidIsNotSent()
{
    const auto done = m_bench->client->remove(ref(), {}, {}, {});
    QCOMPARE(done.result().error().code, ErrorCode::Precondition);
    QVERIFY(m_bench->transport->calls.empty());
}

QTEST_GUILESS_MAIN(KubeWritesTest)
#include "KubeWritesTest.moc"
