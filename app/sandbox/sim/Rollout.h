#pragma once

#include "app/sandbox/sim/Tree.h"

#include <vector>

namespace holdfast::sandbox::sim {

enum class Rounding { Down, Up };
enum class RolloutStrategy { Rolling, Recreate };

/// An int-or-percent field of a total; 0 where it is absent.
[[nodiscard]] int share(const Value& intOrPercent, int total, Rounding rounding);

/// What a Deployment asks of its rollout, with the percentages resolved.
struct RolloutPlan {
    int replicas = 1;
    int surge = 0;
    int unavailable = 0;
    RolloutStrategy strategy = RolloutStrategy::Rolling;
    [[nodiscard]] int ceiling() const { return replicas + surge; }
    [[nodiscard]] int floor() const { return replicas - unavailable; }
    friend bool operator==(const RolloutPlan&, const RolloutPlan&) = default;
};

/// Of a Deployment's spec. When both limits come to 0 one pod may be unavailable, as in the real controller.
[[nodiscard]] RolloutPlan rolloutPlan(const Value& deploymentSpec);

/// The numbers of one ReplicaSet that the arithmetic needs.
struct ReplicaSetSize {
    int desired = 0; ///< spec.replicas
    int available = 0; ///< status.availableReplicas
    int ceiling = 0; ///< annotation deployment.kubernetes.io/max-replicas; 0 is unknown
    friend bool operator==(const ReplicaSetSize&, const ReplicaSetSize&) = default;
};

/// How large the new ReplicaSet may be now; `old` are all others.
[[nodiscard]] int newReplicaSetSize(
    const RolloutPlan& plan, const ReplicaSetSize& fresh, const std::vector<ReplicaSetSize>& old);
/// How large the old ReplicaSets may be now, oldest first: unhealthy pods go first, then as many as availability
/// allows.
[[nodiscard]] std::vector<int> oldReplicaSetSizes(
    const RolloutPlan& plan, const ReplicaSetSize& fresh, const std::vector<ReplicaSetSize>& old);
/// Scaling in the middle of a rollout: each active ReplicaSet gets its share of the change.
[[nodiscard]] std::vector<int> proportionalSizes(const RolloutPlan& plan, const std::vector<ReplicaSetSize>& active);

}
