#include "tests/core/net/Probe.h"

using namespace Qt::StringLiterals;

namespace holdfast::tests {

/// The fault list's TLS group A1-A7, and client certificates.
class TlsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judgesTheServer_data();
    void judgesTheServer();
    void ignoresTheMachinesAuthoritiesWhenOneIsPinned();
    void insecureAcceptsAnyCertificate_data();
    void insecureAcceptsAnyCertificate();
    void showsTheHostNameWhileVerifyingAnother();
    void presentsTheClientCertificate_data();
    void presentsTheClientCertificate();
    void keepsClientIdentitiesApart();

private:
    FaultServer m_server;
};

void TlsTest::judgesTheServer_data()
{
    QTest::addColumn<QJsonObject>("what");
    QTest::addColumn<QString>("serverName");
    QTest::addColumn<QStringList>("words"); // none: accepted

    const auto row = [](const char* name, const char* what, const char* serverName, const QStringList& words) {
        QTest::newRow(name) << script(what) << QString::fromLatin1(serverName) << words;
    };
    row("accepted", R"({"tls": "good"})", "", {});
    row("A1, A2 unknown authority", R"({"tls": "wrong-ca"})", "",
        { u"authority that is not trusted"_s, u"issuer CN=stranger of the tests,O=tests"_s, u"SHA-256 fingerprint "_s,
            u"subject CN=faultserver"_s });
    row("A3 wrong name", R"({"tls": "wrong-name"})", "",
        { u"is for other.example, elsewhere.example, not for 127.0.0.1"_s, u"fingerprint"_s });
    row("A4 expired", R"({"tls": "expired"})", "", { u"the server's certificate expired on 20"_s, u"fingerprint"_s });
    row("A5 not yet valid", R"({"tls": "not-yet-valid"})", "",
        { u"not yet valid"_s, u"begins on 20"_s, u"check the local clock"_s });
    row("A6 right server name", R"({"tls": "good"})", "api.cluster.example", {});
    row("A6 right server name, HTTP/1.1", R"({"tls": "good", "protocols": ["http/1.1"]})", "api.cluster.example", {});
    row("A6 server name as an address", R"({"tls": "good"})", "::1", {});
    row("A6 wrong server name", R"({"tls": "good"})", "api.elsewhere.example",
        { u"is for localhost, api.cluster.example, 127.0.0.1, ::1, not for api.elsewhere.example"_s });
    row("common name only", R"({"tls": "cn-only"})", "localhost",
        { u"no subject alternative name"_s, u"subject CN=localhost"_s });
    row("TLS 1.1", R"({"tls": "good", "tls_version": "1.1"})", "", { u"TLS 1.2 or later"_s });
}

void TlsTest::judgesTheServer()
{
    QFETCH(const QJsonObject, what);
    QFETCH(const QString, serverName);
    QFETCH(const QStringList, words);
    QVERIFY2(m_server.start(what), qPrintable(m_server.error()));
    net::CurlTransport transport(directSettings());
    net::Request request = requestFor(m_server, u"/"_s);
    request.tls.serverName = serverName;

    const auto response = fetch(transport, request);

    QCOMPARE(m_server.requests().size(), words.isEmpty() ? 1 : 0);
    if (words.isEmpty()) {
        QVERIFY2(response, response ? "" : qPrintable(errorText(response.error())));
        return;
    }
    QVERIFY(!response);
    const QString text = harmlessText(response.error());
    QVERIFY2(response.error().code == ErrorCode::TlsRefused, qPrintable(text));
    for (const QString& word : words)
        QVERIFY2(text.contains(word), qPrintable(text));
    QVERIFY(!response.error().retryAfter);
}

void TlsTest::ignoresTheMachinesAuthoritiesWhenOneIsPinned()
{
    // The other way round: without a pinned authority the machine's own are asked, and do not know ours.
    QVERIFY2(m_server.start(script(R"({"tls": "good"})")), qPrintable(m_server.error()));
    net::CurlTransport transport(directSettings());
    net::Request request = requestFor(m_server, u"/"_s);

    const auto pinned = fetch(transport, request);
    request.tls.certificateAuthorities.clear();
    const auto unpinned = fetch(transport, request);

    QVERIFY(pinned);
    QVERIFY(!unpinned);
    QCOMPARE(unpinned.error().code, ErrorCode::TlsRefused);
    QVERIFY(unpinned.error().detail.contains("issuer CN=authority of the tests"_L1));
}

void TlsTest::insecureAcceptsAnyCertificate_data()
{
    QTest::addColumn<QString>("variant");
    for (const char* variant : { "good", "wrong-ca", "expired", "not-yet-valid", "wrong-name", "cn-only" })
        QTest::newRow(variant) << QString::fromLatin1(variant);
}

