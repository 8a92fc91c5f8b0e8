#include "core/kube/FeedDriver.h"

#include "core/base/Async.h"

namespace holdfast::kube {

namespace {

using namespace std::chrono_literals;

constexpr auto statusPause = 1s;
/// A streamed list that says nothing for so long is not one (client-go warns after as much).
constexpr auto listSilence = 10s;

}

void FeedDriver::heard()
{
    const auto now = m_tuning.clock->monotonic();
    m_heardAt = now;
    m_status.lastHeard = m_tuning.clock->now();
    if (m_published && now - *m_published >= statusPause)
        publish();
}

void FeedDriver::watchOverSilence(std::chrono::milliseconds pause)
{
    m_subject.client->timers()->after(pause, this, [this, turn = m_turn] {
        if (turn == m_turn && m_watching && !isOver())
            checkSilence();
    });
}

void FeedDriver::watchOverList()
{
    m_subject.client->timers()->after(listSilence, this, [this, turn = m_turn, begun = m_status.listedAt] {
        if (turn != m_turn || !m_watching || isOver() || m_status.listedAt != begun)
            return;
        if (m_tuning.clock->monotonic() - m_heardAt < listSilence)
            return watchOverList();
        if (m_handler.reported)
            m_handler.reported({ .code = ErrorCode::Unreachable,
                .where = {},
                .detail = QStringLiteral("the server did not end the list that it streams; it is asked for whole") });
        handle(reflector_event::StreamStalled {});
    });
}

void FeedDriver::checkSilence()
{
    const auto quiet = m_tuning.clock->monotonic() - m_heardAt;
    if (quiet < quietBeforeProbe)
        return watchOverSilence(quietBeforeProbe - quiet);
    onDone(m_subject.client->probe(), this, [this, turn = m_turn](const Result<QString>& alive) {
        if (turn != m_turn || !m_watching || isOver())
            return;
        if (alive)
            return watchOverSilence(quietBeforeProbe);
        m_cut = alive.error();
        m_stream.cancel();
    });
}

void FeedDriver::scheduleFlush()
{
    if (std::exchange(m_flushing, true))
        return;
    m_subject.client->timers()->after(m_tuning.batch, this, [this] {
        m_flushing = false;
        flush();
    });
}

void FeedDriver::flush()
{
    if (isOver() || m_inbox.isEmpty())
        return;
    RawChange change = m_inbox.take();
    if (m_handler.changed)
        m_handler.changed(std::move(change));
}

void FeedDriver::publish()
{
    m_published = m_tuning.clock->monotonic();
    if (!isOver() && m_handler.status)
        m_handler.status(m_status);
}

}
