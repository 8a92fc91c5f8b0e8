#include "core/manifest/JsonReader.h"
#include "tests/core/kube/Doubles.h"
#include "tests/core/net/Probe.h"

#include <QJsonArray>

using namespace holdfast;
using namespace holdfast::kube;
using namespace holdfast::tests;
using namespace Qt::StringLiterals;

/// The fault list's group P for single requests, through a real socket over HTTP/1.1 and over HTTP/2 with TLS: what is
/// sent, what is said, and what must not be sent.
class ApiFaultTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhatTheServerSaid_data();
    void saysWhatTheServerSaid();
    void aGroupThatIsDownHidesNoOther();
    void warningsAreShownOnce();
    void whatIsNotKnownIsKept();

private:
    void begin(const QString& tls, const QJsonArray& answers);
    QStringList methods();

    FaultServer m_server;
    std::shared_ptr<net::CurlTransport> m_transport;
    std::unique_ptr<KubeClient> m_client;
};

namespace {

enum class Call { Get, Patch, DryRun, Apply, Create, Remove };

ObjectRef subject()
{
    return { .resource = configMaps(), .nameSpace = u"a"_s, .name = u"c"_s, .subresource = {} };
}

QFuture<Result<manifest::Value>> made(Call call, KubeClient& client)
{
    const manifest::Value body = *manifest::readJson(R"({"metadata":{"resourceVersion":"7","annotations":{"k":"v"}}})");
    switch (call) {
    case Call::Get:
        return client.object(configMaps(), u"a"_s, u"c"_s, {});
    case Call::Patch:
        return client.patch(subject(), { .type = PatchType::Merge, .body = body }, {}, {});
    case Call::DryRun:
        return client.patch(subject(), { .type = PatchType::Merge, .body = body }, { .dryRun = DryRun::All }, {});
    case Call::Apply:
        return client.patch(subject(), { .type = PatchType::Apply, .body = body }, {}, {});
    case Call::Create:
        return client.create(subject(), body, {}, {});
    case Call::Remove:
        return client.remove(subject(), { .uid = u"u-1"_s }, {}, {});
    }
    return {};
}

QJsonObject refused(int code, const QString& reason, const QString& message, const QJsonArray& causes = {})
{
    return { { u"status"_s, code },
        { u"json"_s,
            QJsonObject { { u"kind"_s, u"Status"_s }, { u"status"_s, u"Failure"_s }, { u"code"_s, code },
                { u"reason"_s, reason }, { u"message"_s, message },
                { u"details"_s, QJsonObject { { u"causes"_s, causes } } } } } };
}

QJsonObject cause(const QString& reason, const QString& message, const QString& field)
{
    return { { u"reason"_s, reason }, { u"message"_s, message }, { u"field"_s, field } };
}

QJsonObject live(const QString& version, const QString& kind = u"ConfigMap"_s, const QString& name = u"c"_s)
{
    return { { u"json"_s,
        QJsonObject { { u"kind"_s, kind }, { u"apiVersion"_s, u"v1"_s },
            { u"metadata"_s,
                QJsonObject { { u"name"_s, name }, { u"resourceVersion"_s, version },
                    { u"annotations"_s, QJsonObject { { u"k"_s, version == u"8"_s ? u"v"_s : u"w"_s } } } } } } } };
}

const QJsonObject lost { { u"content_length"_s, 999 },
    { u"headers"_s, QJsonObject { { u"Content-Type"_s, u"application/json"_s } } }, { u"body"_s, u"{"_s },
    { u"end"_s, u"close"_s } };

struct Fault {
    const char* name;
    Call call;
    QJsonArray answers;
    std::optional<ErrorCode> code; ///< none: it works
    QString words;
    QStringList methods;
};

QList<Fault> faults()
{
    const QString html = u"<html><b>down</b></html>"_s;
    return {
        { "P2 429 without Retry-After", Call::Get, { QJsonObject { { u"status"_s, 429 }, { u"body"_s, u"busy"_s } } },
            ErrorCode::TooManyRequests, u"busy"_s, { u"GET"_s } },
        { "P3 503 in HTML", Call::Get, { QJsonObject { { u"status"_s, 503 }, { u"body"_s, html } } },
            ErrorCode::ServerError, u"503"_s, { u"GET"_s } },
        { "P4 500 Status", Call::Get, { refused(500, u"InternalError"_s, u"etcd leader changed"_s) },
            ErrorCode::ServerError, u"etcd leader changed"_s, { u"GET"_s } },
        { "P5 409 on a patch is for a person to look at", Call::Patch,
            { refused(409, u"Conflict"_s, u"the object has been modified"_s) }, ErrorCode::Conflict,
            u"the object has been modified"_s, { u"PATCH"_s } },
        { "P6 409 AlreadyExists on create", Call::Create, { refused(409, u"AlreadyExists"_s, u"c already exists"_s) },
            ErrorCode::AlreadyExists, u"already exists"_s, { u"POST"_s } },
        { "P8 422 by field", Call::Patch,
            { refused(422, u"Invalid"_s, u"c is invalid"_s,
                { cause(u"FieldValueInvalid"_s, u"must be short"_s, u"data.a"_s),
                    cause(u"FieldValueRequired"_s, u"is required"_s, u"data.b"_s) }) },
            ErrorCode::Invalid, u"data.a: must be short|data.b: is required"_s, { u"PATCH"_s } },
        { "P9 a reply lost after a patch that was done", Call::Patch, { lost, live(u"8"_s) }, {}, {},
            { u"PATCH"_s, u"GET"_s } },
        { "P9 a reply lost after a patch that was not", Call::Patch, { lost, live(u"7"_s) }, ErrorCode::Unreachable, {},
            { u"PATCH"_s, u"GET"_s } },
        { "P10 whatever happens, a patch is sent once", Call::Patch, { lost, live(u"9"_s) }, ErrorCode::Conflict, {},
            { u"PATCH"_s, u"GET"_s } },
        { "P10 nor is a create sent again", Call::Create, { lost }, ErrorCode::Unreachable, {}, { u"POST"_s } },
        { "P19 a dry run that a webhook's side effects forbid", Call::DryRun,
            { refused(400, u"BadRequest"_s, u"admission webhook \"w\" does not support dry run"_s) },
            ErrorCode::Invalid, u"does not support dry run"_s, { u"PATCH"_s } },
        { "P20 an apply over others' fields names the owners and takes nothing", Call::Apply,
            { refused(409, u"Conflict"_s, u"Apply failed with 2 conflicts"_s,
                { cause(u"FieldManagerConflict"_s, u"conflict with \"kubectl\""_s, u".data.a"_s),
                    cause(u"FieldManagerConflict"_s, u"conflict with \"helm\""_s, u".data.b"_s) }) },
            ErrorCode::Conflict, u".data.a: conflict with \"kubectl\"|.data.b: conflict with \"helm\""_s,
            { u"PATCH"_s } },
        { "P21 a namespace that is going", Call::Create,
            { refused(
                403, u"Forbidden"_s, u"unable to create new content in namespace a because it is being terminated"_s) },
            ErrorCode::Forbidden, u"because it is being terminated"_s, { u"POST"_s } },
        { "P22 an object of that name made anew is not removed", Call::Remove,
            { refused(
                409, u"Conflict"_s, u"Precondition failed: UID in precondition: u-1, UID in object meta: u-2"_s) },
            ErrorCode::Conflict, u"UID in object meta: u-2"_s, { u"DELETE"_s } },
        { "P23 another object", Call::Get, { live(u"8"_s, u"ConfigMap"_s, u"other"_s) }, ErrorCode::InvalidInput,
            u"asked for ConfigMap c, the server answered with ConfigMap other"_s, { u"GET"_s } },
        { "P23 another kind", Call::Get, { live(u"8"_s, u"Secret"_s) }, ErrorCode::InvalidInput,
            u"answered with Secret c"_s, { u"GET"_s } },
    };
}

/// The sentence with its causes and their places.
QString whole(const Error& error)
{
    QStringList all { harmlessText(error) };
    for (auto next = error.cause; next; next = next->cause) {
        const auto* place = std::get_if<ObjectPlace>(&next->where);
        all << (place != nullptr ? place->field + u": "_s : QString()) + next->detail;
    }
    return all.join(u'\n');
}

}

