#pragma once

#include "core/manifest/Value.h"

namespace holdfast::diff {

/// The object with the numbers that Go's types write even where nobody set them: a Service's target port, what an
/// autoscaler must have. Flux sends objects so; for showing them so, not for comparing.
[[nodiscard]] manifest::Value withGoZeros(const manifest::Value& object);

}
