#include "core/session/LinkStates.h"

#include <algorithm>

namespace holdfast::session {

using kube::FeedState;

namespace {

Error deniedSentence(const FeedReport& feed)
{
    const Error& cause = feed.status.error.value_or(Error { .code = ErrorCode::Forbidden });
    const QString place = feed.nameSpace.isEmpty() ? QStringLiteral("in all namespaces")
                                                   : QStringLiteral("in namespace %1").arg(feed.nameSpace);
    const QString what = feed.nameSpace.isEmpty()
        ? QStringLiteral("%1 may not be listed and watched %2; ask for a role that allows it.")
              .arg(feed.resource, place)
        : QStringLiteral("%1 may be listed %2 only; apps elsewhere are not shown.").arg(feed.resource, place);
    return { .code = cause.code,
        .where = cause.where,
        .detail = what,
        .cause = feed.nameSpace.isEmpty() ? std::make_shared<const Error>(cause) : nullptr };
}

bool isSettled(const FeedReport& feed)
{
    return feed.listed || feed.status.state == FeedState::Denied || feed.status.state == FeedState::Absent;
}

LinkState combined(const std::vector<FeedReport>& feeds)
{
    const auto any = [&feeds](FeedState state) {
        return std::ranges::any_of(feeds, [state](const FeedReport& feed) { return feed.status.state == state; });
    };
    if (any(FeedState::Live) || any(FeedState::Listing))
        return LinkState::Live;
    if (any(FeedState::Retrying))
        return LinkState::Disconnected;
    if (any(FeedState::Connecting))
        return LinkState::Connecting;
    return any(FeedState::Denied) ? LinkState::Denied : LinkState::Live;
}

}

LinkState linkState(const Error& error)
{
    switch (error.code) {
    case ErrorCode::ConsentNeeded:
        return LinkState::ConsentNeeded;
    case ErrorCode::Unauthorized:
    case ErrorCode::Forbidden:
        return LinkState::Denied;
    case ErrorCode::InvalidInput:
    case ErrorCode::Unsupported:
    case ErrorCode::Precondition:
        return LinkState::Broken;
    case ErrorCode::Cancelled:
    case ErrorCode::NotFound:
    case ErrorCode::Unreachable:
    case ErrorCode::TlsRefused:
    case ErrorCode::Conflict:
    case ErrorCode::AlreadyExists:
    case ErrorCode::Gone:
    case ErrorCode::Invalid:
    case ErrorCode::TooManyRequests:
    case ErrorCode::ServerError:
    case ErrorCode::LimitExceeded:
    case ErrorCode::Io:
    case ErrorCode::Internal:
        break;
    }
    return LinkState::Disconnected;
}

void summarise(const std::vector<FeedReport>& feeds, ClusterStatus& status)
{
    status.state = combined(feeds);
    status.error.reset();
    status.deniedKinds.clear();
    for (const FeedReport& feed : feeds) {
        if (feed.status.lastHeard.isValid())
            status.lastHeard = std::max(status.lastHeard, feed.status.lastHeard);
        const bool denied = feed.status.state == FeedState::Denied;
        if (denied || !feed.nameSpace.isEmpty())
            status.deniedKinds.push_back(deniedSentence(feed));
        const bool failing = denied ? status.state == LinkState::Denied : feed.status.state == FeedState::Retrying;
        if (failing && feed.status.error && !status.error)
            status.error = feed.status.error;
    }
    status.rowsComplete = std::ranges::all_of(
        feeds, [](const FeedReport& feed) { return !feed.holdsApps || feed.painted || isSettled(feed); });
    status.detailsComplete
        = std::ranges::all_of(feeds, [](const FeedReport& feed) { return !feed.holdsApps || isSettled(feed); });
}

}