void ApiFaultTest::begin(const QString& tls, const QJsonArray& answers)
{
    const QJsonObject route { { u"path"_s, u"*"_s }, { u"answers"_s, answers } };
    QVERIFY2(
        m_server.start({ { u"tls"_s, tls }, { u"routes"_s, QJsonArray { route } } }), qPrintable(m_server.error()));
    m_transport = std::make_shared<net::CurlTransport>(directSettings());
    Context context;
    context.cluster.server = m_server.url(u"/"_s);
    auto credentials = std::make_shared<CountingCredentials>();
    credentials->tls.certificateAuthorities = m_server.authority();
    m_client = std::make_unique<KubeClient>(context, m_transport, credentials);
}

QStringList ApiFaultTest::methods()
{
    QStringList all;
    for (const QJsonObject& request : m_server.requests())
        all << request[u"method"_s].toString();
    return all;
}

void ApiFaultTest::saysWhatTheServerSaid_data()
{
    QTest::addColumn<QString>("tls");
    QTest::addColumn<int>("index");
    const QList<Fault> all = faults();
    for (const QString& tls : { u"none"_s, u"good"_s })
        for (int index = 0; index < all.size(); ++index)
            QTest::addRow("%s, %s", all[index].name, tls == u"none"_s ? "HTTP/1.1" : "HTTP/2") << tls << index;
}

