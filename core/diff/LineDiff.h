#pragma once

#include "core/base/Cancel.h"
#include "core/base/Result.h"

#include <string_view>
#include <vector>

namespace holdfast::diff {

/// A run of lines of the left side that became a run of the right side; one of them may be empty, not both.
struct LineEdit {
    int left = 0; ///< first line, from 0; where `leftCount` is 0, the line that the new ones stand before
    int leftCount = 0;
    int right = 0;
    int rightCount = 0;
    friend bool operator==(const LineEdit&, const LineEdit&) = default;
};

using Lines = std::vector<std::string_view>;

/// The lines of a text without their line ends; a last line need not have one.
[[nodiscard]] Lines linesOf(std::string_view text);

/// Whether the search went to its end, or took a good way in place of the best one since a limit was reached.
enum class Precision { Shortest, Approximate };

struct LineScript {
    std::vector<LineEdit> edits;
    Precision precision = Precision::Shortest;
};

/// What lines must share, besides their text, to be partners: the field that they stand in. Empty, or one per line.
struct LineContext {
    std::vector<std::size_t> left;
    std::vector<std::size_t> right;
};

/// A short way from `left` to `right`, in order: lines that both have once hold the two together where most of them are
/// in the same order; between them Myers' algorithm in linear space, with GNU diff's cost limit, so that large
/// differences end in time. Runs that could stand in several places stand where an item begins. Cancelled only.
[[nodiscard]] Result<LineScript> lineDiff(
    const Lines& left, const Lines& right, const CancelToken& cancel, const LineContext& context = {});

}
