#pragma once

#include <QString>
#include <QUrl>

namespace holdfast::net {

/// Which proxy the environment asks for, by Go's rules (golang.org/x/net/http/httpproxy), which kubectl follows.
struct ProxyRules {
    QString httpsProxy;
    QString httpProxy;
    QString noProxy; ///< names, .suffixes, addresses, CIDR ranges, each with an optional port; or *

    /// The process's variables; upper case before lower case.
    [[nodiscard]] static ProxyRules fromEnvironment();

    /// The proxy for a URL; empty means a direct connection. Loopback is always direct.
    [[nodiscard]] QUrl proxyFor(const QUrl& url) const;

    friend bool operator==(const ProxyRules&, const ProxyRules&) = default;
};

/// A proxy as written, where a bare host:port means http.
[[nodiscard]] QUrl parseProxy(const QString& text);

}
