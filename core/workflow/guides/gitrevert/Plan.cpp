#include "core/workflow/guides/gitrevert/Plan.h"

#include "core/gitops/ObjectReading.h"
#include "core/workflow/guides/gitrevert/Steps.h"

#include <algorithm>

namespace holdfast::workflow::gitrevert {

using gitops::text;
using manifest::Value;

namespace {

Value value(const QString& text)
{
    return Value(text.toStdString());
}

Value appValue(const PlannedApp& app)
{
    return Value(Value::Map { { "app", value(gitops::appText(app.app)) }, { "server", value(app.server) },
        { "cluster", value(app.clusterUid) }, { "repository", Value(static_cast<std::int64_t>(app.repository)) },
        { "sync", Value(app.sync == PlannedApp::Sync::ByUs) },
        { "through", Value(app.part == PlannedApp::Part::Through) } });
}

Value repositoryValue(const PlannedRepository& repository)
{
    return Value(Value::Map { { "url", value(repository.url) }, { "branch", value(repository.branch) },
        { "tip", value(repository.tip) }, { "commit", value(repository.commit) }, { "head", value(repository.head) },
        { "title", value(repository.title) } });
}

}

Value planValue(const Plan& plan)
{
    Value::List apps;
    for (const PlannedApp& app : plan.apps)
        apps.push_back(appValue(app));
    Value::List repositories;
    for (const PlannedRepository& repository : plan.repositories)
        repositories.push_back(repositoryValue(repository));
    Value::List undone;
    for (const QString& commit : plan.undone)
        undone.push_back(value(commit));
    return Value(Value::Map { { "run", value(plan.run.text()) }, { "by", value(plan.by) },
        { "undone", Value(std::move(undone)) }, { "to", value(plan.to) }, { "apps", Value(std::move(apps)) },
        { "repositories", Value(std::move(repositories)) },
        { "wait", Value(plan.wait == WaitChoice::UntilConverged) } });
}

Result<Plan> readPlan(const Value& kept)
{
    Plan plan { .run = RunId(text(kept["run"])),
        .by = text(kept["by"]),
        .to = text(kept["to"]),
        .wait = kept["wait"].boolOr(false) ? WaitChoice::UntilConverged : WaitChoice::No };
    for (const Value& commit : kept["undone"].list())
        plan.undone.append(text(commit));
    for (const Value& entry : kept["repositories"].list())
        plan.repositories.push_back({ .url = text(entry["url"]),
            .branch = text(entry["branch"]),
            .tip = text(entry["tip"]),
            .commit = text(entry["commit"]),
            .head = text(entry["head"]),
            .title = text(entry["title"]) });
    for (const Value& entry : kept["apps"].list()) {
        const std::optional<gitops::AppId> id = gitops::parseAppText(text(entry["app"]));
        const std::int64_t repository = entry["repository"].intOr(-1);
        if (!id || repository < 0 || repository >= std::ssize(plan.repositories))
            return fail(ErrorCode::InvalidInput, {}, QStringLiteral("the run's plan cannot be read"));
        plan.apps.push_back({ .app = *id,
            .server = text(entry["server"]),
            .clusterUid = text(entry["cluster"]),
            .repository = static_cast<std::size_t>(repository),
            .sync = entry["sync"].boolOr(false) ? PlannedApp::Sync::ByUs : PlannedApp::Sync::ByItself,
            .part = entry["through"].boolOr(false) ? PlannedApp::Part::Through : PlannedApp::Part::Asked });
    }
    if (plan.run.isEmpty() || plan.apps.empty())
        return fail(ErrorCode::InvalidInput, {}, QStringLiteral("the run's plan cannot be read"));
    return plan;
}

bool isProposed(const Plan& plan)
{
    return std::ranges::any_of(
        plan.repositories, [](const PlannedRepository& repository) { return !repository.head.isEmpty(); });
}

PlannedRepository reached(const StoredRun& run, const Plan& plan, std::size_t index)
{
    PlannedRepository repository = plan.repositories.at(index);
    if (const QString merged = text(run.facts["merged"][std::to_string(index)]); !merged.isEmpty())
        repository.commit = merged;
    return repository;
}

QString appNames(const Plan& plan)
{
    constexpr qsizetype most = 3;
    QStringList names;
    for (const PlannedApp& app : plan.apps)
        if (!names.contains(app.app.name))
            names.append(app.app.name);
    const QString shown = names.first(std::min(most, names.size())).join(QStringLiteral(", "));
    return names.size() <= most ? shown : shown + QStringLiteral(" and %1 more").arg(names.size() - most);
}

bool syncs(const Plan& plan)
{
    return std::ranges::contains(plan.apps, PlannedApp::Sync::ByUs, &PlannedApp::sync);
}

std::vector<StepPointer> stepsOf(const Plan& plan)
{
    const auto shared = std::make_shared<const Plan>(plan);
    std::vector<StepPointer> steps { recordStep(shared) };
    for (std::size_t index = 0; index < plan.repositories.size(); ++index)
        steps.push_back(isProposed(plan) ? proposeStep(shared, index) : pushStep(shared, index));
    // A pull request that nobody waits for is the end of what was asked.
    if (isProposed(plan) && plan.wait == WaitChoice::No) {
        steps.push_back(releaseStep(shared));
        return steps;
    }
    if (isProposed(plan))
        steps.push_back(mergeStep(shared));
    const bool flux = std::ranges::any_of(
        plan.apps, [](const PlannedApp& app) { return app.app.kind != gitops::AppKind::Application; });
    if (flux)
        steps.push_back(sourceStep(shared));
    steps.push_back(refreshStep(shared));
    if (syncs(plan))
        steps.push_back(syncStep(shared));
    if (plan.wait == WaitChoice::UntilConverged)
        steps.push_back(watchStep(shared));
    steps.push_back(releaseStep(shared));
    return steps;
}

}
