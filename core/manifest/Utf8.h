#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace holdfast::manifest {

/// A code point and how many bytes it takes; no bytes where none begins (RFC 3629: no surrogates, no long forms).
struct Character {
    char32_t code = 0;
    std::size_t length = 0;
};

[[nodiscard]] Character characterAt(std::string_view bytes, std::size_t at);

/// Each byte that is no UTF-8 becomes U+FFFD, as in Go's JSON.
[[nodiscard]] std::string toValidUtf8(std::string_view bytes);

}
