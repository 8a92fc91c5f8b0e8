#include "ui/shell/FuzzyMatch.h"

#include <algorithm>

namespace holdfast::shell {

namespace {

bool startsWord(const QString& text, qsizetype at)
{
    return at == 0 || !text.at(at - 1).isLetterOrNumber();
}

}

std::optional<int> fuzzyScore(const QString& pattern, const QString& text)
{
    if (const auto whole = text.indexOf(pattern); whole >= 0)
        return 1000 - int(std::min<qsizetype>(text.size(), 300)) + (startsWord(text, whole) ? 200 : 0);
    int score = 0;
    qsizetype from = 0;
    qsizetype previous = -2;
    for (const QChar letter : pattern) {
        if (letter.isSpace())
            continue;
        const auto at = text.indexOf(letter, from);
        if (at < 0)
            return std::nullopt;
        score += at == previous + 1 ? 8 : startsWord(text, at) ? 6 : 1;
        previous = at;
        from = at + 1;
    }
    return score - int(std::min<qsizetype>(text.size(), 300)) / 8;
}

}
