#pragma once

#include "core/git/PathHistory.h"
#include "core/workflow/World.h"

namespace holdfast::workflow {

/// Whether a commit changed what the app renders to.
enum class RenderChange {
    Changed,
    Same,
    Assumed ///< its files changed; nothing here can render them
};

/// A commit that touched what an app is made of, and the times that the app was brought there.
struct HistoryEntry {
    git::CommitLine commit;
    QString repository;
    std::vector<gitops::Deployment> deployments; ///< newest first
    RenderChange rendered = RenderChange::Assumed;
};

/// The commits on the branches that the app follows, newest first. A deployment of a commit that touched nothing of the
/// app stands at the last one before it that did. Blocks; errors as those of targets.
[[nodiscard]] Result<std::vector<HistoryEntry>> appHistory(
    const gitops::AppId& app, const World& world, const CancelToken& cancel);

}
