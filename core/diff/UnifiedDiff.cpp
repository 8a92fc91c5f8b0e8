#include "core/diff/UnifiedDiff.h"

#include <algorithm>

namespace holdfast::diff {

namespace {

constexpr int around = 3;

/// Rows from `first` to before `end` that stand in one hunk.
struct Hunk {
    int first = 0;
    int end = 0;
};

bool counts(const SideRow& row)
{
    return row.kind != RowKind::Same && row.tone != RowTone::Muted;
}

/// Whether the patched file has the row: what is hidden on the right alone is left out.
bool isInRight(const SideRow& row)
{
    return row.tone == RowTone::Muted ? row.left > 0 : row.right > 0;
}

std::vector<Hunk> hunksOf(const SideBySide& content)
{
    const int count = static_cast<int>(content.rows.size());
    std::vector<Hunk> hunks;
    for (int row = 0; row < count; ++row) {
        if (!counts(content.rows[static_cast<std::size_t>(row)]))
            continue;
        const int first = std::max(0, row - around);
        const int end = std::min(count, row + around + 1);
        if (!hunks.empty() && first <= hunks.back().end)
            hunks.back().end = end;
        else
            hunks.push_back({ first, end });
    }
    return hunks;
}

/// A hunk's text; within a run of differing rows all of the left stand before all of the right.
class HunkText final {
public:
    explicit HunkText(const SideBySide& content)
        : m_content(content)
    {
    }

    QString of(const Hunk& hunk, int leftBefore, int rightBefore)
    {
        m_leftCount = m_rightCount = 0;
        m_body.clear();
        for (int row = hunk.first; row < hunk.end; ++row)
            add(row);
        flush();
        // An empty side begins at the line before it.
        const int left = leftBefore + (m_leftCount > 0 ? 1 : 0);
        const int right = rightBefore + (m_rightCount > 0 ? 1 : 0);
        return QStringLiteral("@@ -%1,%2 +%3,%4 @@\n").arg(left).arg(m_leftCount).arg(right).arg(m_rightCount) + m_body;
    }

    [[nodiscard]] int leftCount() const { return m_leftCount; }
    [[nodiscard]] int rightCount() const { return m_rightCount; }

private:
    void add(int at)
    {
        const SideRow& row = m_content.rows[static_cast<std::size_t>(at)];
        m_leftCount += row.left > 0 ? 1 : 0;
        m_rightCount += isInRight(row) ? 1 : 0;
        if (!counts(row)) {
            flush();
            if (row.left > 0)
                m_body += QLatin1Char(' ') + m_content.left[at] + QLatin1Char('\n');
            return;
        }
        if (row.left > 0)
            m_gone += QLatin1Char('-') + m_content.left[at] + QLatin1Char('\n');
        if (row.right > 0)
            m_new += QLatin1Char('+') + m_content.right[at] + QLatin1Char('\n');
    }

    void flush()
    {
        m_body += m_gone + m_new;
        m_gone.clear();
        m_new.clear();
    }

    const SideBySide& m_content;
    QString m_body;
    QString m_gone;
    QString m_new;
    int m_leftCount = 0;
    int m_rightCount = 0;
};

QString nameOf(QLatin1StringView prefix, const QString& name)
{
    return name.isEmpty() ? QStringLiteral("/dev/null") : prefix + name;
}

}

QString unifiedDiff(const SideBySide& content, const PatchNames& names)
{
    const std::vector<Hunk> hunks = hunksOf(content);
    if (hunks.empty())
        return {};
    const QString& both = names.right.isEmpty() ? names.left : names.right;
    QString text = QStringLiteral("diff --git a/%1 b/%2\n").arg(names.left.isEmpty() ? both : names.left, both);
    if (names.left.isEmpty())
        text += QStringLiteral("new file mode 100644\n");
    if (names.right.isEmpty())
        text += QStringLiteral("deleted file mode 100644\n");
    text += QStringLiteral("--- %1\n+++ %2\n")
                .arg(nameOf(QLatin1StringView("a/"), names.left), nameOf(QLatin1StringView("b/"), names.right));
    HunkText hunkText(content);
    int row = 0;
    int left = 0;
    int right = 0;
    for (const Hunk& hunk : hunks) {
        for (; row < hunk.first; ++row) {
            const SideRow& before = content.rows[static_cast<std::size_t>(row)];
            left += before.left > 0 ? 1 : 0;
            right += isInRight(before) ? 1 : 0;
        }
        text += hunkText.of(hunk, left, right);
        left += hunkText.leftCount();
        right += hunkText.rightCount();
        row = hunk.end;
    }
    return text;
}

}
