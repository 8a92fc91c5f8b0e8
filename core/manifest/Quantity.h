#pragma once

#include "core/base/Result.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace holdfast::manifest {

/// A resource quantity as in apimachinery: a decimal number with the notation it was written in.
class Quantity final {
public:
    enum class Format { DecimalExponent, BinarySi, DecimalSi };

    /// As apimachinery writes it back: the canonical form, but for texts that its fast path keeps as they are
    /// (`1.500`).
    [[nodiscard]] std::string text() const;
    /// No fraction, the largest suffix that leaves none; `1.5` is `1500m`, `1024Mi` is `1Gi`.
    [[nodiscard]] std::string canonical() const;
    [[nodiscard]] Format format() const { return m_format; }

    /// By number; the notation does not count.
    friend bool operator==(const Quantity& left, const Quantity& right);
    friend std::strong_ordering operator<=>(const Quantity& left, const Quantity& right);

private:
    friend class QuantityReader;

    std::string m_written; ///< the text that is kept, or empty
    std::string m_digits = "0"; ///< no leading and no trailing zeros, but for 0 itself
    std::int64_t m_exponent = 0; ///< of ten
    bool m_negative = false;
    Format m_format = Format::DecimalSi;
};

/// All forms that apimachinery reads: `1`, `1.5Gi`, `100m`, `12e6`, `1E`. Finer than a billionth is rounded up, away
/// from zero; binary ones are capped at 2^63-1. InvalidInput with the form that is wanted.
[[nodiscard]] Result<Quantity> parseQuantity(std::string_view text);

}
