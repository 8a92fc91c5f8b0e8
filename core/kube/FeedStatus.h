#pragma once

#include "core/base/Result.h"

#include <QDateTime>

#include <optional>

namespace holdfast::kube {

/// How fresh a feed is.
enum class FeedState {
    Connecting, ///< nothing heard yet
    Listing, ///< the first objects are arriving
    Live, ///< listed, and a watch is open
    Retrying, ///< broken off; old data is kept and stale since `lastHeard`
    Denied, ///< 401 or 403: stopped, see `error`
    Absent ///< the kind is not served
};

struct FeedStatus {
    FeedState state = FeedState::Connecting;
    QDateTime lastHeard; ///< when the server last said anything for this feed (event, bookmark, list)
    QDateTime listedAt; ///< when the last complete list ended
    std::optional<Error> error;
    friend bool operator==(const FeedStatus&, const FeedStatus&) = default;
};

}
