#pragma once

#include "core/session/Destinations.h"
#include "core/session/ObjectTree.h"

#include <QPromise>
#include <QSet>

namespace holdfast::session {

/// Gathers everything of one app: its object, the live objects with what they own, and events. Deletes itself when the
/// answer is given.
class DetailsRequest final : public QObject {
    Q_OBJECT
public:
    struct Subject {
        ClusterSession* home = nullptr;
        gitops::App app; ///< the row as the list shows it
        Destinations* destinations = nullptr;
        SessionServices services;
    };
    DetailsRequest(Subject subject, CancelToken cancel, QObject* parent);

    [[nodiscard]] QFuture<Result<gitops::AppDetails>> start();

private:
    void readApp(const manifest::Value& object);
    void readScripts(const manifest::Value& application);
    void readObjects(ClusterSession* target);
    void readKind(ClusterSession* target, const manifest::ObjectKey& like, const QString& version);
    void readEach(
        ClusterSession* target, const kube::ApiResource& resource, const std::vector<manifest::ObjectKey>& keys);
    void readPresence(
        ClusterSession* target, const kube::ApiResource& resource, const std::vector<manifest::ObjectKey>& keys);
    void readMany(
        ClusterSession* target, const kube::ApiResource& resource, const std::vector<manifest::ObjectKey>& keys);
    void readOthers(ClusterSession* target, const QString& nameSpace);
    void readEvents(ClusterSession* target, const QString& nameSpace);
    void takeMany(const std::vector<manifest::ObjectKey>& keys, const Result<std::vector<manifest::Value>>& found);
    void miss(const std::vector<manifest::ObjectKey>& keys, const QString& what, const Error& error);
    void unreadable(const QString& what, const Error& error);
    void begin() { ++m_pending; }
    void end();
    /// What the live objects come to.
    struct Laid {
        std::vector<gitops::AppObject> objects;
        std::vector<gitops::Rollout> rollouts;
        std::optional<gitops::Health> health;
    };
    void finish(const Laid& laid);
    void give(Result<gitops::AppDetails> answer);

    Subject m_subject;
    CancelToken m_cancel;
    QPromise<Result<gitops::AppDetails>> m_promise;
    const gitops::Engine* m_engine = nullptr;
    std::vector<gitops::AppObject> m_named;
    gitops::AppDetails m_details;
    LiveObjects m_live;
    std::vector<gitops::EventRecord> m_events;
    int m_pending = 0;
};

}
