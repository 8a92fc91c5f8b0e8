#include "core/workflow/RunDriver.h"

#include "core/base/Async.h"
#include "core/workflow/Facts.h"

#include <QTimer>

#include <algorithm>

namespace holdfast::workflow {

namespace {

RunRecord record(RecordKind kind, const StoredRun& run, const QString& note, const QDateTime& at)
{
    return { .kind = kind, .step = run.position.current, .at = at, .note = note };
}

EventKind eventOf(Effect::Kind kind)
{
    switch (kind) {
    case Effect::Kind::Made:
        return EventKind::Executed;
    case Effect::Kind::Begun:
        return EventKind::EffectBegun;
    case Effect::Kind::Stuck:
        return EventKind::StepFailed;
    case Effect::Kind::Refused:
        return EventKind::StepRefused;
    }
    return EventKind::StepFailed;
}

}

RunDriver::RunDriver(DriverParts parts, DrivenRun driven, QObject* parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_driven(std::move(driven))
{
}

void RunDriver::start(EventKind why)
{
    m_driven.run.position.held = true;
    setProblem(m_driven.run, std::nullopt);
    take({ why });
}

RunInfo RunDriver::info() const
{
    RunInfo all = runInfo(m_driven.run, m_driven.steps, m_driven.records);
    if (all.current < all.steps.size() && !m_note.isEmpty())
        all.steps[all.current].note = m_note;
    return all;
}

CancelToken RunDriver::freshToken()
{
    m_job = CancelSource();
    return m_job.token();
}

StepContext RunDriver::context(std::size_t step) const
{
    StepContext all { .world = m_parts.world, .run = m_driven.run };
    const auto intent = std::ranges::find_if(m_driven.records,
        [step](const RunRecord& record) { return record.kind == RecordKind::Intent && record.step == step; });
    if (intent != m_driven.records.end())
        all.begun = intent->at;
    return all;
}

void RunDriver::take(const Event& event)
{
    const Advance next = advance(m_driven.run.position, event);
    if (next.position.current != m_driven.run.position.current)
        m_note.clear();
    m_driven.run.position = next.position;
    for (const Command& command : next.commands)
        perform(command);
    announce();
}

void RunDriver::perform(const Command& command)
{
    switch (command.kind) {
    case CommandKind::ProbeStep:
        probe(command.step);
        return;
    case CommandKind::KeepIntent:
        keep(RecordKind::Intent, m_driven.run, EventKind::IntentKept);
        return;
    case CommandKind::ExecuteStep:
        execute(command.step);
        return;
    case CommandKind::KeepOutcome:
        keepOutcome();
        return;
    case CommandKind::Pause:
        QTimer::singleShot(m_parts.pause, this, [this] { take({ EventKind::PauseOver }); });
        return;
    case CommandKind::UndoStep:
        undo(command.step);
        return;
    case CommandKind::KeepUndone:
        keep(RecordKind::Undone, m_driven.run, EventKind::UndoneKept);
        return;
    case CommandKind::Hold:
        end(RecordKind::Failure);
        return;
    case CommandKind::Finish:
        end(RecordKind::Ended);
        return;
    }
}

void RunDriver::probe(std::size_t step)
{
    const auto work = [which = m_driven.steps.at(step), at = context(step)](
                          const CancelToken& cancel) { return Result<Look>(which->probe(at, cancel)); };
    onDone(m_parts.executor->run<Look>(work, freshToken()), this, [this](const Result<Look>& look) {
        looked(look ? *look : Look { .probe = Probe::Unknown, .problem = look.error() });
    });
}

void RunDriver::looked(const Look& look)
{
    m_note = look.note;
    holdfast::workflow::take(m_driven.run, look.facts);
    if (look.probe == Probe::Diverged || look.probe == Probe::Unknown)
        setProblem(m_driven.run, look.problem.value_or(Error { .code = ErrorCode::Conflict, .detail = look.note }));
    take({ EventKind::Probed, look.probe });
}

void RunDriver::execute(std::size_t step)
{
    const auto work = [which = m_driven.steps.at(step), at = context(step)](
                          const CancelToken& cancel) { return which->execute(at, cancel); };
    onDone(m_parts.executor->run<Effect>(work, freshToken()), this,
        [this](const Result<Effect>& effect) { executed(effect); });
}

void RunDriver::executed(const Result<Effect>& effect)
{
    if (!effect) {
        setProblem(m_driven.run, effect.error());
        m_note = errorText(effect.error());
        take({ EventKind::StepFailed });
        return;
    }
    m_note = effect->note;
    holdfast::workflow::take(m_driven.run, effect->facts);
    if (effect->problem)
        setProblem(m_driven.run, effect->problem);
    take({ eventOf(effect->kind) });
}

void RunDriver::undo(std::size_t step)
{
    const auto work = [which = m_driven.steps.at(step), at = context(step)](const CancelToken& cancel) -> Result<bool> {
        const Result<void> done = which->undo(at, cancel);
        return done ? Result<bool>(true) : std::unexpected(done.error());
    };
    onDone(m_parts.executor->run<bool>(work, freshToken()), this, [this](const Result<bool>& done) {
        if (!done) {
            setProblem(m_driven.run, done.error());
            m_note = errorText(done.error());
            // What cannot be taken back is not: the run goes on forwards when it is resumed.
            if (done.error().code == ErrorCode::Precondition)
                m_driven.run.position.back.reset();
        }
        take({ done ? EventKind::StepUndone : EventKind::StepFailed });
    });
}

void RunDriver::keepOutcome()
{
    StoredRun after = m_driven.run;
    ++after.position.current;
    keep(RecordKind::Outcome, after, EventKind::OutcomeKept);
}

QFuture<Result<bool>> RunDriver::write(const StoredRun& run, const RunRecord& line)
{
    const auto work
        = [journal = m_parts.journal, run, line, mark = m_parts.world.mark](const CancelToken&) -> Result<bool> {
        mark("record");
        const Result<void> kept = journal->keep(run, line);
        mark("recorded");
        return kept ? Result<bool>(true) : std::unexpected(kept.error());
    };
    return m_parts.executor->run<bool>(work, freshToken());
}

void RunDriver::keep(RecordKind kind, const StoredRun& run, EventKind next)
{
    const RunRecord line = record(kind, m_driven.run, m_note, m_parts.world.clock->now());
    onDone(write(run, line), this, [this, line, next](const Result<bool>& kept) {
        if (kept)
            m_driven.records.push_back(line);
        else
            setProblem(m_driven.run, kept.error());
        take({ kept ? next : EventKind::JournalFailed });
    });
}

void RunDriver::end(RecordKind kind)
{
    const RunRecord line = record(kind, m_driven.run, m_note, m_parts.world.clock->now());
    m_driven.records.push_back(line);
    // A run whose rest cannot be written down is found open at the next start, and the world is asked then.
    onDone(write(m_driven.run, line), this, [this](const Result<bool>&) {
        m_driven.lock.reset();
        Q_EMIT ended();
    });
}

void RunDriver::announce()
{
    Q_EMIT changed(info());
}

}
