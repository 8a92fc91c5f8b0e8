#include "core/manifest/Utf8.h"

namespace holdfast::manifest {

Character characterAt(std::string_view bytes, std::size_t at)
{
    const auto byte
        = [bytes](std::size_t index) { return index < bytes.size() ? static_cast<unsigned char>(bytes[index]) : 0U; };
    const unsigned first = byte(at);
    if (first < 0x80)
        return { .code = first, .length = 1 };
    if (first < 0xC2 || first > 0xF4)
        return {};
    const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    const unsigned least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (byte(at + 1) < least || byte(at + 1) > most)
        return {};
    char32_t code = first & (0xFFU >> (length + 1));
    for (std::size_t next = 1; next < length; ++next) {
        if ((byte(at + next) & 0xC0U) != 0x80U)
            return {};
        code = code << 6U | (byte(at + next) & 0x3FU);
    }
    return { .code = code, .length = length };
}

std::string toValidUtf8(std::string_view bytes)
{
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t length = characterAt(bytes, at).length;
        if (length == 0)
            out += "\xEF\xBF\xBD";
        else
            out += bytes.substr(at, length);
        at += length == 0 ? 1 : length;
    }
    return out;
}

}
