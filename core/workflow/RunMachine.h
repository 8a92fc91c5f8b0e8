#pragma once

#include <cstddef>
#include <optional>
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
    EffectBegun, ///< it goes on by itself
    OutcomeKept,
    PauseOver,
    StepFailed, ///< it may succeed another time
    StepRefused, ///< it never will, and it did nothing: what was done before it is taken back
    BackAsked, ///< a person wants the run undone
    StepUndone,
    UndoneKept,
    JournalFailed ///< nothing may be done that is not written down
};

struct Event {
    EventKind kind = EventKind::Resumed;
    Probe probe = Probe::Unknown;
};

enum class CommandKind { ProbeStep, KeepIntent, ExecuteStep, KeepOutcome, Pause, UndoStep, KeepUndone, Hold, Finish };

struct Command {
    CommandKind kind = CommandKind::Hold;
    std::size_t step = 0;
    friend bool operator==(const Command&, const Command&) = default;
};

/// How far a run is. `held` says that it waits for a person; `back` that it takes its steps back, and what it is then.
struct RunPosition {
    std::size_t steps = 0;
    std::size_t current = 0;
    RunState state = RunState::Open;
    bool held = true;
    std::optional<RunState> back;
    friend bool operator==(const RunPosition&, const RunPosition&) = default;
};

struct Advance {
    RunPosition position;
    std::vector<Command> commands;
};

/// The next position and what is to be done, without doing it: a step is probed before it is executed, its intent is
/// durable before the effect, its outcome after it; backwards the step that was under way is undone first.
[[nodiscard]] Advance advance(RunPosition position, const Event& event);

}
