#include "tests/core/net/Probe.h"

#include <QJsonArray>
#include <QSemaphore>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace holdfast::tests {

/// What goes over the wire when nothing is wrong, and how requests end before their time.
class CurlTransportTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sendsMethodHeadersAndBody_data();
    void sendsMethodHeadersAndBody();
    void speaksTheProtocolThatIsOffered_data();
    void speaksTheProtocolThatIsOffered();
    void reportsStatusAndHeadersAsTheyAre_data();
    void reportsStatusAndHeadersAsTheyAre();
    void decompressesOnRequest_data();
    void decompressesOnRequest();
    void streamsInPieces_data();
    void streamsInPieces();
    void multiplexesRequestsOnOneConnection();
    void keepsWatchesOnTheirOwnConnection();
    void neverReusesAConnectionForAWrite();
    void refusesBadRequests_data();
    void refusesBadRequests();
    void endsWhenCancelled_data();
    void endsWhenCancelled();
    void leavesNothingOnALongLivedToken();
    void endsWhenTheHandlerSaysNo();
    void endsEverythingWhenDestroyed();
    void survivesItsOwnHandlerBeingTheLastOwner();

private:
    FaultServer m_server;
};

void CurlTransportTest::sendsMethodHeadersAndBody_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("GET") << QByteArray("GET") << QByteArray();
    QTest::newRow("POST") << QByteArray("POST") << QByteArray(R"({"a":1})");
    QTest::newRow("POST without body") << QByteArray("POST") << QByteArray();
    QTest::newRow("PUT") << QByteArray("PUT") << QByteArray("text");
    QTest::newRow("PATCH") << QByteArray("PATCH") << QByteArray(R"([{"op":"test"}])");
    QTest::newRow("DELETE") << QByteArray("DELETE") << QByteArray();
    QTest::newRow("DELETE with body") << QByteArray("DELETE") << QByteArray("{}");
    QTest::newRow("large body") << QByteArray("POST") << QByteArray(300'000, 'x');
}

void CurlTransportTest::sendsMethodHeadersAndBody()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, body);
    QVERIFY2(m_server.start(script(R"({"tls": "good", "routes": [{"json": {}}]})")), qPrintable(m_server.error()));
    net::CurlTransport transport(directSettings());
    net::Request request = requestFor(m_server, u"/apis/x%2Fy?labelSelector=a%3Db&empty="_s);
    request.method = method;
    request.body = body;
    request.headers += { { "Content-Type", "application/json" }, { "X-Empty", "" }, { "Impersonate-Group", "a" },
        { "Impersonate-Group", "b" } };

    const auto response = fetch(transport, request);

    QVERIFY2(response, response ? "" : qPrintable(errorText(response.error())));
    QCOMPARE(m_server.requests().size(), 1);
    const QJsonObject seen = m_server.requests().first();
    const QJsonObject headers = seen.value("headers"_L1).toObject();
    QCOMPARE(seen.value("method"_L1).toString().toLatin1(), method);
    QCOMPARE(seen.value("target"_L1).toString(), u"/apis/x%2Fy?labelSelector=a%3Db&empty="_s);
    QCOMPARE(seen.value("body"_L1).toString().toLatin1(), body);
    QCOMPARE(headers.value("content-type"_L1).toString(), u"application/json"_s);
    QCOMPARE(headers.value("user-agent"_L1).toString(), QString::fromLatin1(net::CurlTransport::userAgent()));
    QVERIFY(headers.value("user-agent"_L1).toString().startsWith("holdfast/"_L1));
    QVERIFY(headers.contains("x-empty"_L1));
    QVERIFY(!headers.contains("expect"_L1));
    const QJsonArray list = seen.value("headerList"_L1).toArray();
    QVERIFY(list.contains(QJsonArray({ u"impersonate-group"_s, u"a"_s })));
    QVERIFY(list.contains(QJsonArray({ u"impersonate-group"_s, u"b"_s })));
}

