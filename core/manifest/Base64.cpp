#include "core/manifest/Base64.h"

#include <cstdint>

namespace holdfast::manifest {

namespace {

int sextet(char character)
{
    if (character >= 'A' && character <= 'Z')
        return character - 'A';
    if (character >= 'a' && character <= 'z')
        return character - 'a' + 26;
    if (character >= '0' && character <= '9')
        return character - '0' + 52;
    return character == '+' ? 62 : character == '/' ? 63 : -1;
}

}

std::optional<std::string> decodeBase64(std::string_view text)
{
    std::string out;
    std::uint32_t bits = 0;
    int sextets = 0;
    int padding = 0;
    for (const char character : text) {
        if (character == '\n' || character == '\r')
            continue;
        const int value = sextet(character);
        const bool pad = character == '=' && sextets >= 2;
        if ((value < 0 && !pad) || (padding > 0 && !pad) || (padding > 0 && sextets == 0))
            return std::nullopt;
        padding += pad ? 1 : 0;
        bits = bits << 6U | (pad ? 0U : static_cast<std::uint32_t>(value));
        if (++sextets < 4)
            continue;
        for (int byte = 0; byte < 3 - padding; ++byte)
            out += static_cast<char>(bits >> static_cast<unsigned>(16 - 8 * byte) & 0xFFU);
        bits = 0;
        sextets = 0;
    }
    return sextets == 0 ? std::optional(out) : std::nullopt;
}

}
