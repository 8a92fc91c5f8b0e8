#include "core/diff/RowLayout.h"

#include <QHash>

#include <algorithm>
#include <unordered_map>

namespace holdfast::diff {

namespace {

constexpr int leastLines = 3;
constexpr int leastLetters = 15; ///< what is shorter is found everywhere
constexpr std::size_t mostCandidates = 16; ///< places of one text that are tried

/// Marks runs of rows that one side alone has, where the other side alone has the same text elsewhere.
class Finder final {
public:
    explicit Finder(SideBySide& content)
        : m_content(content)
        , m_change(content.rows.size(), -1)
    {
        for (int change = 0; change < static_cast<int>(content.changes.size()); ++change)
            for (int at = content.changes[static_cast<std::size_t>(change)]; at < count() && kind(at) != RowKind::Same;
                ++at)
                m_change[static_cast<std::size_t>(at)] = change;
    }

    void run()
    {
        for (int at = 0; at < count(); ++at)
            if (isStart(at, RowKind::OnlyLeft))
                m_gone[hashAt(m_content.left, at)].push_back(at);
        if (m_gone.empty())
            return;
        for (int at = 0; at < count();)
            at += isStart(at, RowKind::OnlyRight) ? std::max(1, matched(at)) : 1;
    }

private:
    [[nodiscard]] int count() const { return static_cast<int>(m_content.rows.size()); }
    [[nodiscard]] SideRow& row(int at) const { return m_content.rows[static_cast<std::size_t>(at)]; }
    [[nodiscard]] RowKind kind(int at) const { return row(at).kind; }

    [[nodiscard]] bool isFree(int at, RowKind wanted) const
    {
        return at < count() && kind(at) == wanted && row(at).move < 0;
    }

    [[nodiscard]] bool isStart(int at, RowKind wanted) const
    {
        for (int line = 0; line < leastLines; ++line)
            if (!isFree(at + line, wanted))
                return false;
        return true;
    }

    static std::size_t hashAt(const QStringList& lines, int at)
    {
        return qHashMulti(7, lines[at], lines[at + 1], lines[at + 2]);
    }

    /// Equal rows from these two on.
    [[nodiscard]] int lengthOf(int left, int right) const
    {
        int length = 0;
        while (isFree(left + length, RowKind::OnlyLeft) && isFree(right + length, RowKind::OnlyRight)
            && m_content.left[left + length] == m_content.right[right + length])
            ++length;
        return length;
    }

    [[nodiscard]] bool isTelling(int right, int length) const
    {
        qsizetype letters = 0;
        for (int line = 0; line < length; ++line)
            letters += m_content.right[right + line].trimmed().size();
        return letters >= leastLetters;
    }

    /// How many rows from here on were found elsewhere.
    int matched(int right)
    {
        const auto found = m_gone.find(hashAt(m_content.right, right));
        if (found == m_gone.end())
            return 0;
        int best = -1;
        int length = leastLines - 1;
        for (std::size_t index = 0; index < std::min(found->second.size(), mostCandidates); ++index) {
            const int left = found->second[index];
            const bool besideIt = m_change[static_cast<std::size_t>(left)] == m_change[static_cast<std::size_t>(right)];
            if (const int here = besideIt ? 0 : lengthOf(left, right); here > length) {
                best = left;
                length = here;
            }
        }
        if (best < 0 || !isTelling(right, length))
            return 0;
        const int move = static_cast<int>(m_content.moves.size());
        m_content.moves.push_back({ .left = row(best).left, .right = row(right).right, .count = length });
        for (int line = 0; line < length; ++line)
            row(best + line).move = row(right + line).move = move;
        return length;
    }

    SideBySide& m_content;
    std::vector<int> m_change; ///< per row; -1 where both sides agree
    std::unordered_map<std::size_t, std::vector<int>> m_gone; ///< by the text of three lines
};

}

void markMoves(SideBySide& content)
{
    Finder(content).run();
}

}
