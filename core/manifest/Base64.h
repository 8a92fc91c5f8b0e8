#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace holdfast::manifest {

/// As Go's base64.StdEncoding: padding is needed, line breaks do not count.
[[nodiscard]] std::optional<std::string> decodeBase64(std::string_view text);

}
