#include "core/net/ProxyRules.h"

#include <QByteArray>
#include <QStringList>

#include <algorithm>
#include <array>
#include <optional>

#include <arpa/inet.h>

using namespace Qt::StringLiterals;

namespace holdfast::net {

namespace {

/// An address as 16 bytes; IPv4 is mapped, so that both kinds compare alike.
using Address = std::array<unsigned char, 16>;

struct Target {
    QString host;
    int port;
    std::optional<Address> address;
};

std::optional<Address> parseAddress(QStringView text)
{
    if (text.startsWith(u'[') && text.endsWith(u']'))
        text = text.sliced(1, text.size() - 2);
    const QByteArray latin = text.toLatin1();
    Address address {};
    if (inet_pton(AF_INET6, latin.constData(), address.data()) == 1)
        return address;
    address = {};
    address[10] = address[11] = 0xff;
    if (inet_pton(AF_INET, latin.constData(), address.data() + 12) == 1)
        return address;
    return std::nullopt;
}

bool isLoopback(const Address& address)
{
    const bool mapped = address[10] == 0xff && address[11] == 0xff;
    return mapped ? address[12] == 127
                  : std::all_of(address.begin(), address.end() - 1, [](auto b) { return b == 0; }) && address[15] == 1;
}

bool inRange(const Address& address, QStringView range)
{
    const qsizetype slash = range.indexOf(u'/');
    const auto base = parseAddress(range.first(slash));
    bool isNumber = false;
    int bits = range.sliced(slash + 1).toInt(&isNumber);
    if (!base || !isNumber || bits < 0)
        return false;
    const bool isV4 = !range.first(slash).contains(u':');
    bits += isV4 ? 96 : 0;
    if (bits > 128)
        return false;
    for (std::size_t i = 0; bits > 0; ++i, bits -= 8) {
        const int mask = bits >= 8 ? 0xff : (0xff00 >> bits) & 0xff;
        if (((address[i] ^ (*base)[i]) & mask) != 0)
            return false;
    }
    return true;
}

/// Splits `host:port`; a bare IPv6 address has no port.
std::pair<QString, int> splitPort(const QString& entry)
{
    const qsizetype colon = entry.lastIndexOf(u':');
    if (colon < 0 || (entry.count(u':') > 1 && !entry.contains("]:"_L1)))
        return { entry, 0 };
    bool isNumber = false;
    const int port = entry.sliced(colon + 1).toInt(&isNumber);
    return isNumber ? std::pair(entry.first(colon), port) : std::pair(entry, 0);
}

bool matchesName(const QString& host, QString name)
{
    if (name.startsWith("*."_L1))
        name.remove(0, 1);
    if (name.startsWith(u'.'))
        return host.endsWith(name);
    return host == name || host.endsWith(u'.' + name);
}

bool matches(const QString& entry, const Target& target)
{
    if (entry == "*"_L1)
        return true;
    if (entry.contains(u'/'))
        return target.address && inRange(*target.address, entry);
    const auto [name, port] = splitPort(entry);
    if (name.isEmpty() || (port != 0 && port != target.port))
        return false;
    if (const auto address = parseAddress(name))
        return target.address == address;
    return !target.address && matchesName(target.host, name);
}

QString variable(const char* upper, const char* lower)
{
    const QString value = qEnvironmentVariable(upper);
    return value.isEmpty() ? qEnvironmentVariable(lower) : value;
}

}

ProxyRules ProxyRules::fromEnvironment()
{
    return { .httpsProxy = variable("HTTPS_PROXY", "https_proxy"),
        .httpProxy = variable("HTTP_PROXY", "http_proxy"),
        .noProxy = variable("NO_PROXY", "no_proxy") };
}

QUrl ProxyRules::proxyFor(const QUrl& url) const
{
    const bool isTls = url.scheme() == "https"_L1;
    const QString& proxy = isTls ? httpsProxy : httpProxy;
    if (proxy.isEmpty())
        return {};
    const QString host = url.host().toLower();
    const Target target { .host = host, .port = url.port(isTls ? 443 : 80), .address = parseAddress(host) };
    if (host == "localhost"_L1 || (target.address && isLoopback(*target.address)))
        return {};
    const QStringList entries = noProxy.toLower().split(u',', Qt::SkipEmptyParts);
    const bool isDirect
        = std::ranges::any_of(entries, [&target](const QString& entry) { return matches(entry.trimmed(), target); });
    return isDirect ? QUrl() : parseProxy(proxy);
}

QUrl parseProxy(const QString& text)
{
    return QUrl(text.contains("://"_L1) ? text : "http://"_L1 + text, QUrl::StrictMode);
}

}
