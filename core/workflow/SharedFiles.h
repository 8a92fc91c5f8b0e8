#pragma once

#include "core/workflow/Targets.h"

namespace holdfast::workflow {

/// A branch of a repository at a commit of its mirror.
struct BranchPoint {
    QString url;
    QString branch;
    QString mirror; ///< the git directory
    git::CommitId commit;
};

/// Whether any source of the app follows the branch.
[[nodiscard]] bool follows(const gitops::App& app, const BranchPoint& point);

/// The apps, of those given, that are rendered from any of the changed files: through a source that follows the branch,
/// and what its kustomizations pull in there.
[[nodiscard]] std::vector<gitops::App> appsTouched(const std::vector<gitops::App>& apps, const BranchPoint& point,
    const QByteArrayList& changed, const CancelToken& cancel);

}
