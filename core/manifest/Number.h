#pragma once

#include "core/manifest/Value.h"

#include <string>

namespace holdfast::manifest {

/// A number as Go's encoding/json writes it: integers exact, doubles in their shortest form that reads back, with an
/// exponent below 1e-6 and from 1e21. `null` for what JSON cannot hold.
[[nodiscard]] std::string numberText(const Value& number);

/// A float as Go's FormatFloat(f, 'g', -1, bits) writes it, the infinities and NaN as YAML has them.
[[nodiscard]] std::string goFloatText(double value);
[[nodiscard]] std::string goFloatText(float value);

}
