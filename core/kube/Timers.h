#pragma once

#include <QObject>

#include <chrono>
#include <functional>

namespace holdfast::kube {

/// Runs work later, on the thread of `context` unless that dies first; called on that thread. Tests bring their own.
class Timers {
public:
    virtual ~Timers() = default;
    virtual void after(std::chrono::milliseconds delay, QObject* context, std::function<void()> work) = 0;
};

/// Qt's timers.
class QtTimers final : public Timers {
public:
    void after(std::chrono::milliseconds delay, QObject* context, std::function<void()> work) override;
};

}
