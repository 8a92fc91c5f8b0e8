#include "app/ctl/RunCommands.h"

namespace holdfast::ctl {

using manifest::Value;
using namespace holdfast::workflow;

namespace {

/// Absent values are null.
Value text(const QString& words)
{
    return words.isEmpty() ? Value() : Value(words.toStdString());
}

Value time(const QDateTime& at)
{
    return at.isValid() ? text(at.toUTC().toString(Qt::ISODate)) : Value();
}

template <typename Items, typename Project> Value list(const Items& items, Project project)
{
    Value::List all;
    for (const auto& item : items)
        all.push_back(project(item));
    return Value(std::move(all));
}

Value conflict(const ConflictInfo& each)
{
    return Value(Value::Map { { "path", text(each.path) }, { "commit", text(each.commit) } });
}

Value commit(const CommitInfo& each)
{
    return Value(Value::Map { { "repository", text(each.repository) }, { "branch", text(each.branch) },
        { "commit", text(each.commit) }, { "reason", text(each.reason) }, { "message", text(each.message) },
        { "pullRequest", text(each.pullRequest) }, { "conflicts", list(each.conflicts, conflict) } });
}

Value appName(const gitops::AppId& app)
{
    return Value(Value::Map { { "app", text(gitops::appText(app)) } });
}

QString word(StepState state)
{
    switch (state) {
    case StepState::Waiting:
        return QStringLiteral("waiting");
    case StepState::Running:
        return QStringLiteral("running");
    case StepState::Done:
        return QStringLiteral("done");
    case StepState::Held:
        return QStringLiteral("held");
    case StepState::Undone:
        return QStringLiteral("undone");
    }
    return {};
}

Value step(const StepInfo& each)
{
    return Value(Value::Map { { "name", text(each.name) }, { "subject", text(each.subject) },
        { "state", text(word(each.state)) }, { "note", text(each.note) }, { "at", time(each.at) } });
}

Value revision(const gitops::RolloutRevision& each)
{
    const auto words = [](const QString& line) { return text(line); };
    return Value(Value::Map { { "revision", Value(each.number) }, { "images", list(each.images, words) },
        { "cause", text(each.cause) }, { "current", Value(each.current) }, { "at", time(each.createdAt) } });
}

Value rollout(const gitops::Rollout& each)
{
    return Value(Value::Map { { "object", text(manifest::objectText(each.workload)) }, { "ready", Value(each.ready) },
        { "wanted", Value(each.wanted) }, { "complete", Value(each.complete) }, { "note", text(each.note) },
        { "history", list(each.history, revision) } });
}

Value progress(const AppProgress& each)
{
    const auto words = [](const QString& line) { return text(line); };
    return Value(Value::Map { { "app", text(gitops::appText(each.app)) }, { "state", text(word(each.state)) },
        { "note", text(each.note) }, { "rollouts", list(each.rollouts, rollout) },
        { "differing", each.differing ? list(*each.differing, words) : Value() } });
}

QString currentStep(const RunInfo& run)
{
    return run.current < run.steps.size() ? run.steps[run.current].name : QString();
}

Value plannedCommit(const CommitPreview& each)
{
    const auto words = [](const QString& line) { return text(line); };
    return Value(Value::Map { { "repository", text(each.repository) }, { "branch", text(each.branch) },
        { "tip", text(each.tip) }, { "newTip", text(each.newTip) }, { "undone", list(each.undone, words) },
        { "messages", list(each.messages, words) }, { "files", list(each.files, words) },
        { "conflicts", list(each.conflicts, conflict) } });
}

Value affected(const AffectedApp& each)
{
    const auto words = [](const QString& line) { return text(line); };
    return Value(Value::Map { { "app", text(gitops::appText(each.app)) },
        { "asked", Value(each.part == AffectedApp::Part::Asked) }, { "automation", text(word(each.automation)) },
        { "server", text(each.server) }, { "note", text(each.note) }, { "changed", list(each.changed, words) },
        { "restarted", list(each.restarted, words) }, { "immutable", list(each.immutable, words) } });
}

Value pruned(const PrunedObject& each)
{
    return Value(Value::Map { { "app", text(gitops::appText(each.app)) }, { "object", text(each.object) } });
}

}

Value runLineJson(const RunInfo& run)
{
    return Value(Value::Map { { "run", text(run.run.text()) }, { "guide", text(run.guide) },
        { "apps", list(run.apps, [](const gitops::AppId& app) { return text(gitops::appText(app)); }) },
        { "state", text(word(run.state)) }, { "step", text(currentStep(run)) }, { "startedAt", time(run.startedAt) },
        { "by", text(run.by) }, { "held", Value(run.pace == RunInfo::Pace::Held) } });
}

Value runJson(const RunInfo& run)
{
    return runLineJson(run)
        .with("apps", list(run.apps, appName))
        .with("commits", list(run.commits, commit))
        .with("progress", list(run.progress, progress))
        .with("pushedAt", time(run.pushedAt))
        .with("convergedAt", time(run.convergedAt))
        .with("problem", run.problem ? text(errorText(*run.problem)) : Value())
        .with("steps", list(run.steps, step));
}

Value previewJson(const Preview& preview)
{
    const auto words = [](const QString& line) { return text(line); };
    return Value(Value::Map { { "run", Value() }, { "state", Value() },
        { "commits",
            list(preview.commits,
                [](const CommitPreview& each) {
                    return commit({ .repository = each.repository,
                        .branch = each.branch,
                        .reason = each.conflicts.empty() ? QString() : QStringLiteral("conflict"),
                        .conflicts = each.conflicts });
                }) },
        { "apps", list(preview.apps, affected) }, { "pushedAt", Value() }, { "convergedAt", Value() },
        { "preview",
            Value(Value::Map { { "commits", list(preview.commits, plannedCommit) },
                { "pruned", list(preview.pruned, pruned) }, { "steps", list(preview.steps, words) },
                { "warnings", list(preview.warnings, words) },
                { "refusal", preview.refusal ? text(errorText(*preview.refusal)) : Value() } }) } });
}

}
