#include "core/workflow/RunMachine.h"

namespace holdfast::workflow {

namespace {

Advance hold(RunPosition position)
{
    position.held = true;
    return { position, { { CommandKind::Hold, position.current } } };
}

Advance look(RunPosition position)
{
    position.held = false;
    if (position.current < position.steps)
        return { position, { { CommandKind::ProbeStep, position.current } } };
    position.state = RunState::Done;
    return { position, { { CommandKind::Finish, position.current } } };
}

Advance probed(RunPosition position, Probe probe)
{
    switch (probe) {
    case Probe::NotDone:
    case Probe::InProgress:
        return { position, { { CommandKind::KeepIntent, position.current } } };
    case Probe::Done:
        return { position, { { CommandKind::KeepOutcome, position.current } } };
    case Probe::Diverged:
    case Probe::Unknown:
        return hold(position);
    }
    return hold(position);
}

}

Advance advance(RunPosition position, const Event& event)
{
    if (position.state != RunState::Open || (position.held && event.kind != EventKind::Resumed))
        return { position, {} };
    switch (event.kind) {
    case EventKind::Resumed:
        return position.held ? look(position) : Advance { position, {} };
    case EventKind::Probed:
        return probed(position, event.probe);
    case EventKind::IntentKept:
        return { position, { { CommandKind::ExecuteStep, position.current } } };
    case EventKind::Executed:
        return { position, { { CommandKind::KeepOutcome, position.current } } };
    case EventKind::OutcomeKept:
        ++position.current;
        return look(position);
    case EventKind::StepFailed:
    case EventKind::JournalFailed:
        return hold(position);
    }
    return { position, {} };
}

}
