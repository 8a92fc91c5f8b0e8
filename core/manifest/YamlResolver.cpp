#include "core/manifest/YamlResolver.h"

#include "core/manifest/Resource.h"
#include "core/manifest/YamlTimestamp.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace holdfast::manifest {

namespace {

enum class Tag { Text, Bool, Int, Float, Null, Timestamp };

struct Resolved {
    Tag tag = Tag::Text;
    Value value;
};

struct Word {
    std::string_view text;
    Tag tag;
    double value;
};

constexpr double infinity = std::numeric_limits<double>::infinity();

constexpr std::array words {
    Word { "y", Tag::Bool, 1 },
    Word { "Y", Tag::Bool, 1 },
    Word { "yes", Tag::Bool, 1 },
    Word { "Yes", Tag::Bool, 1 },
    Word { "YES", Tag::Bool, 1 },
    Word { "true", Tag::Bool, 1 },
    Word { "True", Tag::Bool, 1 },
    Word { "TRUE", Tag::Bool, 1 },
    Word { "on", Tag::Bool, 1 },
    Word { "On", Tag::Bool, 1 },
    Word { "ON", Tag::Bool, 1 },
    Word { "n", Tag::Bool, 0 },
    Word { "N", Tag::Bool, 0 },
    Word { "no", Tag::Bool, 0 },
    Word { "No", Tag::Bool, 0 },
    Word { "NO", Tag::Bool, 0 },
    Word { "false", Tag::Bool, 0 },
    Word { "False", Tag::Bool, 0 },
    Word { "FALSE", Tag::Bool, 0 },
    Word { "off", Tag::Bool, 0 },
    Word { "Off", Tag::Bool, 0 },
    Word { "OFF", Tag::Bool, 0 },
    Word { "", Tag::Null, 0 },
    Word { "~", Tag::Null, 0 },
    Word { "null", Tag::Null, 0 },
    Word { "Null", Tag::Null, 0 },
    Word { "NULL", Tag::Null, 0 },
    Word { ".nan", Tag::Float, std::numeric_limits<double>::quiet_NaN() },
    Word { ".NaN", Tag::Float, std::numeric_limits<double>::quiet_NaN() },
    Word { ".NAN", Tag::Float, std::numeric_limits<double>::quiet_NaN() },
    Word { ".inf", Tag::Float, infinity },
    Word { ".Inf", Tag::Float, infinity },
    Word { ".INF", Tag::Float, infinity },
    Word { "+.inf", Tag::Float, infinity },
    Word { "+.Inf", Tag::Float, infinity },
    Word { "+.INF", Tag::Float, infinity },
    Word { "-.inf", Tag::Float, -infinity },
    Word { "-.Inf", Tag::Float, -infinity },
    Word { "-.INF", Tag::Float, -infinity },
};

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

std::optional<Resolved> word(std::string_view text)
{
    constexpr std::size_t longest = 5;
    if (text.size() > longest)
        return std::nullopt;
    const auto found = std::ranges::find(words, text, &Word::text);
    if (found == words.end())
        return std::nullopt;
    if (found->tag == Tag::Bool)
        return Resolved { Tag::Bool, Value(found->value != 0) };
    return Resolved { found->tag, found->tag == Tag::Null ? Value() : Value(found->value) };
}

/// strconv.ParseUint with base 0 or 2, digits alone.
std::optional<std::uint64_t> magnitude(std::string_view text, int base)
{
    if (base == 0) {
        base = 10;
        if (text.size() > 1 && text.front() == '0') {
            const char mark = static_cast<char>(text[1] | 0x20);
            base = mark == 'x' ? 16 : mark == 'b' ? 2 : 8;
            text.remove_prefix(mark == 'x' || mark == 'b' || mark == 'o' ? 2 : 1);
        }
    }
    std::uint64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::optional<Value> integer(std::string_view text, int base)
{
    const bool negative = text.starts_with('-');
    const bool sign = negative || text.starts_with('+');
    const std::optional<std::uint64_t> size = magnitude(text.substr(sign ? 1 : 0), base);
    constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
    if (!size || (sign && *size > largest + (negative ? 1U : 0U)))
        return std::nullopt;
    if (!negative)
        return Value(*size);
    return Value(static_cast<std::int64_t>(~*size + 1U));
}

std::size_t skipDigits(std::string_view text, std::size_t at)
{
    while (at < text.size() && isDigit(text[at]))
        ++at;
    return at;
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
bool looksLikeFloat(std::string_view text)
{
    std::size_t at = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
    const std::size_t whole = at;
    at = skipDigits(text, at);
    bool digits = at > whole;
    if (at < text.size() && text[at] == '.') {
        const std::size_t fraction = at + 1;
        at = skipDigits(text, fraction);
        digits = digits || at > fraction;
    }
    if (!digits)
        return false;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '-' || text[at] == '+'))
            ++at;
        const std::size_t exponent = at;
        at = skipDigits(text, at);
        if (at == exponent)
            return false;
    }
    return at == text.size();
}

