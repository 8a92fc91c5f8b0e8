#pragma once

#include "core/git/Repository.h"

namespace holdfast::git {

/// The commit whose undoing is to be told.
struct RevertSubject {
    QString repository;
    CommitId commit;
    CommitId parent; ///< the one that the state goes back to; empty for a root commit
};

/// The first line of a raw message that is not blank: git's find_commit_subject, which neither folds nor trims.
[[nodiscard]] QByteArray firstLine(const QByteArray& message);

/// The message of `git revert --no-edit` (2.43 and later), byte for byte: `Revert "SUBJECT"`, or `Reapply "SUBJECT"`
/// for the revert of a revert; `revert.reference` is honoured.
[[nodiscard]] Result<QByteArray> revertMessage(const RevertSubject& subject, const CancelToken& cancel);

}
