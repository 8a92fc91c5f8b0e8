#pragma once

#include "core/base/Cancel.h"

#include <span>
#include <vector>

namespace holdfast::diff {

/// Which items of two sequences have no partner in the other one.
struct EditMarks {
    std::vector<char> left;
    std::vector<char> right;
    bool cancelled = false;
    bool shortest = true; ///< false: a limit was reached and a good way taken in place of the best
};

/// A short edit of two sequences of numbers (E. Myers, "An O(ND) Difference Algorithm", 1986, section 4b), with the
/// limits of GNU diff: beyond a cost a good way is taken in place of the best one.
[[nodiscard]] EditMarks shortestEdit(std::span<const int> left, std::span<const int> right, const CancelToken& cancel);

}
