#pragma once

#include <QString>

#include <vector>

namespace holdfast::diff {

/// A part of a line, in UTF-16 units.
struct WordSpan {
    int from = 0;
    int length = 0;
    friend bool operator==(const WordSpan&, const WordSpan&) = default;
};

/// What differs within two lines that stand beside each other, as whole words.
struct WordDiff {
    std::vector<WordSpan> left;
    std::vector<WordSpan> right;
    friend bool operator==(const WordDiff&, const WordDiff&) = default;
};

/// Lines of very many words are compared from both ends only, so that no line takes long.
[[nodiscard]] WordDiff wordDiff(QStringView left, QStringView right);

}
