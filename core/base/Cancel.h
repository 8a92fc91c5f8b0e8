#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace holdfast {

/// Tells whether the work it was given to should stop. Cheap to copy; a default token never stops. Thread-safe.
class CancelToken final {
public:
    CancelToken() = default;

    [[nodiscard]] bool isCancelled() const { return m_state && m_state->cancelled.load(std::memory_order_acquire); }

    /// Calls `action` once when cancelled, on the cancelling thread; at once if that already happened.
    void onCancelled(std::function<void()> action) const
    {
        if (!m_state)
            return;
        {
            const std::scoped_lock lock(m_state->mutex);
            if (!m_state->cancelled.load(std::memory_order_acquire)) {
                m_state->actions.push_back(std::move(action));
                return;
            }
        }
        action();
    }

private:
    friend class CancelSource;
    struct State {
        std::atomic_bool cancelled = false;
        std::mutex mutex;
        std::vector<std::function<void()>> actions;
    };
    std::shared_ptr<State> m_state;
};

/// Owns a piece of work's right to run: cancels its tokens on request and when destroyed.
class CancelSource final {
public:
    CancelSource() { m_token.m_state = std::make_shared<CancelToken::State>(); }
    ~CancelSource() { cancel(); }
    CancelSource(CancelSource&& other) noexcept = default;
    CancelSource& operator=(CancelSource&& other) noexcept
    {
        if (this != &other) {
            cancel();
            m_token = std::move(other.m_token);
        }
        return *this;
    }
    CancelSource(const CancelSource&) = delete;
    CancelSource& operator=(const CancelSource&) = delete;

    [[nodiscard]] CancelToken token() const { return m_token; }

    void cancel()
    {
        if (!m_token.m_state)
            return;
        std::vector<std::function<void()>> actions;
        {
            const std::scoped_lock lock(m_token.m_state->mutex);
            m_token.m_state->cancelled.store(true, std::memory_order_release);
            actions.swap(m_token.m_state->actions);
        }
        for (const auto& action : actions)
            action();
    }

private:
    CancelToken m_token;
};

}
