#pragma once

#include "core/git/Repository.h"

#include <vector>

namespace holdfast::commits {

/// A commit with those that it follows, as far as they are in the list.
struct GraphCommit {
    git::CommitId id;
    std::vector<git::CommitId> parents;
};

/// How a row of a history's graph is drawn. Lanes count from the left, from 0.
struct GraphRow {
    int lane = 0; ///< of the commit itself
    std::vector<int> passing; ///< lines that only go by
    std::vector<int> from; ///< lanes at the row's upper edge whose lines end here
    std::vector<int> to; ///< lanes at its lower edge where lines begin here
    friend bool operator==(const GraphRow&, const GraphRow&) = default;
};

/// One row for each commit, children before parents. A parent that is not in the list draws no line.
[[nodiscard]] std::vector<GraphRow> graphRows(const std::vector<GraphCommit>& commits);

/// How many lanes the rows need.
[[nodiscard]] int laneCount(const std::vector<GraphRow>& rows);

}
