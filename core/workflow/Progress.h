#pragma once

#include "core/workflow/Run.h"

/// How apps follow a commit, as a run keeps it among its facts.
namespace holdfast::workflow {

[[nodiscard]] manifest::Value progressValue(const std::vector<AppProgress>& progress);
[[nodiscard]] std::vector<AppProgress> progressOf(const manifest::Value& kept);

}
