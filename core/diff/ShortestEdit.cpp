#include "core/diff/ShortestEdit.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>

namespace holdfast::diff {

namespace {

constexpr int cancelInterval = 64;
constexpr int leastCostLimit = 256;
constexpr int goodSnake = 20; ///< equal items in a row that make a way worth taking

/// A part of both sequences.
struct Box {
    int left = 0;
    int leftEnd = 0;
    int right = 0;
    int rightEnd = 0;
};

struct Point {
    int left = 0;
    int right = 0;
};

/// The furthest points of one direction: `reach(d)` for each diagonal d = left - right that it has come to.
class Front final {
public:
    Front(std::size_t size, int offset, int unreached)
        : m_reach(size)
        , m_offset(offset)
        , m_unreached(unreached)
    {
    }
    [[nodiscard]] int& operator[](int diagonal) { return origin()[diagonal]; }
    /// Where diagonal 0 is, for loops that would look it up each time.
    [[nodiscard]] int* origin() { return m_reach.data() + m_offset; }

    void start(int diagonal, int reach)
    {
        m_from = m_to = diagonal;
        (*this)[diagonal] = reach;
    }
    /// One more edit: a diagonal more at each side, or one less where the box ends.
    void widen(int lowest, int highest)
    {
        if (m_from > lowest)
            (*this)[--m_from - 1] = m_unreached;
        else
            ++m_from;
        if (m_to < highest)
            (*this)[++m_to + 1] = m_unreached;
        else
            --m_to;
    }
    [[nodiscard]] int from() const { return m_from; }
    [[nodiscard]] int to() const { return m_to; }
    [[nodiscard]] bool holds(int diagonal) const { return diagonal >= m_from && diagonal <= m_to; }

private:
    std::vector<int> m_reach;
    int m_offset;
    int m_unreached;
    int m_from = 0;
    int m_to = 0;
};

class Search final {
public:
    Search(std::span<const int> left, std::span<const int> right, const CancelToken& cancel)
        : m_left(left.data())
        , m_right(right.data())
        , m_cancel(cancel)
        , m_forward(left.size() + right.size() + 3, static_cast<int>(right.size()) + 1, -1)
        , m_backward(
              left.size() + right.size() + 3, static_cast<int>(right.size()) + 1, std::numeric_limits<int>::max())
        , m_costLimit(std::max(
              leastCostLimit, static_cast<int>(std::sqrt(static_cast<double>(left.size() + right.size() + 3)))))
    {
        m_marks.left.resize(left.size());
        m_marks.right.resize(right.size());
    }

    EditMarks run()
    {
        solve({ 0, static_cast<int>(m_marks.left.size()), 0, static_cast<int>(m_marks.right.size()) });
        return std::move(m_marks);
    }

private:
    void solve(Box box)
    {
        while (!m_marks.cancelled) {
            trim(box);
            if (box.left == box.leftEnd || box.right == box.rightEnd) {
                std::fill(m_marks.left.begin() + box.left, m_marks.left.begin() + box.leftEnd, char { 1 });
                std::fill(m_marks.right.begin() + box.right, m_marks.right.begin() + box.rightEnd, char { 1 });
                return;
            }
            const Point middle = split(box);
            const Box before { box.left, middle.left, box.right, middle.right };
            const Box behind { middle.left, box.leftEnd, middle.right, box.rightEnd };
            // the smaller part by recursion, so that the stack stays flat
            const bool beforeFirst = size(before) < size(behind);
            solve(beforeFirst ? before : behind);
            box = beforeFirst ? behind : before;
        }
    }

    static int size(const Box& box) { return box.leftEnd - box.left + box.rightEnd - box.right; }

    void trim(Box& box) const
    {
        while (box.left < box.leftEnd && box.right < box.rightEnd && m_left[box.left] == m_right[box.right]) {
            ++box.left;
            ++box.right;
        }
        while (box.left < box.leftEnd && box.right < box.rightEnd
            && m_left[box.leftEnd - 1] == m_right[box.rightEnd - 1]) {
            --box.leftEnd;
            --box.rightEnd;
        }
    }

    /// A point on a short way through the box: both directions advance until they meet.
    Point split(const Box& box)
    {
        const int lowest = box.left - box.rightEnd;
        const int highest = box.leftEnd - box.right;
        m_forward.start(box.left - box.right, box.left);
        m_backward.start(box.leftEnd - box.rightEnd, box.leftEnd);
        const bool odd = ((box.left - box.right - box.leftEnd + box.rightEnd) & 1) != 0;
        for (int cost = 1;; ++cost) {
            m_snake = false;
            m_forward.widen(lowest, highest);
            if (const auto met = advance(box, odd))
                return *met;
            m_backward.widen(lowest, highest);
            if (const auto met = retreat(box, !odd))
                return *met;
            if (cost % cancelInterval == 0 && m_cancel.isCancelled()) {
                m_marks.cancelled = true;
                return { box.left, box.right };
            }
            if (m_snake && cost > leastCostLimit) {
                if (const auto good = goodPoint(box, cost)) {
                    m_marks.shortest = false;
                    return *good;
                }
            }
            if (cost >= m_costLimit) {
                m_marks.shortest = false;
                return furthest(box);
            }
        }
    }

