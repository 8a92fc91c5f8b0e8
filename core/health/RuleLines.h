#pragma once

#include "core/base/Result.h"
#include "core/health/HealthTable.h"

#include <functional>
#include <string>

namespace holdfast::health {

/// Finds the text of a macro or a kind by its name; null where there is none.
using RuleSource = std::function<manifest::Value(std::string_view name)>;

/// The lines of one entry, with `use` and `let` replaced by what they stand for. InvalidInput with the line.
[[nodiscard]] Result<std::vector<RuleLine>> ruleLines(std::string_view text, const RuleSource& source);

}
