#include "ui/diff/DiffPlan.h"

#include "ui/foundation/Fonts.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace holdfast::difference {

using foundation::scaled;

namespace {

constexpr int bandWidth = 26;
constexpr int signWidth = 16;
constexpr int leastLetters = 8; ///< per line, however narrow the window

bool isRow(const Item& item)
{
    return item.kind == ItemKind::Both || item.kind == ItemKind::Left || item.kind == ItemKind::Right;
}

int longestOf(const QStringList& lines)
{
    qsizetype longest = 0;
    for (const QString& line : lines)
        longest = std::max(longest, line.size());
    return static_cast<int>(longest);
}

}

void DiffPlan::setContent(Content content, std::vector<Item> items, Arrangement arrangement)
{
    if (content != m_content)
        m_longest = std::max(longestOf(content->left), longestOf(content->right));
    m_content = std::move(content);
    m_items = std::move(items);
    m_arrangement = arrangement;
    layOut();
}

void DiffPlan::setFont(const QFontMetricsF& metrics, int lineHeight)
{
    m_letterWidth = std::max(1.0, metrics.horizontalAdvance(QLatin1Char('0')));
    m_lineHeight = std::max(lineHeight, static_cast<int>(std::ceil(metrics.height())));
    layOut();
}

void DiffPlan::setWidth(int width, Wrapping wrapping)
{
    if (m_width == width && m_wrapping == wrapping)
        return;
    m_width = width;
    m_wrapping = wrapping;
    layOut();
}

void DiffPlan::layOut()
{
    const auto digits = static_cast<int>(QString::number(std::max<std::size_t>(m_content->rows.size(), 100)).size());
    m_gutter = static_cast<int>(std::ceil(m_letterWidth * digits)) + scaled(18);
    m_tops.clear();
    m_tops.reserve(m_items.size() + 1);
    int top = 0;
    for (const Item& item : m_items) {
        m_tops.push_back(top);
        top += isRow(item) ? linesOf(item) * m_lineHeight : item.kind == ItemKind::Fold ? scaled(21) : scaled(30);
    }
    m_tops.push_back(top);
}

int DiffPlan::linesOf(const Item& item) const
{
    if (m_wrapping == Wrapping::Off)
        return 1;
    const auto letters = [this, &item] {
        const qsizetype left = item.kind == ItemKind::Right ? 0 : m_content->left[item.row].size();
        const qsizetype right = item.kind == ItemKind::Left ? 0 : m_content->right[item.row].size();
        return static_cast<int>(std::max(left, right));
    }();
    const int perLine = lettersPerLine();
    return std::max(1, (letters + perLine - 1) / perLine);
}

int DiffPlan::itemAt(int y) const
{
    if (m_items.empty())
        return -1;
    const auto above = std::ranges::upper_bound(m_tops, y);
    return std::clamp(static_cast<int>(above - m_tops.begin()) - 1, 0, count() - 1);
}

int DiffPlan::itemOfRow(int row) const
{
    // Within a run of the unified arrangement the rows of the left stand before those of the right: only the run's
    // first row is in order.
    const auto behind = std::ranges::upper_bound(m_content->changes, row);
    int first = row;
    if (row >= 0 && row < static_cast<int>(m_content->rows.size()) && behind != m_content->changes.begin()
        && m_content->rows[static_cast<std::size_t>(row)].kind != diff::RowKind::Same)
        first = *std::prev(behind);
    auto at = std::ranges::partition_point(m_items, [first](const Item& item) { return item.row < first; });
    if (at != m_items.begin() && std::prev(at)->kind == ItemKind::Fold)
        --at;
    for (; at != m_items.end(); ++at) {
        if (isRow(*at) ? at->row == row : at->kind == ItemKind::Fold && row >= at->row && row < at->row + at->count)
            return static_cast<int>(at - m_items.begin());
    }
    return -1;
}

QRect DiffPlan::gutter(Side side) const
{
    if (m_arrangement == Arrangement::Unified)
        return { side == Side::Left ? 0 : m_gutter, 0, m_gutter, height() };
    return { side == Side::Left ? 0 : band().right() + 1, 0, m_gutter, height() };
}

QRect DiffPlan::band() const
{
    if (m_arrangement == Arrangement::Unified)
        return {};
    const int width = scaled(bandWidth);
    return { (m_width - width) / 2, 0, width, height() };
}

QRect DiffPlan::text(Side side) const
{
    if (m_arrangement == Arrangement::Unified) {
        const int left = 2 * m_gutter + scaled(signWidth);
        return { left, 0, std::max(0, m_width - left), height() };
    }
    const QRect numbers = gutter(side);
    const int end = side == Side::Left ? band().left() : m_width;
    return { numbers.right() + 1, 0, std::max(0, end - numbers.right() - 1), height() };
}

int DiffPlan::lettersPerLine() const
{
    return std::max(leastLetters, static_cast<int>((text(Side::Left).width() - scaled(6)) / m_letterWidth));
}

Side DiffPlan::sideOf(int index, Side under) const
{
    switch (item(index).kind) {
    case ItemKind::Left:
        return Side::Left;
    case ItemKind::Right:
        return Side::Right;
    case ItemKind::Both:
    case ItemKind::Fold:
    case ItemKind::Note:
        break;
    }
    return m_arrangement == Arrangement::Unified ? Side::Right : under;
}

bool DiffPlan::hasLine(int index, Side side) const
{
    const Item& here = item(index);
    if (!isRow(here))
        return false;
    const diff::SideRow& row = m_content->rows[static_cast<std::size_t>(here.row)];
    return (sideOf(index, side) == Side::Left ? row.left : row.right) > 0;
}

const QString& DiffPlan::lineOf(int index, Side side) const
{
    return (sideOf(index, side) == Side::Left ? m_content->left : m_content->right)[item(index).row];
}

HitPlace DiffPlan::place(QPoint point, int scrolledX) const
{
    const int index = itemAt(point.y());
    const Side under
        = m_arrangement == Arrangement::SideBySide && point.x() >= band().center().x() ? Side::Right : Side::Left;
    if (index < 0)
        return { .text = {}, .side = under };
    const double x = point.x() - text(under).left() + scrolledX;
    int column = static_cast<int>(std::lround(x / m_letterWidth));
    if (m_wrapping == Wrapping::On)
        column = std::clamp(column, 0, lettersPerLine()) + (point.y() - top(index)) / m_lineHeight * lettersPerLine();
    const int size = isRow(item(index)) ? static_cast<int>(lineOf(index, under).size()) : 0;
    return { .text = { index, std::clamp(column, 0, size) }, .side = under };
}

}
