#pragma once

#include "app/sandbox/sim/World.h"

#include <vector>

namespace holdfast::sandbox::sim {

/// A new pod of a workload; the owner controls it.
[[nodiscard]] Value podOf(const Value& owner, const Value& podTemplate, const std::string& name);
/// Neither finished nor being deleted.
[[nodiscard]] bool isActive(const Value& pod);
[[nodiscard]] bool isReady(const Value& pod);
/// Ready for at least that many seconds.
[[nodiscard]] bool isAvailable(const Value& pod, std::int64_t minReadySeconds, const QDateTime& now);
/// In the order in which a scale-down removes them: unbound, pending and unready first, then the youngest.
[[nodiscard]] std::vector<Value> inRemovalOrder(std::vector<Value> pods);
/// Creates a pod and tells of it, as `component`.
void addPod(World& world, const Value& owner, const Value& pod, const std::string& component);
/// Deletes a pod and tells of it.
void removePod(World& world, const Value& owner, const Value& pod, const std::string& component);

}
