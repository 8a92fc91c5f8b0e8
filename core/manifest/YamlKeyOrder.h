#pragma once

#include <string_view>

namespace holdfast::manifest {

/// go-yaml v2's order of keys: letters after all else, numbers in a name by their value (`b9` before `b10`).
[[nodiscard]] bool yamlKeyLess(std::string_view left, std::string_view right);

}