void ApiFaultTest::saysWhatTheServerSaid()
{
    QFETCH(QString, tls);
    QFETCH(int, index);
    const Fault fault = faults().at(index);
    begin(tls, fault.answers);

    const auto done = made(fault.call, *m_client);
    QTRY_VERIFY_WITH_TIMEOUT(done.isFinished(), 30'000);

    QCOMPARE(methods(), fault.methods);
    const auto result = done.result();
    QCOMPARE(result.has_value(), !fault.code.has_value());
    if (result)
        return;
    const QString said = whole(result.error());
    QVERIFY2(result.error().code == *fault.code, qPrintable(said));
    for (const QString& words : fault.words.split(u'|'))
        QVERIFY2(said.contains(words), qPrintable(said));
}

void ApiFaultTest::aGroupThatIsDownHidesNoOther()
{
    begin(u"good"_s,
        { QJsonObject { { u"body"_s, QString::fromUtf8(recording(u"apis-aggregated-v2-stale.json"_s)) },
            { u"headers"_s, QJsonObject { { u"Content-Type"_s, u"application/json"_s } } } } }); // P18
    const auto found = m_client->discover({});
    QTRY_VERIFY_WITH_TIMEOUT(found.isFinished(), 30'000);
    QVERIFY(found.result());
    QVERIFY(std::ranges::contains(*found.result(), u"Deployment"_s, &ApiResource::kind));
}

void ApiFaultTest::warningsAreShownOnce()
{
    QJsonObject answer = live(u"8"_s);
    answer[u"headers"_s] = QJsonArray { QJsonArray { u"Warning"_s, u"299 - \"v1 is old\""_s },
        QJsonArray { u"Warning"_s, u"299 - \"v1 is old\""_s } };
    begin(u"good"_s, { answer }); // P17
    for (int round = 0; round < 2; ++round) {
        const auto done = made(Call::Get, *m_client);
        QTRY_VERIFY_WITH_TIMEOUT(done.isFinished(), 30'000);
        QVERIFY(done.result());
    }
    QCOMPARE(m_client->warnings(), QStringList { u"v1 is old"_s });
}

void ApiFaultTest::whatIsNotKnownIsKept()
{
    QJsonObject answer = live(u"8"_s);
    QJsonObject object = answer[u"json"_s].toObject();
    object[u"fromTheFuture"_s] = QJsonObject { { u"deep"_s, QJsonArray { 1, u"x"_s } } };
    answer[u"json"_s] = object;
    begin(u"none"_s, { answer }); // P16; P25: it has no managedFields either
    const auto done = made(Call::Get, *m_client);
    QTRY_VERIFY_WITH_TIMEOUT(done.isFinished(), 30'000);
    QVERIFY(done.result());
    QCOMPARE((*done.result())["fromTheFuture"]["deep"].list().size(), std::size_t(2));
}

QTEST_GUILESS_MAIN(ApiFaultTest)
#include "ApiFaultTest.moc"
