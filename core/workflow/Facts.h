#pragma once

#include "core/workflow/Guide.h"

/// What the journal keeps of a run beside its plan, and back.
namespace holdfast::workflow {

/// `run` with the members of `facts` set.
void take(StoredRun& run, const manifest::Value& facts);
void setProblem(StoredRun& run, const std::optional<Error>& problem);
[[nodiscard]] std::optional<Error> problem(const StoredRun& run);

[[nodiscard]] manifest::Value commitsValue(const std::vector<CommitInfo>& commits);
[[nodiscard]] std::vector<CommitInfo> commits(const manifest::Value& facts);
[[nodiscard]] manifest::Value timeValue(const QDateTime& time);
[[nodiscard]] QDateTime timeOf(const manifest::Value& value);

/// A run as the journal has it; `steps` empty where its guide is unknown.
[[nodiscard]] RunInfo runInfo(
    const StoredRun& run, const std::vector<StepPointer>& steps, const std::vector<RunRecord>& records);

}
