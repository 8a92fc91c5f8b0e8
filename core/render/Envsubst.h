#pragma once

#include "core/base/Result.h"

#include <map>
#include <string>
#include <string_view>

namespace holdfast::render {

using Variables = std::map<std::string, std::string, std::less<>>;

/// The text with `${...}` replaced as Flux's envsubst replaces it (shell parameter expansion: defaults, length, case,
/// substrings, prefixes, suffixes, replacements; `$$` stands for `$`). InvalidInput where an expression is broken, or
/// names a variable that is not set without a default, as with Flux's strict substitution.
[[nodiscard]] Result<std::string> substituted(std::string_view text, const Variables& variables);

/// Whether a name may be a variable's: letters, digits and `_`, no digit first.
[[nodiscard]] bool isVariableName(std::string_view name);

}
