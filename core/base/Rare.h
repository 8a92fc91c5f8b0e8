#pragma once

#include <memory>
#include <optional>
#include <utility>

namespace holdfast {

/// A value that few have: as small as a pointer pair where there is none, immutable and shared by all copies where
/// there is one. Compares by value. In place of std::optional where thousands of rows have none.
template <typename T> class Rare final {
public:
    Rare() = default;
    Rare(std::nullopt_t) { } // NOLINT(google-explicit-constructor): as std::optional
    Rare(T value) // NOLINT(google-explicit-constructor): as std::optional
        : m_value(std::make_shared<const T>(std::move(value)))
    {
    }
    Rare(std::optional<T> value) // NOLINT(google-explicit-constructor): as std::optional
        : m_value(value ? std::make_shared<const T>(*std::move(value)) : nullptr)
    {
    }

    [[nodiscard]] bool has_value() const { return m_value != nullptr; }
    [[nodiscard]] explicit operator bool() const { return has_value(); }
    [[nodiscard]] const T& operator*() const { return *m_value; }
    [[nodiscard]] const T* operator->() const { return m_value.get(); }
    void reset() { m_value.reset(); }
    operator std::optional<T>() const // NOLINT(google-explicit-constructor): as std::optional
    {
        return m_value ? std::optional<T>(*m_value) : std::nullopt;
    }

    friend bool operator==(const Rare& left, const Rare& right)
    {
        return left.m_value == right.m_value || (left.m_value && right.m_value && *left.m_value == *right.m_value);
    }

private:
    std::shared_ptr<const T> m_value;
};

}