void TlsTest::insecureAcceptsAnyCertificate()
{
    QFETCH(const QString, variant);
    QVERIFY2(m_server.start({ { u"tls"_s, variant } }), qPrintable(m_server.error()));
    net::CurlTransport transport(directSettings());
    net::Request request = requestFor(m_server, u"/"_s);
    request.tls = { .insecureSkipVerify = true };

    const auto insecure = fetch(transport, request);
    request.tls = {};
    const auto secure = fetch(transport, request);

    QVERIFY2(insecure, insecure ? "" : qPrintable(errorText(insecure.error())));
    QVERIFY(!secure); // an insecure connection is never used for a request that wants verification
    QCOMPARE(secure.error().code, ErrorCode::TlsRefused);
}

void TlsTest::showsTheHostNameWhileVerifyingAnother()
{
    QVERIFY2(m_server.start(script(R"({"tls": "good"})")), qPrintable(m_server.error()));
    net::CurlTransport transport(directSettings());
    net::Request request = requestFor(m_server, u"/x"_s);
    request.tls.serverName = u"api.cluster.example"_s;

    QVERIFY(fetch(transport, request));

    const QString host = m_server.requests().first().value("headers"_L1).toObject().value("host"_L1).toString();
    QCOMPARE(host, u"127.0.0.1:%1"_s.arg(m_server.port()));
    QCOMPARE(m_server.records("open"_L1).first().value("serverName"_L1).toString(), u"api.cluster.example"_s);
}

void TlsTest::presentsTheClientCertificate_data()
{
    QTest::addColumn<QByteArray>("certificate"); // empty: the server's visitor
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("authority");
    QTest::addColumn<QString>("words");
    const QByteArray broken = "-----BEGIN CERTIFICATE-----\ncanary-7f3a\n-----END CERTIFICATE-----\n";
    const QByteArray encrypted = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
    QTest::newRow("good") << QByteArray() << QByteArray() << QByteArray() << QString();
    QTest::newRow("none") << QByteArray("-") << QByteArray("-") << QByteArray() << u"wants a client certificate"_s;
    QTest::newRow("no PEM") << QByteArray("canary-7f3a") << QByteArray() << QByteArray()
                            << u"client certificate or its key cannot be used"_s;
    QTest::newRow("broken PEM") << broken << QByteArray() << QByteArray()
                                << u"client certificate or its key cannot be used"_s;
    QTest::newRow("key is no PEM") << QByteArray() << QByteArray("canary-7f3a") << QByteArray()
                                   << u"client certificate or its key cannot be used"_s;
    QTest::newRow("encrypted key asks nobody")
        << QByteArray() << encrypted << QByteArray() << u"client certificate or its key cannot be used"_s;
    QTest::newRow("authority is no PEM") << QByteArray() << QByteArray() << QByteArray("canary-7f3a")
                                         << u"certificate authority data is not usable PEM"_s;
}

void TlsTest::presentsTheClientCertificate()
{
    QFETCH(const QByteArray, certificate);
    QFETCH(const QByteArray, key);
    QFETCH(const QByteArray, authority);
    QFETCH(const QString, words);
    QVERIFY2(m_server.start(script(R"({"tls": "client-cert"})")), qPrintable(m_server.error()));
    net::CurlTransport transport(directSettings());
    net::Request request = requestFor(m_server, u"/"_s);
    const auto chosen = [](const QByteArray& given, const QByteArray& usual) {
        return given.isEmpty() ? usual : given == "-" ? QByteArray() : given;
    };
    request.tls.clientCertificate = chosen(certificate, m_server.clientCertificate());
    request.tls.clientKey = chosen(key, m_server.clientKey());
    request.tls.certificateAuthorities = chosen(authority, m_server.authority());

    const auto response = fetch(transport, request);

    QCOMPARE(response.has_value(), words.isEmpty());
    if (response)
        return;
    const QString text = harmlessText(response.error());
    QVERIFY2(text.contains(words), qPrintable(text));
    QVERIFY2(response.error().code == ErrorCode::TlsRefused, qPrintable(text));
}

void TlsTest::keepsClientIdentitiesApart()
{
    QVERIFY2(m_server.start(script(R"({"tls": "client-cert"})")), qPrintable(m_server.error()));
    net::CurlTransport transport(directSettings());
    net::Request request = requestFor(m_server, u"/"_s);
    request.tls.clientCertificate = m_server.clientCertificate();
    request.tls.clientKey = m_server.clientKey();
    net::Request anonymous = requestFor(m_server, u"/"_s);

    const auto known = fetch(transport, request);
    const auto unknown = fetch(transport, anonymous);

    QVERIFY(known);
    QVERIFY(!unknown);
    QCOMPARE(m_server.requests().size(), 1);
}

}

QTEST_GUILESS_MAIN(holdfast::tests::TlsTest)
#include "TlsTest.moc"
