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
};

/// Commits of repositories as files. Its calls block.
class SourceTrees final {
public:
    explicit SourceTrees(const QString& mirrors);

    /// Errors of Mirrors::refresh; NotFound where the repository has no such revision.
    [[nodiscard]] Result<SourceTree> exported(const SourceRevision& source, const CancelToken& cancel) const;
    /// The same into a folder below an exported tree; answers with its name there.
    [[nodiscard]] Result<QString> addTo(
        const SourceTree& tree, const SourceRevision& source, const CancelToken& cancel) const;

private:
    struct Found {
        QString mirror;
        git::CommitId commit;
    };
    /// A whole hash that is here already is not asked for again.
    [[nodiscard]] Result<Found> find(const SourceRevision& source, const CancelToken& cancel) const;
    [[nodiscard]] Result<git::CommitId> writeTo(
        const QString& folder, const SourceRevision& source, const CancelToken& cancel) const;

    git::Mirrors m_mirrors;
};

}
