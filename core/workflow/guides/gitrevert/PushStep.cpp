#include "core/workflow/Facts.h"
#include "core/workflow/guides/gitrevert/PushFacts.h"
#include "core/workflow/guides/gitrevert/Steps.h"

namespace holdfast::workflow::gitrevert {

using manifest::Value;

namespace {

class PushStep final : public Step {
public:
    PushStep(PlanPointer plan, std::size_t repository)
        : m_plan(std::move(plan))
        , m_index(repository)
    {
    }
    [[nodiscard]] QString name() const override { return QStringLiteral("push"); }
    [[nodiscard]] QString subject() const override
    {
        return QStringLiteral("%1 of %2").arg(planned().branch, planned().url);
    }

    [[nodiscard]] Look probe(const StepContext& context, const CancelToken& cancel) override
    {
        if (planned().commit == planned().tip)
            return { .probe = Probe::Done,
                .note = QStringLiteral("already undone, nothing to push"),
                .facts = commitFacts(context, *m_plan, m_index, {}) };
        const Result<bool> there = isThere(context.world, cancel);
        if (!there)
            return { .probe = Probe::Unknown, .note = errorText(there.error()), .problem = there.error() };
        if (!*there)
            return { .probe = Probe::NotDone };
        return { .probe = Probe::Done, .note = pushedNote(), .facts = pushedFacts(context) };
    }

    [[nodiscard]] Result<Effect> execute(const StepContext& context, const CancelToken& cancel) override
    {
        const Result<QString> mirror = context.world.git->refresh(planned().url, cancel);
        if (!mirror)
            return std::unexpected(mirror.error());
        const Result<git::PushOutcome> outcome = context.world.push({ .repository = *mirror,
                                                                        .remote = planned().url,
                                                                        .branch = planned().branch,
                                                                        .expect = planned().tip,
                                                                        .commit = git::CommitId(planned().commit) },
            cancel);
        if (!outcome && outcome.error().code == ErrorCode::NotFound) // no such branch any more
            return notTaken(
                context, *m_plan, m_index, { .reason = git::PushReason::Moved, .message = outcome.error().detail });
        if (!outcome)
            return std::unexpected(outcome.error());
        if (outcome->reason == git::PushReason::None)
            return Effect { .note = pushedNote(), .facts = pushedFacts(context) };
        return notTaken(context, *m_plan, m_index, *outcome);
    }

    [[nodiscard]] Result<void> undo(const StepContext& context, const CancelToken& cancel) override
    {
        if (planned().commit == planned().tip)
            return {};
        const Result<bool> there = isThere(context.world, cancel);
        if (!there)
            return std::unexpected(there.error());
        if (!*there)
            return {};
        return fail(ErrorCode::Precondition, CommitPlace { .repository = planned().url, .commit = planned().commit },
            QStringLiteral("it is pushed; to take it back, revert that commit"));
    }

private:
    [[nodiscard]] const PlannedRepository& planned() const { return m_plan->repositories.at(m_index); }
    [[nodiscard]] QString pushedNote() const
    {
        return QStringLiteral("%1 is at %2").arg(planned().branch, planned().commit.first(7));
    }

    [[nodiscard]] Result<bool> isThere(const World& world, const CancelToken& cancel) const
    {
        const Result<QString> mirror = world.git->refresh(planned().url, cancel);
        if (!mirror)
            return std::unexpected(mirror.error());
        const Result<git::CommitId> tip = git::branchTip(*mirror, planned().branch, cancel);
        if (!tip)
            return tip.error().code == ErrorCode::NotFound ? Result<bool>(false) : std::unexpected(tip.error());
        return git::isAncestor(*mirror, git::CommitId(planned().commit), *tip, cancel);
    }

    [[nodiscard]] Value pushedFacts(const StepContext& context) const
    {
        return commitFacts(context, *m_plan, m_index, { .commit = planned().commit })
            .with("pushedAt", timeValue(context.world.clock->now()));
    }

    PlanPointer m_plan;
    std::size_t m_index;
};

}

StepPointer pushStep(const PlanPointer& plan, std::size_t repository)
{
    return std::make_shared<PushStep>(plan, repository);
}

}
