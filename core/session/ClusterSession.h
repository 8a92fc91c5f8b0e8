#pragma once

#include "core/kube/CredentialsFile.h"
#include "core/session/AppFeed.h"
#include "core/session/Fleet.h"

#include <QTimer>

#include <chrono>

namespace holdfast::session {

/// What all sessions share.
struct SessionServices {
    std::shared_ptr<net::HttpTransport> transport;
    std::shared_ptr<Executor> pool;
    std::shared_ptr<const Clock> clock;
    std::vector<gitops::EnginePointer> engines;
    std::function<std::shared_ptr<kube::Credentials>(const kube::Context&)> credentials;
    std::chrono::milliseconds firstRetry { 1'000 }; ///< doubles up to `lastRetry`
    std::chrono::milliseconds lastRetry { 30'000 };
};

/// Everything of one context: its client, what the cluster serves, the feeds over it, and how all of that is.
class ClusterSession final : public QObject {
    Q_OBJECT
public:
    ClusterSession(kube::Context context, const SessionServices& services, QObject* parent);

    void start();
    /// At once, because somebody asked.
    void retryNow();
    [[nodiscard]] const ClusterStatus& status() const { return m_status; }
    [[nodiscard]] const kube::Context& context() const { return m_client->context(); }
    [[nodiscard]] const std::shared_ptr<kube::KubeClient>& client() const { return m_client; }
    /// Where a kind is served, in `version` if that is served, else in the preferred one.
    [[nodiscard]] std::optional<kube::ApiResource> resource(
        const QString& group, const QString& kind, const QString& version = {}) const;
    [[nodiscard]] kube::Capabilities capabilities() const;
    [[nodiscard]] const gitops::Engine* engineOf(gitops::AppKind kind) const;
    /// PEM of who signs the cluster's certificate, also where the kubeconfig names a file; empty: not said, or not to
    /// be read.
    [[nodiscard]] QByteArray authority();

Q_SIGNALS:
    void rowsChanged(const holdfast::session::RowChange& change);
    void statusChanged(const holdfast::session::ClusterStatus& status);

private:
    void discover();
    void discovered(const Result<std::vector<kube::ApiResource>>& resources);
    void identify();
    void openFeeds();
    void openFeed(const gitops::WatchedKind& kind, const gitops::EnginePointer& engine);
    void follow(AppFeed* feed);
    void follow(ReferenceFeed* feed);
    void releaseApps();
    void refresh();
    void publish(ClusterStatus status);

    SessionServices m_services;
    std::shared_ptr<kube::KubeClient> m_client;
    std::shared_ptr<SourceBook> m_book = std::make_shared<SourceBook>();
    std::optional<kube::CredentialsFile> m_authorityFile;
    std::vector<kube::ApiResource> m_resources;
    std::vector<AppFeed*> m_appFeeds;
    std::vector<ReferenceFeed*> m_referenceFeeds;
    QSet<QString> m_open; ///< `group/kind` of the feeds
    ClusterStatus m_status;
    CancelSource m_requests;
    QTimer m_again;
    std::chrono::milliseconds m_pause;
    bool m_reached = false;
};

}
