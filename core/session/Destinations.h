#pragma once

#include "core/base/SharedAnswer.h"
#include "core/session/ClusterSession.h"

#include <QFuture>
#include <QHash>
#include <QStringList>

#include <vector>

namespace holdfast::session {

/// Whether an Application's destination is the cluster that holds it.
[[nodiscard]] bool isInCluster(const gitops::Destination& destination);
/// Two URLs of one API server: scheme and host without case, default ports filled in, no slash at the end.
[[nodiscard]] bool sameServer(const QString& left, const QString& right);

/// A cluster as an agent's Secret describes it.
struct ClusterAddress {
    QString server; ///< empty: not known
    QByteArray authority; ///< PEM of who signs its certificate; empty: not said
    friend bool operator==(const ClusterAddress&, const ClusterAddress&) = default;
};
/// What a kubeconfig in a Secret points to (Flux's spec.kubeConfig).
[[nodiscard]] ClusterAddress kubeconfigAddress(const manifest::Value& secret);
/// Argo CD's cluster Secret with this name, or else for this server.
[[nodiscard]] ClusterAddress argoClusterAddress(
    const std::vector<manifest::Value>& secrets, const gitops::Destination& destination);
/// Whether two PEM bundles have a certificate in common; also where one of them is empty, since nothing speaks against
/// it.
[[nodiscard]] bool sameAuthority(const QByteArray& left, const QByteArray& right);

/// Finds the context that is the cluster an app deploys to: by server, certificate authority where the agent's Secret
/// can be read, and kube-system UID, never by its name. Lives on the thread of the sessions.
class Destinations final : public QObject {
    Q_OBJECT
public:
    using Sessions = std::vector<ClusterSession*>;
    explicit Destinations(const Sessions& sessions, QObject* parent);

    /// Unreachable, with a sentence for people, where no context reaches it.
    [[nodiscard]] QFuture<Result<ClusterSession*>> find(ClusterSession* home, const gitops::App& app);

private:
    [[nodiscard]] Result<ClusterSession*> reached(
        ClusterSession* home, const ClusterAddress& address, const QString& name) const;

    /// The Secret of this name, or those of Argo CD's clusters. Every object of an app asks for its cluster, so one
    /// answer serves all for a while.
    [[nodiscard]] QFuture<Result<std::vector<manifest::Value>>> secrets(
        ClusterSession* home, const kube::ApiResource& resource, const QString& nameSpace, const QString& name);

    const Sessions& m_sessions;
    QHash<QStringList, SharedAnswer<std::vector<manifest::Value>>> m_secrets; ///< by context, namespace and name
};

}
