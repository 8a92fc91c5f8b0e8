#pragma once

#include "core/manifest/Value.h"

#include <string>

namespace holdfast::manifest {

enum class JsonStyle { Compact, Indented };

/// JSON as Go's encoder writes it for Kubernetes, but for HTML escapes: keys sorted, no trailing newline.
[[nodiscard]] std::string writeJson(const Value& value, JsonStyle style = JsonStyle::Compact);

}
