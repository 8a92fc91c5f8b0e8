#pragma once

#include "app/sandbox/sim/Tree.h"

#include <string>
#include <vector>

namespace holdfast::sandbox::sim {

/// What an app leaves out of the comparison of one object.
struct IgnoreRules {
    std::vector<std::string> pointers; ///< JSON pointers
    std::vector<std::string> expressions; ///< jq paths of the plain kind: `.spec.template.spec.containers[].env`
    std::vector<std::string> managers; ///< what these own
};

/// The rules of a list as in `spec.ignoreDifferences` that apply to the object.
[[nodiscard]] IgnoreRules ignoreRules(const Value& list, const Value& object);
/// The object without what the rules name; who owns what is read from `live`.
[[nodiscard]] Value withEmptied(Value object, const Value& live, const IgnoreRules& rules);

}
