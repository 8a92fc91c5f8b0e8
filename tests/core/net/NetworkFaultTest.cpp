#include "tests/core/net/Probe.h"

#include <QJsonArray>

#include <array>
#include <atomic>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace holdfast::tests {

/// The fault list's network group: what the transport says when the network, or the server, misbehaves.
class NetworkFaultTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesTheFault_data();
    void namesTheFault();
    void refusedConnectionIsUnreachable();
    void unknownHostIsUnreachableAndOthersStillWork();
    void deadAddressDoesNotHideALiveOne_data();
    void deadAddressDoesNotHideALiveOne();
    void slowDripEndsAListButNotAWatch_data();
    void slowDripEndsAListButNotAWatch();
    void blackHoleDoesNotPoisonTheNextRequest();
    void halfOpenWatchIsNoticedAndReplaced_data();
    void halfOpenWatchIsNoticedAndReplaced();
    void goAwayEndsAWatch_data();
    void goAwayEndsAWatch();
    void openConnectionsArePinged();
    void aLongAnswerKeepsNobodyWaiting();
    void suspendEndsWhatWasOpen();
    void redirectIsNotFollowed();
    void watchHasNoSizeLimit();

private:
    FaultServer m_server;
    FaultServer m_other;
};

void NetworkFaultTest::namesTheFault_data()
{
    QTest::addColumn<QJsonObject>("what");
    QTest::addColumn<int>("connect");
    QTest::addColumn<int>("total");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("broken"); // the connection broke after it stood: worth another GET

    struct Row {
        const char* name;
        const char* route;
        ErrorCode code;
        const char* words;
        bool broken = false;
        int total = 10'000;
        QLatin1StringView only = {};
    };
    const Row rows[] = {
        { "N3 silence instead of an answer", R"({"silent": true})", ErrorCode::Unreachable,
            "no complete answer from 127.0.0.1:", false, 150 },
        { "N3 silence after the headers", R"({"end": "silent", "steps": []})", ErrorCode::Unreachable, "within 150 ms",
            false, 150 },
        { "N5 reset before the answer", R"({"end": "reset", "raw": ""})", ErrorCode::Unreachable, "broken", true,
            10'000, "none"_L1 },
        { "N5 reset in a list", R"({"body": "{\"items\":[", "times": 100, "content_length": 9999, "end": "reset"})",
            ErrorCode::Unreachable, "", true },
        { "N8 body shorter than its length", R"({"body": "{\"items\":[]}", "content_length": 400, "end": "close"})",
            ErrorCode::Unreachable, "", true },
        { "N8 no last chunk", R"({"steps": [{"send": "{}"}, {"end": "close"}]})", ErrorCode::Unreachable, "", true },
        { "N9 gzip bomb", R"({"bomb": 67108864})", ErrorCode::LimitExceeded, "limit of 1048576 bytes" },
        { "N9 large body", R"({"body": "0123456789abcdef", "times": 70000})", ErrorCode::LimitExceeded,
            "limit of 1048576 bytes" },
        { "broken gzip", R"({"body": "no gzip", "headers": {"Content-Encoding": "gzip"}})", ErrorCode::Unreachable,
            "compression cannot be read" },
        { "headers without end", R"({"headers": {"X-Long": "HUGE"}})", ErrorCode::LimitExceeded, "", false, 10'000,
            "none"_L1 },
        { "no HTTP", R"({"raw": "SSH-2.0-OpenSSH_9.2\r\n"})", ErrorCode::Unreachable, "does not speak HTTP", false,
            10'000, "none"_L1 },
        { "stream reset", R"({"steps": [{"send": "{}"}, {"end": "rst:2"}]})", ErrorCode::Unreachable, "broken", true,
            10'000, "good"_L1 },
        { "GOAWAY in the answer", R"({"steps": [{"send": "{}"}, {"end": "goaway-now"}]})", ErrorCode::Unreachable, "",
            true, 10'000, "good"_L1 },
    };
    for (const QLatin1StringView tls : { "none"_L1, "good"_L1 }) {
        for (const Row& row : rows) {
            if (!row.only.isEmpty() && row.only != tls)
                continue;
            const QByteArray route = QByteArray(row.route).replace("HUGE", QByteArray(400'000, 'x'));
            const QJsonObject what { { u"tls"_s, tls }, { u"routes"_s, QJsonArray { script(route.constData()) } } };
            QTest::addRow("%s, %s", row.name, tls == "none"_L1 ? "HTTP/1.1" : "HTTP/2")
                << what << 10'000 << row.total << row.code << QString::fromUtf8(row.words) << row.broken;
        }
    }
    const auto connections = [](const char* action, const char* tls) {
        return QJsonObject { { u"tls"_s, QString::fromLatin1(tls) },
            { u"connections"_s, QJsonArray { QString::fromLatin1(action) } } };
    };
    QTest::newRow("N2 silence after accept, TLS")
        << connections("silent", "good") << 150 << 10'000 << ErrorCode::Unreachable << u"within 150 ms"_s << false;
    QTest::newRow("N2 silence after accept, plain")
        << connections("silent", "none") << 10'000 << 150 << ErrorCode::Unreachable << u"within 150 ms"_s << false;
    QTest::newRow("closed in the TLS handshake")
        << connections("close", "good") << 10'000 << 10'000 << ErrorCode::Unreachable << u"broken"_s << true;
    QTest::newRow("reset in the TLS handshake")
        << connections("reset", "good") << 10'000 << 10'000 << ErrorCode::Unreachable << u"broken"_s << true;
}

void NetworkFaultTest::namesTheFault()
{
    QFETCH(const QJsonObject, what);
    QFETCH(const int, connect);
    QFETCH(const int, total);
    QFETCH(const ErrorCode, code);
    QFETCH(const QString, words);
    QFETCH(const bool, broken);
    QVERIFY2(m_server.start(what), qPrintable(m_server.error()));
    net::CurlTransport transport(directSettings());
    net::Request request = requestFor(m_server, u"/api?token=canary-7f3a"_s);
    request.limits.connect = std::chrono::milliseconds(connect);
    request.limits.total = std::chrono::milliseconds(total);
    request.limits.bodyBytes = 1 << 20;

    const auto response = fetch(transport, request);

    QVERIFY(!response);
    const QString text = harmlessText(response.error());
    QVERIFY2(response.error().code == code, qPrintable(text));
    QVERIFY2(text.contains(words), qPrintable(text));
    QCOMPARE(response.error().retryAfter.has_value(), broken);
    QCOMPARE(response.error().where, Where(UrlPlace { m_server.url(u"/api"_s).toString() }));
    QVERIFY(m_server.requests().size() <= 1);
}

void NetworkFaultTest::refusedConnectionIsUnreachable()
{
    QVERIFY(m_server.start({}));
    const net::Request request = requestFor(m_server, u"/"_s);
    m_server.stop();
    net::CurlTransport transport(directSettings());

    const auto response = fetch(transport, request);

    QVERIFY(!response);
    QCOMPARE(response.error().code, ErrorCode::Unreachable);
    QCOMPARE(response.error().detail, u"connection refused by 127.0.0.1:%1"_s.arg(request.url.port()));
    QVERIFY(!response.error().retryAfter);
}

void NetworkFaultTest::unknownHostIsUnreachableAndOthersStillWork()
{
    QVERIFY(m_server.start(script(R"({"routes": [{"body": "x"}]})")));
    net::CurlTransport transport(directSettings());
    net::Request request = requestFor(m_server, u"/"_s);
    request.url.setHost(u"nowhere.invalid"_s);

    const auto unknown = fetch(transport, request);
    const auto known = fetch(transport, requestFor(m_server, u"/"_s));

    QVERIFY(!unknown);
    QCOMPARE(unknown.error().code, ErrorCode::Unreachable);
    QCOMPARE(unknown.error().detail, u"the host name nowhere.invalid cannot be resolved"_s);
    QVERIFY(known);
}

void NetworkFaultTest::deadAddressDoesNotHideALiveOne_data()
{
    QTest::addColumn<QByteArray>("addresses");
    QTest::newRow("N12 IPv6 refuses") << QByteArray("[::1],127.0.0.1");
    QTest::newRow("N12 IPv6 leads nowhere") << QByteArray("[100::1],127.0.0.1");
}

void NetworkFaultTest::deadAddressDoesNotHideALiveOne()
{
    QFETCH(const QByteArray, addresses);
    QVERIFY(m_server.start(script(R"({"tls": "good", "routes": [{"body": "x"}]})")));
    net::CurlTransport transport(
        directSettings({ "api.cluster.example:" + QByteArray::number(m_server.port()) + ':' + addresses }));
    net::Request request = requestFor(m_server, u"/"_s);
    request.url.setHost(u"api.cluster.example"_s);
    request.limits.connect = 3s;

    const auto response = fetch(transport, request);

    QVERIFY2(response, response ? "" : qPrintable(errorText(response.error())));
}

void NetworkFaultTest::slowDripEndsAListButNotAWatch_data()
{
    QTest::addColumn<QString>("tls");
    QTest::newRow("HTTP/1.1") << u"none"_s;
    QTest::newRow("HTTP/2") << u"good"_s;
}

void NetworkFaultTest::slowDripEndsAListButNotAWatch()
{
    QFETCH(const QString, tls);
    const QJsonObject drip = script(R"({"body": "x", "times": 30, "chunks": [1], "delay_ms": 10})");
    QVERIFY(m_server.start({ { u"tls"_s, tls }, { u"routes"_s, QJsonArray { drip } } }));
    net::CurlTransport transport(directSettings());
    net::Request request = requestFor(m_server, u"/"_s);
    request.limits.silence = 150ms;
    StreamProbe list;
    StreamProbe watch;

    transport.stream(request, net::StreamKind::List, list.handler(), {});
    transport.stream(request, net::StreamKind::Watch, watch.handler(), {});

    const Result<void> ended = list.result();
    QVERIFY(!ended);
    QCOMPARE(ended.error().code, ErrorCode::Unreachable);
    QVERIFY2(ended.error().detail.contains("for 150 ms"_L1), qPrintable(ended.error().detail));
    QVERIFY(watch.result());
    QCOMPARE(watch.data().size(), 30);
}

void NetworkFaultTest::blackHoleDoesNotPoisonTheNextRequest()
{
    QVERIFY(m_server.start(script(R"({"tls": "good", "routes": [
        {"path": "/watch", "steps": [{"send": "begun"}, {"end": "silent"}]}, {"path": "/get", "body": "x"}]})")));
    net::CurlTransport transport(directSettings());
    StreamProbe watch;
    CancelSource cancel;
    transport.stream(requestFor(m_server, u"/watch"_s), net::StreamKind::Watch, watch.handler(), cancel.token());
    QVERIFY(watch.waitForData("begun"));
    QVERIFY(fetch(transport, requestFor(m_server, u"/get"_s)));
    m_server.blackHole();
    net::Request request = requestFor(m_server, u"/get"_s);
    request.limits.total = 150ms;

    const auto lost = fetch(transport, request);
    request.limits.total = 10s;
    const auto next = fetch(transport, request);

    QVERIFY(!lost);
    QCOMPARE(lost.error().code, ErrorCode::Unreachable);
    QVERIFY2(next, next ? "" : qPrintable(errorText(next.error())));
    QCOMPARE(m_server.records("open"_L1).size(), 3);
}

void NetworkFaultTest::halfOpenWatchIsNoticedAndReplaced_data()
{
    slowDripEndsAListButNotAWatch_data();
}

void NetworkFaultTest::halfOpenWatchIsNoticedAndReplaced()
{
    QFETCH(const QString, tls);
    const QJsonObject route = script(R"({"steps": [{"send": "begun"}, {"end": "silent"}]})");
    QVERIFY(m_server.start({ { u"tls"_s, tls }, { u"routes"_s, QJsonArray { route } } }));
    net::CurlTransport transport(directSettings());
    net::Request request = requestFor(m_server, u"/"_s);
    request.limits.silence = 150ms;
    StreamProbe first;
    StreamProbe second;
    CancelSource cancel;
    transport.stream(request, net::StreamKind::Watch, first.handler(), {});
    QVERIFY(first.waitForData("begun"));
    m_server.blackHole();

    const Result<void> ended = first.result();
    request.limits.silence = 10s;
    transport.stream(request, net::StreamKind::Watch, second.handler(), cancel.token());

    QVERIFY(!ended);
    QCOMPARE(ended.error().code, ErrorCode::Unreachable);
    QVERIFY(second.waitForData("begun"));
    cancel.cancel();
    QVERIFY(second.waitForDone());
}

void NetworkFaultTest::goAwayEndsAWatch_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<bool>("clean");
    QTest::newRow("N7 after the stream's end") << u"goaway"_s << true;
    QTest::newRow("N7 in the stream") << u"goaway-now"_s << false;
}

void NetworkFaultTest::goAwayEndsAWatch()
{
    QFETCH(const QString, how);
    QFETCH(const bool, clean);
    const QJsonObject going { { u"steps"_s,
        QJsonArray { QJsonObject { { u"send"_s, u"begun"_s } }, QJsonObject { { u"end"_s, how } } } } };
    const QJsonObject staying = script(R"({"steps": [{"send": "again"}, {"end": "silent"}]})");
    QVERIFY(m_server.start({ { u"tls"_s, u"good"_s },
        { u"routes"_s, QJsonArray { QJsonObject { { u"answers"_s, QJsonArray { going, staying } } } } } }));
    net::CurlTransport transport(directSettings());
    StreamProbe first;
    StreamProbe second;
    CancelSource cancel;

    transport.stream(requestFor(m_server, u"/"_s), net::StreamKind::Watch, first.handler(), {});
    const Result<void> ended = first.result();
    transport.stream(requestFor(m_server, u"/"_s), net::StreamKind::Watch, second.handler(), cancel.token());

    QCOMPARE(first.data(), QByteArray("begun"));
    QCOMPARE(ended.has_value(), clean);
    QVERIFY(second.waitForData("again"));
    cancel.cancel();
    QVERIFY(second.waitForDone());
    QCOMPARE(m_server.requests().size(), 2);
}

void NetworkFaultTest::openConnectionsArePinged()
{
    QVERIFY(m_server.start(script(R"({"tls": "good", "routes": [
        {"steps": [{"send": "begun"}, {"gate": "go"}, {"send": "more"}]}]})")));
    net::LoopSettings settings = directSettings();
    settings.pingInterval = 20ms;
    net::CurlTransport transport(settings);
    StreamProbe watch;

    transport.stream(requestFor(m_server, u"/"_s), net::StreamKind::Watch, watch.handler(), {});
    QVERIFY(watch.waitForData("begun"));

    QTRY_VERIFY(m_server.records("ping"_L1).size() >= 3);
    m_server.release(u"go"_s);

    QVERIFY(watch.result());
    QCOMPARE(watch.data(), QByteArray("begunmore"));
}

void NetworkFaultTest::aLongAnswerKeepsNobodyWaiting()
{
    // A server that has only HTTP/1.1 and an answer that never ends: the others open connections of their own.
    QVERIFY(m_server.start(script(R"({"tls": "good", "protocols": ["http/1.1"], "routes": [
        {"path": "/long", "steps": [{"send": "begun"}, {"send": "0123456789", "times": 100000}, {"end": "silent"}]},
        {"steps": [{"send": "other"}, {"end": "silent"}]}]})")));
    net::CurlTransport transport(directSettings());
    CancelSource cancel;
    StreamProbe first;
    std::array<StreamProbe, 6> others;
    transport.stream(requestFor(m_server, u"/long"_s), net::StreamKind::Watch, first.handler(), cancel.token());
    for (StreamProbe& other : others)
        transport.stream(requestFor(m_server, u"/other"_s), net::StreamKind::Watch, other.handler(), cancel.token());

    for (StreamProbe& other : others)
        QVERIFY(other.waitForData("other"));
    QCOMPARE(m_server.records("open"_L1).size(), 7);
    cancel.cancel();
    QVERIFY(first.waitForDone());
    for (StreamProbe& other : others)
        QVERIFY(other.waitForDone());
}

void NetworkFaultTest::suspendEndsWhatWasOpen()
{
    QVERIFY(m_server.start(script(R"({"tls": "good", "routes": [
        {"path": "/watch", "steps": [{"send": "begun"}, {"end": "silent"}]}, {"path": "/get", "body": "x"}]})")));
    const auto slept = std::make_shared<std::atomic_int>(100);
    net::LoopSettings settings = directSettings();
    settings.suspended = [slept] { return std::chrono::seconds(slept->load()); };
    net::CurlTransport transport(settings);
    StreamProbe watch;
    transport.stream(requestFor(m_server, u"/watch"_s), net::StreamKind::Watch, watch.handler(), {});
    QVERIFY(watch.waitForData("begun"));

    *slept = 700;
    const auto next = fetch(transport, requestFor(m_server, u"/get"_s));

    const Result<void> ended = watch.result();
    QVERIFY(!ended);
    QVERIFY2(ended.error().detail.contains("suspended"_L1), qPrintable(ended.error().detail));
    QVERIFY(ended.error().retryAfter);
    QVERIFY2(next, next ? "" : qPrintable(errorText(next.error())));
}

void NetworkFaultTest::redirectIsNotFollowed()
{
    QVERIFY(m_other.start(script(R"({"routes": [{"body": "stolen"}]})")));
    const QJsonObject route { { u"status"_s, 302 },
        { u"headers"_s, QJsonObject { { u"Location"_s, m_other.url(u"/token"_s).toString() } } } };
    QVERIFY(m_server.start({ { u"routes"_s, QJsonArray { route } } }));
    net::CurlTransport transport(directSettings());

    const auto response = fetch(transport, requestFor(m_server, u"/"_s));

    QVERIFY(response);
    QCOMPARE(response->head.status, 302);
    QVERIFY(m_server.requests().first().value("headers"_L1).toObject().contains("authorization"_L1));
    QVERIFY(m_other.records().isEmpty());
}

void NetworkFaultTest::watchHasNoSizeLimit()
{
    QVERIFY(m_server.start(script(R"({"routes": [{"body": "0123456789", "times": 1000}]})")));
    net::CurlTransport transport(directSettings());
    net::Request request = requestFor(m_server, u"/"_s);
    request.limits.bodyBytes = 100;
    StreamProbe list;
    StreamProbe watch;

    transport.stream(request, net::StreamKind::List, list.handler(), {});
    transport.stream(request, net::StreamKind::Watch, watch.handler(), {});

    QCOMPARE(list.result().error().code, ErrorCode::LimitExceeded);
    QVERIFY(watch.result());
    QCOMPARE(watch.data().size(), 10'000);
}

}

QTEST_GUILESS_MAIN(holdfast::tests::NetworkFaultTest)
#include "NetworkFaultTest.moc"
