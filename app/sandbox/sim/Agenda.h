#pragma once

#include "core/base/Clock.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace holdfast::sandbox::sim {

/// Work that falls due at a time of the injected clock: driven by a timer when live, by hand in tests and in replay.
class Agenda final : public QObject {
public:
    using Milliseconds = std::chrono::milliseconds;

    explicit Agenda(const Clock& clock, QObject* parent = nullptr);

    /// Work of equal time keeps its order. It is dropped when `owner` dies first.
    void after(Milliseconds delay, QObject* owner, std::function<void()> work);
    /// Does all that is due by now, and what that makes due at once.
    void runDue();
    /// Monotonic time of the next work.
    [[nodiscard]] std::optional<Milliseconds> nextDue() const;
    /// From now on a timer runs the work.
    void goLive();

    [[nodiscard]] const Clock& clock() const { return m_clock; }
    /// While somebody holds, time that is replayed stands still: a process outside is at work.
    [[nodiscard]] std::shared_ptr<void> hold();
    [[nodiscard]] bool isHeld() const { return m_holds->count > 0; }
    /// Called when the last hold has ended.
    void onReleased(std::function<void()> resume) { m_holds->released = std::move(resume); }

private:
    void arm();

    struct Entry {
        QPointer<QObject> owner;
        std::function<void()> work;
    };
    const Clock& m_clock;
    std::multimap<Milliseconds, Entry> m_entries;
    struct Holds {
        int count = 0;
        std::function<void()> released;
    };
    std::shared_ptr<Holds> m_holds = std::make_shared<Holds>();
    QTimer m_timer;
    bool m_live = false;
};

/// The clock of a replay: starts in the past, is moved by hand, and joins the machine's clock when live.
class ReplayClock final : public Clock {
public:
    explicit ReplayClock(Agenda::Milliseconds before);
    [[nodiscard]] QDateTime now() const override;
    [[nodiscard]] Agenda::Milliseconds monotonic() const override;
    [[nodiscard]] bool isLive() const { return m_live; }
    /// Moves on to that monotonic time, but not beyond the machine's.
    void moveTo(Agenda::Milliseconds time);
    void goLive() { m_live = true; }

private:
    SystemClock m_system;
    Agenda::Milliseconds m_time;
    bool m_live = false;
};

/// Runs an agenda through the past until the present, then sets clock and agenda going.
class Replay final : public QObject {
public:
    Replay(ReplayClock& clock, Agenda& agenda, QObject* parent = nullptr);
    /// Calls `done` once the present is reached.
    void start(std::function<void()> done);

private:
    void soon();
    void advance();

    ReplayClock& m_clock;
    Agenda& m_agenda;
    std::function<void()> m_done;
};

}
