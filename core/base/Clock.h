#pragma once

#include <QDateTime>

#include <chrono>

namespace holdfast {

/// Time as the product sees it; tests inject a ManualClock. Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    /// Wall-clock time, UTC. May jump.
    [[nodiscard]] virtual QDateTime now() const = 0;
    /// Never goes back; for ages, timeouts and backoff.
    [[nodiscard]] virtual std::chrono::milliseconds monotonic() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
public:
    [[nodiscard]] QDateTime now() const override { return QDateTime::currentDateTimeUtc(); }
    [[nodiscard]] std::chrono::milliseconds monotonic() const override
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now().time_since_epoch());
    }
};

/// A clock that stands still until it is moved. One thread.
class ManualClock final : public Clock {
public:
    explicit ManualClock(QDateTime start)
        : m_now(std::move(start))
    {
    }
    [[nodiscard]] QDateTime now() const override { return m_now; }
    [[nodiscard]] std::chrono::milliseconds monotonic() const override { return m_monotonic; }
    void advance(std::chrono::milliseconds by)
    {
        m_now = m_now.addMSecs(by.count());
        m_monotonic += by;
    }

private:
    QDateTime m_now;
    std::chrono::milliseconds m_monotonic { 0 };
};

}
