#pragma once

#include "core/base/Cancel.h"
#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/kube/Kubeconfig.h"
#include "core/net/HttpTransport.h"

#include <QFuture>

#include <functional>
#include <memory>

namespace holdfast::kube {

/// What a request to a context's server carries: headers (Authorization, Impersonate-*), TLS material and proxy.
/// No credential goes to a server that is not https.
struct Authorization {
    QList<net::Header> headers;
    net::TlsOptions tls;
    QUrl proxy;
    bool compression = true;
};

/// Identifies an exec plugin for consent: absolute path, arguments hash, kubeconfig file.
struct ExecConsentKey {
    QString path;
    QStringList arguments;
    QString file;
    friend bool operator==(const ExecConsentKey&, const ExecConsentKey&) = default;
};

/// Asked before a plugin runs for the first time; answers on any thread, at once.
using ExecConsent = std::function<bool(const ExecConsentKey&)>;

/// Supplies and renews the credentials of one context: token files, certificate files, exec plugins with cache, one
/// run at a time, 60 s limit with the process group killed. Thread-safe.
class Credentials {
public:
    virtual ~Credentials() = default;
    /// Errors: ConsentNeeded, InvalidInput (a precise sentence per way a plugin can fail), Io, Cancelled, Unsupported.
    [[nodiscard]] virtual QFuture<Result<Authorization>> authorize(CancelToken cancel) = 0;
    /// The server said 401 to a request begun with what `authorize` gave: true where a fresh credential may help once.
    [[nodiscard]] virtual bool renewAfterUnauthorized() = 0;
};

class ExecPlugins;

/// What credentials need beside the context; each may be left out.
struct CredentialServices {
    std::shared_ptr<const Clock> clock; ///< default: the machine's
    std::shared_ptr<ExecPlugins> plugins; ///< shared by all contexts, so that equal plugins run once
};

/// The real one. `consent` decides about exec plugins.
[[nodiscard]] std::shared_ptr<Credentials> makeCredentials(
    Context context, ExecConsent consent, CredentialServices services = {});

}
