#include "core/workflow/RunMachine.h"

namespace holdfast::workflow {

namespace {

Advance at(const RunPosition& position, CommandKind kind)
{
    return { position, { { kind, position.current } } };
}

Advance hold(RunPosition position)
{
    position.held = true;
    return at(position, CommandKind::Hold);
}

Advance finish(RunPosition position, RunState state)
{
    position.state = state;
    return at(position, CommandKind::Finish);
}

Advance look(RunPosition position)
{
    position.held = false;
    if (position.back)
        return at(position, CommandKind::UndoStep);
    if (position.current < position.steps)
        return at(position, CommandKind::ProbeStep);
    return finish(position, RunState::Done);
}

Advance goBack(RunPosition position, RunState end)
{
    position.back = end;
    position.held = false;
    if (position.steps == 0)
        return finish(position, end);
    if (position.current >= position.steps)
        position.current = position.steps - 1;
    return at(position, CommandKind::UndoStep);
}

Advance undone(RunPosition position)
{
    if (position.current == 0)
        return finish(position, position.back.value_or(RunState::Undone));
    --position.current;
    return at(position, CommandKind::UndoStep);
}

Advance probed(const RunPosition& position, Probe probe)
{
    switch (probe) {
    case Probe::NotDone:
        return at(position, CommandKind::KeepIntent);
    case Probe::InProgress:
        return at(position, CommandKind::Pause);
    case Probe::Done:
        return at(position, CommandKind::KeepOutcome);
    case Probe::Diverged:
    case Probe::Unknown:
        return hold(position);
    }
    return hold(position);
}

bool wakes(EventKind kind)
{
    return kind == EventKind::Resumed || kind == EventKind::BackAsked;
}

}

Advance advance(RunPosition position, const Event& event)
{
    if (position.state != RunState::Open || (position.held && !wakes(event.kind)))
        return { position, {} };
    switch (event.kind) {
    case EventKind::Resumed:
        return position.held ? look(position) : Advance { position, {} };
    case EventKind::BackAsked:
        return position.held ? goBack(position, RunState::Undone) : Advance { position, {} };
    case EventKind::Probed:
        return probed(position, event.probe);
    case EventKind::IntentKept:
        return at(position, CommandKind::ExecuteStep);
    case EventKind::Executed:
        return at(position, CommandKind::KeepOutcome);
    case EventKind::EffectBegun:
        return at(position, CommandKind::Pause);
    case EventKind::OutcomeKept:
        ++position.current;
        return look(position);
    case EventKind::PauseOver:
        return at(position, CommandKind::ProbeStep);
    case EventKind::StepRefused:
        return goBack(position, RunState::Failed);
    case EventKind::StepUndone:
        return at(position, CommandKind::KeepUndone);
    case EventKind::UndoneKept:
        return undone(position);
    case EventKind::StepFailed:
    case EventKind::JournalFailed:
        return hold(position);
    }
    return { position, {} };
}

}
