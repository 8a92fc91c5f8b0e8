#include "core/session/Destinations.h"

#include "core/base/Async.h"
#include "core/gitops/ObjectReading.h"
#include "core/manifest/YamlReader.h"

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

/// A promise that is kept from a callback.
using Answer = std::shared_ptr<QPromise<Result<ClusterSession*>>>;

void give(const Answer& answer, Result<ClusterSession*> result)
{
    answer->addResult(std::move(result));
    answer->finish();
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

QString kubeconfigServer(const Value& secret)
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
            return text(entry["cluster"]["server"]);
    return {};
}

QString argoClusterServer(const std::vector<Value>& secrets, const QString& name)
{
    for (const Value& secret : secrets)
        if (QString::fromUtf8(secretValue(secret, "name")) == name)
            return QString::fromUtf8(secretValue(secret, "server"));
    return {};
}

Destinations::Destinations(const Sessions& sessions, QObject* parent)
    : QObject(parent)
    , m_sessions(sessions)
{
}

ClusterSession* Destinations::byServer(ClusterSession* home, const QString& server) const
{
    const auto is = [&server](const ClusterSession* session) {
        return sameServer(session->context().cluster.server.toString(), server);
    };
    if (is(home))
        return home;
    const auto found = std::ranges::find_if(m_sessions, is);
    return found == m_sessions.end() ? nullptr : *found;
}

Result<ClusterSession*> Destinations::reached(ClusterSession* home, const QString& server, const QString& name) const
{
    if (server.isEmpty()) // a context may bear the name by chance
        return fail(ErrorCode::Unreachable, {},
            QStringLiteral("this app deploys to the cluster %1; the Secret that says which server that is cannot be "
                           "read here")
                .arg(name));
    if (ClusterSession* session = byServer(home, server))
        return session;
    return fail(ErrorCode::Unreachable, UrlPlace { .url = server },
        QStringLiteral("this app deploys to the cluster %1, which no context in use reaches; add a context for it to "
                       "see its objects")
            .arg(server));
}

QFuture<Result<ClusterSession*>> Destinations::find(ClusterSession* home, const gitops::App& app, CancelToken cancel)
{
    const gitops::Destination& to = app.destination;
    if (isInCluster(to))
        return ready(Result<ClusterSession*>(home));
    const bool named = to.kubeConfigSecret.isEmpty() && to.server.isEmpty();
    const std::optional<kube::ApiResource> secrets = home->resource({}, QStringLiteral("Secret"));
    if ((to.kubeConfigSecret.isEmpty() && !named) || !secrets)
        return ready(reached(home, to.server, to.name + to.kubeConfigSecret));

    // Only the Secret tells which server a name stands for.
    const auto answer = std::make_shared<QPromise<Result<ClusterSession*>>>();
    answer->start();
    if (named) {
        const kube::ListScope scope { .nameSpace = app.id.nameSpace,
            .labelSelector = QStringLiteral("argocd.argoproj.io/secret-type=cluster") };
        onDone(home->client()->list(*secrets, scope, std::move(cancel)), this,
            [this, home, answer, name = to.name](const Result<std::vector<Value>>& found) {
                give(answer, reached(home, found ? argoClusterServer(*found, name) : QString(), name));
            });
    } else {
        onDone(home->client()->object(*secrets, app.id.nameSpace, to.kubeConfigSecret, std::move(cancel)), this,
            [this, home, answer, name = to.kubeConfigSecret](const Result<Value>& secret) {
                give(answer, reached(home, secret ? kubeconfigServer(*secret) : QString(), name));
            });
    }
    return answer->future();
}

}
