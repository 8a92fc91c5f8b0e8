#pragma once

#include "core/workflow/guides/gitrevert/Plan.h"

/// The steps of a revert, in their order.
namespace holdfast::workflow::gitrevert {

using PlanPointer = std::shared_ptr<const Plan>;

[[nodiscard]] StepPointer recordStep(const PlanPointer& plan); ///< marks the apps, so that colleagues see the run
[[nodiscard]] StepPointer pushStep(const PlanPointer& plan, std::size_t repository);
[[nodiscard]] StepPointer proposeStep(const PlanPointer& plan, std::size_t repository); ///< a pull request
[[nodiscard]] StepPointer mergeStep(const PlanPointer& plan); ///< until others have merged them
[[nodiscard]] StepPointer sourceStep(const PlanPointer& plan); ///< Flux fetches the commit
[[nodiscard]] StepPointer refreshStep(const PlanPointer& plan); ///< the agents look at their apps
[[nodiscard]] StepPointer syncStep(const PlanPointer& plan); ///< of apps whose automation is off
[[nodiscard]] StepPointer watchStep(const PlanPointer& plan); ///< until the cluster has followed
[[nodiscard]] StepPointer releaseStep(const PlanPointer& plan); ///< takes the marks away

}
