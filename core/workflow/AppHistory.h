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
    gitops::AppId subject; ///< whose render it is of: the app, or the Kustomization that a HelmRelease stands in
    QString repository;
    QString branch;
    std::vector<gitops::Deployment> deployments; ///< newest first
    RenderChange rendered = RenderChange::Assumed;
};

enum class HistoryDepth {
    Commits, ///< no render: what each commit changed is assumed
    RenderedChanges
};

struct HistoryRequest {
    gitops::AppId app;
    HistoryDepth depth = HistoryDepth::RenderedChanges;
};

/// The commits on the branches that the app follows, newest first. A deployment of a commit that touched nothing of the
/// app stands at the last one before it that did. Blocks; errors as those of targets.
[[nodiscard]] Result<std::vector<HistoryEntry>> appHistory(
    const HistoryRequest& request, const World& world, const CancelToken& cancel);

}
