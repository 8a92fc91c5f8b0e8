#pragma once

#include "core/git/Revert.h"

#include <QByteArrayList>

namespace holdfast::git {

/// Files and folders that shall be again as they once were.
struct RestoreRequest {
    QString repository; ///< as openRepository gave it
    CommitId tip; ///< what the commit goes on top of
    CommitId from; ///< whose state comes back
    QByteArrayList paths; ///< literal, from the root of the tree; `.` is all of it
    QByteArray message;
};

/// One commit on the tip that gives the paths the content, modes and absences that they had. Its newTip is the tip, and
/// no commit is made, where nothing differs. `reverts` stays empty: a restore undoes no commit in particular. Objects
/// are written, no reference moves. NotFound for a commit that is not here, and where neither commit has a path.
[[nodiscard]] Result<RevertPlan> planRestore(const RestoreRequest& request, const CancelToken& cancel);

}
