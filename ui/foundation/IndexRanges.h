#pragma once

#include <vector>

namespace holdfast::foundation {

/// Neighbouring rows, both ends included.
struct IndexRange {
    int first = 0;
    int last = 0;
    friend bool operator==(const IndexRange&, const IndexRange&) = default;
};

/// Rows in any order, double ones too, as the fewest ranges in rising order.
[[nodiscard]] std::vector<IndexRange> mergedRanges(std::vector<int> rows);

}
