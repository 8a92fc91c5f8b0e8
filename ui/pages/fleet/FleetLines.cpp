#include "ui/pages/fleet/FleetLines.h"

#include "ui/foundation/AgeText.h"

#include <algorithm>
#include <ranges>

namespace holdfast::pages::fleet {

namespace {

constexpr qint64 pageAfter = 15 * 60 * 1000;
constexpr std::size_t fewEnoughToInsert = 512;

}

FleetLines::FleetLines(const FleetModel& source, QObject* parent)
    : QAbstractTableModel(parent)
    , m_source(source)
{
    connect(&source, &QAbstractItemModel::rowsInserted, this,
        [this](const QModelIndex&, int first, int last) { noteChanged(first, last); });
    connect(&source, &QAbstractItemModel::rowsAboutToBeRemoved, this,
        [this](const QModelIndex&, int first, int last) { noteRemoved(first, last); });
    connect(&source, &QAbstractItemModel::dataChanged, this,
        [this](const QModelIndex& from, const QModelIndex& to) { noteChanged(from.row(), to.row()); });
}

int FleetLines::slotOf(const gitops::AppId& app)
{
    auto known = m_slotIds.constFind(app);
    if (known != m_slotIds.constEnd())
        return *known;
    m_slots.emplace_back();
    return *m_slotIds.insert(app, int(m_slots.size()) - 1);
}

void FleetLines::noteChanged(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const int slot = slotOf(m_source.row(row)->id);
        m_slots[std::size_t(slot)].row = m_source.row(row);
        refreshPasses(slot);
        m_touched.insert(slot);
    }
}

void FleetLines::noteRemoved(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        const int slot = slotOf(m_source.row(row)->id);
        m_slots[std::size_t(slot)] = {};
        m_details.remove(slot);
        m_touched.insert(slot);
    }
}

void FleetLines::refreshPasses(int slot)
{
    Slot& entry = m_slots[std::size_t(slot)];
    entry.passes = fleet::passes(*entry.row, m_choice.facets)
        && m_choice.filter.matches([&entry](std::size_t field) { return filterValue(*entry.row, field); });
}

void FleetLines::takeOut(const std::vector<int>& touched)
{
    std::vector<char> marked(m_slots.size(), 0);
    for (const int slot : touched)
        marked[std::size_t(slot)] = 1;
    std::erase_if(m_order, [&](int slot) { return marked[std::size_t(slot)] != 0; });
}

void FleetLines::settle()
{
    if (m_touched.isEmpty())
        return;
    const QSet<int> touched = std::exchange(m_touched, {});
    std::vector<int> moved(touched.begin(), touched.end());
    takeOut(moved);
    std::erase_if(moved, [this](int slot) { return !m_slots[std::size_t(slot)].row; });
    const auto above = [this](int left, int right) { return isSlotAbove(left, right); };
    if (moved.size() <= fewEnoughToInsert) {
        for (const int slot : moved)
            m_order.insert(std::ranges::upper_bound(m_order, slot, above), slot);
    } else {
        m_order.insert(m_order.end(), moved.begin(), moved.end());
        std::ranges::sort(m_order, above);
    }
    show(arranged(), touched);
}

bool FleetLines::isSlotAbove(int left, int right) const
{
    return isAbove(
        *m_slots[std::size_t(left)].row, *m_slots[std::size_t(right)].row, m_choice.grouping, m_choice.sorting);
}

void FleetLines::setChoice(const ListChoice& choice)
{
    const bool sameOrder = choice.grouping == m_choice.grouping && choice.sorting == m_choice.sorting;
    settle();
    m_choice = choice;
    for (const int slot : m_order)
        refreshPasses(slot);
    if (!sameOrder)
        std::ranges::sort(m_order, [this](int left, int right) { return isSlotAbove(left, right); });
    show(arranged(), {});
}

int FleetLines::groupOf(const FleetRow& row)
{
    const QString key = groupKey(row, m_choice.grouping);
    const QString full = groupingWord(m_choice.grouping) + u'/' + key;
    if (const auto known = m_groupIds.constFind(full); known != m_groupIds.constEnd())
        return *known;
    m_groups.push_back({ .key = full, .shown = { .text = groupText(key, m_choice.grouping) } });
    return *m_groupIds.insert(full, int(m_groups.size()) - 1);
}

