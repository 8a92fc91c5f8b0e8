#include "core/diff/SideBySide.h"

#include "core/diff/LineDiff.h"
#include "core/manifest/Resource.h"

#include <algorithm>

namespace holdfast::diff {

namespace {

/// The rows in the making.
struct Work {
    const Lines& left;
    const Lines& right;
    SideBySide result;

    void add(RowKind kind, int leftLine, int rightLine)
    {
        const auto text = [](const Lines& lines, int line) {
            return line == 0 ? QString() : manifest::toQString(lines[static_cast<std::size_t>(line) - 1]);
        };
        result.left.append(text(left, leftLine));
        result.right.append(text(right, rightLine));
        result.rows.push_back({ .kind = kind, .left = leftLine, .right = rightLine });
    }

    void addEdit(const LineEdit& edit)
    {
        result.changes.push_back(static_cast<int>(result.rows.size()));
        for (int index = 0; index < std::max(edit.leftCount, edit.rightCount); ++index) {
            const int leftLine = index < edit.leftCount ? edit.left + index + 1 : 0;
            const int rightLine = index < edit.rightCount ? edit.right + index + 1 : 0;
            add(leftLine == 0        ? RowKind::OnlyRight
                    : rightLine == 0 ? RowKind::OnlyLeft
                                     : RowKind::Changed,
                leftLine, rightLine);
        }
    }
};

}

Result<SideBySide> sideBySide(const QString& left, const QString& right, const CancelToken& cancel)
{
    const std::string leftText = left.toStdString();
    const std::string rightText = right.toStdString();
    const Lines leftLines = linesOf(leftText);
    const Lines rightLines = linesOf(rightText);
    const Result<std::vector<LineEdit>> edits = lineDiff(leftLines, rightLines, cancel);
    if (!edits)
        return std::unexpected(edits.error());
    Work work { .left = leftLines, .right = rightLines, .result = {} };
    int leftAt = 0;
    int rightAt = 0;
    const auto same = [&work, &leftAt, &rightAt](int until) {
        while (leftAt < until)
            work.add(RowKind::Same, ++leftAt, ++rightAt);
    };
    for (const LineEdit& edit : *edits) {
        same(edit.left);
        work.addEdit(edit);
        leftAt = edit.left + edit.leftCount;
        rightAt = edit.right + edit.rightCount;
    }
    same(static_cast<int>(leftLines.size()));
    return std::move(work.result);
}

}
