#include "ui/diff/DiffSearch.h"

#include <QStringMatcher>

#include <algorithm>

namespace holdfast::difference {

namespace {

constexpr int cancelInterval = 1024;
/// Of a text that is everywhere only so many places are kept.
constexpr std::size_t mostMatches = 20'000;

}

std::vector<Match> placesOf(const QString& text, const diff::SideBySide& content, const CancelToken& cancel)
{
    std::vector<Match> matches;
    if (text.isEmpty())
        return matches;
    const bool exact = std::ranges::any_of(text, [](QChar letter) { return letter.isUpper(); });
    const QStringMatcher matcher(text, exact ? Qt::CaseSensitive : Qt::CaseInsensitive);
    const auto search = [&](int row, Side side, const QString& line) {
        for (qsizetype at = matcher.indexIn(line); at >= 0; at = matcher.indexIn(line, at + text.size()))
            matches.push_back(
                { .row = row, .side = side, .column = static_cast<int>(at), .length = static_cast<int>(text.size()) });
    };
    for (int row = 0; row < static_cast<int>(content.rows.size()) && matches.size() < mostMatches; ++row) {
        if (row % cancelInterval == 0 && cancel.isCancelled())
            return {};
        search(row, Side::Left, content.left[row]);
        if (content.rows[static_cast<std::size_t>(row)].kind != diff::RowKind::Same)
            search(row, Side::Right, content.right[row]);
    }
    return matches;
}

}
