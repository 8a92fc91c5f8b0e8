#pragma once

#include "app/sandbox/sim/Tree.h"

#include <string>
#include <vector>

namespace holdfast::sandbox::sim {

/// Argo CD's words, best first, in the order in which the worst of an app is found.
enum class Health { Healthy, Suspended, Progressing, Missing, Degraded, Unknown };

[[nodiscard]] std::string healthText(Health health);
/// Whether the kind counts for its app's health.
[[nodiscard]] bool hasHealth(const Value& object);
/// The built-in rules for the kinds that the practice has; Healthy for any other.
[[nodiscard]] Health healthOf(const Value& object);

/// kstatus, as Flux waits for it.
enum class Readiness { Current, InProgress, Failed };
[[nodiscard]] Readiness readinessOf(const Value& object);

}
