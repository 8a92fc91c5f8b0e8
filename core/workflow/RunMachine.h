#pragma once

#include <cstddef>
#include <vector>

/// Guided operations of several steps that survive a crash.
namespace holdfast::workflow {

/// What a look at the world says about a step.
enum class Probe { NotDone, InProgress, Done, Diverged, Unknown };
enum class RunState { Open, Done, Failed, Undone };

enum class EventKind {
    Resumed,
    Probed, ///< with `probe`
    IntentKept, ///< the journal holds the intent durably
    Executed,
    OutcomeKept,
    StepFailed,
    JournalFailed ///< nothing may be done that is not written down
};

struct Event {
    EventKind kind = EventKind::Resumed;
    Probe probe = Probe::Unknown;
};

enum class CommandKind { ProbeStep, KeepIntent, ExecuteStep, KeepOutcome, Hold, Finish };

struct Command {
    CommandKind kind = CommandKind::Hold;
    std::size_t step = 0;
    friend bool operator==(const Command&, const Command&) = default;
};

/// How far a run is. `held` says that it waits for a person.
struct RunPosition {
    std::size_t steps = 0;
    std::size_t current = 0;
    RunState state = RunState::Open;
    bool held = true;
    friend bool operator==(const RunPosition&, const RunPosition&) = default;
};

struct Advance {
    RunPosition position;
    std::vector<Command> commands;
};

/// The next position and what is to be done, without doing it: a step is probed before it is executed, its intent is
/// durable before the effect, its outcome after it.
[[nodiscard]] Advance advance(RunPosition position, const Event& event);

}
