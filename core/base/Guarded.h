#pragma once

#include <mutex>
#include <utility>

namespace holdfast {

/// A value that only one thread at a time can touch, for the length of one call. Thread-safe.
template <typename T> class Guarded final {
public:
    Guarded() = default;
    explicit Guarded(T value)
        : m_value(std::move(value))
    {
    }

    /// Gives `work(value)`; it must not call back into the same Guarded.
    template <typename Work> decltype(auto) with(Work&& work)
    {
        const std::scoped_lock lock(m_mutex);
        return std::forward<Work>(work)(m_value);
    }

private:
    std::mutex m_mutex;
    T m_value;
};

}
