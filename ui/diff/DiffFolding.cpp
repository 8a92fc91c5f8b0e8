#include "ui/diff/DiffFolding.h"

#include <algorithm>

namespace holdfast::difference {

namespace {

constexpr int leastHidden = 3; ///< a shorter run takes less room than the bar that would stand for it

/// Appends the items of one run of differing rows: all of the left, then all of the right.
void addUnified(std::vector<Item>& items, const std::vector<diff::SideRow>& rows, int first, int end)
{
    for (const ItemKind side : { ItemKind::Left, ItemKind::Right })
        for (int row = first; row < end; ++row) {
            const diff::SideRow& here = rows[static_cast<std::size_t>(row)];
            if ((side == ItemKind::Left ? here.left : here.right) > 0)
                items.push_back({ .kind = side, .row = row });
        }
}

}

DiffFolding::DiffFolding(Content content)
    : m_content(std::move(content))
    , m_shown(m_content->rows.size(), m_content->changes.empty() ? 1 : 0)
{
    const int count = static_cast<int>(m_shown.size());
    show(0, std::min(head, count));
    for (int row = 0; row < count; ++row)
        if (m_content->rows[static_cast<std::size_t>(row)].kind != diff::RowKind::Same)
            show(row - context, row + context + 1);
    for (const diff::RowNote& note : m_content->notes)
        show(note.row, note.row + 1);
    for (int row = 0; row < count;) {
        int end = row;
        while (end < count && !isVisible(end))
            ++end;
        if (end > row && end - row < leastHidden)
            show(row, end);
        row = end + 1;
    }
}

bool DiffFolding::isVisible(int row) const
{
    return row >= 0 && row < static_cast<int>(m_shown.size()) && m_shown[static_cast<std::size_t>(row)] != 0;
}

void DiffFolding::show(int from, int until)
{
    const int count = static_cast<int>(m_shown.size());
    const int first = std::clamp(from, 0, count);
    std::fill(m_shown.begin() + first, m_shown.begin() + std::clamp(until, first, count), char { 1 });
}

void DiffFolding::reveal(const Item& fold, Reveal what)
{
    const int end = fold.row + fold.count;
    switch (what) {
    case Reveal::Above:
        return show(fold.row, std::min(end, fold.row + step));
    case Reveal::Below:
        return show(std::max(fold.row, end - step), end);
    case Reveal::All:
        return show(fold.row, end);
    }
}

void DiffFolding::revealRow(int row)
{
    if (!isVisible(row))
        show(row - context, row + context + 1);
}

void DiffFolding::revealAll()
{
    show(0, static_cast<int>(m_shown.size()));
}

std::vector<Item> DiffFolding::items(Arrangement arrangement) const
{
    std::vector<Item> items;
    if (!m_content)
        return items;
    const std::vector<diff::SideRow>& rows = m_content->rows;
    const int count = static_cast<int>(rows.size());
    std::size_t note = 0;
    for (int row = 0; row < count;) {
        int end = row + 1;
        if (!isVisible(row)) {
            while (end < count && !isVisible(end))
                ++end;
            items.push_back({ .kind = ItemKind::Fold, .row = row, .count = end - row });
        } else if (arrangement == Arrangement::SideBySide
            || rows[static_cast<std::size_t>(row)].kind == diff::RowKind::Same) {
            items.push_back({ .kind = ItemKind::Both, .row = row });
        } else {
            while (end < count && rows[static_cast<std::size_t>(end)].kind != diff::RowKind::Same)
                ++end;
            addUnified(items, rows, row, end);
        }
        for (; note < m_content->notes.size() && m_content->notes[note].row < end; ++note)
            items.push_back(
                { .kind = ItemKind::Note, .row = m_content->notes[note].row, .count = static_cast<int>(note) });
        row = end;
    }
    return items;
}

}
