#pragma once

#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/manifest/Value.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>
#include <vector>

namespace holdfast::kube {

/// An exec credential plugin as configured.
struct ExecPlugin {
    QString command; ///< resolved against the file's folder when it has a path separator
    QStringList arguments;
    QList<std::pair<QString, QString>> environment;
    QString apiVersion;
    QString interactiveMode;
    QString installHint;
    bool provideClusterInfo = false;
    friend bool operator==(const ExecPlugin&, const ExecPlugin&) = default;
};

/// Acting as somebody else.
struct Impersonation {
    QString user;
    QString uid;
    QStringList groups;
    QMap<QString, QStringList> extra;
    friend bool operator==(const Impersonation&, const Impersonation&) = default;
};

/// A `clusters` entry; file paths are absolute.
struct ClusterConfig {
    QString name;
    QUrl server;
    QString tlsServerName;
    QString certificateAuthorityFile;
    QByteArray certificateAuthorityData; ///< PEM
    bool insecureSkipTlsVerify = false;
    QUrl proxy;
    bool disableCompression = false;
    manifest::Value execExtension; ///< extensions[client.authentication.k8s.io/exec]
    friend bool operator==(const ClusterConfig&, const ClusterConfig&) = default;
};

/// A `users` entry; file paths are absolute.
struct UserConfig {
    QString name;
    QByteArray token;
    QString tokenFile;
    QString clientCertificateFile;
    QByteArray clientCertificateData; ///< PEM
    QString clientKeyFile;
    QByteArray clientKeyData; ///< PEM
    std::optional<ExecPlugin> exec;
    Impersonation impersonation;
    QString unsupported; ///< names basic auth or an auth-provider; such a user is refused on use
    friend bool operator==(const UserConfig&, const UserConfig&) = default;
};

/// One context with its cluster and user resolved: all that a connection needs.
struct Context {
    ContextName name;
    ClusterConfig cluster;
    UserConfig user;
    QString nameSpace; ///< "default" when the context names none
    QString file; ///< the kubeconfig that defined the context
};

/// A context that cannot be used, with the reason; the others still load.
struct BrokenContext {
    ContextName name;
    Error error;
};

/// What the kubeconfig files say after clientcmd's merge.
struct Kubeconfig {
    std::vector<Context> contexts; ///< valid ones, in name order
    std::vector<BrokenContext> broken;
    ContextName current;
    std::vector<Error> problems; ///< files that could not be read or decoded, and duplicate names
    QStringList files; ///< the files that were read, in merge order
};

/// Where to look. An explicit file stands alone and must exist; else `environment` (KUBECONFIG) is split as the
/// platform does; else `home`/.kube/config.
struct KubeconfigSources {
    QString explicitFile;
    QString environment;
    QString home;
};

/// Sources as kubectl would take them now; `explicitFile` may be empty.
[[nodiscard]] KubeconfigSources defaultSources(const QString& explicitFile);

/// Loads and merges (clientcmd loader.go, merge.go, validation.go). NotFound where nothing is configured at all,
/// InvalidInput where an explicit file cannot be read; broken files beside good ones stand in `problems`.
[[nodiscard]] Result<Kubeconfig> loadKubeconfig(const KubeconfigSources& sources);

}