    // The two loops below are what a comparison spends its time in: they hold in local variables what cannot change.

    std::optional<Point> advance(const Box& box, bool mayMeet)
    {
        const int* const lefts = m_left;
        const int* const rights = m_right;
        const int leftEnd = box.leftEnd;
        const int rightEnd = box.rightEnd;
        int* const reach = m_forward.origin();
        const int* const other = m_backward.origin();
        int longest = 0;
        for (int d = m_forward.to(); d >= m_forward.from(); d -= 2) {
            const int start = std::max(reach[d - 1] + 1, reach[d + 1]);
            const int end = std::min(leftEnd, rightEnd + d);
            int left = start;
            while (left < end && lefts[left] == rights[left - d])
                ++left;
            longest = std::max(longest, left - start);
            reach[d] = left;
            if (mayMeet && m_backward.holds(d) && other[d] <= left)
                return Point { left, left - d };
        }
        m_snake = m_snake || longest > goodSnake;
        return std::nullopt;
    }

    std::optional<Point> retreat(const Box& box, bool mayMeet)
    {
        const int* const lefts = m_left;
        const int* const rights = m_right;
        int* const reach = m_backward.origin();
        const int* const other = m_forward.origin();
        int longest = 0;
        for (int d = m_backward.to(); d >= m_backward.from(); d -= 2) {
            const int start = std::min(reach[d - 1], reach[d + 1] - 1);
            const int end = std::max(box.left, box.right + d);
            int left = start;
            while (left > end && lefts[left - 1] == rights[left - 1 - d])
                --left;
            longest = std::max(longest, start - left);
            reach[d] = left;
            if (mayMeet && m_forward.holds(d) && left <= other[d])
                return Point { left, left - d };
        }
        m_snake = m_snake || longest > goodSnake;
        return std::nullopt;
    }

    /// A way that has come far for its cost and ends in a long run of equal items, of either direction.
    std::optional<Point> goodPoint(const Box& box, int cost)
    {
        std::optional<Point> found;
        int best = 4 * cost;
        for (int d = m_forward.to(); d >= m_forward.from(); d -= 2) {
            const Point at { m_forward[d], m_forward[d] - d };
            const int value = at.left - box.left + at.right - box.right - std::abs(d - (box.left - box.right));
            if (value > best && at.left >= box.left + goodSnake && at.left < box.leftEnd
                && at.right >= box.right + goodSnake && at.right < box.rightEnd
                && std::equal(m_left + at.left - goodSnake, m_left + at.left, m_right + at.right - goodSnake)) {
                best = value;
                found = at;
            }
        }
        if (found)
            return found;
        for (int d = m_backward.to(); d >= m_backward.from(); d -= 2) {
            const Point at { m_backward[d], m_backward[d] - d };
            const int value
                = box.leftEnd - at.left + box.rightEnd - at.right - std::abs(d - (box.leftEnd - box.rightEnd));
            if (value > best && at.left > box.left && at.left <= box.leftEnd - goodSnake && at.right > box.right
                && at.right <= box.rightEnd - goodSnake
                && std::equal(m_left + at.left, m_left + at.left + goodSnake, m_right + at.right)) {
                best = value;
                found = at;
            }
        }
        return found;
    }

    Point furthest(const Box& box)
    {
        Point ahead { box.left, box.right };
        for (int d = m_forward.to(); d >= m_forward.from(); d -= 2) {
            const int left = std::min({ m_forward[d], box.leftEnd, box.rightEnd + d });
            if (left + left - d > ahead.left + ahead.right)
                ahead = { left, left - d };
        }
        Point back { box.leftEnd, box.rightEnd };
        for (int d = m_backward.to(); d >= m_backward.from(); d -= 2) {
            const int left = std::max({ m_backward[d], box.left, box.right + d });
            if (left + left - d < back.left + back.right)
                back = { left, left - d };
        }
        const int behind = box.leftEnd + box.rightEnd - back.left - back.right;
        return behind < ahead.left + ahead.right - box.left - box.right ? ahead : back;
    }

    const int* m_left;
    const int* m_right;
    const CancelToken& m_cancel;
    EditMarks m_marks;
    Front m_forward;
    Front m_backward;
    int m_costLimit;
    bool m_snake = false; ///< this step of the search ran over a long run of equal items
};

}

EditMarks shortestEdit(std::span<const int> left, std::span<const int> right, const CancelToken& cancel)
{
    return Search(left, right, cancel).run();
}

}
