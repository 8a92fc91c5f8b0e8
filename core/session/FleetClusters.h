#pragma once

#include "core/session/Fleet.h"
#include "core/workflow/World.h"

#include <memory>

namespace holdfast::session {

/// The clusters of a fleet for guided runs, whose calls block on threads of their own. The fleet must outlive every
/// call; cancelling ends one at once.
[[nodiscard]] std::unique_ptr<workflow::ClusterAccess> fleetClusters(Fleet& fleet);

}
