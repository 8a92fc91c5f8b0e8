#include "core/workflow/Facts.h"

#include "core/gitops/ObjectReading.h"
#include "core/workflow/Progress.h"

namespace holdfast::workflow {

using manifest::Value;

namespace {

Value textOrNull(const QString& text)
{
    return text.isEmpty() ? Value() : Value(text.toStdString());
}

Value conflictsValue(const std::vector<ConflictInfo>& conflicts)
{
    Value::List all;
    for (const ConflictInfo& conflict : conflicts)
        all.push_back(
            Value(Value::Map { { "path", textOrNull(conflict.path) }, { "commit", textOrNull(conflict.commit) } }));
    return Value(std::move(all));
}

StepState stateBehind(const RunPosition& position)
{
    return position.back ? StepState::Undone : StepState::Waiting;
}

StepState stateOf(const RunPosition& position, std::size_t step)
{
    if (step < position.current)
        return StepState::Done;
    if (step > position.current || position.state != RunState::Open)
        return stateBehind(position);
    return position.held ? StepState::Held : StepState::Running;
}

}

void take(StoredRun& run, const Value& facts)
{
    for (const Value::Member& member : facts.map())
        run.facts = run.facts.with(member.first, member.second);
}

void setProblem(StoredRun& run, const std::optional<Error>& problem)
{
    if (!problem) {
        run.facts = run.facts.without("problem");
        return;
    }
    run.facts = run.facts.with("problem",
        Value(Value::Map { { "code", Value(static_cast<int>(problem->code)) },
            { "text", Value(errorText(*problem).toStdString()) } }));
}

std::optional<Error> problem(const StoredRun& run)
{
    const Value& kept = run.facts["problem"];
    if (!kept.isMap())
        return std::nullopt;
    const std::int64_t code = kept["code"].intOr(static_cast<int>(ErrorCode::Internal));
    const bool known = code >= 0 && code <= static_cast<int>(ErrorCode::Internal);
    return Error { .code = known ? static_cast<ErrorCode>(code) : ErrorCode::Internal,
        .detail = gitops::text(kept["text"]) };
}

Value commitsValue(const std::vector<CommitInfo>& commits)
{
    Value::List all;
    for (const CommitInfo& commit : commits)
        all.push_back(Value(Value::Map { { "repository", textOrNull(commit.repository) },
            { "branch", textOrNull(commit.branch) }, { "commit", textOrNull(commit.commit) },
            { "pullRequest", textOrNull(commit.pullRequest) }, { "reason", textOrNull(commit.reason) },
            { "message", textOrNull(commit.message) }, { "conflicts", conflictsValue(commit.conflicts) } }));
    return Value(std::move(all));
}

std::vector<CommitInfo> commits(const Value& facts)
{
    std::vector<CommitInfo> all;
    for (const Value& entry : facts["commits"].list()) {
        CommitInfo commit { .repository = gitops::text(entry["repository"]),
            .branch = gitops::text(entry["branch"]),
            .commit = gitops::text(entry["commit"]),
            .reason = gitops::text(entry["reason"]),
            .message = gitops::text(entry["message"]),
            .pullRequest = gitops::text(entry["pullRequest"]) };
        for (const Value& conflict : entry["conflicts"].list())
            commit.conflicts.push_back(
                { .path = gitops::text(conflict["path"]), .commit = gitops::text(conflict["commit"]) });
        all.push_back(std::move(commit));
    }
    return all;
}

Value timeValue(const QDateTime& time)
{
    return time.isValid() ? Value(time.toUTC().toString(Qt::ISODateWithMs).toStdString()) : Value();
}

QDateTime timeOf(const Value& value)
{
    return QDateTime::fromString(gitops::text(value), Qt::ISODateWithMs);
}

RunInfo runInfo(const StoredRun& run, const std::vector<StepPointer>& steps, const std::vector<RunRecord>& records)
{
    RunInfo info { .run = run.id,
        .guide = run.guide,
        .state = run.position.state,
        .pace = run.position.held ? RunInfo::Pace::Held : RunInfo::Pace::Running,
        .current = run.position.current,
        .startedAt = run.startedAt,
        .by = run.by,
        .commits = commits(run.facts),
        .progress = progressOf(run.facts["progress"]),
        .pushedAt = timeOf(run.facts["pushedAt"]),
        .convergedAt = timeOf(run.facts["convergedAt"]),
        .problem = problem(run) };
    for (std::size_t index = 0; index < steps.size(); ++index)
        info.steps.push_back({ .name = steps[index]->name(),
            .subject = steps[index]->subject(),
            .state = stateOf(run.position, index) });
    for (const RunRecord& record : records) {
        if (record.step >= info.steps.size() || record.kind == RecordKind::Begun || record.kind == RecordKind::Ended)
            continue;
        info.steps[record.step].note = record.note;
        info.steps[record.step].at = record.at;
    }
    return info;
}

}
