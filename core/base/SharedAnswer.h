#pragma once

#include "core/base/Result.h"

#include <QElapsedTimer>
#include <QFuture>

#include <chrono>

namespace holdfast {

/// An answer that several may wait for, as long as it is young.
template <typename T> class SharedAnswer final {
public:
    /// The answer of the last ten seconds, or what `ask()` gives now.
    template <typename Ask> [[nodiscard]] QFuture<Result<T>> recent(const Ask& ask)
    {
        if (!m_age.isValid() || m_age.hasExpired(std::chrono::milliseconds(sharedFor).count())) {
            m_future = ask();
            m_age.start();
        }
        return m_future;
    }

private:
    static constexpr std::chrono::seconds sharedFor { 10 };
    QFuture<Result<T>> m_future;
    QElapsedTimer m_age;
};

}
