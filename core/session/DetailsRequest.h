#pragma once

#include "core/session/AppWatch.h"
#include "core/session/Destinations.h"
#include "core/session/ObjectTree.h"

#include <QPointer>
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
        AppWatch* watch = nullptr; ///< where somebody follows the app
    };
    DetailsRequest(Subject subject, CancelToken cancel, QObject* parent);

    [[nodiscard]] QFuture<Result<gitops::AppDetails>> start();

private:
    void askForApp(const kube::ApiResource& resource);
    void readApp(const manifest::Value& object);
    void readScripts(const manifest::Value& application);
    void readObjects(ClusterSession* target);
    void readFew(
        ClusterSession* target, const kube::ApiResource& resource, const std::vector<manifest::ObjectKey>& keys);
    void readOne(ClusterSession* target, const kube::ApiResource& resource, const manifest::ObjectKey& key);
    void readPresence(
        ClusterSession* target, const kube::ApiResource& resource, const std::vector<manifest::ObjectKey>& keys);
    void readMany(
        ClusterSession* target, const kube::ApiResource& resource, const std::vector<manifest::ObjectKey>& keys);
    void readOthers(ClusterSession* target, const QString& nameSpace);
    void readEvents(ClusterSession* target, const QString& nameSpace);
    void takeScripts(const Result<manifest::Value>& settings);
    void takeOthers(
        const Result<std::vector<manifest::Value>>& items, const kube::ApiResource& resource, const QString& nameSpace);
    void takeEvents(const Result<std::vector<manifest::Value>>& items, const QString& nameSpace);
    /// From a watch where there is one, else as `read` does.
    using Take = std::function<void(const AppWatch::Objects& found)>;
    void look(const ObjectsAsked& asked, Take take, std::function<void()> read);
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
    QPointer<AppWatch> m_watch;
    int m_reading = 0; ///< of m_watch
    int m_pending = 0;
};

}
