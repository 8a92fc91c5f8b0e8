#pragma once

#include "core/manifest/Value.h"

namespace holdfast::manifest {

/// A JSON merge patch applied (RFC 7386).
[[nodiscard]] Value applyMergePatch(const Value& target, const Value& patch);

}
