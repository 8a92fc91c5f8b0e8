#pragma once

#include "app/sandbox/sim/Tree.h"

#include <chrono>
#include <string>

namespace holdfast::sandbox::sim {

/// A Go duration: `30s`, `5m`, `1h0m0s`; `otherwise` where it is absent.
[[nodiscard]] std::chrono::milliseconds durationOf(const Value& text, std::chrono::milliseconds otherwise);
/// As Go prints it: `1m30s`.
[[nodiscard]] std::string durationText(std::chrono::milliseconds duration);

}
