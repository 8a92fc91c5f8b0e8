#include "core/git/Forge.h"

#include <QRegularExpression>

namespace holdfast::git {

namespace {

/// `git@host:owner/name.git` as the URL that it stands for.
QUrl asUrl(const QString& remote)
{
    static const QRegularExpression scp(QStringLiteral("^(?:[^@/]+@)?([^:/]+):(?!/)(.+)$"));
    if (remote.contains(QLatin1String("://")))
        return QUrl(remote);
    const QRegularExpressionMatch match = scp.match(remote);
    return match.hasMatch() ? QUrl(QStringLiteral("ssh://%1/%2").arg(match.captured(1), match.captured(2))) : QUrl();
}

/// Where the forge's web server is: ssh has a port of its own.
QUrl webServer(const QUrl& url)
{
    const bool web = url.scheme().startsWith(QLatin1String("http"));
    QUrl server;
    server.setScheme(web ? url.scheme() : QStringLiteral("https"));
    server.setHost(url.host());
    if (web)
        server.setPort(url.port());
    return server;
}

QString projectOf(const QUrl& url)
{
    QString path = url.path();
    while (path.startsWith(u'/'))
        path.remove(0, 1);
    while (path.endsWith(u'/'))
        path.chop(1);
    if (path.endsWith(QLatin1String(".git")))
        path.chop(4);
    return path.contains(u'/') ? path : QString();
}

QString apiPath(ForgeKind kind)
{
    switch (kind) {
    case ForgeKind::GitHub:
        return QStringLiteral("/api/v3");
    case ForgeKind::GitLab:
        return QStringLiteral("/api/v4");
    case ForgeKind::Gitea:
        return QStringLiteral("/api/v1");
    }
    return {};
}

}

std::optional<ForgeSite> siteAs(ForgeKind kind, const QString& remote)
{
    const QUrl url = asUrl(remote);
    const QString project = projectOf(url);
    if (url.host().isEmpty() || project.isEmpty())
        return std::nullopt;
    QUrl api = webServer(url);
    if (kind == ForgeKind::GitHub && url.host() == QLatin1String("github.com"))
        api = QUrl(QStringLiteral("https://api.github.com"));
    else
        api.setPath(apiPath(kind));
    return ForgeSite { .kind = kind, .api = api, .project = project };
}

std::optional<ForgeSite> knownSite(const QString& remote)
{
    const QString host = asUrl(remote).host();
    if (host == QLatin1String("github.com"))
        return siteAs(ForgeKind::GitHub, remote);
    if (host == QLatin1String("gitlab.com") || host.startsWith(QLatin1String("gitlab.")))
        return siteAs(ForgeKind::GitLab, remote);
    if (host == QLatin1String("codeberg.org") || host == QLatin1String("gitea.com")
        || host.startsWith(QLatin1String("gitea.")) || host.startsWith(QLatin1String("forgejo.")))
        return siteAs(ForgeKind::Gitea, remote);
    return std::nullopt;
}

}
