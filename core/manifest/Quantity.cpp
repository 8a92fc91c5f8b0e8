#include "core/manifest/Quantity.h"

#include "core/manifest/Resource.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace holdfast::manifest {

namespace {

using Format = Quantity::Format;

struct Suffix {
    std::string_view text;
    int exponent;
    Format format = Format::DecimalSi;
};

constexpr std::array suffixes {
    Suffix { "n", -9 },
    Suffix { "u", -6 },
    Suffix { "m", -3 },
    Suffix { "", 0 },
    Suffix { "k", 3 },
    Suffix { "M", 6 },
    Suffix { "G", 9 },
    Suffix { "T", 12 },
    Suffix { "P", 15 },
    Suffix { "E", 18 },
    Suffix { "Ki", 10, Format::BinarySi },
    Suffix { "Mi", 20, Format::BinarySi },
    Suffix { "Gi", 30, Format::BinarySi },
    Suffix { "Ti", 40, Format::BinarySi },
    Suffix { "Pi", 50, Format::BinarySi },
    Suffix { "Ei", 60, Format::BinarySi },
};

constexpr std::string_view largestBinary = "9223372036854775807";
constexpr int nano = -9;

std::string_view suffixOf(Format format, std::int64_t exponent)
{
    for (const Suffix& suffix : suffixes)
        if (suffix.format == format && suffix.exponent == exponent)
            return suffix.text;
    return {}; // apimachinery leaves the suffix out where it has none
}

/// Digits without leading zeros times 1024.
std::string times1024(std::string_view digits)
{
    std::string out;
    unsigned carry = 0;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
        carry += static_cast<unsigned>(*digit - '0') * 1024U;
        out += static_cast<char>('0' + carry % 10);
        carry /= 10;
    }
    for (; carry > 0; carry /= 10)
        out += static_cast<char>('0' + carry % 10);
    std::ranges::reverse(out);
    return out;
}

void increment(std::string& digits)
{
    auto digit = digits.rbegin();
    for (; digit != digits.rend() && *digit == '9'; ++digit)
        *digit = '0';
    if (digit == digits.rend())
        digits.insert(digits.begin(), '1');
    else
        ++*digit;
}

/// Both without leading zeros.
bool lessDigits(std::string_view left, std::string_view right)
{
    return left.size() != right.size() ? left.size() < right.size() : left < right;
}

std::string_view takeDigits(std::string_view& text)
{
    const std::string_view digits = text.substr(0, text.find_first_not_of("0123456789"));
    text.remove_prefix(digits.size());
    return digits;
}

}

/// Reads one quantity by the steps of apimachinery's ParseQuantity, its fast path included, which keeps some texts.
class QuantityReader final {
public:
    explicit QuantityReader(std::string_view text)
        : m_text(text)
    {
    }

    Result<Quantity> read()
    {
        if (m_text.empty())
            return refuse();
        if (!split() || !interpretSuffix())
            return refuse();
        m_quantity.m_digits = m_number + m_fraction;
        m_quantity.m_digits.erase(0, std::min(m_quantity.m_digits.find_first_not_of('0'), m_quantity.m_digits.size()));
        if (!fastPath()) {
            if (!m_hasDigit)
                return refuse();
            slowPath();
        }
        normalise();
        return m_quantity;
    }

private:
    [[nodiscard]] std::unexpected<Error> refuse() const
    {
        return fail(ErrorCode::InvalidInput, {},
            QStringLiteral("`%1` is no quantity; write a number with an optional suffix, such as 500m, 1.5Gi or 12e6")
                .arg(toQString(m_text.substr(0, 80))));
    }

    bool split()
    {
        std::string_view rest = m_text;
        m_quantity.m_negative = rest.starts_with('-');
        if (rest.starts_with('-') || rest.starts_with('+'))
            rest.remove_prefix(1);
        const std::string_view whole = takeDigits(rest);
        m_number = whole.substr(std::min(whole.find_first_not_of('0'), whole.size()));
        if (m_number.empty())
            m_number = "0";
        if (rest.starts_with('.')) {
            rest.remove_prefix(1);
            m_fraction = takeDigits(rest);
        }
        m_hasDigit = !whole.empty() || !m_fraction.empty();
        m_suffix = rest;
        const std::size_t letters = std::min(rest.find_first_not_of("eEinumkKMGTP"), rest.size());
        rest.remove_prefix(letters);
        if (rest.starts_with('-') || rest.starts_with('+'))
            rest.remove_prefix(1);
        takeDigits(rest);
        return rest.empty();
    }

    bool interpretSuffix()
    {
        if (const auto found = std::ranges::find(suffixes, m_suffix, &Suffix::text); found != suffixes.end()) {
            m_exponent = found->exponent;
            m_quantity.m_format = found->format;
            return true;
        }
        if (m_suffix.size() < 2 || (m_suffix.front() != 'e' && m_suffix.front() != 'E'))
            return false;
        std::string_view digits = m_suffix.substr(1);
        if (digits.starts_with('+'))
            digits.remove_prefix(1);
        std::int64_t exponent = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
        m_exponent = static_cast<std::int32_t>(exponent); // cut off as in Go
        m_quantity.m_format = Format::DecimalExponent;
        const bool signTwice = digits.data() != m_suffix.data() + 1 && digits.starts_with('-');
        return !signTwice && read.ec == std::errc() && read.ptr == digits.data() + digits.size();
    }

