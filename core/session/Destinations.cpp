#include "core/session/Destinations.h"

#include "core/base/Async.h"
#include "core/gitops/ObjectReading.h"
#include "core/kube/KubeCalls.h"
#include "core/manifest/JsonReader.h"
#include "core/manifest/YamlReader.h"

#include <QSet>
#include <QUrl>

#include <algorithm>

namespace holdfast::session {

using gitops::text;
using manifest::Value;

namespace {

QString canonical(const QString& server)
{
    QUrl url(server.trimmed(), QUrl::StrictMode);
    const int port = url.port(url.scheme() == QLatin1String("http") ? 80 : 443);
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    return url.scheme().toLower() + QStringLiteral("://") + url.host().toLower() + u':' + QString::number(port) + path;
}

QByteArray secretValue(const Value& secret, const char* key)
{
    return QByteArray::fromBase64(QByteArray::fromStdString(std::string(secret["data"][key].text())));
}

QByteArray decoded(const Value& base64)
{
    return QByteArray::fromBase64(QByteArray::fromStdString(std::string(base64.text())));
}

/// The certificates of a PEM bundle, whatever stands between them and however their lines are broken.
QSet<QByteArray> certificatesIn(const QByteArray& pem)
{
    static const QByteArray begin = "-----BEGIN CERTIFICATE-----";
    QSet<QByteArray> all;
    for (qsizetype at = pem.indexOf(begin); at >= 0; at = pem.indexOf(begin, at + 1)) {
        const qsizetype from = at + begin.size();
        all.insert(QByteArray::fromBase64(pem.mid(from, pem.indexOf("-----END", from) - from)));
    }
    return all;
}

}

bool isInCluster(const gitops::Destination& destination)
{
    if (!destination.kubeConfigSecret.isEmpty())
        return false;
    if (destination.server.isEmpty())
        return destination.name.isEmpty() || destination.name == u"in-cluster";
    const QString host = QUrl(destination.server).host();
    return host == u"kubernetes.default.svc" || host == u"kubernetes.default.svc.cluster.local"
        || host == u"kubernetes.default";
}

bool sameServer(const QString& left, const QString& right)
{
    return !left.isEmpty() && !right.isEmpty() && canonical(left) == canonical(right);
}

ClusterAddress kubeconfigAddress(const Value& secret)
{
    QByteArray content = secretValue(secret, "value");
    if (content.isEmpty())
        content = secretValue(secret, "value.yaml");
    const auto documents = manifest::readYaml(std::string_view(content), QStringLiteral("kubeconfig"));
    if (!documents || documents->empty())
        return {};
    const Value& config = documents->front().value;
    QString cluster;
    for (const Value& entry : config["contexts"].list())
        if (entry["name"].text() == config["current-context"].text())
            cluster = text(entry["context"]["cluster"]);
    for (const Value& entry : config["clusters"].list())
        if (cluster.isEmpty() || text(entry["name"]) == cluster)
            return { .server = text(entry["cluster"]["server"]),
                .authority = decoded(entry["cluster"]["certificate-authority-data"]) };
    return {};
}

ClusterAddress argoClusterAddress(const std::vector<Value>& secrets, const gitops::Destination& destination)
{
    for (const Value& secret : secrets) {
        const QString server = QString::fromUtf8(secretValue(secret, "server"));
        const bool meant = destination.server.isEmpty()
            ? QString::fromUtf8(secretValue(secret, "name")) == destination.name
            : sameServer(server, destination.server);
        if (!meant)
            continue;
        const Value config = manifest::readJson(std::string_view(secretValue(secret, "config"))).value_or(Value());
        return { .server = server, .authority = decoded(config["tlsClientConfig"]["caData"]) };
    }
    return { .server = destination.server, .authority = {} };
}

bool sameAuthority(const QByteArray& left, const QByteArray& right)
{
    const QSet<QByteArray> certificates = certificatesIn(left);
    return certificates.isEmpty() || certificatesIn(right).isEmpty() || certificates.intersects(certificatesIn(right));
}

Destinations::Destinations(const Sessions& sessions, QObject* parent)
    : QObject(parent)
    , m_sessions(sessions)
{
}

Result<ClusterSession*> Destinations::reached(
    ClusterSession* home, const ClusterAddress& address, const QString& name) const
{
    if (address.server.isEmpty()) // a context may bear the name by chance
        return fail(ErrorCode::Unreachable, {},
            QStringLiteral("this app deploys to the cluster %1; the Secret that says which server that is cannot be "
                           "read here")
                .arg(name));
    Sessions same;
    bool otherAuthority = false;
    QSet<QString> clusters;
    for (ClusterSession* session : m_sessions) {
        if (!sameServer(session->context().cluster.server.toString(), address.server))
            continue;
        if (!sameAuthority(session->authority(), address.authority)) {
            otherAuthority = true;
            continue;
        }
        same.push_back(session);
        if (const QString uid = session->status().identity.uid; !uid.isEmpty())
            clusters.insert(uid);
    }
    const UrlPlace place { .url = address.server };
    if (clusters.size() > 1)
        return fail(ErrorCode::Unreachable, place,
            QStringLiteral("contexts come to different clusters behind this address; which of them the app deploys to "
                           "cannot be told"));
    if (!same.empty())
        return std::ranges::contains(same, home) ? home : same.front();
    if (otherAuthority)
        return fail(ErrorCode::Unreachable, place,
            QStringLiteral("the context for this address trusts another certificate authority than the agent's Secret "
                           "has; it may be another cluster"));
    return fail(ErrorCode::Unreachable, place,
        QStringLiteral("this app deploys to the cluster %1, which no context in use reaches; add a context for it to "
                       "see its objects")
            .arg(address.server));
}

QFuture<Result<std::vector<Value>>> Destinations::secrets(
    ClusterSession* home, const kube::ApiResource& resource, const QString& nameSpace, const QString& name)
{
    return m_secrets[{ home->context().name.text(), nameSpace, name }].recent([&] {
        if (name.isEmpty())
            return home->client()->list(resource,
                { .nameSpace = nameSpace, .labelSelector = QStringLiteral("argocd.argoproj.io/secret-type=cluster") },
                {});
        return kube::mapped<std::vector<Value>, Value>(home->client()->object(resource, nameSpace, name, {}), this,
            [](const Value& secret) { return Result<std::vector<Value>>(std::vector { secret }); });
    });
}

QFuture<Result<ClusterSession*>> Destinations::find(ClusterSession* home, const gitops::App& app)
{
    const gitops::Destination& to = app.destination;
    if (isInCluster(to))
        return ready(Result<ClusterSession*>(home));
    const std::optional<kube::ApiResource> resource = home->resource({}, QStringLiteral("Secret"));
    if (!resource)
        return ready(reached(home, { .server = to.server, .authority = {} }, to.name + to.kubeConfigSecret));
    // Only the Secret tells which server a name stands for, and who signs its certificate.
    return kube::recovered<ClusterSession*, std::vector<Value>>(
        secrets(home, *resource, app.id.nameSpace, to.kubeConfigSecret), this,
        [this, home, to](const Result<std::vector<Value>>& found) {
            const std::vector<Value> known = found.value_or(std::vector<Value>());
            if (to.kubeConfigSecret.isEmpty())
                return reached(home, argoClusterAddress(known, to), to.name);
            return reached(
                home, known.empty() ? ClusterAddress() : kubeconfigAddress(known.front()), to.kubeConfigSecret);
        });
}

}
