#pragma once

#include <string_view>

namespace holdfast::manifest {

/// Whether go-yaml v2 reads the text as a timestamp: a date, or a date with a time, in the forms its parseTimestamp
/// has.
[[nodiscard]] bool isYamlTimestamp(std::string_view text);

}