std::vector<Line> FleetLines::arranged()
{
    std::vector<Line> lines;
    lines.reserve(m_order.size() + 8);
    for (Group& group : m_groups) {
        group.shown.count = 0;
        group.shown.overdue = 0;
    }
    m_shown = 0;
    int current = -1;
    const FleetRow* previous = nullptr;
    for (const int slot : m_order) {
        const Slot& entry = m_slots[std::size_t(slot)];
        if (!entry.passes)
            continue;
        const FleetRow& row = *entry.row;
        // Neighbours mostly share their group: its key is built only where the group changes.
        const bool sameGroup = previous
            && (m_choice.grouping == Grouping::Attention
                    ? previous->attention == row.attention
                    : groupKey(*previous, m_choice.grouping) == groupKey(row, m_choice.grouping));
        if (!sameGroup) {
            current = groupOf(row);
            lines.push_back({ LineKind::Group, current, 0 });
        }
        previous = &row;
        Group& group = m_groups[std::size_t(current)];
        ++group.shown.count;
        ++m_shown;
        if (row.differsSince.isValid() && m_now.isValid() && row.differsSince.msecsTo(m_now) >= pageAfter)
            ++group.shown.overdue;
        group.shown.collapsed = group.collapsed;
        if (group.collapsed)
            continue;
        lines.push_back({ LineKind::App, slot, 0 });
        if (const auto details = m_details.constFind(slot); details != m_details.constEnd()) {
            for (int part = 0; part < int(details->size()); ++part)
                lines.push_back({ LineKind::Detail, slot, part });
        }
    }
    return lines;
}

void FleetLines::show(std::vector<Line> lines, const QSet<int>& touched)
{
    Q_EMIT aboutToRearrange();
    apply(lineChanges(m_lines, lines, touched), lines);
    std::vector<int> changed;
    for (int row = 0; row < int(m_lines.size()); ++row) {
        const Line& line = m_lines[std::size_t(row)];
        if (line.kind == LineKind::Group || touched.contains(line.id))
            changed.push_back(row);
    }
    for (const auto range : foundation::mergedRanges(std::move(changed)))
        Q_EMIT dataChanged(index(range.first, 0), index(range.last, fleet::columnCount - 1));
    Q_EMIT rearranged();
}

void FleetLines::apply(const std::vector<LineChange>& changes, std::vector<Line>& lines)
{
    for (const LineChange& change : changes) {
        if (change.what == LineChange::What::Remove) {
            beginRemoveRows({}, change.first, change.last);
            m_lines.erase(m_lines.begin() + change.first, m_lines.begin() + change.last + 1);
            endRemoveRows();
        } else {
            beginInsertRows({}, change.first, change.last);
            m_lines.insert(
                m_lines.begin() + change.first, lines.begin() + change.first, lines.begin() + change.last + 1);
            endInsertRows();
        }
    }
}

void FleetLines::toggleGroup(int line)
{
    if (line < 0 || line >= rowCount() || m_lines[std::size_t(line)].kind != LineKind::Group)
        return;
    Group& group = m_groups[std::size_t(m_lines[std::size_t(line)].id)];
    group.collapsed = !group.collapsed;
    show(arranged(), {});
}

void FleetLines::setDetails(const gitops::AppId& app, std::vector<DetailLine> details)
{
    const int slot = slotOf(app);
    if (!m_slots[std::size_t(slot)].row)
        return;
    m_details.insert(slot, std::move(details));
    show(arranged(), { slot });
}

void FleetLines::collapse(const gitops::AppId& app)
{
    if (const int slot = slotOf(app); m_details.remove(slot))
        show(arranged(), { slot });
}

bool FleetLines::isExpanded(const gitops::AppId& app) const
{
    return m_details.contains(m_slotIds.value(app, -1));
}

void FleetLines::tick(const QDateTime& now)
{
    m_now = now;
    show(arranged(), {});
}

const FleetRow* FleetLines::app(int line) const
{
    const Line& at = m_lines[std::size_t(line)];
    return at.kind == LineKind::Group ? nullptr : m_slots[std::size_t(at.id)].row.get();
}

const GroupLine* FleetLines::group(int line) const
{
    const Line& at = m_lines[std::size_t(line)];
    return at.kind == LineKind::Group ? &m_groups[std::size_t(at.id)].shown : nullptr;
}

const DetailLine* FleetLines::detail(int line) const
{
    const Line& at = m_lines[std::size_t(line)];
    const auto details = m_details.constFind(at.id);
    if (at.kind != LineKind::Detail || details == m_details.constEnd() || at.part >= int(details->size()))
        return nullptr;
    return &(*details)[std::size_t(at.part)];
}

int FleetLines::lineOf(const gitops::AppId& app) const
{
    const int slot = m_slotIds.value(app, -1);
    const auto found = std::ranges::find(m_lines, Line { LineKind::App, slot, 0 });
    return found == m_lines.end() ? -1 : int(found - m_lines.begin());
}

}
