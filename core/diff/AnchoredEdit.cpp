#include "core/diff/AnchoredEdit.h"

#include <algorithm>

namespace holdfast::diff {

namespace {

constexpr std::size_t fewestAnchors = 32;
constexpr int none = -1;
constexpr int many = -2;
constexpr double leastShare = 0.6; ///< of the items that both have once

/// An item that both have exactly once.
struct Anchor {
    int left = 0;
    int right = 0;
};

std::vector<Anchor> uniqueItems(std::span<const int> left, std::span<const int> right, std::size_t count)
{
    const auto places = [count](std::span<const int> items) {
        std::vector<int> result(count, none);
        for (std::size_t at = 0; at < items.size(); ++at) {
            int& place = result[static_cast<std::size_t>(items[at])];
            place = place == none ? static_cast<int>(at) : many;
        }
        return result;
    };
    const std::vector<int> ofLeft = places(left);
    const std::vector<int> ofRight = places(right);
    std::vector<Anchor> anchors;
    for (std::size_t at = 0; at < left.size(); ++at) {
        const auto item = static_cast<std::size_t>(left[at]);
        if (ofLeft[item] >= 0 && ofRight[item] >= 0)
            anchors.push_back({ static_cast<int>(at), ofRight[item] });
    }
    return anchors;
}

/// The longest part of them that stands in order on both sides.
std::vector<Anchor> inOrder(const std::vector<Anchor>& anchors)
{
    std::vector<int> tails; // of the best sequence of each length, by index
    std::vector<int> before(anchors.size(), -1);
    for (int at = 0; at < static_cast<int>(anchors.size()); ++at) {
        const auto place = std::ranges::lower_bound(tails, anchors[static_cast<std::size_t>(at)].right, {},
            [&anchors](int index) { return anchors[static_cast<std::size_t>(index)].right; });
        before[static_cast<std::size_t>(at)] = place == tails.begin() ? -1 : *std::prev(place);
        if (place == tails.end())
            tails.push_back(at);
        else
            *place = at;
    }
    std::vector<Anchor> result;
    for (int at = tails.empty() ? -1 : tails.back(); at >= 0; at = before[static_cast<std::size_t>(at)])
        result.push_back(anchors[static_cast<std::size_t>(at)]);
    std::ranges::reverse(result);
    return result;
}

}

EditMarks anchoredEdit(
    std::span<const int> left, std::span<const int> right, std::size_t count, const CancelToken& cancel)
{
    const std::vector<Anchor> unique = uniqueItems(left, right, count);
    std::vector<Anchor> anchors = inOrder(unique);
    if (anchors.size() < fewestAnchors
        || static_cast<double>(anchors.size()) < leastShare * static_cast<double>(unique.size()))
        return shortestEdit(left, right, cancel);
    anchors.push_back({ static_cast<int>(left.size()), static_cast<int>(right.size()) });
    EditMarks marks { .left = std::vector<char>(left.size()), .right = std::vector<char>(right.size()) };
    std::size_t l = 0;
    std::size_t r = 0;
    for (const Anchor& anchor : anchors) {
        const auto leftEnd = static_cast<std::size_t>(anchor.left);
        const auto rightEnd = static_cast<std::size_t>(anchor.right);
        const std::span<const int> ofLeft = left.subspan(l, leftEnd - l);
        const std::span<const int> ofRight = right.subspan(r, rightEnd - r);
        if (!std::ranges::equal(ofLeft, ofRight)) {
            const EditMarks part = shortestEdit(ofLeft, ofRight, cancel);
            std::ranges::copy(part.left, marks.left.begin() + static_cast<std::ptrdiff_t>(l));
            std::ranges::copy(part.right, marks.right.begin() + static_cast<std::ptrdiff_t>(r));
            marks.shortest = marks.shortest && part.shortest;
            marks.cancelled = part.cancelled || cancel.isCancelled();
            if (marks.cancelled)
                return marks;
        }
        l = leftEnd + 1;
        r = rightEnd + 1;
    }
    return marks;
}

}
