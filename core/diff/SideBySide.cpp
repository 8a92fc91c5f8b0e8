#include "core/diff/SideBySide.h"

#include "core/diff/RowLayout.h"

#include <algorithm>

namespace holdfast::diff {

Result<SideBySide> sideBySide(
    const QString& left, const QString& right, const CancelToken& cancel, const std::vector<FieldMark>& marks)
{
    const std::string leftText = left.toStdString();
    const std::string rightText = right.toStdString();
    const Lines leftLines = linesOf(leftText);
    const Lines rightLines = linesOf(rightText);
    SideBySide content;
    const std::size_t most = leftLines.size() + rightLines.size();
    content.rows.reserve(most);
    content.left.reserve(static_cast<qsizetype>(most));
    content.right.reserve(static_cast<qsizetype>(most));
    content.fields.reserve(most + 2);
    for (const ObjectLines& object : pairedObjects(leftLines, rightLines))
        if (const Result<void> laid = layRows(content, object, marks, cancel); !laid)
            return std::unexpected(laid.error());
    for (std::size_t row = 0; row < content.rows.size(); ++row)
        if (content.rows[row].kind != RowKind::Same && (row == 0 || content.rows[row - 1].kind == RowKind::Same))
            content.changes.push_back(static_cast<int>(row));
    markMoves(content);
    std::ranges::stable_sort(content.notes, {}, &RowNote::row);
    return content;
}

QString pathOfRow(const SideBySide& content, int row)
{
    if (row < 0 || row >= static_cast<int>(content.rows.size()))
        return {};
    QString path;
    for (int at = content.rows[static_cast<std::size_t>(row)].field; at >= 0;) {
        const RowField& field = content.fields[static_cast<std::size_t>(at)];
        if (field.parent >= 0)
            path.prepend(QLatin1Char('/') + field.step);
        at = field.parent;
    }
    return path;
}

}
