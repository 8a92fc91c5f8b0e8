#include "core/workflow/Facts.h"
#include "core/workflow/guides/gitrevert/PushFacts.h"
#include "core/workflow/guides/gitrevert/Steps.h"

namespace holdfast::workflow::gitrevert {

using manifest::Value;

namespace {

git::Proposal proposalOf(const Plan& plan, const PlannedRepository& repository, const QString& mirror)
{
    QStringList apps;
    for (const PlannedApp& app : plan.apps)
        apps.append(QStringLiteral("- ") + gitops::appText(app.app));
    return { .repository = mirror,
        .remote = repository.url,
        .head = repository.head,
        .base = repository.branch,
        .title = repository.title,
        .body
        = QStringLiteral("Takes these apps back:\n\n%1\n\nHoldfast-Run: %2").arg(apps.join(u'\n'), plan.run.text()) };
}

/// What the forge says about a repository's pull request; nothing where there is none.
Result<std::optional<git::PullRequest>> ask(
    const StepContext& context, const Plan& plan, std::size_t index, const CancelToken& cancel)
{
    const PlannedRepository& repository = plan.repositories.at(index);
    const Result<QString> mirror = context.world.git->refresh(repository.url, cancel);
    if (!mirror)
        return std::unexpected(mirror.error());
    const Result<git::PullRequest> found = context.world.git->proposed(proposalOf(plan, repository, *mirror), cancel);
    if (found)
        return *found;
    if (found.error().code == ErrorCode::NotFound)
        return std::nullopt;
    return std::unexpected(found.error());
}

Look unknown(const Error& error)
{
    return { .probe = Probe::Unknown, .note = errorText(error), .problem = error };
}

class ProposeStep final : public Step {
public:
    ProposeStep(PlanPointer plan, std::size_t repository)
        : m_plan(std::move(plan))
        , m_index(repository)
    {
    }
    [[nodiscard]] QString name() const override { return QStringLiteral("propose"); }
    [[nodiscard]] QString subject() const override
    {
        return QStringLiteral("%1 of %2").arg(planned().head, planned().url);
    }

    [[nodiscard]] Look probe(const StepContext& context, const CancelToken& cancel) override
    {
        if (planned().commit == planned().tip)
            return { .probe = Probe::Done, .note = QStringLiteral("already undone, nothing to propose") };
        if (!context.begun.isValid()) // the branch is named after the run: nobody else's
            return { .probe = Probe::NotDone };
        const Result<std::optional<git::PullRequest>> found = ask(context, *m_plan, m_index, cancel);
        if (!found)
            return unknown(found.error());
        if (!*found)
            return { .probe = Probe::NotDone };
        return { .probe = Probe::Done, .note = (*found)->url, .facts = proposedFacts(context, **found) };
    }

    [[nodiscard]] Result<Effect> execute(const StepContext& context, const CancelToken& cancel) override
    {
        const Result<QString> mirror = context.world.git->refresh(planned().url, cancel);
        if (!mirror)
            return std::unexpected(mirror.error());
        context.world.mark("push");
        const Result<git::PushOutcome> outcome
            = context.world.git->pushNewBranch({ .repository = *mirror,
                                                   .remote = planned().url,
                                                   .branch = planned().head,
                                                   .commit = git::CommitId(planned().commit) },
                cancel);
        context.world.mark("pushed");
        if (!outcome)
            return std::unexpected(outcome.error());
        if (outcome->reason != git::PushReason::None)
            return notTaken(context, *m_plan, m_index, *outcome);
        context.world.mark("propose");
        const Result<git::PullRequest> opened
            = context.world.git->propose(proposalOf(*m_plan, planned(), *mirror), cancel);
        context.world.mark("proposed");
        if (!opened)
            return std::unexpected(opened.error());
        return Effect { .note = opened->url, .facts = proposedFacts(context, *opened) };
    }

    /// A branch alone changes nothing; it may stay.
    [[nodiscard]] Result<void> undo(const StepContext& context, const CancelToken& cancel) override
    {
        if (!context.begun.isValid() || planned().commit == planned().tip)
            return {};
        const Result<std::optional<git::PullRequest>> found = ask(context, *m_plan, m_index, cancel);
        if (!found)
            return std::unexpected(found.error());
        if (!*found || (*found)->state == git::PullState::Closed)
            return {};
        return fail(ErrorCode::Precondition, UrlPlace { .url = (*found)->url },
            (*found)->state == git::PullState::Merged ? QStringLiteral("the pull request is merged")
                                                      : QStringLiteral("the pull request is open: close it first"));
    }

private:
    [[nodiscard]] const PlannedRepository& planned() const { return m_plan->repositories.at(m_index); }
    [[nodiscard]] Value proposedFacts(const StepContext& context, const git::PullRequest& request) const
    {
        return commitFacts(context, *m_plan, m_index, { .commit = planned().commit, .pullRequest = request.url })
            .with("pushedAt", timeValue(context.world.clock->now()));
    }

    PlanPointer m_plan;
    std::size_t m_index;
};

class MergeStep final : public Step {
public:
    explicit MergeStep(PlanPointer plan)
        : m_plan(std::move(plan))
    {
    }
    [[nodiscard]] QString name() const override { return QStringLiteral("merge"); }
    [[nodiscard]] QString subject() const override
    {
        return QStringLiteral("%1 pull request(s)").arg(m_plan->repositories.size());
    }

    [[nodiscard]] Look probe(const StepContext& context, const CancelToken& cancel) override
    {
        Value merged = Value::emptyMap();
        for (std::size_t index = 0; index < m_plan->repositories.size(); ++index) {
            if (m_plan->repositories[index].commit == m_plan->repositories[index].tip)
                continue;
            const Result<std::optional<git::PullRequest>> found = ask(context, *m_plan, index, cancel);
            if (!found)
                return unknown(found.error());
            if (!*found || (*found)->state == git::PullState::Closed)
                return { .probe = Probe::Diverged, .note = QStringLiteral("the pull request was closed, not merged") };
            if ((*found)->state == git::PullState::Open)
                return { .probe = Probe::InProgress,
                    .note = QStringLiteral("waiting for somebody to merge %1").arg((*found)->url) };
            merged = merged.with(std::to_string(index), Value((*found)->merged.text().toStdString()));
        }
        return {
            .probe = Probe::Done, .note = QStringLiteral("merged"), .facts = Value(Value::Map { { "merged", merged } })
        };
    }

    [[nodiscard]] Result<Effect> execute(const StepContext&, const CancelToken&) override
    {
        return Effect { .kind = Effect::Kind::Begun };
    }
    [[nodiscard]] Result<void> undo(const StepContext&, const CancelToken&) override { return {}; }

private:
    PlanPointer m_plan;
};

}

StepPointer proposeStep(const PlanPointer& plan, std::size_t repository)
{
    return std::make_shared<ProposeStep>(plan, repository);
}

StepPointer mergeStep(const PlanPointer& plan)
{
    return std::make_shared<MergeStep>(plan);
}

}
