#include "core/kube/Reflector.h"

namespace holdfast::kube {

using namespace reflector_event;
namespace command = reflector_command;

namespace {

/// After so many streams in a row that broke off before their list was whole, a plain list is tried.
constexpr int mostBrokenStreams = 3;

}

void Reflector::beginStream()
{
    m_doing = Doing::Streaming;
    m_watchBegun = m_now;
    m_watchOpen = false;
    m_closing = false;
    m_watchMoves = 0;
    if (m_version.isEmpty())
        tell(FeedState::Listing);
    m_commands.emplace_back(command::StreamList {
        .resourceVersion = m_versionLost || m_version.isEmpty() ? QString() : m_version, .timeout = watchTime() });
}

void Reflector::on(const StreamListed& event)
{
    if (m_doing != Doing::Streaming)
        return;
    m_doing = Doing::Watching;
    m_version = event.resourceVersion;
    m_versionLost = false;
    m_brokenStreams = 0;
    m_poorWatches = 0;
    m_watchMoves = 1; // the bookmark: a watch that said something
    tell(FeedState::Live);
}

void Reflector::on(const StreamStalled&)
{
    if (m_doing != Doing::Streaming || m_closing)
        return;
    m_rules.lists = ListForm::Whole;
    m_closing = true;
    m_commands.emplace_back(command::CloseWatch {});
}

void Reflector::streamEnded(const std::optional<Failure>& failure)
{
    if (m_closing)
        return beginList();
    const Failure broken = failure.value_or(Failure { .kind = FailureKind::Unreachable,
        .error = { .code = ErrorCode::Unreachable,
            .where = {},
            .detail = QStringLiteral("the server ended the list before it was whole") } });
    switch (broken.kind) {
    case FailureKind::TooManyRequests:
        return wait(Doing::WaitingToList, broken);
    case FailureKind::Unreachable:
        if (m_watchOpen && ++m_brokenStreams >= mostBrokenStreams)
            m_rules.lists = ListForm::Whole;
        return wait(Doing::WaitingToList, broken);
    case FailureKind::Expired:
    case FailureKind::VersionTooLarge:
        if (!m_versionLost && !m_version.isEmpty()) {
            m_versionLost = true;
            return beginList();
        }
        break;
    case FailureKind::Internal:
    case FailureKind::Denied:
    case FailureKind::Missing:
    case FailureKind::TooBig:
    case FailureKind::Other:
        break;
    }
    // Whatever else is wrong, an older server's refusal among it: a plain list works, or says so itself.
    m_rules.lists = ListForm::Whole;
    beginList();
}

}