void CurlTransportTest::speaksTheProtocolThatIsOffered_data()
{
    QTest::addColumn<QJsonObject>("what");
    QTest::addColumn<QString>("alpn");
    QTest::newRow("both") << script(R"({"tls": "good", "routes": [{"body": "x"}]})") << u"h2"_s;
    QTest::newRow("old") << script(R"({"tls": "good", "protocols": ["http/1.1"], "routes": [{"body": "x"}]})")
                         << u"http/1.1"_s;
    QTest::newRow("plain") << script(R"({"routes": [{"body": "x"}]})") << QString();
    QTest::newRow("IPv6") << script(R"({"tls": "good", "address": "::1", "routes": [{"body": "x"}]})") << u"h2"_s;
}

void CurlTransportTest::speaksTheProtocolThatIsOffered()
{
    QFETCH(const QJsonObject, what);
    QFETCH(const QString, alpn);
    QVERIFY2(m_server.start(what), qPrintable(m_server.error()));
    net::CurlTransport transport(directSettings());

    const auto response = fetch(transport, requestFor(m_server, u"/"_s));

    QVERIFY2(response, response ? "" : qPrintable(errorText(response.error())));
    QCOMPARE(response->body, QByteArray("x"));
    QCOMPARE(m_server.records("open"_L1).first().value("alpn"_L1).toString(), alpn);
}

void CurlTransportTest::reportsStatusAndHeadersAsTheyAre_data()
{
    QTest::addColumn<QJsonObject>("answer");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char* name, const char* answer, int status, const char* header, const char* value) {
        QTest::newRow(name) << script(answer) << status << QByteArray(header) << QByteArray(value);
    };
    row("plain", R"({"body": "x"})", 200, "content-TYPE", "text/plain; charset=utf-8");
    row("429 with a time", R"({"status": 429, "headers": {"Retry-After": "1"}})", 429, "Retry-After", "1");
    row("429 without", R"({"status": 429})", 429, "Retry-After", "");
    row("503 as HTML", R"({"status": 503, "headers": {"Content-Type": "text/html"}, "body": "<p>"})", 503,
        "Content-Type", "text/html");
    row("500 Status", R"({"status": 500, "json": {"kind": "Status"}})", 500, "Content-Type", "application/json");
    row("captive portal (N16)",
        R"({"headers": {"Content-Type": "text/html"}, "body": "<html><form>log in</form></html>"})", 200,
        "Content-Type", "text/html");
    row("empty header", R"({"headers": {"X-A": ""}})", 200, "X-A", "");
    row("first of two", R"({"headers": [["Warning", "299 - \"a\""], ["Warning", "299 - \"b\""]]})", 200, "Warning",
        "299 - \"a\"");
    row("no content", R"({"status": 204})", 204, "X", "");
}

void CurlTransportTest::reportsStatusAndHeadersAsTheyAre()
{
    QFETCH(const QJsonObject, answer);
    QFETCH(const int, status);
    QFETCH(const QByteArray, header);
    QFETCH(const QByteArray, value);
    QVERIFY2(m_server.start({ { u"routes"_s, QJsonArray { answer } } }), qPrintable(m_server.error()));
    net::CurlTransport transport(directSettings());

    const auto response = fetch(transport, requestFor(m_server, u"/"_s));

    QVERIFY2(response, response ? "" : qPrintable(errorText(response.error())));
    QCOMPARE(response->head.status, status);
    QCOMPARE(response->head.header(header), value);
    QCOMPARE(m_server.requests().size(), 1);
}

void CurlTransportTest::decompressesOnRequest_data()
{
    QTest::addColumn<bool>("compression");
    QTest::addColumn<QString>("accepted");
    QTest::newRow("yes") << true << u"gzip"_s;
    QTest::newRow("no") << false << QString();
}