/// Whether a number that no double holds is too large; else it is too small and reads as zero.
bool overflows(std::string_view text)
{
    const std::size_t mark = std::min(text.find_first_of("eE"), text.size());
    std::string_view digits = text.substr(0, mark);
    long exponent = 0;
    if (mark < text.size()) {
        const std::size_t start = mark + (text[mark + 1] == '+' ? 2 : 1);
        const auto read = std::from_chars(text.data() + start, text.data() + text.size(), exponent);
        if (read.ec != std::errc())
            return text[mark + 1] != '-';
    }
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const std::size_t first = std::min(digits.find_first_of("123456789"), digits.size());
    return static_cast<long>(point) - static_cast<long>(first) + exponent > 0;
}

std::optional<Value> floating(std::string_view text)
{
    if (!looksLikeFloat(text))
        return std::nullopt;
    if (text.starts_with('+'))
        text.remove_prefix(1);
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec == std::errc::result_out_of_range) {
        if (overflows(text))
            return std::nullopt;
        return Value(text.starts_with('-') ? -0.0 : 0.0);
    }
    return Value(value);
}

/// strconv.ParseFloat takes underscores that stand between digits.
std::string withoutUnderscores(const std::string& text)
{
    for (std::size_t at = text.find('_'); at != std::string::npos; at = text.find('_', at + 1))
        if (at == 0 || at + 1 == text.size() || !isDigit(text[at - 1]) || !isDigit(text[at + 1]))
            return text;
    std::string plain = text;
    std::erase(plain, '_');
    return plain;
}

Resolved number(const std::string& text)
{
    std::string plain = text;
    std::erase(plain, '_');
    if (const std::optional<Value> value = integer(plain, 0))
        return { Tag::Int, *value };
    if (const std::optional<Value> value = floating(plain))
        return { Tag::Float, *value };
    // strconv takes a sign after the prefix, since go-yaml cuts the prefix off.
    if (plain.starts_with("0b"))
        if (const std::optional<Value> value = integer(std::string_view(plain).substr(2), 2))
            return { Tag::Int, *value };
    return { Tag::Text, Value(text) };
}

Resolved resolveAny(Tag wanted, const std::string& text)
{
    if (wanted == Tag::Text)
        return { Tag::Text, Value(text) };
    const char first = text.empty() ? '~' : text.front();
    const bool numeric = isDigit(first) || first == '+' || first == '-';
    constexpr std::string_view hints = "yYnNtTfFoO~.";
    if (!numeric && hints.find(first) == std::string_view::npos)
        return { Tag::Text, Value(text) };
    if (std::optional<Resolved> found = word(text))
        return *found;
    if (first == '.') {
        if (const std::optional<Value> value = floating(withoutUnderscores(text)))
            return { Tag::Float, *value };
    } else if (numeric) {
        if (wanted == Tag::Timestamp && isYamlTimestamp(text))
            return { Tag::Timestamp, Value(text) };
        return number(text);
    }
    return { Tag::Text, Value(text) };
}

std::string_view name(Tag tag)
{
    constexpr std::array<std::string_view, 6> names { "!!str", "!!bool", "!!int", "!!float", "!!null", "!!timestamp" };
    return names.at(static_cast<std::size_t>(tag));
}

std::optional<Tag> resolvable(std::string_view tag)
{
    if (!tag.starts_with(yamlTagPrefix))
        return std::nullopt;
    for (const Tag known : { Tag::Text, Tag::Bool, Tag::Int, Tag::Float, Tag::Null, Tag::Timestamp })
        if (tag.substr(yamlTagPrefix.size()) == name(known).substr(2))
            return known;
    return std::nullopt;
}

}

Result<Value> resolveYaml(std::string_view tag, const std::string& text)
{
    if (tag.empty())
        return resolveAny(Tag::Timestamp, text).value;
    const std::optional<Tag> wanted = resolvable(tag);
    if (!wanted)
        return Value(text);
    const Resolved resolved = resolveAny(*wanted, text);
    if (resolved.tag == *wanted)
        return resolved.value;
    if (*wanted == Tag::Float && resolved.tag == Tag::Int && resolved.value.kind() == Value::Kind::Int)
        return Value(resolved.value.toDouble().value_or(0));
    return fail(ErrorCode::InvalidInput, {},
        QStringLiteral("cannot decode %1 `%2` as a %3")
            .arg(toQString(name(resolved.tag)), toQString(text), toQString(name(*wanted))));
}

bool isPlainYamlText(const std::string& text)
{
    return resolveAny(Tag::Timestamp, text).tag == Tag::Text;
}

}
