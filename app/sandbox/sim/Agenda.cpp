#include "app/sandbox/sim/Agenda.h"

#include <algorithm>

namespace holdfast::sandbox::sim {

Agenda::Agenda(const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Agenda::runDue);
}

void Agenda::after(Milliseconds delay, QObject* owner, std::function<void()> work)
{
    m_entries.emplace(m_clock.monotonic() + std::max(delay, Milliseconds(0)), Entry { owner, std::move(work) });
    if (m_live)
        arm();
}

void Agenda::runDue()
{
    // Work that keeps making itself due must not starve the event loop: the rest waits for the next turn.
    for (int turns = 0; turns < 2000 && !m_entries.empty() && m_entries.begin()->first <= m_clock.monotonic();
        ++turns) {
        const Entry entry = std::move(m_entries.begin()->second);
        m_entries.erase(m_entries.begin());
        if (entry.owner)
            entry.work();
    }
    if (m_live)
        arm();
}

std::optional<Agenda::Milliseconds> Agenda::nextDue() const
{
    return m_entries.empty() ? std::nullopt : std::optional(m_entries.begin()->first);
}

void Agenda::goLive()
{
    m_live = true;
    arm();
}

void Agenda::arm()
{
    if (const auto due = nextDue())
        m_timer.start(std::max(*due - m_clock.monotonic(), Milliseconds(0)));
    else
        m_timer.stop();
}

std::shared_ptr<void> Agenda::hold()
{
    ++m_holds->count;
    return { m_holds.get(), [holds = m_holds](void*) {
                if (--holds->count == 0 && holds->released)
                    holds->released();
            } };
}

ReplayClock::ReplayClock(Agenda::Milliseconds before)
    : m_time(m_system.monotonic() - before)
{
}

QDateTime ReplayClock::now() const
{
    return m_live ? m_system.now() : m_system.now().addMSecs((m_time - m_system.monotonic()).count());
}

Agenda::Milliseconds ReplayClock::monotonic() const
{
    return m_live ? m_system.monotonic() : m_time;
}

void ReplayClock::moveTo(Agenda::Milliseconds time)
{
    m_time = std::clamp(time, m_time, m_system.monotonic());
}

Replay::Replay(ReplayClock& clock, Agenda& agenda, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_agenda(agenda)
{
}

void Replay::start(std::function<void()> done)
{
    m_done = std::move(done);
    m_agenda.onReleased([this] { soon(); });
    soon();
}

// Watches deliver from the event loop: each moment of the past gets turns of the loop before the next one begins.
void Replay::soon()
{
    QTimer::singleShot(0, this, [this] { QTimer::singleShot(0, this, [this] { advance(); }); });
}

void Replay::advance()
{
    if (m_clock.isLive() || m_agenda.isHeld())
        return;
    const auto due = m_agenda.nextDue();
    if (due && *due <= SystemClock().monotonic()) {
        m_clock.moveTo(*due);
        m_agenda.runDue();
        return soon();
    }
    m_agenda.onReleased({});
    m_clock.goLive();
    m_agenda.goLive();
    m_done();
}

}