    /// Up to 18 digits and no finer than a billionth.
    bool fastPath()
    {
        const auto digits = static_cast<std::int64_t>(m_number.size() + m_fraction.size());
        if (m_quantity.m_format == Format::BinarySi) {
            if (!m_fraction.empty() || 14 - digits - m_exponent * 3 / 10 < 0)
                return false;
            std::int64_t value = 0;
            std::from_chars(m_number.data(), m_number.data() + m_number.size(), value);
            for (std::int64_t power = 0; power < m_exponent; power += 10)
                m_quantity.m_digits = times1024(m_quantity.m_digits);
            if (value % 8 != 0)
                m_quantity.m_written = m_text;
            return true;
        }
        const std::int64_t scale = m_exponent - static_cast<std::int64_t>(m_fraction.size());
        if (digits > 18 || scale < nano)
            return false;
        m_quantity.m_exponent = scale;
        const std::string shifted = m_number + m_fraction;
        if (scale % 3 == 0 && !shifted.ends_with("000") && shifted.front() != '0')
            m_quantity.m_written = m_text;
        return true;
    }

    void slowPath()
    {
        const bool binary = m_quantity.m_format == Format::BinarySi;
        std::string& digits = m_quantity.m_digits;
        for (std::int64_t power = 0; binary && power < m_exponent; power += 10)
            digits = times1024(digits);
        m_quantity.m_exponent = (binary ? 0 : m_exponent) - static_cast<std::int64_t>(m_fraction.size());
        roundUp();
        if (!binary || digits.empty())
            return;
        const std::int64_t wholeDigits = static_cast<std::int64_t>(digits.size()) + m_quantity.m_exponent;
        if (wholeDigits <= 0) {
            m_quantity.m_format = Format::DecimalSi;
        } else if (wholeDigits >= static_cast<std::int64_t>(largestBinary.size())
            && !lessDigits(digits.substr(0, static_cast<std::size_t>(wholeDigits)), largestBinary)) {
            digits = largestBinary;
            m_quantity.m_exponent = 0;
        }
    }

    /// To a billionth, away from zero.
    void roundUp()
    {
        std::string& digits = m_quantity.m_digits;
        if (digits.empty() || m_quantity.m_exponent >= nano)
            return;
        const auto cut = static_cast<std::uint64_t>(nano - m_quantity.m_exponent);
        const std::size_t kept = cut < digits.size() ? digits.size() - static_cast<std::size_t>(cut) : 0;
        const bool exact = digits.find_first_not_of('0', kept) == std::string::npos;
        digits.resize(kept);
        m_quantity.m_exponent = nano;
        if (!exact)
            increment(digits);
    }

    void normalise()
    {
        std::string& digits = m_quantity.m_digits;
        const std::size_t last = digits.find_last_not_of('0');
        if (last == std::string::npos) {
            digits = "0";
            m_quantity.m_exponent = 0;
            m_quantity.m_negative = false;
            return;
        }
        m_quantity.m_exponent += static_cast<std::int64_t>(digits.size() - last - 1);
        digits.resize(last + 1);
    }

    std::string_view m_text;
    std::string m_number;
    std::string m_fraction;
    std::string_view m_suffix;
    std::int64_t m_exponent = 0;
    bool m_hasDigit = false;
    Quantity m_quantity;
};

Result<Quantity> parseQuantity(std::string_view text)
{
    return QuantityReader(text).read();
}

std::string Quantity::text() const
{
    return m_written.empty() ? canonical() : m_written;
}

std::string Quantity::canonical() const
{
    const std::string sign = m_negative ? "-" : "";
    if (m_digits == "0")
        return m_digits;
    Format format = m_format;
    if (format == Format::BinarySi) {
        std::uint64_t value = 0;
        const std::string whole
            = m_exponent >= 0 ? m_digits + std::string(static_cast<std::size_t>(m_exponent), '0') : "0";
        std::from_chars(whole.data(), whole.data() + whole.size(), value);
        if (value >= 1024) {
            int power = 0;
            for (; value % 1024 == 0; value /= 1024)
                power += 10;
            return sign + std::to_string(value) + std::string(suffixOf(Format::BinarySi, power));
        }
        format = Format::DecimalSi;
    }
    const std::int64_t padding = (m_exponent % 3 + 3) % 3;
    const std::int64_t exponent = m_exponent - padding;
    const std::string number = sign + m_digits + std::string(static_cast<std::size_t>(padding), '0');
    if (format == Format::DecimalSi)
        return number + std::string(suffixOf(format, exponent));
    return exponent == 0 ? number : number + 'e' + std::to_string(exponent);
}

bool operator==(const Quantity& left, const Quantity& right)
{
    return left.m_digits == right.m_digits && left.m_exponent == right.m_exponent
        && left.m_negative == right.m_negative;
}

std::strong_ordering operator<=>(const Quantity& left, const Quantity& right)
{
    const auto rank = [](const Quantity& quantity) {
        return quantity.m_digits == "0" ? 0 : quantity.m_negative ? -1 : 1;
    };
    if (rank(left) != rank(right))
        return rank(left) <=> rank(right);
    const auto size = [](const Quantity& quantity) {
        return static_cast<std::int64_t>(quantity.m_digits.size()) + quantity.m_exponent;
    };
    // Without trailing zeros and of one size, digits compare as text.
    const std::strong_ordering order
        = size(left) != size(right) ? size(left) <=> size(right) : left.m_digits <=> right.m_digits;
    return left.m_negative ? 0 <=> order : order;
}

}
