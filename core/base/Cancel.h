#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace holdfast {

/// What a token's holders share with its source.
struct CancelState {
    std::atomic_bool cancelled = false;
    std::mutex mutex;
    std::uint64_t last = 0;
    std::map<std::uint64_t, std::function<void()>> actions; ///< in the order in which they were added
};

/// Keeps an action on a token for as long as it lives: what outlives its work would pile up on a token that lives as
/// long as the program. Does not wait for an action that already runs. Move-only; thread-safe as far as its holder is.
class [[nodiscard]] CancelRegistration final {
public:
    CancelRegistration() = default;
    ~CancelRegistration() { release(); }
    CancelRegistration(CancelRegistration&& other) noexcept = default;
    CancelRegistration& operator=(CancelRegistration&& other) noexcept
    {
        if (this != &other) {
            release();
            m_state = std::move(other.m_state);
            m_number = other.m_number;
        }
        return *this;
    }
    CancelRegistration(const CancelRegistration&) = delete;
    CancelRegistration& operator=(const CancelRegistration&) = delete;

    void release()
    {
        const std::shared_ptr<CancelState> state = std::exchange(m_state, {}).lock();
        if (!state)
            return;
        std::function<void()> dropped; // what it holds may hold tokens of its own, so it goes after the lock
        const std::scoped_lock lock(state->mutex);
        if (const auto found = state->actions.find(m_number); found != state->actions.end()) {
            dropped.swap(found->second);
            state->actions.erase(found);
        }
    }

private:
    friend class CancelToken;
    std::weak_ptr<CancelState> m_state; ///< weak, since an action may hold what holds its registration
    std::uint64_t m_number = 0;
};

/// Tells whether the work it was given to should stop. Cheap to copy; a default token never stops. Thread-safe.
class CancelToken final {
public:
    CancelToken() = default;

    [[nodiscard]] bool isCancelled() const { return m_state && m_state->cancelled.load(std::memory_order_acquire); }

    /// Calls `action` once when cancelled, on the cancelling thread; at once if that already happened. Not after the
    /// registration is gone.
    [[nodiscard]] CancelRegistration onCancelled(std::function<void()> action) const
    {
        CancelRegistration registration;
        if (!m_state)
            return registration;
        {
            const std::scoped_lock lock(m_state->mutex);
            if (!m_state->cancelled.load(std::memory_order_acquire)) {
                registration.m_number = ++m_state->last;
                registration.m_state = m_state;
                m_state->actions.emplace(registration.m_number, std::move(action));
                return registration;
            }
        }
        action();
        return registration;
    }

    /// How many actions wait; for tests.
    [[nodiscard]] std::size_t pendingActions() const
    {
        if (!m_state)
            return 0;
        const std::scoped_lock lock(m_state->mutex);
        return m_state->actions.size();
    }

private:
    friend class CancelSource;
    std::shared_ptr<CancelState> m_state;
};

/// Owns a piece of work's right to run: cancels its tokens on request and when destroyed.
class CancelSource final {
public:
    CancelSource() { m_token.m_state = std::make_shared<CancelState>(); }
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
        std::map<std::uint64_t, std::function<void()>> actions;
        {
            const std::scoped_lock lock(m_token.m_state->mutex);
            m_token.m_state->cancelled.store(true, std::memory_order_release);
            actions.swap(m_token.m_state->actions);
        }
        for (const auto& [number, action] : actions)
            action();
    }

private:
    CancelToken m_token;
};

}
