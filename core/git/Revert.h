#pragma once

#include "core/git/Repository.h"

#include <array>
#include <optional>
#include <vector>

namespace holdfast::git {

struct RevertRequest {
    QString repository; ///< as openRepository gave it
    CommitId tip; ///< what the revert goes on top of
    std::vector<CommitId> commits; ///< in any order
    std::optional<int> mainline; ///< which parent of a merge stays, from 1
    QByteArray trailers; ///< lines that follow the message; empty: none
};

/// A file on which the undone and the later changes disagree.
struct Conflict {
    QByteArray path; ///< as quotedPath() gives it
    CommitId commit; ///< the one that could not be undone
    /// Blobs of the file as that commit left it, as later commits have it, as it was before: empty where there is none.
    std::array<QString, 3> sides;
    friend bool operator==(const Conflict&, const Conflict&) = default;
};

/// One commit of the plan.
struct PlannedRevert {
    CommitId reverted;
    CommitId created; ///< empty: it is already undone
};

/// What undoing commits comes to. Objects are written, no reference moves.
struct RevertPlan {
    std::vector<PlannedRevert> reverts; ///< newest first
    CommitId newTip; ///< equal to the tip where nothing is left to undo
    TreeId tree; ///< of the new tip
    std::vector<Conflict> conflicts; ///< where there are any, the plan ends at the commit that has them
};

/// Undoes commits one by one, newest first (the order of `git rev-list --date-order`), as `git revert --no-edit` would:
/// its merge, its message, the identity of git's configuration. Precondition for a merge without mainline, a parent
/// that is not there, and an identity that git does not know; NotFound for a commit that is not there.
[[nodiscard]] Result<RevertPlan> planRevert(const RevertRequest& request, const CancelToken& cancel);

/// Moves a branch from one commit to another; Conflict where it is no longer there.
[[nodiscard]] Result<void> moveBranch(
    const QString& repository, const QString& branch, const RevertPlan& plan, const CommitId& from);

}
