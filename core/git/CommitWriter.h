#pragma once

#include "core/git/Repository.h"

namespace holdfast::git {

/// A commit with one parent that is to be.
struct NewCommit {
    QString repository;
    TreeId tree;
    CommitId parent;
    QByteArray message; ///< as it shall stand
};

/// Writes the commit with the identity of git's configuration, signed where `commit.gpgSign` says so. Precondition,
/// with git's words, where git knows no identity or cannot sign.
[[nodiscard]] Result<CommitId> writeCommit(const NewCommit& commit, const CancelToken& cancel);

}