void CurlTransportTest::decompressesOnRequest()
{
    QFETCH(const bool, compression);
    QFETCH(const QString, accepted);
    QVERIFY2(m_server.start(script(R"({"routes": [
        {"body": "abc", "times": 100000, "gzip": true}]})")),
        qPrintable(m_server.error()));
    net::CurlTransport transport(directSettings());
    net::Request request = requestFor(m_server, u"/"_s);
    request.compression = compression;

    const auto response = fetch(transport, request);

    QVERIFY(response);
    const QJsonObject headers = m_server.requests().first().value("headers"_L1).toObject();
    QCOMPARE(headers.value("accept-encoding"_L1).toString(), accepted);
    QCOMPARE(response->body == QByteArray("abc").repeated(100000), compression);
}

void CurlTransportTest::streamsInPieces_data()
{
    QTest::addColumn<QJsonObject>("what");
    const char* const shapes[] = {
        R"({"chunks": [1], "body": "{\"a\":\"ü\"}\n"})",
        R"({"chunks": [3, 1, 100], "body": "{\"a\":\"ü\"}\n"})",
        R"({"steps": [{"send": "{\"a\":"}, {"wait_ms": 1}, {"send": "\"ü\"}\n"}]})",
        R"({"body": "{\"a\":\"ü\"}\n"})",
        R"({"until_close": true, "body": "{\"a\":\"ü\"}\n", "chunks": [2]})",
    };
    for (const auto& [kind, tls] : { std::pair("http/1.1", "none"), std::pair("h2", "good") }) {
        for (const char* shape : shapes) {
            const QJsonObject what { { u"tls"_s, QString::fromLatin1(tls) },
                { u"routes"_s, QJsonArray { script(shape) } } };
            QTest::addRow("%s %s", kind, shape) << what;
        }
    }
}

void CurlTransportTest::streamsInPieces()
{
    QFETCH(const QJsonObject, what);
    QVERIFY2(m_server.start(what), qPrintable(m_server.error()));
    net::CurlTransport transport(directSettings());

    for (const net::StreamKind kind : { net::StreamKind::List, net::StreamKind::Watch }) {
        StreamProbe probe;
        transport.stream(requestFor(m_server, u"/"_s), kind, probe.handler(), {});
        const Result<void> result = probe.result();

        QVERIFY2(result, result ? "" : qPrintable(errorText(result.error())));
        QCOMPARE(probe.status(), 200);
        QCOMPARE(probe.data(), QByteArray("{\"a\":\"ü\"}\n"));
    }
}

void CurlTransportTest::multiplexesRequestsOnOneConnection()
{
    QVERIFY2(m_server.start(script(R"({"tls": "good", "routes": [{"gate": "all", "body": "x"}]})")),
        qPrintable(m_server.error()));
    net::CurlTransport transport(directSettings());
    QList<QFuture<Result<net::Response>>> futures;
    for (int i = 0; i < 20; ++i)
        futures.append(transport.send(requestFor(m_server, u"/"_s), {}));

    QTRY_COMPARE(m_server.requests().size(), 20);
    m_server.release(u"all"_s);

    for (auto& future : futures) {
        future.waitForFinished();
        QVERIFY(future.result());
    }
    QCOMPARE(m_server.records("open"_L1).size(), 1);
}

void CurlTransportTest::keepsWatchesOnTheirOwnConnection()
{
    QVERIFY2(m_server.start(script(R"({"tls": "good", "routes": [
        {"path": "/watch", "steps": [{"send": "begun"}, {"end": "silent"}]}, {"path": "/get", "body": "x"}]})")),
        qPrintable(m_server.error()));
    net::CurlTransport transport(directSettings());
    StreamProbe first;
    StreamProbe second;
    CancelSource cancel;
    transport.stream(requestFor(m_server, u"/watch"_s), net::StreamKind::Watch, first.handler(), cancel.token());
    QVERIFY(first.waitForData("begun"));
    transport.stream(requestFor(m_server, u"/watch"_s), net::StreamKind::Watch, second.handler(), cancel.token());
    QVERIFY(second.waitForData("begun"));

    QVERIFY(fetch(transport, requestFor(m_server, u"/get"_s)));

    const QList<QJsonObject> requests = m_server.requests();
    QCOMPARE(requests.at(0).value("connection"_L1), requests.at(1).value("connection"_L1));
    QVERIFY(requests.at(0).value("connection"_L1) != requests.at(2).value("connection"_L1));
    cancel.cancel();
    QCOMPARE(first.result().error().code, ErrorCode::Cancelled);
    QCOMPARE(second.result().error().code, ErrorCode::Cancelled);
}

