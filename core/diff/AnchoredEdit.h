#pragma once

#include "core/diff/ShortestEdit.h"

namespace holdfast::diff {

/// A short edit of two sequences of numbers below `count`. Where most of the items that both have exactly once stand in
/// the same order, they hold the two together (B. Cohen's patience diff) and only what lies between them is searched;
/// elsewhere, as in a stream whose objects were shuffled, that would give far longer edits than shortestEdit.
[[nodiscard]] EditMarks anchoredEdit(
    std::span<const int> left, std::span<const int> right, std::size_t count, const CancelToken& cancel);

}
