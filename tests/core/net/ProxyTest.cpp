#include "tests/core/net/Probe.h"

using namespace Qt::StringLiterals;

namespace holdfast::tests {

/// Requests through a proxy: N13, N14, N18.
class ProxyTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tunnelsByName_data();
    void tunnelsByName();
    void namesTheProxysRefusal_data();
    void namesTheProxysRefusal();
    void followsTheEnvironmentsRules_data();
    void followsTheEnvironmentsRules();

private:
    FaultServer m_server;
};

void ProxyTest::tunnelsByName_data()
{
    QTest::addColumn<QString>("proxy");
    QTest::addColumn<QString>("kind");
    QTest::newRow("http") << u"http://127.0.0.1:%1"_s << u"http"_s;
    QTest::newRow("http with user") << u"http://visitor:canary-7f3a@127.0.0.1:%1"_s << u"http"_s;
    QTest::newRow("N14 socks5 sends the name") << u"socks5://127.0.0.1:%1"_s << u"socks5"_s;
    QTest::newRow("socks5h") << u"socks5h://127.0.0.1:%1"_s << u"socks5"_s;
}

void ProxyTest::tunnelsByName()
{
    QFETCH(const QString, proxy);
    QFETCH(const QString, kind);
    QVERIFY2(m_server.start(script(R"({"tls": "good", "routes": [{"body": "x"}]})")), qPrintable(m_server.error()));
    net::CurlTransport transport(directSettings());
    net::Request request = requestFor(m_server, u"/"_s);
    request.url = QUrl(u"https://api.cluster.example:6443/"_s);
    request.proxy = QUrl(proxy.arg(m_server.port()));

    const auto response = fetch(transport, request);

    QVERIFY2(response, response ? "" : qPrintable(errorText(response.error())));
    QCOMPARE(response->head.status, 200);
    const QJsonObject seen = m_server.records("proxy"_L1).first();
    QCOMPARE(seen.value("kind"_L1).toString(), kind);
    QCOMPARE(seen.value("target"_L1).toString(), u"api.cluster.example:6443"_s);
    const QJsonObject headers = seen.value("headers"_L1).toObject();
    QVERIFY(!headers.contains("authorization"_L1)); // the proxy never sees the cluster's token
    QCOMPARE(headers.contains("proxy-authorization"_L1), proxy.contains(u'@'));
}

void ProxyTest::namesTheProxysRefusal_data()
{
    QTest::addColumn<QJsonObject>("what");
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("words");
    QTest::newRow("N13 407") << script(R"({"tls": "good", "proxy": {"status": 407}})") << u"http"_s
                             << u"asks for authentication (407)"_s;
    QTest::newRow("403") << script(R"({"tls": "good", "proxy": {"status": 403}})") << u"http"_s
                         << u"refused to connect (status 403)"_s;
    QTest::newRow("502") << script(R"({"tls": "good", "proxy": {"status": 502}})") << u"http"_s
                         << u"refused to connect (status 502)"_s;
    QTest::newRow("socks") << script(R"({"tls": "good", "proxy": {"socks": 5}})") << u"socks5"_s
                           << u"refused to connect"_s;
}

void ProxyTest::namesTheProxysRefusal()
{
    QFETCH(const QJsonObject, what);
    QFETCH(const QString, scheme);
    QFETCH(const QString, words);
    QVERIFY2(m_server.start(what), qPrintable(m_server.error()));
    net::CurlTransport transport(directSettings());
    net::Request request = requestFor(m_server, u"/"_s);
    request.url = QUrl(u"https://api.cluster.example:6443/"_s);
    request.proxy = QUrl(u"%1://visitor:canary-7f3a@127.0.0.1:%2"_s.arg(scheme).arg(m_server.port()));

    const auto response = fetch(transport, request);

    QVERIFY(!response);
    const QString text = harmlessText(response.error());
    QVERIFY2(response.error().code == ErrorCode::Unreachable, qPrintable(text));
    QVERIFY2(text.contains(u"the proxy 127.0.0.1:%1 "_s.arg(m_server.port()) + words), qPrintable(text));
    QVERIFY(m_server.requests().isEmpty());
}

void ProxyTest::followsTheEnvironmentsRules_data()
{
    QTest::addColumn<QString>("noProxy");
    QTest::addColumn<bool>("direct");
    QTest::newRow("no exception") << QString() << false;
    QTest::newRow("N18 range that does not hold for names") << u"127.0.0.0/8"_s << false;
    QTest::newRow("name excepted") << u"cluster.example"_s << true;
    QTest::newRow("all excepted") << u"*"_s << true;
}

void ProxyTest::followsTheEnvironmentsRules()
{
    QFETCH(const QString, noProxy);
    QFETCH(const bool, direct);
    QVERIFY2(m_server.start(script(R"({"tls": "good", "routes": [{"body": "x"}]})")), qPrintable(m_server.error()));
    const QString port = QString::number(m_server.port());
    net::LoopSettings settings = directSettings({ "api.cluster.example:" + port.toLatin1() + ":127.0.0.1" });
    settings.proxies = { .httpsProxy = u"127.0.0.1:"_s + port, .httpProxy = {}, .noProxy = noProxy };
    net::CurlTransport transport(settings);
    net::Request request = requestFor(m_server, u"/"_s);
    request.url.setHost(u"api.cluster.example"_s);

    const auto response = fetch(transport, request);

    QVERIFY2(response, response ? "" : qPrintable(errorText(response.error())));
    QCOMPARE(m_server.records("proxy"_L1).isEmpty(), direct);
}

}

QTEST_GUILESS_MAIN(holdfast::tests::ProxyTest)
#include "ProxyTest.moc"
