#include "core/kube/KubeconfigCheck.h"

#include <QRegularExpression>

namespace holdfast::kube {

namespace {

using Checked = Result<void>;

std::unexpected<Error> refuse(const FilePlace& place, const QString& why)
{
    return fail(ErrorCode::InvalidInput, place, why);
}

QString quoted(const char* what, const QString& name)
{
    return QStringLiteral("%1 \"%2\"").arg(QLatin1String(what), name);
}

Checked checkNames(const ContextParts& parts)
{
    const RawContext& context = *parts.context;
    const QString who = quoted("context", context.name);
    if (context.name.isEmpty())
        return refuse(context.place, QStringLiteral("a context has no name; give it one"));
    if (context.cluster.isEmpty())
        return refuse(context.place, who + QStringLiteral(" names no cluster; add `cluster`"));
    if (parts.cluster == nullptr)
        return refuse(context.place,
            QStringLiteral("%1 names cluster \"%2\", which is not defined; add it or correct the name")
                .arg(who, context.cluster));
    if (parts.user == nullptr && !context.user.isEmpty())
        return refuse(context.place,
            QStringLiteral("%1 names user \"%2\", which is not defined; add it or correct the name")
                .arg(who, context.user));
    static const QRegularExpression label(QStringLiteral("\\A[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\z"));
    if (!context.nameSpace.isEmpty() && !label.match(context.nameSpace).hasMatch())
        return refuse(context.place,
            QStringLiteral("%1 has namespace \"%2\", which is no DNS label: lower-case letters, digits and hyphens, "
                           "at most 63")
                .arg(who, context.nameSpace));
    return {};
}

/// client-go's DefaultServerURL: a bare host and port is taken too, with https where TLS is configured.
Result<QUrl> serverUrl(const RawCluster& cluster, bool defaultTls)
{
    const auto refused = [&cluster](const QString& why) {
        return refuse(cluster.place,
            QStringLiteral("%1: server \"%2\" %3")
                .arg(quoted("cluster", cluster.config.name), QUrl(cluster.server).toDisplayString(QUrl::RemoveUserInfo),
                    why));
    };
    QUrl url(cluster.server, QUrl::StrictMode);
    if (!cluster.server.contains(QLatin1String("://"))) {
        url = QUrl(
            (defaultTls ? QStringLiteral("https://") : QStringLiteral("http://")) + cluster.server, QUrl::StrictMode);
        if (url.isValid() && !url.path().isEmpty() && url.path() != QLatin1String("/"))
            return refused(QStringLiteral("has no scheme; write https:// before it"));
    }
    if (!url.isValid() || url.host().isEmpty())
        return refused(QStringLiteral("is no URL and no host:port; correct it"));
    if (url.scheme() != QLatin1String("https") && url.scheme() != QLatin1String("http"))
        return refused(QStringLiteral("is not http or https; correct the scheme"));
    if (!url.userInfo().isEmpty())
        return refused(QStringLiteral("holds a user name or password; basic authentication is not supported"));
    url.setQuery(QString());
    url.setFragment(QString());
    return url;
}

Result<QUrl> proxyUrl(const RawCluster& cluster)
{
    if (cluster.proxy.isEmpty())
        return QUrl();
    const QUrl url(cluster.proxy, QUrl::StrictMode);
    const QString scheme = url.scheme();
    const bool known
        = scheme == QLatin1String("http") || scheme == QLatin1String("https") || scheme == QLatin1String("socks5");
    if (!url.isValid() || url.host().isEmpty() || !known)
        return refuse(cluster.place,
            QStringLiteral("%1: proxy-url \"%2\" must be an http, https or socks5 URL; correct it")
                .arg(
                    quoted("cluster", cluster.config.name), QUrl(cluster.proxy).toDisplayString(QUrl::RemoveUserInfo)));
    return url;
}

bool hasCertificate(const UserConfig& user)
{
    return !user.clientCertificateFile.isEmpty() || !user.clientCertificateData.isEmpty();
}

Checked checkCluster(const RawCluster& cluster)
{
    const ClusterConfig& config = cluster.config;
    const QString who = quoted("cluster", config.name);
    if (cluster.server.isEmpty())
        return refuse(cluster.place, who + QStringLiteral(" has no server; add `server: https://HOST:PORT`"));
    if (!config.certificateAuthorityFile.isEmpty() && !config.certificateAuthorityData.isEmpty())
        return refuse(cluster.place,
            who + QStringLiteral(" has both certificate-authority and certificate-authority-data; keep one"));
    const bool hasAuthority = !config.certificateAuthorityFile.isEmpty() || !config.certificateAuthorityData.isEmpty();
    if (config.insecureSkipTlsVerify && hasAuthority)
        return refuse(cluster.place,
            who
                + QStringLiteral(" has both insecure-skip-tls-verify and a certificate authority; remove "
                                 "insecure-skip-tls-verify"));
    return {};
}

Checked checkCertificate(const RawUser& user)
{
    const UserConfig& config = user.config;
    const QString who = quoted("user", config.name);
    if (!config.clientCertificateFile.isEmpty() && !config.clientCertificateData.isEmpty())
        return refuse(
            user.place, who + QStringLiteral(" has both client-certificate and client-certificate-data; keep one"));
    if (!config.clientKeyFile.isEmpty() && !config.clientKeyData.isEmpty())
        return refuse(user.place, who + QStringLiteral(" has both client-key and client-key-data; keep one"));
    const bool hasKey = !config.clientKeyFile.isEmpty() || !config.clientKeyData.isEmpty();
    if (hasCertificate(config) && !hasKey)
        return refuse(user.place,
            who + QStringLiteral(" has a client certificate without its key; add client-key or client-key-data"));
    return {};
}

Checked checkExec(const RawUser& user)
{
    const ExecPlugin& exec = *user.config.exec;
    const QString who = quoted("user", user.config.name) + QStringLiteral(": exec ");
    if (!user.authProvider.isEmpty())
        return refuse(user.place, who + QStringLiteral("and auth-provider exclude each other; keep one"));
    if (exec.command.isEmpty())
        return refuse(user.place, who + QStringLiteral("has no command; add `command`"));
    if (exec.apiVersion.isEmpty())
        return refuse(
            user.place, who + QStringLiteral("has no apiVersion; add `apiVersion: client.authentication.k8s.io/v1`"));
    const bool first = exec.apiVersion == QLatin1String("client.authentication.k8s.io/v1");
    if (!first && exec.apiVersion != QLatin1String("client.authentication.k8s.io/v1beta1"))
        return refuse(user.place,
            who
                + QStringLiteral("has apiVersion \"%1\"; only client.authentication.k8s.io/v1 and v1beta1 are "
                                 "supported, update the plugin")
                    .arg(exec.apiVersion));
    for (const auto& [name, value] : exec.environment) {
        if (name.isEmpty())
            return refuse(user.place, who + QStringLiteral("has an env entry without a name; name or remove it"));
    }
    static const QStringList modes { QStringLiteral("Never"), QStringLiteral("IfAvailable"), QStringLiteral("Always") };
    if (exec.interactiveMode.isEmpty() && first)
        return refuse(user.place, who + QStringLiteral("has no interactiveMode; add Never, IfAvailable or Always"));
    if (!exec.interactiveMode.isEmpty() && !modes.contains(exec.interactiveMode))
        return refuse(user.place,
            who
                + QStringLiteral("has interactiveMode \"%1\"; use Never, IfAvailable or Always")
                    .arg(exec.interactiveMode));
    return {};
}

Checked checkUser(const RawUser& user)
{
    const UserConfig& config = user.config;
    const QString who = quoted("user", config.name);
    if (!config.token.isEmpty() && user.basic)
        return refuse(user.place, who + QStringLiteral(" has both a token and basic authentication; keep the token"));
    if (const Checked certificate = checkCertificate(user); !certificate)
        return certificate;
    if (config.exec) {
        if (const Checked exec = checkExec(user); !exec)
            return exec;
    }
    const Impersonation& as = config.impersonation;
    if (as.user.isEmpty() && (!as.uid.isEmpty() || !as.groups.isEmpty() || !as.extra.isEmpty()))
        return refuse(
            user.place, who + QStringLiteral(" has as-uid, as-groups or as-user-extra without `as`; add the user"));
    return {};
}

UserConfig completed(const RawUser& user)
{
    UserConfig config = user.config;
    if (config.exec && config.exec->interactiveMode.isEmpty())
        config.exec->interactiveMode = QStringLiteral("IfAvailable");
    if (user.basic)
        config.unsupported = QStringLiteral("basic authentication");
    else if (!user.authProvider.isEmpty())
        config.unsupported = QStringLiteral("auth-provider \"%1\"").arg(user.authProvider);
    return config;
}

}

Result<Context> checkContext(const ContextParts& parts)
{
    if (const Checked names = checkNames(parts); !names)
        return std::unexpected(names.error());
    if (const Checked cluster = checkCluster(*parts.cluster); !cluster)
        return std::unexpected(cluster.error());
    if (parts.user != nullptr) {
        if (const Checked user = checkUser(*parts.user); !user)
            return std::unexpected(user.error());
    }
    Context context { .name = ContextName(parts.context->name),
        .cluster = parts.cluster->config,
        .user = parts.user != nullptr ? completed(*parts.user) : UserConfig {},
        .nameSpace = parts.context->nameSpace.isEmpty() ? QStringLiteral("default") : parts.context->nameSpace,
        .file = parts.context->place.file };
    const ClusterConfig& cluster = context.cluster;
    const bool defaultTls = cluster.insecureSkipTlsVerify || !cluster.certificateAuthorityFile.isEmpty()
        || !cluster.certificateAuthorityData.isEmpty() || hasCertificate(context.user);
    const Result<QUrl> server = serverUrl(*parts.cluster, defaultTls);
    if (!server)
        return std::unexpected(server.error());
    const Result<QUrl> proxy = proxyUrl(*parts.cluster);
    if (!proxy)
        return std::unexpected(proxy.error());
    context.cluster.server = *server;
    context.cluster.proxy = *proxy;
    return context;
}

}
