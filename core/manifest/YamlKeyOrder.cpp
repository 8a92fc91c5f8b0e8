#include "core/manifest/YamlKeyOrder.h"

#include "core/manifest/Utf8.h"

#include <QChar>

#include <algorithm>
#include <vector>

namespace holdfast::manifest {

namespace {

std::vector<char32_t> characters(std::string_view text)
{
    std::vector<char32_t> out;
    for (std::size_t at = 0; at < text.size();) {
        const Character character = characterAt(text, at);
        out.push_back(character.length == 0 ? 0xFFFD : character.code);
        at += std::max<std::size_t>(character.length, 1);
    }
    return out;
}

bool isDigit(char32_t character)
{
    return QChar::isDigit(character);
}

struct Number {
    std::int64_t value = 0; ///< wraps around as in Go
    std::size_t end = 0;
};

Number numberAt(const std::vector<char32_t>& text, std::size_t at, std::uint64_t start)
{
    std::uint64_t value = start;
    Number number { .end = at };
    for (; number.end < text.size() && isDigit(text[number.end]); ++number.end)
        value = value * 10 + (text[number.end] - U'0');
    number.value = static_cast<std::int64_t>(value);
    return number;
}

/// Zeros in the middle of a number count, those at its front do not.
bool insideNumber(const std::vector<char32_t>& text, std::size_t at)
{
    while (at > 0 && isDigit(text[at - 1]))
        if (text[--at] != '0')
            return true;
    return false;
}

bool lessFrom(const std::vector<char32_t>& left, const std::vector<char32_t>& right, std::size_t at)
{
    const bool leftLetter = QChar::isLetter(left[at]);
    const bool rightLetter = QChar::isLetter(right[at]);
    if (leftLetter && rightLetter)
        return left[at] < right[at];
    if (leftLetter || rightLetter)
        return rightLetter;
    const std::uint64_t start = (left[at] == '0' || right[at] == '0') && insideNumber(left, at) ? 1 : 0;
    const Number leftNumber = numberAt(left, at, start);
    const Number rightNumber = numberAt(right, at, start);
    if (leftNumber.value != rightNumber.value)
        return leftNumber.value < rightNumber.value;
    if (leftNumber.end != rightNumber.end)
        return leftNumber.end < rightNumber.end;
    return left[at] < right[at];
}

}

bool yamlKeyLess(std::string_view left, std::string_view right)
{
    const std::vector<char32_t> leftText = characters(left);
    const std::vector<char32_t> rightText = characters(right);
    const auto [leftEnd, rightEnd] = std::ranges::mismatch(leftText, rightText);
    if (leftEnd == leftText.end() || rightEnd == rightText.end())
        return leftText.size() < rightText.size();
    return lessFrom(leftText, rightText, static_cast<std::size_t>(leftEnd - leftText.begin()));
}

}