void CurlTransportTest::neverReusesAConnectionForAWrite()
{
    // On a kept connection libcurl would resend by itself what may already have had its effect.
    QVERIFY2(m_server.start(script(R"({"routes": [
        {"method": "GET", "body": "x"}, {"method": "PATCH", "raw": "", "end": "reset"}]})")),
        qPrintable(m_server.error()));
    net::CurlTransport transport(directSettings());
    QVERIFY(fetch(transport, requestFor(m_server, u"/"_s)));
    net::Request patch = requestFor(m_server, u"/"_s);
    patch.method = "PATCH";
    patch.body = "{}";

    const auto response = fetch(transport, patch);

    QVERIFY(!response);
    QCOMPARE(response.error().code, ErrorCode::Unreachable);
    const QList<QJsonObject> requests = m_server.requests();
    QCOMPARE(requests.size(), 2);
    QVERIFY(requests.at(0).value("connection"_L1) != requests.at(1).value("connection"_L1));
}

void CurlTransportTest::refusesBadRequests_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("proxy");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("words");
    const QString here = u"http://127.0.0.1:1/"_s;
    QTest::newRow("file") << u"file:///etc/passwd"_s << QString() << QByteArray("a") << u"not an http or https URL"_s;
    QTest::newRow("ftp") << u"ftp://a.example/"_s << QString() << QByteArray("a") << u"not an http or https URL"_s;
    QTest::newRow("nothing") << QString() << QString() << QByteArray("a") << u"not an http or https URL"_s;
    QTest::newRow("no host") << u"https:///x"_s << QString() << QByteArray("a") << u"not an http or https URL"_s;
    QTest::newRow("proxy scheme") << here << u"ftp://p.example"_s << QByteArray("a") << u"not ftp"_s;
    QTest::newRow("header line") << here << QString() << QByteArray("canary-7f3a\r\nX: y") << u"header X-Test"_s;
}

void CurlTransportTest::refusesBadRequests()
{
    QFETCH(const QString, url);
    QFETCH(const QString, proxy);
    QFETCH(const QByteArray, header);
    QFETCH(const QString, words);
    net::CurlTransport transport(directSettings());
    net::Request request;
    request.url = QUrl(url);
    request.proxy = QUrl(proxy);
    request.headers = { { "X-Test", header } };

    const auto response = fetch(transport, request);

    QVERIFY(!response);
    QCOMPARE(response.error().code, ErrorCode::InvalidInput);
    QVERIFY2(harmlessText(response.error()).contains(words), qPrintable(errorText(response.error())));
}

void CurlTransportTest::endsWhenCancelled_data()
{
    QTest::addColumn<QJsonObject>("what");
    QTest::addColumn<QLatin1StringView>("event");
    QTest::newRow("before the connection is accepted by TLS")
        << script(R"({"tls": "good", "connections": ["silent"]})") << "connection"_L1;
    QTest::newRow("before the answer") << script(R"({"routes": [{"silent": true}]})") << "request"_L1;
    QTest::newRow("in the body") << script(R"({"routes": [{"body": "x", "content_length": 9, "end": "silent"}]})")
                                 << "request"_L1;
    QTest::newRow("in the body, HTTP/2") << script(R"({"tls": "good", "routes": [{"body": "x", "end": "silent"}]})")
                                         << "request"_L1;
}

