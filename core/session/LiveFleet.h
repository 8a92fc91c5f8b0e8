#pragma once

#include "core/session/AppTable.h"
#include "core/session/AppWatch.h"
#include "core/session/ClusterColours.h"
#include "core/session/ClusterSession.h"
#include "core/session/Destinations.h"
#include "core/session/Fleet.h"

#include <QFileSystemWatcher>
#include <QTimer>

#include <functional>

namespace holdfast::kube {
class ExecConsents;
}

namespace holdfast::session {

/// What a fleet is made of.
struct LiveFleetParts {
    std::vector<kube::Context> contexts;
    std::vector<kube::BrokenContext> broken; ///< chosen contexts that cannot be used
    std::vector<Error> problems;
    std::shared_ptr<kube::ExecConsents> consents;
    QString dataFolder; ///< empty: nothing is remembered
    QStringList kubeconfigFiles; ///< watched; what they say of a context later is told and not followed
    std::function<Result<kube::Kubeconfig>()> readKubeconfig;
    SessionServices services;
};

/// The fleet over real clusters: one session per context, rows and states of all, and what is kept between runs.
class LiveFleet final : public Fleet {
    Q_OBJECT
public:
    explicit LiveFleet(LiveFleetParts parts, QObject* parent = nullptr);
    ~LiveFleet() override;

    /// Connects; until then the fleet is what was remembered.
    void start();
    /// What Holdfast itself found, for the rows.
    void takeMeasured(const gitops::AppId& app, const gitops::MeasuredVerdict& verdict);
    /// Writes what is remembered, now.
    void remember();

    [[nodiscard]] std::vector<ClusterStatus> clusters() const override;
    [[nodiscard]] std::vector<gitops::App> apps() const override;
    [[nodiscard]] std::vector<Error> problems() const override;
    [[nodiscard]] QFuture<Result<gitops::AppDetails>> details(const gitops::AppId& app, CancelToken cancel) override;
    void follow(const gitops::AppId& app, CancelToken cancel) override;
    [[nodiscard]] QFuture<Result<ManifestText>> manifest(
        const gitops::AppId& app, const manifest::ObjectKey& object, CancelToken cancel) override;
    [[nodiscard]] QFuture<Result<manifest::Value>> objectAt(
        const ContextName& context, const manifest::ObjectKey& object, CancelToken cancel) override;
    [[nodiscard]] QFuture<Result<manifest::Value>> liveAt(
        const gitops::AppId& app, const manifest::ObjectKey& object, CancelToken cancel) override;
    [[nodiscard]] QFuture<Result<kube::Capabilities>> capabilitiesAt(
        const gitops::AppId& app, CancelToken cancel) override;
    [[nodiscard]] QFuture<Result<manifest::Value>> predictedAt(const gitops::AppId& app,
        const manifest::ObjectKey& object, const DryRunApply& apply, CancelToken cancel) override;
    [[nodiscard]] QFuture<Result<manifest::Value>> patchAt(const ContextName& context,
        const manifest::ObjectKey& object, const manifest::Value& merge, CancelToken cancel) override;
    void allowExec(const kube::ExecConsentKey& key) override;
    void retry(const ContextName& context) override;

private:
    void open(const kube::Context& context);
    void take(ClusterSession* session, const RowChange& change);
    void publish(const ClusterSession* session);
    [[nodiscard]] ClusterStatus described(const ClusterSession* session) const;
    [[nodiscard]] ClusterSession* session(const ContextName& context) const;
    /// Where an object is, at the context's server.
    [[nodiscard]] Result<kube::ObjectRef> refOf(const ContextName& context, const manifest::ObjectKey& object) const;
    [[nodiscard]] QString path(const char* file) const;
    [[nodiscard]] std::vector<gitops::App> remembered();
    void rememberSoon();
    void watchKubeconfig();
    void compareKubeconfig();
    void identify(ClusterSession* session);
    void readBeginnings(ClusterSession* session);
    void tell(const AppChanges& changes);

    LiveFleetParts m_parts;
    ClusterColours m_colours;
    DriftOnsets m_onsets;
    Destinations::Sessions m_sessions;
    AppTable m_table;
    Destinations* m_destinations;
    AppWatch* m_watch = nullptr; ///< of the app that is followed
    CancelRegistration m_watchEnd;
    QHash<QString, int> m_places; ///< colour by server
    QTimer m_saving;
    QFileSystemWatcher m_files;
    QTimer m_fileChanged;
    std::vector<Error> m_moved; ///< contexts that the kubeconfig describes otherwise by now
    QSet<ContextName> m_dated; ///< asked when their apps began to differ
    bool m_changed = false;
};

}
