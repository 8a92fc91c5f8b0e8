#pragma once

#include "core/git/IgnoredFiles.h"
#include "core/git/Mirrors.h"
#include "core/git/Repository.h"

#include <memory>

class QTemporaryDir;

namespace holdfast::session {

/// A commit's files in a folder that goes with the last copy.
struct SourceTree {
    std::shared_ptr<const QTemporaryDir> folder;
    QString path;
    git::CommitId commit;
};

/// A repository at a revision (a branch, tag or commit; empty: its HEAD).
struct SourceRevision {
    QString url;
    QString revision;
    std::chrono::seconds oldest { 0 }; ///< how long ago the remote may have been asked what a branch is at
};

/// What a revision is, in the mirror that has it.
struct SourceCommit {
    QString mirror;
    git::CommitId commit;
};

/// Commits of repositories as files. Its calls block.
class SourceTrees final {
public:
    explicit SourceTrees(const QString& mirrors);

    /// A whole hash that is here already is not asked for again. Errors of Mirrors::refresh; NotFound where the
    /// repository has no such revision.
    [[nodiscard]] Result<SourceCommit> find(const SourceRevision& source, const CancelToken& cancel) const;
    [[nodiscard]] Result<SourceTree> exported(const SourceCommit& commit, const CancelToken& cancel) const;
    [[nodiscard]] Result<SourceTree> exported(const SourceRevision& source, const CancelToken& cancel) const;
    /// A commit's files in a folder below an exported tree; answers with its name there.
    [[nodiscard]] Result<QString> addTo(
        const SourceTree& tree, const SourceCommit& commit, const CancelToken& cancel) const;

private:
    git::Mirrors m_mirrors;
};

}
