#pragma once

#include "core/workflow/guides/gitrevert/Drafts.h"

namespace holdfast::workflow::gitrevert {

/// The apps that were asked for, and all others of the fleet whose files the commits change.
[[nodiscard]] Result<std::vector<AffectedApp>> affectedApps(
    const Plan& plan, const std::vector<Draft>& drafts, const World& world, const CancelToken& cancel);

}
