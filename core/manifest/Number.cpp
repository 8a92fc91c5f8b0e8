#include "core/manifest/Number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace holdfast::manifest {

namespace {

/// The shortest decimal digits of a finite double, the point after the first one, and the power of ten.
struct Decimal {
    bool negative = false;
    std::string digits;
    int exponent = 0;
};

template <typename Float> Decimal shortest(Float value)
{
    std::array<char, 40> buffer {};
    const auto written
        = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value), std::chars_format::scientific);
    const std::string_view text(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
    const std::size_t mark = text.find('e');
    Decimal decimal { .negative = std::signbit(value), .digits = std::string(text.substr(0, 1)) };
    if (mark > 2)
        decimal.digits += text.substr(2, mark - 2);
    const std::string_view exponent = text.substr(mark + (text[mark + 1] == '+' ? 2 : 1));
    std::from_chars(exponent.data(), exponent.data() + exponent.size(), decimal.exponent);
    return decimal;
}

std::string scientific(const Decimal& decimal, std::size_t exponentDigits)
{
    std::string out = decimal.digits.substr(0, 1);
    if (decimal.digits.size() > 1)
        out += '.' + decimal.digits.substr(1);
    out += decimal.exponent < 0 ? "e-" : "e+";
    const std::string exponent = std::to_string(std::abs(decimal.exponent));
    return out + std::string(exponentDigits - std::min(exponentDigits, exponent.size()), '0') + exponent;
}

std::string plain(const Decimal& decimal)
{
    if (decimal.exponent < 0)
        return "0." + std::string(static_cast<std::size_t>(-decimal.exponent) - 1, '0') + decimal.digits;
    const std::size_t whole = static_cast<std::size_t>(decimal.exponent) + 1;
    if (decimal.digits.size() <= whole)
        return decimal.digits + std::string(whole - decimal.digits.size(), '0');
    return decimal.digits.substr(0, whole) + '.' + decimal.digits.substr(whole);
}

std::string doubleText(double value)
{
    if (!std::isfinite(value))
        return "null";
    const Decimal decimal = shortest(value);
    const double size = std::abs(value);
    const bool exponent = size != 0 && (size < 1e-6 || size >= 1e21);
    return (decimal.negative ? "-" : "") + (exponent ? scientific(decimal, 1) : plain(decimal));
}

template <typename Float> std::string goText(Float value)
{
    if (std::isnan(value))
        return ".nan";
    if (std::isinf(value))
        return value < 0 ? "-.inf" : ".inf";
    const Decimal decimal = shortest(value);
    constexpr int widest = 6; // the precision Go decides by when it writes the shortest form
    const bool exponent = value != 0 && (decimal.exponent < -4 || decimal.exponent >= widest);
    return (decimal.negative ? "-" : "") + (exponent ? scientific(decimal, 2) : plain(decimal));
}

}

std::string goFloatText(double value)
{
    return goText(value);
}

std::string goFloatText(float value)
{
    return goText(value);
}

std::string numberText(const Value& number)
{
    if (number.kind() == Value::Kind::Double)
        return doubleText(number.toDouble().value_or(0));
    if (number.kind() == Value::Kind::Uint)
        return std::to_string(number.toUint().value_or(0));
    return std::to_string(number.toInt().value_or(0));
}

}
