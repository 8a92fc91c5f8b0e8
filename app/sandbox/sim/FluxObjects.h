#pragma once

#include "app/sandbox/sim/Durations.h"
#include "app/sandbox/sim/World.h"

#include <string>
#include <vector>

namespace holdfast::sandbox::sim {

inline constexpr std::string_view requestedKey = "reconcile.fluxcd.io/requestedAt";
inline constexpr std::string_view fluxFinalizer = "finalizers.fluxcd.io";

/// A condition of Flux, observed at the object's generation.
struct FluxCondition {
    std::string type;
    std::string status;
    std::string reason;
    std::string message;
};

/// Sets conditions in the order given before those that stay; a transition time stays where the status stays.
[[nodiscard]] Value withFluxConditions(
    const Value& object, const std::vector<FluxCondition>& conditions, const std::string& now);
[[nodiscard]] Value withoutConditions(const Value& object, const std::vector<std::string>& types);
[[nodiscard]] bool isFluxReady(const Value& object);
/// Ready, and that for its present generation.
[[nodiscard]] bool isSettled(const Value& object);
/// The reconcile request that was not handled yet; empty where there is none.
[[nodiscard]] std::string openRequest(const Value& object);
/// The status with the request of the annotation as handled.
[[nodiscard]] Value withHandledRequest(const Value& object);

/// `namespace_name_group_kind`.
[[nodiscard]] std::string inventoryId(const Value& object);
/// `Kind/namespace/name`.
[[nodiscard]] std::string fluxName(const Value& object);
/// What an inventory id names; the version comes from the entry.
struct InventoryObject {
    std::string nameSpace;
    std::string name;
    std::string group;
    std::string kind;
};
[[nodiscard]] InventoryObject inventoryObject(const std::string& id);
/// Objects in the order in which Flux applies them.
[[nodiscard]] std::vector<Value> inFluxOrder(std::vector<Value> objects);
/// The reconcile mode of an object: label or annotation `<prefix>/<key>` has the value, in any case.
[[nodiscard]] bool isMarked(const Value& object, const std::string& key, std::string_view value);

}
