#pragma once

#include "core/base/Result.h"

namespace holdfast::ctl {

/// The exit codes of the program; scripts rely on them.
enum class Exit {
    Done = 0, ///< and nothing differs
    Differs = 1,
    Usage = 2,
    Refused = 3, ///< by a precondition, a missing consent included
    Unreachable = 4, ///< or no permission
    Conflict = 5,
    Unreadable = 6 ///< the input
};

/// The code that stands for a failure.
[[nodiscard]] Exit exitOf(ErrorCode code);

}
