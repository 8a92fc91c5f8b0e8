#include "core/git/RemoteAddress.h"
#include "core/git/RemoteTalk.h"
#include "core/workflow/guides/gitrevert/Affected.h"
#include "core/workflow/guides/gitrevert/Drafts.h"
#include "core/workflow/guides/gitrevert/ImageAutomation.h"
#include "core/workflow/guides/gitrevert/Impact.h"
#include "core/workflow/guides/gitrevert/SyncWindows.h"

#include <QRandomGenerator>

#include <algorithm>

namespace holdfast::workflow::gitrevert {

namespace {

RunId newRunId(const QDateTime& now)
{
    const QString time = now.toUTC().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    const quint32 chance = QRandomGenerator::system()->bounded(0x10000U);
    return RunId(QStringLiteral("%1-%2").arg(time).arg(chance, 4, 16, QLatin1Char('0')));
}

Result<void> isWellAsked(const RunRequest& request)
{
    if (request.apps.empty())
        return fail(ErrorCode::Precondition, {}, QStringLiteral("no app is named"));
    if (request.commits.isEmpty() == request.to.isEmpty())
        return fail(ErrorCode::Precondition, {}, QStringLiteral("either commits or a state to go back to are needed"));
    return {};
}

PlannedApp::Sync syncOf(const Target& target, const RunRequest& request)
{
    const bool byUs = target.app.app.kind == gitops::AppKind::Application
        && target.automation != gitops::AutomationMode::Auto && request.sync == SyncChoice::WhereAutomationIsOff;
    return byUs ? PlannedApp::Sync::ByUs : PlannedApp::Sync::ByItself;
}

void addApp(Plan& plan, PlannedApp app, std::size_t repository)
{
    if (std::ranges::contains(plan.apps, app.app, &PlannedApp::app))
        return;
    app.repository = repository;
    plan.apps.push_back(std::move(app));
}

Plan planOf(const RunRequest& request, const RunId& run, const std::vector<Draft>& drafts)
{
    Plan plan { .run = run, .by = request.by, .undone = request.commits, .to = request.to, .wait = request.wait };
    for (const Draft& draft : drafts) {
        for (const Target& target : draft.targets) {
            if (target.through)
                addApp(plan, *target.through, plan.repositories.size());
            PlannedApp app = target.app;
            app.sync = syncOf(target, request);
            addApp(plan, std::move(app), plan.repositories.size());
        }
        plan.repositories.push_back(
            { .url = draft.url, .branch = draft.branch, .tip = draft.tip.text(), .commit = draft.made.newTip.text() });
        if (request.push == PushChoice::PullRequest)
            plan.repositories.back().head = QStringLiteral("holdfast/") + run.text();
    }
    return plan;
}

std::optional<Error> refusalOf(const Preview& preview, const std::vector<Draft>& drafts, const RunRequest& request)
{
    for (const CommitPreview& commit : preview.commits)
        if (!commit.conflicts.empty())
            return Error { .code = ErrorCode::Conflict,
                .where = UrlPlace { .url = commit.repository },
                .detail
                = QStringLiteral("later commits changed what would be undone: %1").arg(commit.conflicts.front().path) };
    if (request.wait == WaitChoice::No)
        return std::nullopt;
    for (const Draft& draft : drafts)
        for (const Target& target : draft.targets)
            if (target.automation == gitops::AutomationMode::Suspended
                && target.app.app.kind != gitops::AppKind::Application)
                return Error { .code = ErrorCode::Precondition,
                    .where = ObjectPlace { .object = gitops::appText(target.app.app) },
                    .detail = QStringLiteral("it is suspended and would not follow; resume it, or do not wait") };
    return std::nullopt;
}

QStringList warningsOf(const Plan& plan, const std::vector<Draft>& drafts)
{
    QStringList all;
    for (const Draft& draft : drafts)
        if (draft.made.conflicts.empty() && draft.made.newTip == draft.tip)
            all.append(QStringLiteral("%1: already undone, nothing will be pushed").arg(draft.url));
    if (isProposed(plan))
        all.append(QStringLiteral("a branch holdfast/%1 is pushed, and a pull request opened").arg(plan.run.text()));
    for (const Draft& draft : drafts)
        for (const MergeInfo& merge : draft.merges)
            all.append(
                QStringLiteral("merging the branch of %1 again will not bring its changes back: that takes a revert "
                               "of this revert")
                    .arg(merge.commit));
    if (plan.repositories.size() > 1)
        all.append(QStringLiteral("%1 repositories get one push each, in this order").arg(plan.repositories.size()));
    if (syncs(plan))
        all.append(QStringLiteral("objects that only the undone commits added are pruned by the sync"));
    return all;
}

/// A URL that git's configuration sends elsewhere is not what was read on the app.
QStringList addressWarnings(const std::vector<Draft>& drafts, const CancelToken& cancel)
{
    QStringList all;
    for (const Draft& draft : drafts) {
        const Result<git::RemoteAddress> address = git::remoteAddress(draft.mirror, draft.url, cancel);
        if (address && (address->fetch != draft.url || address->push != draft.url))
            all.append(QStringLiteral("git's configuration (insteadOf) sends %1 to %2")
                    .arg(draft.url, git::withoutCredentials(address->push)));
    }
    return all;
}

/// Takes commits back through Git, and follows until the cluster is as it was.
class GitRevertGuide final : public Guide {
public:
    [[nodiscard]] QString name() const override { return QStringLiteral("git-revert"); }

