#pragma once

#include "core/git/Repository.h"

#include <optional>

namespace holdfast::git {

/// One branch to a remote that has it too.
struct PushRequest {
    QString repository; ///< as openRepository gave it; credentials and trust come from its git configuration
    QString remote; ///< URL
    QString branch; ///< there, and here where no commit is named
    QString expect; ///< the remote's tip that somebody reviewed
    CommitId commit; ///< what the branch is to become; empty: what it is here
};

enum class PushReason {
    None, ///< it is pushed
    Moved, ///< the remote's tip is not the expected one
    Diverged, ///< ours does not descend from the remote's tip
    Refused, ///< by the server: a hook, a protected branch
    Denied, ///< credentials or rights
    Unreachable, ///< no connection, silence, an untrusted certificate, a redirect
    Unknown ///< something was sent, and the remote cannot be asked what became of it
};

struct PushOutcome {
    std::optional<bool> pushed; ///< whether the remote's branch holds our commit; none: it could not be asked
    CommitId commit; ///< ours
    CommitId tip; ///< the remote's; empty: unknown
    PushReason reason = PushReason::None;
    QString message; ///< the server's words, or git's where the server said nothing
};

/// Pushes without force and never makes a branch: compares the remote's tip with the expected one before, lets the
/// server compare again, and asks the remote afterwards; git's own word is not taken for it. Nothing is sent where the
/// remote already holds the commit. 60 s of silence end a request. NotFound where the branch is not here.
[[nodiscard]] Result<PushOutcome> push(const PushRequest& request, const CancelToken& cancel);

}
