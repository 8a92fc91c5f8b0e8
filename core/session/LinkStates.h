#pragma once

#include "core/kube/FeedStatus.h"
#include "core/session/Fleet.h"

#include <vector>

/// How the states of one context's feeds add up to what its chip shows: pure.
namespace holdfast::session {

/// One feed and what it is for.
struct FeedReport {
    QString resource; ///< "applications.argoproj.io"
    QString nameSpace; ///< empty: all
    bool holdsApps = true;
    bool listed = false;
    bool painted = false; ///< each of its apps has a row, though perhaps from a line of the Table only
    kube::FeedStatus status;
};

/// What an error means before any feed runs.
[[nodiscard]] LinkState linkState(const Error& error);

/// Sets state, lastHeard, error, deniedKinds, rowsComplete and detailsComplete from the feeds of a context that was
/// reached.
void summarise(const std::vector<FeedReport>& feeds, ClusterStatus& status);

}
