#include "ui/pages/fleet/LineChanges.h"

#include <algorithm>
#include <ranges>

namespace holdfast::pages::fleet {

namespace {

using Marks = std::vector<char>; // one per line: 1 goes or comes, 0 stays

struct Steps {
    Marks gone;
    Marks come;
};

bool isMovable(const Line& line, const QSet<int>& touched)
{
    return line.kind != LineKind::App || touched.contains(line.id);
}

/// Pairs the lines of both lists that stay; false where fixed lines are not in the same order.
bool pairUp(const std::vector<Line>& before, const std::vector<Line>& after, const QSet<int>& touched, Steps& steps)
{
    std::size_t left = 0;
    std::size_t right = 0;
    while (left < before.size() || right < after.size()) {
        if (left < before.size() && right < after.size() && before[left] == after[right]) {
            ++left;
            ++right;
            continue;
        }
        // Between two fixed lines only movable ones differ: all of the old go, all of the new come.
        const std::size_t leftStart = left;
        const std::size_t rightStart = right;
        while (left < before.size() && isMovable(before[left], touched))
            steps.gone[left++] = 1;
        while (right < after.size() && isMovable(after[right], touched))
            steps.come[right++] = 1;
        if (left == leftStart && right == rightStart)
            return false;
        if ((left == before.size()) != (right == after.size()))
            return false;
        if (left < before.size() && before[left] != after[right])
            return false;
    }
    return true;
}

void replaceMiddle(const std::vector<Line>& before, const std::vector<Line>& after, Steps& steps)
{
    std::ranges::fill(steps.gone, 1);
    std::ranges::fill(steps.come, 1);
    const std::size_t shorter = std::min(before.size(), after.size());
    std::size_t head = 0;
    while (head < shorter && before[head] == after[head]) {
        steps.gone[head] = 0;
        steps.come[head++] = 0;
    }
    for (std::size_t tail = 1; tail <= shorter - head && before[before.size() - tail] == after[after.size() - tail];
        ++tail) {
        steps.gone[before.size() - tail] = 0;
        steps.come[after.size() - tail] = 0;
    }
}

std::vector<LineChange> ranges(const Marks& marks, LineChange::What what)
{
    std::vector<LineChange> found;
    for (std::size_t at = 0; at < marks.size(); ++at) {
        if (marks[at] == 0)
            continue;
        if (!found.empty() && found.back().last == int(at) - 1)
            found.back().last = int(at);
        else
            found.push_back({ what, int(at), int(at) });
    }
    return found;
}

}

std::vector<LineChange> lineChanges(
    const std::vector<Line>& before, const std::vector<Line>& after, const QSet<int>& touched)
{
    Steps steps { Marks(before.size(), 0), Marks(after.size(), 0) };
    if (!pairUp(before, after, touched, steps))
        replaceMiddle(before, after, steps);
    auto changes = ranges(steps.gone, LineChange::What::Remove);
    std::ranges::reverse(changes);
    std::ranges::copy(ranges(steps.come, LineChange::What::Insert), std::back_inserter(changes));
    return changes;
}

}
