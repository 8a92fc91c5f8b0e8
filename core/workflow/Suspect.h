#pragma once

#include "core/gitops/AppId.h"
#include "core/workflow/AppHistory.h"

namespace holdfast::workflow {

/// What a history says about a breakage. Indices into it; a suspicion, never a finding.
struct Suspicion {
    std::optional<std::size_t> running; ///< the commit of the newest deployment
    std::optional<std::size_t> lastGood; ///< the one deployed before it, at another commit
    std::optional<std::size_t> suspect; ///< the first rendered difference after that
};

/// `history` as of appHistory. Nobody is suspected of an app that is well.
[[nodiscard]] Suspicion suspicion(const std::vector<HistoryEntry>& history, gitops::HealthStatus health);

}
