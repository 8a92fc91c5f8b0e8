#pragma once

#include "core/workflow/Targets.h"

namespace holdfast::workflow {

/// A commit of a branch that an app follows.
struct CommitQuestion {
    gitops::AppId app;
    QString repository;
    QString branch;
    git::CommitId commit;
};

/// What a commit says of itself, and whom it touched.
struct CommitEffect {
    git::CommitId commit;
    QString author; ///< name and address
    QDateTime authoredAt; ///< UTC
    QDateTime committedAt; ///< UTC
    QString message; ///< whole
    std::vector<git::CommitId> parents;
    QStringList files; ///< that differ from the first parent, as git quotes them
    std::vector<gitops::AppId> others; ///< apps of the fleet, but for the one asked for, that are made of these files
};

/// Without the network where the mirror is here. NotFound where it has no such commit.
[[nodiscard]] Result<CommitEffect> commitEffect(
    const CommitQuestion& question, const World& world, const CancelToken& cancel);

}
