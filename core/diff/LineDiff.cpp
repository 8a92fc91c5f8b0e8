#include "core/diff/LineDiff.h"

#include "core/diff/AnchoredEdit.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>

namespace holdfast::diff {

namespace {

constexpr int longestSlide = 100;
constexpr std::size_t oddFactor = 0x9e3779b97f4a7c15ULL; // spreads small numbers over all bits

/// Numbers equal lines equally, from 0.
class LineNumbers final {
public:
    explicit LineNumbers(std::size_t lines)
        : m_slots(std::bit_ceil(std::max<std::size_t>(16, lines * 2)))
    {
    }

    int numberOf(std::string_view line, std::size_t context)
    {
        const std::size_t hash = std::hash<std::string_view> {}(line) ^ (context * oddFactor);
        for (std::size_t at = hash & (m_slots.size() - 1);; at = (at + 1) & (m_slots.size() - 1)) {
            Slot& slot = m_slots[at];
            if (slot.number < 0) {
                slot = { hash, context, line, m_count };
                return m_count++;
            }
            if (slot.hash == hash && slot.context == context && slot.line == line)
                return slot.number;
        }
    }
    [[nodiscard]] std::size_t count() const { return static_cast<std::size_t>(m_count); }

private:
    struct Slot {
        std::size_t hash = 0;
        std::size_t context = 0;
        std::string_view line;
        int number = -1;
    };
    std::vector<Slot> m_slots;
    int m_count = 0;
};

/// One side: the numbers of its lines, and which lines have no partner.
struct Side {
    std::vector<int> numbers;
    std::vector<char> changed;
};

std::vector<int> numbersOf(const Lines& lines, const std::vector<std::size_t>& context, LineNumbers& numbers)
{
    std::vector<int> result;
    result.reserve(lines.size());
    for (std::size_t line = 0; line < lines.size(); ++line)
        result.push_back(numbers.numberOf(lines[line], line < context.size() ? context[line] : 0));
    return result;
}

std::vector<char> present(const std::vector<int>& numbers, std::size_t count)
{
    std::vector<char> result(count);
    for (const int number : numbers)
        result[static_cast<std::size_t>(number)] = 1;
    return result;
}

/// The lines that the other side has at all: only they can have a partner.
struct Candidates {
    std::vector<int> numbers;
    std::vector<std::size_t> lines;
};

Candidates candidates(const std::vector<int>& numbers, const std::vector<char>& other)
{
    Candidates result;
    result.numbers.reserve(numbers.size());
    result.lines.reserve(numbers.size());
    for (std::size_t line = 0; line < numbers.size(); ++line) {
        if (other[static_cast<std::size_t>(numbers[line])] == 0)
            continue;
        result.numbers.push_back(numbers[line]);
        result.lines.push_back(line);
    }
    return result;
}

std::vector<char> marksOf(const Candidates& candidates, const std::vector<char>& marks, std::size_t lines)
{
    std::vector<char> changed(lines, 1);
    for (std::size_t i = 0; i < marks.size(); ++i)
        changed[candidates.lines[i]] = marks[i];
    return changed;
}

int indentOf(std::string_view line)
{
    const std::size_t indent = line.find_first_not_of(' ');
    return indent == std::string_view::npos ? 0 : static_cast<int>(indent);
}

/// A run of lines that stands on one side only.
struct Run {
    int first = 0;
    int count = 0;
};

/// Where a run may stand instead, from `lowest` to before `end`, and reads best: before the line with the least
/// indent (the start of an item), the last such place.
int bestStart(const Lines& lines, const std::vector<int>& numbers, const Run& run, const Run& space)
{
    const auto number = [&numbers](int line) { return numbers[static_cast<std::size_t>(line)]; };
    int from = run.first;
    while (from > space.first && run.first - from < longestSlide && number(from - 1) == number(from + run.count - 1))
        --from;
    int to = run.first;
    while (to + run.count < space.first + space.count && to - run.first < longestSlide
        && number(to) == number(to + run.count))
        ++to;
    int best = to;
    for (int at = to - 1; at >= from; --at) {
        if (indentOf(lines[static_cast<std::size_t>(at)]) < indentOf(lines[static_cast<std::size_t>(best)]))
            best = at;
    }
    return best;
}

std::vector<LineEdit> editsOf(const std::vector<char>& left, const std::vector<char>& right)
{
    std::vector<LineEdit> edits;
    std::size_t l = 0;
    std::size_t r = 0;
    while (l < left.size() || r < right.size()) {
        const std::size_t fromLeft = l;
        const std::size_t fromRight = r;
        while (l < left.size() && left[l] != 0)
            ++l;
        while (r < right.size() && right[r] != 0)
            ++r;
        if (l > fromLeft || r > fromRight)
            edits.push_back({ static_cast<int>(fromLeft), static_cast<int>(l - fromLeft), static_cast<int>(fromRight),
                static_cast<int>(r - fromRight) });
        else {
            ++l;
            ++r;
        }
    }
    return edits;
}

/// Moves the runs that stand on this side only to where they read best. An equal line stays between two edits.
void slide(std::vector<LineEdit>& edits, const Lines& lines, const std::vector<int>& numbers, int LineEdit::* side)
{
    const bool isLeft = side == &LineEdit::left;
    const auto count = isLeft ? &LineEdit::leftCount : &LineEdit::rightCount;
    const auto otherSide = isLeft ? &LineEdit::right : &LineEdit::left;
    const auto otherCount = isLeft ? &LineEdit::rightCount : &LineEdit::leftCount;
    for (std::size_t i = 0; i < edits.size(); ++i) {
        LineEdit& edit = edits[i];
        if (edit.*otherCount > 0)
            continue;
        const int from = i == 0 ? 0 : edits[i - 1].*side + edits[i - 1].*count + 1;
        const int end = i + 1 == edits.size() ? static_cast<int>(lines.size()) : edits[i + 1].*side - 1;
        const int start = bestStart(lines, numbers, { edit.*side, edit.*count }, { from, end - from });
        edit.*otherSide += start - edit.*side;
        edit.*side = start;
    }
}

}

Lines linesOf(std::string_view text)
{
    Lines lines;
    lines.reserve(text.size() / 24 + 1);
    while (!text.empty()) {
        const void* end = std::memchr(text.data(), '\n', text.size());
        const std::size_t length
            = end == nullptr ? text.size() : static_cast<std::size_t>(static_cast<const char*>(end) - text.data());
        lines.push_back(text.substr(0, length));
        text.remove_prefix(std::min(length + 1, text.size()));
    }
    return lines;
}

Result<LineScript> lineDiff(
    const Lines& left, const Lines& right, const CancelToken& cancel, const LineContext& context)
{
    LineNumbers numbers(left.size() + right.size());
    const std::vector<int> leftNumbers = numbersOf(left, context.left, numbers);
    const std::vector<int> rightNumbers = numbersOf(right, context.right, numbers);
    const Candidates ofLeft = candidates(leftNumbers, present(rightNumbers, numbers.count()));
    const Candidates ofRight = candidates(rightNumbers, present(leftNumbers, numbers.count()));
    const EditMarks marks = anchoredEdit(ofLeft.numbers, ofRight.numbers, numbers.count(), cancel);
    if (marks.cancelled || cancel.isCancelled())
        return fail(ErrorCode::Cancelled, {}, QStringLiteral("cancelled"));

    std::vector<LineEdit> edits
        = editsOf(marksOf(ofLeft, marks.left, left.size()), marksOf(ofRight, marks.right, right.size()));
    slide(edits, left, leftNumbers, &LineEdit::left);
    slide(edits, right, rightNumbers, &LineEdit::right);
    return LineScript { .edits = std::move(edits),
        .precision = marks.shortest ? Precision::Shortest : Precision::Approximate };
}

}
