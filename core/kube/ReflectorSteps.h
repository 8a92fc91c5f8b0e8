#pragma once

#include "core/kube/FeedFailure.h"

#include <QString>

#include <chrono>
#include <optional>
#include <variant>

namespace holdfast::kube {

/// What happens to a reflector.
namespace reflector_event {
struct Start { };
struct RetryAsked { };
struct TimeCame { }; ///< the wait is over
/// A page ended well; with a continue token there is more.
struct PageListed {
    QString resourceVersion;
    QString continueToken;
};
struct ListFailed {
    Failure failure;
};
struct WatchOpened { };
/// The bookmark that ends the first events of a streamed list; from here on it is a watch.
struct StreamListed {
    QString resourceVersion;
};
/// A streamed list has said nothing for a while and has not ended.
struct StreamStalled { };
/// The version of the last event or bookmark; `changes` counts events that are no bookmarks.
struct WatchMoved {
    QString resourceVersion;
    int changes = 0;
};
struct WatchEnded {
    std::optional<Failure> failure; ///< none: the server closed it in order
};
/// Asked whether the kind is served.
struct Discovered {
    enum class Answer { Served, NotServed, Unknown };
    Answer answer = Answer::Unknown;
    std::optional<Error> error;
};
}

using ReflectorEvent = std::variant<reflector_event::Start, reflector_event::RetryAsked, reflector_event::TimeCame,
    reflector_event::PageListed, reflector_event::ListFailed, reflector_event::WatchOpened,
    reflector_event::StreamListed, reflector_event::StreamStalled, reflector_event::WatchMoved,
    reflector_event::WatchEnded, reflector_event::Discovered>;

/// What a reflector wants done.
namespace reflector_command {
/// One page or a whole list. A null resourceVersion is left out of the request.
struct List {
    QString resourceVersion;
    int limit = 0; ///< 0: unpaged
    QString continueToken; ///< empty: a list begins
    friend bool operator==(const List&, const List&) = default;
};
struct Watch {
    QString resourceVersion;
    std::chrono::seconds timeout { 0 };
    friend bool operator==(const Watch&, const Watch&) = default;
};
/// A watch that brings the whole list first (`sendInitialEvents`). A null resourceVersion: the newest.
struct StreamList {
    QString resourceVersion;
    std::chrono::seconds timeout { 0 };
    friend bool operator==(const StreamList&, const StreamList&) = default;
};
struct Wait {
    std::chrono::milliseconds time { 0 };
    friend bool operator==(const Wait&, const Wait&) = default;
};
/// Ends the open watch; WatchEnded follows.
struct CloseWatch {
    friend bool operator==(const CloseWatch&, const CloseWatch&) = default;
};
/// Asks whether the kind is served; Discovered follows.
struct Discover {
    friend bool operator==(const Discover&, const Discover&) = default;
};
/// The kind is gone and all its objects with it.
struct Forget {
    friend bool operator==(const Forget&, const Forget&) = default;
};
struct Tell {
    FeedState state = FeedState::Connecting;
    std::optional<Error> error;
    friend bool operator==(const Tell&, const Tell&) = default;
};
}

using ReflectorCommand = std::variant<reflector_command::List, reflector_command::Watch, reflector_command::StreamList,
    reflector_command::Wait, reflector_command::CloseWatch, reflector_command::Discover, reflector_command::Forget,
    reflector_command::Tell>;

}
