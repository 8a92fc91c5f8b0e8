#pragma once

#include "core/git/Repository.h"

#include <QByteArrayList>
#include <QDateTime>

#include <vector>

namespace holdfast::git {

/// A commit of a history.
struct CommitLine {
    CommitId id;
    std::vector<CommitId> parents; ///< within the history, where asked for: commits that touched nothing are left out
    QString author; ///< the name
    QDateTime time; ///< when it was committed, UTC
    QString subject;
};

/// Which commits are asked for.
struct HistoryQuery {
    QString repository;
    CommitId from;
    QByteArrayList paths; ///< literal files and folders from the root of the tree; none: every commit
    int most = 0; ///< the newest so many; 0: all
    enum class Parents { LeftOut, Told } parents = Parents::LeftOut; ///< telling them walks the history once more
};

/// The commits that touched the paths, exactly those of `git log FROM -- PATH...` and in its order.
[[nodiscard]] Result<std::vector<CommitLine>> pathHistory(const HistoryQuery& query, const CancelToken& cancel);

}
