#pragma once

#include "core/workflow/guides/gitrevert/Plan.h"

namespace holdfast::workflow::gitrevert {

/// The run's list of commits with one repository's as it now is; its repository and branch are filled in.
[[nodiscard]] manifest::Value commitFacts(
    const StepContext& context, const Plan& plan, std::size_t repository, CommitInfo commit);

/// What becomes of the run after a push that was not taken. While nothing of it is anywhere, a final answer ends the
/// run; else a person has to see it, as with what may yet succeed.
[[nodiscard]] Effect notTaken(
    const StepContext& context, const Plan& plan, std::size_t repository, const git::PushOutcome& outcome);

}
