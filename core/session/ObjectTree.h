#pragma once

#include "core/gitops/Engine.h"
#include "core/health/HealthScripts.h"

#include <QHash>
#include <QSet>

#include <vector>

/// The objects of one app as rows of a tree.
namespace holdfast::session {

/// What was found in the cluster that an app deploys to.
struct LiveObjects {
    QHash<manifest::ObjectKey, manifest::Value> own; ///< what the app names; an absent one is not there
    QSet<manifest::ObjectKey> unread; ///< those that could not be asked for
    std::vector<manifest::Value> others; ///< ReplicaSets, Pods, Jobs and ControllerRevisions beside them
    health::HealthScripts scripts; ///< of the app's Argo CD
};

/// The app's own rows with verdict and health from the live objects, each followed by what it owns. Finished
/// ReplicaSets (scaled to nothing) and ControllerRevisions are left out. Blocks while health scripts run.
[[nodiscard]] std::vector<gitops::AppObject> objectTree(const gitops::Engine& engine, gitops::AppKind kind,
    const std::vector<gitops::AppObject>& named, const LiveObjects& live);

/// `7/7`, `CrashLoopBackOff`: what the tree shows beside a name; empty where there is nothing to say.
[[nodiscard]] QString liveNote(const manifest::Value& live);

/// A core/v1 or events.k8s.io/v1 Event.
[[nodiscard]] gitops::EventRecord eventRecord(const manifest::Value& event);

}
