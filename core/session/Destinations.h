#pragma once

#include "core/session/ClusterSession.h"

#include <QFuture>

#include <vector>

namespace holdfast::session {

/// Whether an Application's destination is the cluster that holds it.
[[nodiscard]] bool isInCluster(const gitops::Destination& destination);
/// Two URLs of one API server: scheme and host without case, default ports filled in, no slash at the end.
[[nodiscard]] bool sameServer(const QString& left, const QString& right);
/// The server that a kubeconfig in a Secret points to (Flux's spec.kubeConfig); empty where it cannot be read.
[[nodiscard]] QString kubeconfigServer(const manifest::Value& secret);
/// The server of Argo CD's cluster Secret with this name; empty where there is none.
[[nodiscard]] QString argoClusterServer(const std::vector<manifest::Value>& secrets, const QString& name);

/// Finds the context that is the cluster an app deploys to. Lives on the thread of the sessions.
class Destinations final : public QObject {
    Q_OBJECT
public:
    using Sessions = std::vector<ClusterSession*>;
    explicit Destinations(const Sessions& sessions, QObject* parent);

    /// Unreachable, with a sentence for people, where no context reaches it.
    [[nodiscard]] QFuture<Result<ClusterSession*>> find(
        ClusterSession* home, const gitops::App& app, CancelToken cancel);

private:
    [[nodiscard]] ClusterSession* byServer(ClusterSession* home, const QString& server) const;
    [[nodiscard]] Result<ClusterSession*> reached(
        ClusterSession* home, const QString& server, const QString& name) const;

    const Sessions& m_sessions;
};

}
