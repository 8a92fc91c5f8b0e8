#pragma once

#include "core/base/Cancel.h"
#include "core/gitops/AppDetails.h"
#include "core/kube/Capabilities.h"
#include "core/kube/Credentials.h"
#include "core/kube/KubeClient.h"

#include <QFuture>
#include <QObject>

#include <vector>

namespace holdfast::session {

enum class LinkState {
    Connecting,
    Live,
    Disconnected, ///< old data is kept and stale since `lastHeard`
    Denied, ///< credentials or rights; see `error`
    ConsentNeeded, ///< an exec plugin waits for a yes; see `consent`
    Broken ///< the kubeconfig entry itself cannot be used
};

/// One context, as the chips in the top bar show it.
struct ClusterStatus {
    ContextName context;
    LinkState state = LinkState::Connecting;
    kube::ClusterIdentity identity;
    int colour = 0; ///< index into the cluster palette, stable per identity
    QDateTime lastHeard; ///< transport age
    std::optional<Error> error;
    std::optional<kube::ExecConsentKey> consent;
    std::vector<Error> deniedKinds; ///< kinds that may not be read, one sentence each
    QStringList warnings;
    QString actingAs; ///< impersonated user
    bool insecure = false; ///< the certificate is not verified
    bool rowsComplete = false; ///< every app has a row, though perhaps from a line of the Table only
    bool detailsComplete = false; ///< every row is filled from its full object
    friend bool operator==(const ClusterStatus&, const ClusterStatus&) = default;
};

/// A change of the list, in the order of events; with `reset` the upserts are all apps of `context`.
struct AppChanges {
    std::vector<gitops::App> upserts;
    std::vector<gitops::AppId> removals;
    std::optional<ContextName> reset;
};

/// One object's manifest, masked, with the lines that its fields stand on.
struct ManifestText {
    QString yaml;
    QString resourceVersion;
    QDateTime at;
};

/// A server-side apply that takes every field it names and stores nothing.
struct DryRunApply {
    manifest::Value desired;
    QString manager; ///< the field manager whose apply it stands for
};

/// All contexts together. Lives on the GUI thread; signals arrive there in batches of 50 ms; nothing here waits.
class Fleet : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual std::vector<ClusterStatus> clusters() const = 0;
    [[nodiscard]] virtual std::vector<gitops::App> apps() const = 0;
    /// The kubeconfig's own problems, one sentence each.
    [[nodiscard]] virtual std::vector<Error> problems() const = 0;
    [[nodiscard]] virtual QFuture<Result<gitops::AppDetails>> details(const gitops::AppId& app, CancelToken cancel) = 0;
    /// Tells of changes of this app's objects by detailsChanged() as soon as they are made, until cancelled; one app at
    /// a time. AppDetails::upkeep says of what.
    virtual void follow(const gitops::AppId& app, CancelToken cancel);
    /// The live object, managedFields left out, Secret values masked.
    [[nodiscard]] virtual QFuture<Result<ManifestText>> manifest(
        const gitops::AppId& app, const manifest::ObjectKey& object, CancelToken cancel)
        = 0;
    /// The most recent state of any object of a context, as it is: for decisions, never for show.
    [[nodiscard]] virtual QFuture<Result<manifest::Value>> objectAt(
        const ContextName& context, const manifest::ObjectKey& object, CancelToken cancel);
    /// An object of an app as it is in the cluster that the app deploys to: for comparing, never for show. A namespace
    /// is taken away from kinds that have none, and the app's stands in where it is missing.
    [[nodiscard]] virtual QFuture<Result<manifest::Value>> liveAt(
        const gitops::AppId& app, const manifest::ObjectKey& object, CancelToken cancel);
    /// An object of an app as it would be after an apply, from the cluster that the app deploys to; place as in liveAt.
    [[nodiscard]] virtual QFuture<Result<manifest::Value>> predictedAt(
        const gitops::AppId& app, const manifest::ObjectKey& object, const DryRunApply& apply, CancelToken cancel);
    /// What the cluster that an app deploys to serves, as last discovered.
    [[nodiscard]] virtual QFuture<Result<kube::Capabilities>> capabilitiesAt(
        const gitops::AppId& app, CancelToken cancel);
    /// A JSON merge patch that carries `metadata.resourceVersion`; Conflict where the object is a newer one.
    [[nodiscard]] virtual QFuture<Result<manifest::Value>> patchAt(const ContextName& context,
        const manifest::ObjectKey& object, const manifest::Value& merge, CancelToken cancel);
    virtual void allowExec(const kube::ExecConsentKey& key) = 0;
    virtual void retry(const ContextName& context) = 0;

Q_SIGNALS:
    void appsChanged(const holdfast::session::AppChanges& changes);
    void clusterChanged(const holdfast::session::ClusterStatus& status);
    /// Something that the details of this app are made of has changed.
    void detailsChanged(const holdfast::gitops::AppId& app);
};

}
