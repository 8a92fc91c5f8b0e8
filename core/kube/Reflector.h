#pragma once

#include "core/kube/Backoff.h"
#include "core/kube/ReflectorSteps.h"

#include <functional>
#include <vector>

namespace holdfast::kube {

/// List and watch as client-go's reflector.go does it, without any input or output: what happened goes in, what to do
/// comes out. At most one of list, watch, wait and discovery is under way.
class Reflector final {
public:
    enum class ListForm {
        Whole,
        Streamed ///< where the server refuses that, whole
    };
    struct Rules {
        BackoffRule backoff;
        std::chrono::seconds shortestWatch { 300 }; ///< a watch lasts between this and twice this
        std::chrono::milliseconds internalErrorWindow { 30'000 };
        std::chrono::milliseconds veryShortWatch { 1'000 };
        std::chrono::milliseconds absentPause { 30'000 };
        int pageSize = 500;
        ListForm lists = ListForm::Whole;
    };
    Reflector(Rules rules, std::function<double()> random);

    using Commands = std::vector<ReflectorCommand>;
    /// `now` is monotonic.
    [[nodiscard]] Commands step(const ReflectorEvent& event, std::chrono::milliseconds now);
    [[nodiscard]] const QString& resourceVersion() const { return m_version; }

private:
    enum class Doing {
        Nothing,
        Listing,
        Streaming,
        Watching,
        WaitingToList,
        WaitingToWatch,
        Discovering,
        WaitingToDiscover
    };

    void on(const reflector_event::Start& event);
    void on(const reflector_event::RetryAsked& event);
    void on(const reflector_event::TimeCame& event);
    void on(const reflector_event::PageListed& event);
    void on(const reflector_event::ListFailed& event);
    void on(const reflector_event::WatchOpened& event);
    void on(const reflector_event::StreamListed& event);
    void on(const reflector_event::StreamStalled& event);
    void on(const reflector_event::WatchMoved& event);
    void on(const reflector_event::WatchEnded& event);
    void on(const reflector_event::Discovered& event);
    void beginList();
    void list(reflector_command::List page);
    void listVersionLost(const Failure& failure);
    void beginStream();
    void streamEnded(const std::optional<Failure>& failure);
    [[nodiscard]] std::chrono::seconds watchTime();
    void beginWatch();
    void watchClosed();
    void watchFailed(const Failure& failure);
    void watchBroke(const Failure& failure);
    void discover();
    void deny(const Failure& failure);
    void wait(Doing next, const Failure& failure);
    void tell(FeedState state, std::optional<Error> error = {});

    Rules m_rules;
    std::function<double()> m_random;
    Backoff m_backoff;
    std::chrono::milliseconds m_now { 0 };
    Commands m_commands;
    Doing m_doing = Doing::Nothing;
    QString m_version; ///< the last that was seen
    bool m_versionLost = false; ///< the server does not know m_version (any more, or yet)
    bool m_paged = false; ///< this server pages what we asked for whole
    reflector_command::List m_begun; ///< the first page of the list under way
    reflector_command::List m_page; ///< the page under way
    std::chrono::milliseconds m_watchBegun { 0 };
    bool m_watchOpen = false;
    bool m_closing = false;
    int m_watchMoves = 0;
    int m_brokenStreams = 0; ///< in a row, before their list was whole
    int m_poorWatches = 0; ///< watches in a row that ended at once or said nothing
    std::optional<std::chrono::milliseconds> m_firstInternalError;
};

}
