#include "core/diff/WordDiff.h"

#include <algorithm>

namespace holdfast::diff {

namespace {

/// Words beyond which only the ends of a line are compared: the table of a pair has this many squares.
constexpr std::size_t mostSquares = 40'000;
/// What stands between two differences and is no more than this belongs to them: the dot in 2.3 against 3.4.
constexpr int smallestGap = 2;

bool isWord(QChar character)
{
    return character.isLetterOrNumber() || character == u'_' || character.isSurrogate();
}

std::vector<WordSpan> wordsOf(QStringView text)
{
    std::vector<WordSpan> words;
    const int size = static_cast<int>(text.size());
    for (int at = 0; at < size;) {
        int end = at + 1;
        if (isWord(text[at]))
            while (end < size && isWord(text[end]))
                ++end;
        words.push_back({ at, end - at });
        at = end;
    }
    return words;
}

/// One line and which of its words have no partner.
struct Line {
    QStringView text;
    std::vector<WordSpan> words;
    std::vector<char> changed;

    explicit Line(QStringView line)
        : text(line)
        , words(wordsOf(line))
        , changed(words.size(), 1)
    {
    }
    [[nodiscard]] QStringView word(std::size_t index) const { return text.mid(words[index].from, words[index].length); }
};

struct Inner {
    std::size_t from = 0;
    std::size_t leftEnd = 0;
    std::size_t rightEnd = 0;
};

/// What is left when the equal words at both ends are taken off.
Inner innerOf(const Line& left, const Line& right)
{
    Inner inner { .leftEnd = left.words.size(), .rightEnd = right.words.size() };
    while (inner.from < std::min(inner.leftEnd, inner.rightEnd) && left.word(inner.from) == right.word(inner.from))
        ++inner.from;
    while (std::min(inner.leftEnd, inner.rightEnd) > inner.from
        && left.word(inner.leftEnd - 1) == right.word(inner.rightEnd - 1)) {
        --inner.leftEnd;
        --inner.rightEnd;
    }
    return inner;
}

/// The longest common sequence of words, by the letters that it holds.
void matchInner(Line& left, Line& right, const Inner& inner)
{
    const std::size_t rows = inner.leftEnd - inner.from;
    const std::size_t columns = inner.rightEnd - inner.from;
    if (rows * columns > mostSquares || rows == 0 || columns == 0)
        return;
    std::vector<int> table((rows + 1) * (columns + 1));
    const auto cell = [&table, columns](
                          std::size_t row, std::size_t column) -> int& { return table[row * (columns + 1) + column]; };
    const auto equal = [&](std::size_t row, std::size_t column) {
        return left.word(inner.from + row) == right.word(inner.from + column);
    };
    for (std::size_t row = rows; row-- > 0;)
        for (std::size_t column = columns; column-- > 0;)
            cell(row, column) = equal(row, column) ? cell(row + 1, column + 1) + 1 + left.words[inner.from + row].length
                                                   : std::max(cell(row + 1, column), cell(row, column + 1));
    for (std::size_t row = 0, column = 0; row < rows && column < columns;) {
        if (equal(row, column)) {
            left.changed[inner.from + row++] = 0;
            right.changed[inner.from + column++] = 0;
        } else if (cell(row + 1, column) >= cell(row, column + 1)) {
            ++row;
        } else {
            ++column;
        }
    }
}

std::vector<WordSpan> spansOf(const Line& line)
{
    std::vector<WordSpan> spans;
    for (std::size_t index = 0; index < line.words.size(); ++index) {
        if (line.changed[index] == 0)
            continue;
        const WordSpan& word = line.words[index];
        if (!spans.empty() && word.from - spans.back().from - spans.back().length <= smallestGap)
            spans.back().length = word.from + word.length - spans.back().from;
        else
            spans.push_back(word);
    }
    return spans;
}

}

WordDiff wordDiff(QStringView left, QStringView right)
{
    Line ofLeft(left);
    Line ofRight(right);
    const Inner inner = innerOf(ofLeft, ofRight);
    const auto clearEnds = [&inner](Line& line, std::size_t end) {
        std::fill_n(line.changed.begin(), inner.from, char { 0 });
        std::fill(line.changed.begin() + static_cast<std::ptrdiff_t>(end), line.changed.end(), char { 0 });
    };
    clearEnds(ofLeft, inner.leftEnd);
    clearEnds(ofRight, inner.rightEnd);
    matchInner(ofLeft, ofRight, inner);
    return { spansOf(ofLeft), spansOf(ofRight) };
}

}
