#pragma once

#include "core/git/Push.h"

namespace holdfast::git {

/// Makes a branch at the remote that it does not have yet, at `request.commit`; `request.expect` does not count. A
/// branch of that name at this very commit is success, at any other Moved. Errors as those of push().
[[nodiscard]] Result<PushOutcome> pushNewBranch(const PushRequest& request, const CancelToken& cancel);

}
