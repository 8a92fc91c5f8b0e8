#pragma once

#include "core/base/Cancel.h"
#include "core/base/Id.h"
#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

namespace holdfast::git {

/// The 40 hexadecimal digits of a commit.
using CommitId = Id<struct CommitIdTag>;
using TreeId = Id<struct TreeIdTag>;

/// The git directory of a repository that the work may be done in: not shallow, not a partial clone, SHA-1. What is
/// none of these is refused with the reason (ErrorCode::Unsupported); a folder that is no repository is NotFound.
[[nodiscard]] Result<QString> openRepository(const QString& folder, const CancelToken& cancel);

/// The commit that a branch of the repository points to; NotFound where there is no such branch.
[[nodiscard]] Result<CommitId> branchTip(const QString& repository, const QString& branch, const CancelToken& cancel);

/// The commit that a name or hash means; NotFound where there is none.
[[nodiscard]] Result<CommitId> commitNamed(const QString& repository, const QString& name, const CancelToken& cancel);

/// Whether `older` is the commit itself or one that it descends from. Objects that are not here: false.
[[nodiscard]] Result<bool> isAncestor(
    const QString& repository, const CommitId& older, const CommitId& newer, const CancelToken& cancel);

/// A path as a person and JSON can carry it: as it is where it is UTF-8, else as git quotes it.
[[nodiscard]] QByteArray quotedPath(const QByteArray& path);

}
