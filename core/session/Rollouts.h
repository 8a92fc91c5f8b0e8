#pragma once

#include "core/gitops/Rollout.h"
#include "core/session/ObjectTree.h"

/// The rollouts of an app's workloads, from live objects: pure.
namespace holdfast::session {

/// Of a Deployment, StatefulSet or DaemonSet, counted as `kubectl rollout status` does; `owned` are its ReplicaSets or
/// ControllerRevisions, others' among them do no harm.
[[nodiscard]] gitops::Rollout rollout(const manifest::Value& workload, const std::vector<manifest::Value>& owned);

/// Of all workloads that an app names, in the order of their names.
[[nodiscard]] std::vector<gitops::Rollout> rollouts(const LiveObjects& live);

}