    [[nodiscard]] Result<Preview> plan(
        const RunRequest& request, const World& world, const CancelToken& cancel) const override
    {
        if (const Result<void> asked = isWellAsked(request); !asked)
            return std::unexpected(asked.error());
        Result<std::vector<Target>> targets = targetsOf(request.apps, world, cancel);
        if (!targets)
            return std::unexpected(targets.error());
        for (const Target& target : *targets)
            if (const Result<void> free = notInAnotherRun(target.app.app, target.object); !free)
                return std::unexpected(free.error());
        Preview preview { .run = newRunId(world.clock->now()), .guide = name(), .by = request.by };
        const Result<std::vector<Draft>> drafts
            = draftsOf(request, preview.run, *std::move(targets), { world, cancel });
        if (!drafts)
            return std::unexpected(drafts.error());
        return filled(std::move(preview), *drafts, request, { world, cancel });
    }

    [[nodiscard]] Result<std::vector<StepPointer>> steps(const manifest::Value& plan) const override
    {
        const Result<Plan> read = readPlan(plan);
        return read ? Result<std::vector<StepPointer>>(stepsOf(*read)) : std::unexpected(read.error());
    }

    [[nodiscard]] RunRequest asked(const manifest::Value& plan) const override
    {
        RunRequest request { .guide = name() };
        const Result<Plan> read = readPlan(plan);
        if (!read)
            return request;
        request.commits = read->undone;
        request.to = read->to;
        for (const PlannedApp& app : read->apps)
            if (app.part == PlannedApp::Part::Asked)
                request.apps.push_back(app.app);
        return request;
    }

private:
    [[nodiscard]] static Result<Preview> filled(
        Preview preview, const std::vector<Draft>& drafts, const RunRequest& request, const Around& around)
    {
        Plan plan = planOf(request, preview.run, drafts);
        for (const Draft& draft : drafts) {
            Result<CommitPreview> commit = previewOf(draft, around.cancel);
            if (!commit)
                return std::unexpected(commit.error());
            if (!commit->messages.isEmpty())
                plan.repositories.at(preview.commits.size()).title = commit->messages.front().section(u'\n', 0, 0);
            preview.commits.push_back(*std::move(commit));
        }
        Result<std::vector<AffectedApp>> affected = affectedApps(plan, drafts, around.world, around.cancel);
        if (!affected)
            return std::unexpected(affected.error());
        preview.apps = *std::move(affected);
        preview.warnings = warningsOf(plan, drafts) + addressWarnings(drafts, around.cancel)
            + windowWarnings(drafts, around) + imageAutomationWarnings(drafts, preview.commits);
        addImpact(drafts, preview, around);
        preview.refusal = refusalOf(preview, drafts, request);
        preview.plan = planValue(plan);
        for (const StepPointer& step : stepsOf(plan))
            preview.steps.append(step->name());
        return preview;
    }
};

}

GuidePointer guide();
GuidePointer guide()
{
    return std::make_shared<GitRevertGuide>();
}

}
