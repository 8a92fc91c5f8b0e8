#pragma once

#include "core/git/Restore.h"
#include "core/workflow/SharedFiles.h"
#include "core/workflow/guides/gitrevert/Plan.h"

namespace holdfast::workflow::gitrevert {

/// One branch of one repository, the apps that come from it, and the commits that take them back.
struct Draft {
    QString url;
    QString branch;
    QString mirror;
    git::CommitId tip;
    std::vector<Target> targets;
    std::vector<git::CommitId> undone; ///< newest first
    std::vector<MergeInfo> merges; ///< among those
    git::RevertPlan made;
};

[[nodiscard]] BranchPoint pointOf(const Draft& draft);

/// What planning looks at, and what ends it.
struct Around {
    const World& world;
    const CancelToken& cancel;
};

/// The commits that undo what was asked for, made on the tips in the mirrors. Precondition for a commit that is on none
/// of the branches, an app that no commit belongs to, and a state that nothing is known of.
[[nodiscard]] Result<std::vector<Draft>> draftsOf(
    const RunRequest& request, const RunId& run, std::vector<Target> targets, const Around& around);

/// What a repository's part looks like to the person who confirms it.
[[nodiscard]] Result<CommitPreview> previewOf(const Draft& draft, const CancelToken& cancel);

}
