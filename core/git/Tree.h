#pragma once

#include "core/git/Repository.h"

#include <QByteArrayList>

namespace holdfast::git {

/// Writes the files of a commit into an existing folder, links as links wherever they point. Io, NotFound, Cancelled.
[[nodiscard]] Result<void> exportTree(
    const QString& repository, const CommitId& commit, const QString& target, const CancelToken& cancel);

/// The content of a file at a commit; NotFound where the commit has no such file.
[[nodiscard]] Result<QByteArray> fileAt(
    const QString& repository, const CommitId& commit, const QString& path, const CancelToken& cancel);

/// What a commit has at these files and folders, mode and hash, in git's own words: equal where the contents are. `.`
/// is all of it; empty where it has none of them.
[[nodiscard]] Result<QByteArray> entriesAt(
    const QString& repository, const CommitId& commit, const QByteArrayList& paths, const CancelToken& cancel);

/// The paths that differ between two commits, sorted, renames as two paths. An empty `from` is the empty tree.
[[nodiscard]] Result<QByteArrayList> changedPaths(
    const QString& repository, const CommitId& from, const CommitId& to, const CancelToken& cancel);

}
