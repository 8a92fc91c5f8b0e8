#pragma once

#include "core/session/Fleet.h"
#include "core/session/SideComparison.h"
#include "ui/pages/fleet/FleetLines.h"

namespace holdfast::pages::fleet {

/// The lines below an expanded app: its objects that differ or ail, each with its first drifted fields once they are
/// measured, then what else is to be said.
[[nodiscard]] std::vector<DetailLine> detailLines(
    const Result<gitops::AppDetails>& details, const session::SideComparison& measured = {});
/// Whether any object differs, so that its fields are worth measuring.
[[nodiscard]] bool anyDiffers(const gitops::AppDetails& details);
[[nodiscard]] std::vector<DetailLine> waitingLines();

}
