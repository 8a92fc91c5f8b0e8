#include "core/kube/Reflector.h"

#include <algorithm>

namespace holdfast::kube {

using namespace reflector_event;
namespace command = reflector_command;

namespace {

/// After so many watches in a row that came to nothing the version itself is in doubt, and a list settles it.
constexpr int mostPoorWatches = 2;
constexpr std::chrono::seconds longSilence { 45 };

}

Reflector::Reflector(Rules rules, std::function<double()> random)
    : m_rules(rules)
    , m_random(random)
    , m_backoff(rules.backoff, std::move(random))
{
    // A watch under five minutes only makes more requests (client-go ignores such settings, too).
    m_rules.shortestWatch = std::max(m_rules.shortestWatch, std::chrono::seconds(300));
}

Reflector::Commands Reflector::step(const ReflectorEvent& event, std::chrono::milliseconds now)
{
    m_now = now;
    m_commands.clear();
    std::visit([this](const auto& happened) { on(happened); }, event);
    return std::exchange(m_commands, {});
}

void Reflector::on(const Start&)
{
    if (m_doing == Doing::Nothing)
        beginList();
}

void Reflector::on(const RetryAsked&)
{
    m_backoff.reset();
    switch (m_doing) {
    case Doing::Nothing:
    case Doing::WaitingToList:
        return beginList();
    case Doing::WaitingToWatch:
        return beginWatch();
    case Doing::WaitingToDiscover:
        return discover();
    case Doing::Streaming:
    case Doing::Watching:
        if (!m_closing)
            m_commands.emplace_back(command::CloseWatch {});
        m_closing = true;
        return;
    case Doing::Listing:
    case Doing::Discovering:
        return;
    }
}

void Reflector::on(const TimeCame&)
{
    switch (m_doing) {
    case Doing::WaitingToList:
        return beginList();
    case Doing::WaitingToWatch:
        return beginWatch();
    case Doing::WaitingToDiscover:
        return discover();
    case Doing::Nothing:
    case Doing::Listing:
    case Doing::Streaming:
    case Doing::Watching:
    case Doing::Discovering:
        return;
    }
}

void Reflector::beginList()
{
    if (m_rules.lists == ListForm::Streamed)
        return beginStream();
    command::List first;
    if (!m_versionLost)
        first.resourceVersion = m_version.isEmpty() ? QStringLiteral("0") : m_version;
    first.limit = m_paged ? m_rules.pageSize : 0;
    m_begun = first;
    if (m_version.isEmpty())
        tell(FeedState::Listing);
    list(first);
}

void Reflector::list(command::List page)
{
    m_doing = Doing::Listing;
    m_page = page;
    m_commands.emplace_back(std::move(page));
}

void Reflector::on(const PageListed& event)
{
    if (event.resourceVersion.isEmpty())
        return wait(Doing::WaitingToList,
            failureOf(Error { .code = ErrorCode::InvalidInput,
                .where = {},
                .detail = QStringLiteral("the list has no resourceVersion, so it cannot be watched") }));
    if (!event.continueToken.isEmpty()) {
        // Seen on "0", which asks for all there is: this server has no watch cache for the kind.
        m_paged = m_paged || m_begun.resourceVersion == QLatin1String("0");
        return list({ .resourceVersion = {}, .limit = m_rules.pageSize, .continueToken = event.continueToken });
    }
    m_version = event.resourceVersion;
    m_versionLost = false;
    m_poorWatches = 0;
    beginWatch();
}

void Reflector::on(const ListFailed& event)
{
    const Failure& failure = event.failure;
    switch (failure.kind) {
    case FailureKind::Expired:
    case FailureKind::VersionTooLarge:
        return listVersionLost(failure);
    case FailureKind::Denied:
        return deny(failure);
    case FailureKind::Missing:
        return discover();
    case FailureKind::TooBig:
        if (!m_paged) {
            m_paged = true;
            m_versionLost = true;
            return beginList();
        }
        break;
    case FailureKind::Unreachable:
    case FailureKind::TooManyRequests:
    case FailureKind::Internal:
    case FailureKind::Other:
        break;
    }
    wait(Doing::WaitingToList, failure);
}

void Reflector::listVersionLost(const Failure& failure)
{
    if (!m_page.continueToken.isEmpty()) {
        // One list at the version that was asked for; the token in the 410 goes on with an inconsistent one.
        m_begun.limit = 0;
        return list(m_begun);
    }
    if (m_versionLost)
        return wait(Doing::WaitingToList, failure);
    m_versionLost = true;
    beginList();
}

void Reflector::beginWatch()
{
    m_doing = Doing::Watching;
    m_watchBegun = m_now;
    m_watchOpen = false;
    m_closing = false;
    m_watchMoves = 0;
    m_commands.emplace_back(command::Watch { .resourceVersion = m_version, .timeout = watchTime() });
}

std::chrono::seconds Reflector::watchTime()
{
    const double seconds = static_cast<double>(m_rules.shortestWatch.count()) * (1.0 + m_random());
    return std::chrono::seconds(static_cast<std::int64_t>(seconds));
}

void Reflector::on(const WatchOpened&)
{
    m_watchOpen = true;
    if (m_doing == Doing::Watching)
        tell(FeedState::Live);
}

void Reflector::on(const WatchMoved& event)
{
    if (m_doing == Doing::Streaming)
        return; // a version counts only once the list is whole
    if (!event.resourceVersion.isEmpty())
        m_version = event.resourceVersion;
    ++m_watchMoves;
    m_poorWatches = 0;
    m_firstInternalError.reset();
}

void Reflector::on(const WatchEnded& event)
{
    if (m_doing == Doing::Streaming)
        return streamEnded(event.failure);
    if (m_doing != Doing::Watching)
        return;
    if (m_closing)
        beginWatch();
    else if (event.failure)
        watchFailed(*event.failure);
    else
        watchClosed();
}

void Reflector::watchClosed()
{
    if (m_watchMoves > 0 || m_now - m_watchBegun >= m_rules.veryShortWatch)
        return beginWatch();
    const Failure veryShort { .kind = FailureKind::Other,
        .error = { .code = ErrorCode::Unreachable,
            .where = {},
            .detail = QStringLiteral("very short watch: the server ended it at once and without an event") } };
    wait(++m_poorWatches > mostPoorWatches ? Doing::WaitingToList : Doing::WaitingToWatch, veryShort);
}

void Reflector::watchFailed(const Failure& failure)
{
    switch (failure.kind) {
    case FailureKind::Denied:
        return deny(failure);
    case FailureKind::Missing:
        return discover();
    case FailureKind::TooManyRequests:
        return wait(Doing::WaitingToWatch, failure);
    case FailureKind::Unreachable:
        return watchBroke(failure);
    case FailureKind::Internal: {
        const auto begun = m_firstInternalError.value_or(m_now);
        m_firstInternalError = begun;
        if (m_now - begun < m_rules.internalErrorWindow)
            return wait(Doing::WaitingToWatch, failure);
        m_firstInternalError.reset();
        return wait(Doing::WaitingToList, failure);
    }
    case FailureKind::Expired:
    case FailureKind::VersionTooLarge:
    case FailureKind::TooBig:
    case FailureKind::Other:
        return wait(Doing::WaitingToList, failure);
    }
}

void Reflector::watchBroke(const Failure& failure)
{
    const auto lived = m_now - m_watchBegun;
    const bool silent = m_watchOpen && m_watchMoves == 0 && lived >= longSilence;
    // A watch from a version that the server does not know (an older etcd was restored) hangs without a word.
    if (silent && ++m_poorWatches >= mostPoorWatches) {
        m_poorWatches = 0;
        return wait(Doing::WaitingToList, failure);
    }
    if (m_watchOpen && lived >= m_rules.veryShortWatch)
        return beginWatch();
    wait(Doing::WaitingToWatch, failure);
}

void Reflector::discover()
{
    m_doing = Doing::Discovering;
    m_commands.emplace_back(command::Discover {});
}

void Reflector::on(const Discovered& event)
{
    if (m_doing != Doing::Discovering)
        return;
    switch (event.answer) {
    case Discovered::Answer::Served:
    case Discovered::Answer::Unknown:
        return wait(Doing::WaitingToList,
            failureOf(event.error.value_or(Error { .code = ErrorCode::NotFound,
                .where = {},
                .detail = QStringLiteral("the server names this kind but does not serve it") })));
    case Discovered::Answer::NotServed:
        break;
    }
    m_version.clear();
    m_versionLost = false;
    m_commands.emplace_back(command::Forget {});
    tell(FeedState::Absent);
    m_doing = Doing::WaitingToDiscover;
    m_commands.emplace_back(command::Wait { m_rules.absentPause });
}

void Reflector::deny(const Failure& failure)
{
    m_doing = Doing::Nothing;
    tell(FeedState::Denied, failure.error);
}

void Reflector::wait(Doing next, const Failure& failure)
{
    m_doing = next;
    tell(FeedState::Retrying, failure.error);
    const auto pause = std::max(m_backoff.next(m_now), failure.error.retryAfter.value_or(std::chrono::milliseconds(0)));
    m_commands.emplace_back(command::Wait { pause });
}

void Reflector::tell(FeedState state, std::optional<Error> error)
{
    m_commands.emplace_back(command::Tell { .state = state, .error = std::move(error) });
}

}
