#pragma once

#include "core/git/PathHistory.h"

#include <optional>

namespace holdfast::git {

/// Reads of single objects through libgit2, without a process. They answer what is there; whoever needs to know why
/// something is not asks the git program.

/// The commit with its first line, author and time; nothing where the repository does not have it whole.
[[nodiscard]] std::optional<CommitLine> readCommit(const QString& repository, const CommitId& commit);

/// The content of a file at a commit; nothing where either is not there or the path is no file.
[[nodiscard]] std::optional<QByteArray> readFile(
    const QString& repository, const CommitId& commit, const QString& path);

}
