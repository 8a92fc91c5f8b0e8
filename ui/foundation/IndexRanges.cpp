#include "ui/foundation/IndexRanges.h"

#include <algorithm>

namespace holdfast::foundation {

std::vector<IndexRange> mergedRanges(std::vector<int> rows)
{
    std::ranges::sort(rows);
    std::vector<IndexRange> ranges;
    for (const int row : rows) {
        if (!ranges.empty() && row <= ranges.back().last + 1)
            ranges.back().last = std::max(ranges.back().last, row);
        else
            ranges.push_back({ row, row });
    }
    return ranges;
}

}
