#include "core/workflow/JournaledRuns.h"

#include "core/base/Async.h"
#include "core/workflow/Facts.h"

#include <algorithm>

namespace holdfast::workflow {

namespace {

/// What the work on the executor needs; copies, because the service may be gone before the work is.
struct Shelf {
    std::shared_ptr<const Journal> journal;
    std::vector<GuidePointer> guides;
    World world;

    [[nodiscard]] const Guide* guide(const QString& name) const
    {
        const auto found
            = std::ranges::find_if(guides, [&name](const GuidePointer& each) { return each->name() == name; });
        return found == guides.end() ? nullptr : found->get();
    }
};

/// Ends with either of two tokens, and leaves nothing on them once it is gone.
struct Ending {
    CancelSource source;
    CancelRegistration caller;
    CancelRegistration service;
};

std::shared_ptr<Ending> endedBy(const CancelToken& caller, const CancelToken& service)
{
    const auto ending = std::make_shared<Ending>();
    const auto end = [weak = std::weak_ptr(ending)] {
        if (const auto alive = weak.lock())
            alive->source.cancel();
    };
    ending->caller = caller.onCancelled(end);
    ending->service = service.onCancelled(end);
    return ending;
}

Result<std::vector<StepPointer>> stepsOf(const Shelf& shelf, const StoredRun& run)
{
    const Guide* guide = shelf.guide(run.guide);
    if (guide == nullptr)
        return fail(ErrorCode::Unsupported, {}, QStringLiteral("there is no guide \"%1\"").arg(run.guide));
    return guide->steps(run.plan);
}

void addAsked(RunInfo& info, const Guide* guide, const manifest::Value& plan)
{
    if (guide == nullptr)
        return;
    RunRequest asked = guide->asked(plan);
    info.apps = std::move(asked.apps);
    info.undone = std::move(asked.commits);
    info.to = std::move(asked.to);
}

/// Drivers elsewhere may be at work on it; who holds the lock tells.
RunInfo described(const Shelf& shelf, const StoredRun& run)
{
    RunInfo info = runInfo(run, stepsOf(shelf, run).value_or(std::vector<StepPointer>()),
        shelf.journal->records(run.id).value_or(std::vector<RunRecord>()));
    addAsked(info, shelf.guide(run.guide), run.plan);
    const bool driven = run.position.state == RunState::Open && !shelf.journal->lock(run.id);
    info.pace = driven ? RunInfo::Pace::Running : RunInfo::Pace::Held;
    return info;
}

Result<std::shared_ptr<DrivenRun>> beginRun(const Shelf& shelf, const Preview& confirmed)
{
    StoredRun run { .id = confirmed.run,
        .guide = confirmed.guide,
        .by = confirmed.by,
        .startedAt = shelf.world.clock->now(),
        .plan = confirmed.plan };
    Result<std::vector<StepPointer>> steps = stepsOf(shelf, run);
    if (!steps)
        return std::unexpected(steps.error());
    run.position.steps = steps->size();
    Result<std::unique_ptr<RunLock>> lock = shelf.journal->lock(run.id);
    if (!lock)
        return std::unexpected(lock.error());
    shelf.world.mark("record");
    if (Result<void> begun = shelf.journal->begin(run); !begun)
        return std::unexpected(begun.error());
    shelf.world.mark("recorded");
    return std::make_shared<DrivenRun>(std::move(run), *std::move(steps), std::vector<RunRecord>(), *std::move(lock));
}

/// A run that could not begin is kept as failed, so that it can be read later why.
Result<RunInfo> keepRefused(const Shelf& shelf, const Preview& refused)
{
    StoredRun run { .id = refused.run,
        .guide = refused.guide,
        .by = refused.by,
        .startedAt = shelf.world.clock->now(),
        .position = { .state = RunState::Failed },
        .plan = refused.plan };
    setProblem(run, refused.refusal);
    std::vector<CommitInfo> commits;
    for (const CommitPreview& commit : refused.commits)
        commits.push_back({ .repository = commit.repository,
            .branch = commit.branch,
            .reason = commit.conflicts.empty() ? QString() : QStringLiteral("conflict"),
            .conflicts = commit.conflicts });
    take(run, manifest::Value(manifest::Value::Map { { "commits", commitsValue(commits) } }));
    if (Result<void> kept = shelf.journal->begin(run); !kept)
        return std::unexpected(kept.error());
    return described(shelf, run);
}

Result<std::shared_ptr<DrivenRun>> openRun(const Shelf& shelf, const RunId& id)
{
    Result<StoredRun> run = shelf.journal->run(id);
    if (!run)
        return std::unexpected(run.error());
    if (run->position.state != RunState::Open)
        return fail(ErrorCode::Precondition, {},
            QStringLiteral("run %1 is over: it is %2").arg(id.text(), word(run->position.state)));
    Result<std::unique_ptr<RunLock>> lock = shelf.journal->lock(id);
    if (!lock)
        return std::unexpected(lock.error());
    run = shelf.journal->run(id); // as the last driver left it
    if (!run)
        return std::unexpected(run.error());
    Result<std::vector<StepPointer>> steps = stepsOf(shelf, *run);
    if (!steps)
        return std::unexpected(steps.error());
    Result<std::vector<RunRecord>> records = shelf.journal->records(id);
    if (!records)
        return std::unexpected(records.error());
    return std::make_shared<DrivenRun>(*std::move(run), *std::move(steps), *std::move(records), *std::move(lock));
}

Result<RunInfo> abandonRun(const Shelf& shelf, const RunId& id, const CancelToken& cancel)
{
    const Result<std::shared_ptr<DrivenRun>> open = openRun(shelf, id);
    if (!open)
        return std::unexpected(open.error());
    DrivenRun& driven = **open;
    const StepContext context { .world = shelf.world, .run = driven.run };
    for (const StepPointer& step : driven.steps)
        if (Result<void> left = step->abandon(context, cancel); !left)
            return std::unexpected(left.error());
    driven.run.position.state = RunState::Failed;
    setProblem(driven.run, Error { .code = ErrorCode::Cancelled, .detail = QStringLiteral("abandoned") });
    const RunRecord record { .kind = RecordKind::Ended,
        .step = driven.run.position.current,
        .at = shelf.world.clock->now(),
        .note = QStringLiteral("abandoned") };
    if (Result<void> kept = shelf.journal->keep(driven.run, record); !kept)
        return std::unexpected(kept.error());
    return described(shelf, driven.run);
}

}

JournaledRuns::JournaledRuns(DriverParts parts, std::vector<GuidePointer> guides, QObject* parent)
    : RunService(parent)
    , m_parts(std::move(parts))
    , m_guides(std::move(guides))
{
}

JournaledRuns::~JournaledRuns() = default;

QFuture<Result<Preview>> JournaledRuns::plan(const RunRequest& request, CancelToken cancel)
{
    const std::shared_ptr<Ending> ending = endedBy(cancel, m_work.token());
    const auto work = [ending, shelf = Shelf { m_parts.journal, m_guides, m_parts.world }, request](
                          const CancelToken& token) -> Result<Preview> {
        const Guide* guide = shelf.guide(request.guide);
        if (guide == nullptr)
            return fail(ErrorCode::Unsupported, {}, QStringLiteral("there is no guide \"%1\"").arg(request.guide));
        return guide->plan(request, shelf.world, token);
    };
    return m_parts.executor->run<Preview>(work, ending->source.token());
}

QFuture<Result<RunInfo>> JournaledRuns::begin(const Preview& confirmed)
{
    const Shelf shelf { m_parts.journal, m_guides, m_parts.world };
    if (confirmed.refusal)
        return m_parts.executor->run<RunInfo>(
            [shelf, confirmed](const CancelToken&) { return keepRefused(shelf, confirmed); }, m_work.token());
    return drive([shelf, confirmed] { return beginRun(shelf, confirmed); }, EventKind::Resumed);
}

QFuture<Result<RunInfo>> JournaledRuns::resume(const RunId& run)
{
    return drive([shelf = Shelf { m_parts.journal, m_guides, m_parts.world }, run] { return openRun(shelf, run); },
        EventKind::Resumed);
}

QFuture<Result<RunInfo>> JournaledRuns::undo(const RunId& run)
{
    return drive([shelf = Shelf { m_parts.journal, m_guides, m_parts.world }, run] { return openRun(shelf, run); },
        EventKind::BackAsked);
}

QFuture<Result<RunInfo>> JournaledRuns::abandon(const RunId& run)
{
    const auto work = [shelf = Shelf { m_parts.journal, m_guides, m_parts.world }, run](
                          const CancelToken& cancel) { return abandonRun(shelf, run, cancel); };
    return m_parts.executor->run<RunInfo>(work, m_work.token());
}

QFuture<Result<RunInfo>> JournaledRuns::drive(std::function<Result<std::shared_ptr<DrivenRun>>()> open, EventKind why)
{
    using Opened = std::shared_ptr<DrivenRun>;
    auto promise = std::make_shared<QPromise<Result<RunInfo>>>();
    promise->start();
    onDone(
        m_parts.executor->run<Opened>([open = std::move(open)](const CancelToken&) { return open(); }, m_work.token()),
        this, [this, promise, why](const Result<Opened>& opened) {
            promise->addResult(
                opened ? Result<RunInfo>(adopt(std::move(**opened), why)) : std::unexpected(opened.error()));
            promise->finish();
        });
    return promise->future();
}

RunInfo JournaledRuns::adopt(DrivenRun driven, EventKind why)
{
    const RunId id = driven.run.id;
    const Guide* guide = Shelf { m_parts.journal, m_guides, m_parts.world }.guide(driven.run.guide);
    const auto complete = [guide, plan = driven.run.plan](RunInfo info) {
        addAsked(info, guide, plan);
        return info;
    };
    auto* driver = new RunDriver(m_parts, std::move(driven), this);
    m_drivers[id] = driver;
    connect(driver, &RunDriver::changed, this,
        [this, complete](const RunInfo& info) { Q_EMIT runChanged(complete(info)); });
    connect(driver, &RunDriver::ended, this, [this, id, driver, complete] {
        const RunInfo last = complete(driver->info());
        m_drivers.erase(id);
        driver->deleteLater();
        Q_EMIT runEnded(last);
    });
    driver->start(why);
    return complete(driver->info());
}

QFuture<Result<std::vector<RunInfo>>> JournaledRuns::runs()
{
    using Infos = std::vector<RunInfo>;
    const auto work
        = [shelf = Shelf { m_parts.journal, m_guides, m_parts.world }](const CancelToken&) -> Result<Infos> {
        const Result<std::vector<StoredRun>> stored = shelf.journal->runs();
        if (!stored)
            return std::unexpected(stored.error());
        Infos all;
        for (const StoredRun& each : *stored)
            all.push_back(described(shelf, each));
        return all;
    };
    return m_parts.executor->run<Infos>(work, m_work.token());
}

QFuture<Result<RunInfo>> JournaledRuns::run(const RunId& run)
{
    const auto work
        = [shelf = Shelf { m_parts.journal, m_guides, m_parts.world }, run](const CancelToken&) -> Result<RunInfo> {
        const Result<StoredRun> stored = shelf.journal->run(run);
        return stored ? Result<RunInfo>(described(shelf, *stored)) : std::unexpected(stored.error());
    };
    return m_parts.executor->run<RunInfo>(work, m_work.token());
}

}
