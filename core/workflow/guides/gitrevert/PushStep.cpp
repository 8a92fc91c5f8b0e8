#include "core/workflow/Facts.h"
#include "core/workflow/guides/gitrevert/Steps.h"

#include <algorithm>

namespace holdfast::workflow::gitrevert {

using manifest::Value;

namespace {

QString word(git::PushReason reason)
{
    switch (reason) {
    case git::PushReason::None:
        return {};
    case git::PushReason::Moved:
        return QStringLiteral("moved");
    case git::PushReason::Diverged:
        return QStringLiteral("diverged");
    case git::PushReason::Refused:
        return QStringLiteral("refused");
    case git::PushReason::Denied:
        return QStringLiteral("denied");
    case git::PushReason::Unreachable:
        return QStringLiteral("unreachable");
    case git::PushReason::Unknown:
        return QStringLiteral("unknown");
    }
    return {};
}

ErrorCode codeOf(git::PushReason reason)
{
    switch (reason) {
    case git::PushReason::None:
        return ErrorCode::Internal;
    case git::PushReason::Moved:
    case git::PushReason::Diverged:
        return ErrorCode::Conflict;
    case git::PushReason::Refused:
        return ErrorCode::Precondition;
    case git::PushReason::Denied:
        return ErrorCode::Forbidden;
    case git::PushReason::Unreachable:
    case git::PushReason::Unknown:
        return ErrorCode::Unreachable;
    }
    return ErrorCode::Internal;
}

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
                .facts = facts(context, { .repository = planned().url, .branch = planned().branch }) };
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
            return refused(context, { .reason = git::PushReason::Moved, .message = outcome.error().detail });
        if (!outcome)
            return std::unexpected(outcome.error());
        if (outcome->reason == git::PushReason::None)
            return Effect { .note = pushedNote(), .facts = pushedFacts(context) };
        return refused(context, *outcome);
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

    /// The list of all repositories with this one as it now is.
    [[nodiscard]] Value facts(const StepContext& context, const CommitInfo& commit) const
    {
        std::vector<CommitInfo> all = commits(context.run.facts);
        for (std::size_t index = all.size(); index < m_plan->repositories.size(); ++index)
            all.push_back(
                { .repository = m_plan->repositories[index].url, .branch = m_plan->repositories[index].branch });
        all[m_index] = commit;
        return Value(Value::Map { { "commits", commitsValue(all) } });
    }

    [[nodiscard]] Value pushedFacts(const StepContext& context) const
    {
        return facts(context, { .repository = planned().url, .branch = planned().branch, .commit = planned().commit })
            .with("pushedAt", timeValue(context.world.clock->now()));
    }

    /// Nothing of this run is anywhere yet: the run is over. Else a person has to see it, as with what may yet succeed.
    [[nodiscard]] Result<Effect> refused(const StepContext& context, const git::PushOutcome& outcome) const
    {
        const QString reason = word(outcome.reason);
        Error problem { .code = codeOf(outcome.reason),
            .where = UrlPlace { .url = planned().url },
            .detail
            = QStringLiteral("the push of %1 was not taken (%2): %3").arg(planned().branch, reason, outcome.message) };
        const bool final = outcome.reason == git::PushReason::Moved || outcome.reason == git::PushReason::Diverged
            || outcome.reason == git::PushReason::Refused;
        const bool first = std::ranges::all_of(
            commits(context.run.facts), [](const CommitInfo& commit) { return commit.commit.isEmpty(); });
        Effect effect { .note = errorText(problem),
            .facts = facts(context,
                { .repository = planned().url,
                    .branch = planned().branch,
                    .reason = reason,
                    .message = outcome.message }),
            .problem = problem };
        effect.kind = final && first ? Effect::Kind::Refused : Effect::Kind::Stuck;
        return effect;
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