void CurlTransportTest::endsWhenCancelled()
{
    QFETCH(const QJsonObject, what);
    QFETCH(const QLatin1StringView, event);
    QVERIFY2(m_server.start(what), qPrintable(m_server.error()));
    net::CurlTransport transport(directSettings());
    CancelSource cancel;
    auto future = transport.send(requestFor(m_server, u"/"_s), cancel.token());
    QTRY_VERIFY(!m_server.records(event).isEmpty());

    cancel.cancel();
    future.waitForFinished();

    QCOMPARE(future.result().error().code, ErrorCode::Cancelled);
    auto late = transport.send(requestFor(m_server, u"/"_s), cancel.token());
    late.waitForFinished();
    QCOMPARE(late.result().error().code, ErrorCode::Cancelled);
    QCOMPARE(m_server.records(event).size(), 1);
}

void CurlTransportTest::leavesNothingOnALongLivedToken()
{
    QVERIFY2(m_server.start(script(R"({"tls": "good", "routes": [{"json": {}}]})")), qPrintable(m_server.error()));
    net::CurlTransport transport(directSettings());
    CancelSource session;
    for (int request = 0; request < 5; ++request) {
        auto future = transport.send(requestFor(m_server, u"/"_s), session.token());
        future.waitForFinished();
        QVERIFY(future.result());
        QTRY_COMPARE(session.token().pendingActions(), 0U);
    }
}

void CurlTransportTest::endsWhenTheHandlerSaysNo()
{
    QVERIFY2(m_server.start(script(R"({"tls": "good", "routes": [{"body": "x", "times": 50, "chunks": [1]}]})")),
        qPrintable(m_server.error()));
    net::CurlTransport transport(directSettings());
    StreamProbe probe;
    probe.refuseAfter(1);

    transport.stream(requestFor(m_server, u"/"_s), net::StreamKind::List, probe.handler(), {});

    QCOMPARE(probe.result().error().code, ErrorCode::Cancelled);
}

void CurlTransportTest::endsEverythingWhenDestroyed()
{
    QVERIFY2(m_server.start(script(R"({"tls": "good", "routes": [{"silent": true}]})")), qPrintable(m_server.error()));
    StreamProbe watch;
    QList<QFuture<Result<net::Response>>> futures;
    {
        net::CurlTransport transport(directSettings());
        transport.stream(requestFor(m_server, u"/"_s), net::StreamKind::Watch, watch.handler(), {});
        for (int i = 0; i < 5; ++i)
            futures.append(transport.send(requestFor(m_server, u"/"_s), {}));
        QTRY_COMPARE(m_server.requests().size(), 6);
        futures.append(transport.send(requestFor(m_server, u"/"_s), {}));
    }

    QCOMPARE(watch.result().error().code, ErrorCode::Cancelled);
    for (const auto& future : futures) {
        QVERIFY(future.isFinished());
        QCOMPARE(future.result().error().code, ErrorCode::Cancelled);
    }
}

void CurlTransportTest::survivesItsOwnHandlerBeingTheLastOwner()
{
    QVERIFY2(m_server.start(script(R"({"routes": [{"body": "x"}]})")), qPrintable(m_server.error()));
    QSemaphore done;
    auto transport = std::make_shared<net::CurlTransport>(directSettings());
    net::StreamHandler handler;
    handler.done = [&done, owner = transport](const Result<void>&) mutable {
        owner.reset();
        done.release();
    };

    net::CurlTransport& used = *transport;
    const net::Request request = requestFor(m_server, u"/"_s);
    used.stream(request, net::StreamKind::List, std::move(handler), {});
    transport.reset();

    QVERIFY(done.tryAcquire(1, 20s));
}

}

QTEST_GUILESS_MAIN(holdfast::tests::CurlTransportTest)
#include "CurlTransportTest.moc"
