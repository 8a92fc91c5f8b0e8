#pragma once

#include "core/session/Fleet.h"
#include "ui/pages/fleet/FleetLines.h"

namespace holdfast::pages::fleet {

/// The lines below an expanded app: its objects that differ or ail, then what else is to be said.
[[nodiscard]] std::vector<DetailLine> detailLines(const Result<gitops::AppDetails>& details);
[[nodiscard]] std::vector<DetailLine> waitingLines();

}
