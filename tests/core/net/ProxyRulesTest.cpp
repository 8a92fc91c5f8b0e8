#include "core/net/ProxyRules.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace holdfast::net {

/// N18, and the rest of Go's rules about HTTPS_PROXY and NO_PROXY.
class ProxyRulesTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void decidesByNoProxy_data();
    void decidesByNoProxy();
    void choosesTheVariableByScheme();
    void readsBareProxiesAsHttp_data();
    void readsBareProxiesAsHttp();
    void prefersUpperCaseVariables();
};

void ProxyRulesTest::decidesByNoProxy_data()
{
    QTest::addColumn<QString>("noProxy");
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("direct");

    const auto row = [](const char* name, const char* noProxy, const char* url, bool direct) {
        QTest::newRow(name) << QString::fromLatin1(noProxy) << QString::fromLatin1(url) << direct;
    };
    row("nothing", "", "https://api.cluster.example", false);
    row("star", "*", "https://api.cluster.example", true);
    row("name", "api.cluster.example", "https://api.cluster.example", true);
    row("name in capitals", "API.Cluster.Example", "https://api.CLUSTER.example", true);
    row("domain covers names below", "cluster.example", "https://api.cluster.example", true);
    row("domain is no text suffix", "luster.example", "https://api.cluster.example", false);
    row("dotted domain covers names below", ".cluster.example", "https://api.cluster.example", true);
    row("dotted domain not itself", ".cluster.example", "https://cluster.example", false);
    row("starred domain", "*.cluster.example", "https://api.cluster.example", true);
    row("second of a list with blanks", "a.example , cluster.example", "https://api.cluster.example", true);
    row("empty entries", ",,", "https://api.cluster.example", false);
    row("port matches", "cluster.example:6443", "https://api.cluster.example:6443", true);
    row("port differs", "cluster.example:6443", "https://api.cluster.example", false);
    row("port is the default", "cluster.example:443", "https://api.cluster.example", true);
    row("address", "10.1.2.3", "https://10.1.2.3:6443", true);
    row("address with port", "10.1.2.3:6443", "https://10.1.2.3:6443", true);
    row("other address", "10.1.2.3", "https://10.1.2.4", false);
    row("address is no name suffix", "2.3", "https://10.1.2.3", false);
    row("CIDR 8", "10.0.0.0/8", "https://10.200.3.4", true);
    row("CIDR 8 outside", "10.0.0.0/8", "https://11.0.0.1", false);
    row("CIDR 20 inside", "172.16.16.0/20", "https://172.16.31.255", true);
    row("CIDR 20 outside", "172.16.16.0/20", "https://172.16.32.0", false);
    row("CIDR 32", "10.1.2.3/32", "https://10.1.2.3", true);
    row("CIDR 0", "0.0.0.0/0", "https://192.0.2.7", true);
    row("CIDR never matches a name", "0.0.0.0/0", "https://api.cluster.example", false);
    row("CIDR of nonsense", "10.0.0.0/x", "https://10.0.0.1", false);
    row("CIDR too long", "10.0.0.0/33", "https://10.0.0.0", false);
    row("CIDR 6 inside", "fd00:1234::/32", "https://[fd00:1234:5::1]:6443", true);
    row("CIDR 6 outside", "fd00:1234::/32", "https://[fd00:1235::1]", false);
    row("IPv6 address", "fd00::1", "https://[fd00::1]:6443", true);
    row("IPv6 in brackets with port", "[fd00::1]:6443", "https://[fd00::1]:6443", true);
    row("IPv4 range and IPv6 target", "0.0.0.0/0", "https://[fd00::1]", false);
    row("localhost is never proxied", "", "https://localhost:6443", true);
    row("loopback is never proxied", "", "https://127.8.9.1:6443", true);
    row("IPv6 loopback is never proxied", "", "https://[::1]:6443", true);
}

void ProxyRulesTest::decidesByNoProxy()
{
    QFETCH(const QString, noProxy);
    QFETCH(const QString, url);
    QFETCH(const bool, direct);
    const ProxyRules rules { .httpsProxy = u"http://proxy.example:3128"_s, .httpProxy = {}, .noProxy = noProxy };

    const QUrl proxy = rules.proxyFor(QUrl(url));

    QCOMPARE(proxy, direct ? QUrl() : QUrl(u"http://proxy.example:3128"_s));
}

void ProxyRulesTest::choosesTheVariableByScheme()
{
    const ProxyRules rules { .httpsProxy = u"http://secure.example:1"_s, .httpProxy = u"http://plain.example:2"_s };

    QCOMPARE(rules.proxyFor(QUrl(u"https://a.example"_s)).host(), u"secure.example"_s);
    QCOMPARE(rules.proxyFor(QUrl(u"http://a.example"_s)).host(), u"plain.example"_s);
    QCOMPARE(ProxyRules {}.proxyFor(QUrl(u"https://a.example"_s)), QUrl());
}

void ProxyRulesTest::readsBareProxiesAsHttp_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QUrl>("proxy");
    QTest::newRow("host and port") << u"proxy.example:3128"_s << QUrl(u"http://proxy.example:3128"_s);
    QTest::newRow("http") << u"http://proxy.example"_s << QUrl(u"http://proxy.example"_s);
    QTest::newRow("https") << u"https://proxy.example"_s << QUrl(u"https://proxy.example"_s);
    QTest::newRow("socks5") << u"socks5://proxy.example:1080"_s << QUrl(u"socks5://proxy.example:1080"_s);
    QTest::newRow("user") << u"u:p@proxy.example:1"_s << QUrl(u"http://u:p@proxy.example:1"_s);
}

void ProxyRulesTest::readsBareProxiesAsHttp()
{
    QFETCH(const QString, text);
    QFETCH(const QUrl, proxy);
    QCOMPARE(parseProxy(text), proxy);
}

void ProxyRulesTest::prefersUpperCaseVariables()
{
    qputenv("HTTPS_PROXY", "http://upper.example");
    qputenv("https_proxy", "http://lower.example");
    qputenv("HTTP_PROXY", "");
    qputenv("http_proxy", "http://plain.example");
    qputenv("NO_PROXY", "");
    qputenv("no_proxy", "10.0.0.0/8");

    QCOMPARE(ProxyRules::fromEnvironment(),
        (ProxyRules { u"http://upper.example"_s, u"http://plain.example"_s, u"10.0.0.0/8"_s }));
}

}

QTEST_GUILESS_MAIN(holdfast::net::ProxyRulesTest)
#include "ProxyRulesTest.moc"
