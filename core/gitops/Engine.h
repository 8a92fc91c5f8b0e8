#pragma once

#include "core/gitops/AppDetails.h"
#include "core/kube/KubeClient.h"

#include <functional>
#include <memory>
#include <vector>

namespace holdfast::gitops {

/// A group and kind that an engine needs to see, and whether its objects are apps or what apps refer to.
struct WatchedKind {
    enum class Role { App, Reference };
    QString group;
    QString kind;
    Role role = Role::App;
};

/// Finds an object that an app refers to (a Flux source); null Value where unknown.
using ReferenceLookup = std::function<manifest::Value(const manifest::ObjectKey&)>;

/// One time that an app was brought to a revision.
struct Deployment {
    QString id; ///< as the agent counts them; empty for a try that it does not keep
    std::vector<Revision> revisions; ///< by source
    std::vector<QString> repositories; ///< of several sources; empty where there is one
    QDateTime at;
    QString outcome; ///< the agent's word
    QString by;
    friend bool operator==(const Deployment&, const Deployment&) = default;
};

/// What was last true of an app while nothing was under way.
struct Settled {
    SyncVerdict verdict = SyncVerdict::Unknown;
    Health health;
};

/// A GitOps engine's read side: pure functions from its objects to our values. Stateless, thread-safe.
class Engine {
public:
    virtual ~Engine() = default;
    [[nodiscard]] virtual QString name() const = 0; ///< "Argo CD", "Flux"
    [[nodiscard]] virtual std::vector<WatchedKind> kinds() const = 0;
    /// A row from the full object, or from what `kept` left of it. `settled` is the last settled state of this app,
    /// kept while it reconciles. What cannot be read comes back as Detail::Quarantined.
    [[nodiscard]] virtual App app(const ContextName& context, const manifest::Value& object,
        const ReferenceLookup& lookup, const std::optional<Settled>& settled) const
        = 0;
    /// A row from a line of the server's Table, for the first paint.
    [[nodiscard]] virtual App tableApp(const ContextName& context, const QString& kind, const kube::TableRow& row) const
        = 0;
    /// What the app itself names as its objects (status.resources, inventory), without looking at the cluster.
    [[nodiscard]] virtual std::vector<AppObject> objects(const manifest::Value& object) const = 0;
    /// The verdict of one of them beside the live object (null: there is none).
    [[nodiscard]] virtual std::optional<ObjectVerdict> verdict(
        const AppObject& object, const manifest::Value& live) const
        = 0;
    /// Newest first.
    [[nodiscard]] virtual std::vector<Deployment> deployments(const manifest::Value& object) const = 0;
    [[nodiscard]] virtual std::vector<Condition> conditions(const manifest::Value& object) const = 0;
    /// The objects whose changes may change this app's row (its sources).
    [[nodiscard]] virtual std::vector<manifest::ObjectKey> references(const manifest::Value& object) const = 0;
    /// The part of an object that `app` and `references` read, where its row depends on other objects or on what was
    /// settled before; null where the row stands alone. Of a reference: the part that `app` looks at.
    [[nodiscard]] virtual manifest::Value kept(const manifest::Value& object) const = 0;
};

using EnginePointer = std::shared_ptr<const Engine>;

/// Every folder below engines/, made by extension_point().
[[nodiscard]] std::vector<EnginePointer> engineRegistry();

}
