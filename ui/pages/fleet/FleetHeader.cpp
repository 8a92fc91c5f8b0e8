#include "ui/pages/fleet/FleetHeader.h"

#include "ui/foundation/Fonts.h"
#include "ui/foundation/Palette.h"
#include "ui/foundation/Preferences.h"

#include <QPainter>

#include <algorithm>
#include <numeric>
#include <utility>

namespace holdfast::pages::fleet {

namespace {

using foundation::scaled;

/// `least` is what a column needs, `stretch` its share of what is left; the lowest `weight` gives way first.
struct Width {
    int least;
    int wished;
    int stretch;
    int weight;
};

constexpr std::array<Width, columnCount> widths { { { 114, 114, 0, 100 }, { 130, 184, 3, 99 }, { 74, 88, 0, 95 },
    { 88, 96, 0, 94 }, { 110, 206, 5, 90 }, { 106, 114, 0, 97 }, { 70, 186, 3, 80 }, { 84, 114, 0, 70 },
    { 58, 62, 0, 60 }, { 80, 100, 1, 50 }, { 120, 200, 2, 40 } } };
constexpr int usual = 9; // the first nine columns are shown unless the user says otherwise

const QString orderKey = QStringLiteral("fleet/columnOrder");
const QString chosenKey = QStringLiteral("fleet/columns");
const QString sortKey = QStringLiteral("fleet/sort");

}

FleetHeader::FleetHeader(foundation::Preferences* preferences, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_preferences(preferences)
{
    for (std::size_t column = 0; column < m_wishes.size(); ++column)
        m_wishes[column] = widths[column].wished;
    setObjectName(QStringLiteral("fleet.header"));
    setAccessibleName(tr("Columns"));
    setFont(foundation::textFont(11));
    setSectionsClickable(true);
    setSectionsMovable(true);
    setFirstSectionMovable(false);
    setHighlightSections(false);
    setSectionResizeMode(QHeaderView::Fixed);
    setMinimumSectionSize(10);
    setStretchLastSection(false);
    for (int column = 0; column < usual; ++column)
        m_chosen.insert(column);
    connect(this, &QHeaderView::sectionClicked, this, &FleetHeader::sortBy);
}

void FleetHeader::restore()
{
    setSectionsClickable(true); // QTreeView::setHeader takes it away from views that do not sort themselves
    if (m_preferences && m_preferences->contains(chosenKey)) {
        m_chosen = { int(Column::Sync), int(Column::App) };
        for (const QString& word : m_preferences->list(chosenKey)) {
            if (const auto column = columnOfWord(word))
                m_chosen.insert(int(*column));
        }
    }
    int place = 0;
    for (const QString& word : m_preferences ? m_preferences->list(orderKey) : QStringList()) {
        if (const auto column = columnOfWord(word); column && *column != Column::Sync)
            moveSection(visualIndex(int(*column)), ++place);
    }
    const QStringList sort = m_preferences ? m_preferences->list(sortKey) : QStringList();
    if (sort.size() == 2)
        m_sorting = { columnOfWord(sort.first()), sort.last() == u'-' ? Qt::DescendingOrder : Qt::AscendingOrder };
    connect(this, &QHeaderView::sectionMoved, this, &FleetHeader::remember);
    shareWidth(m_width);
}

void FleetHeader::choose(Column column, Qt::CheckState state)
{
    if (column == Column::Sync || column == Column::App)
        return;
    if (state == Qt::Checked)
        m_chosen.insert(int(column));
    else
        m_chosen.remove(int(column));
    remember();
    shareWidth(m_width);
}

void FleetHeader::sortBy(int section)
{
    const auto column = Column(section);
    if (m_sorting.column != column)
        m_sorting = { column, Qt::AscendingOrder };
    else if (m_sorting.order == Qt::AscendingOrder)
        m_sorting.order = Qt::DescendingOrder;
    else
        m_sorting = {};
    remember();
    viewport()->update();
    Q_EMIT sortingChanged();
}

void FleetHeader::remember()
{
    if (!m_preferences)
        return;
    QStringList chosen;
    QStringList order;
    for (int place = 0; place < count(); ++place) {
        const int section = logicalIndex(place);
        if (section > 0)
            order.append(columnWord(Column(section)));
        if (m_chosen.contains(section))
            chosen.append(columnWord(Column(section)));
    }
    m_preferences->setList(chosenKey, chosen);
    m_preferences->setList(orderKey, order);
    m_preferences->setList(sortKey,
        m_sorting.column ? QStringList { columnWord(*m_sorting.column),
                               m_sorting.order == Qt::DescendingOrder ? QStringLiteral("-") : QStringLiteral("+") }
                         : QStringList());
}

void FleetHeader::wish(Column column, int width)
{
    int& wished = m_wishes[std::size_t(column)];
    const int sane = std::max(width, widths[std::size_t(column)].least);
    if (std::exchange(wished, sane) != sane)
        shareWidth(m_width);
}

void FleetHeader::shareWidth(int width)
{
    m_width = width;
    if (count() != columnCount || width <= 0)
        return;
    std::vector<int> shown(m_chosen.begin(), m_chosen.end());
    const auto sum = [&shown](auto part) {
        return std::accumulate(shown.begin(), shown.end(), 0,
            [&part](int total, int column) { return total + part(std::size_t(column)); });
    };
    const auto least = [](std::size_t column) { return widths[column].least; };
    while (shown.size() > 3 && scaled(sum(least) + foundation::measures::padding) > width)
        shown.erase(std::ranges::min_element(shown, {}, [](int column) { return widths[std::size_t(column)].weight; }));
    const int spare = width - scaled(sum(least) + foundation::measures::padding);
    const int wish = scaled(sum([this](std::size_t column) { return m_wishes[column]; }) - sum(least));
    const int beyond = std::max(0, spare - wish);
    const int stretches = std::max(1, sum([](std::size_t column) { return widths[column].stretch; }));
    for (int column = 0; column < columnCount; ++column) {
        const Width& rule = widths[std::size_t(column)];
        setSectionHidden(column, std::ranges::find(shown, column) == shown.end());
        int size = scaled(rule.least) + beyond * rule.stretch / stretches;
        if (spare > 0 && wish > 0)
            size += scaled(m_wishes[std::size_t(column)] - rule.least) * std::min(spare, wish) / wish;
        resizeSection(column, size + (column == 0 ? scaled(foundation::measures::padding) : 0));
    }
}

QSize FleetHeader::sizeHint() const
{
    return { QHeaderView::sizeHint().width(), scaled(28) };
}

void FleetHeader::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    const auto& colours = foundation::coloursOf(palette());
    painter->fillRect(rect, colours.panel);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colours.line);
    const bool sorted = m_sorting.column && int(*m_sorting.column) == section;
    QRect place = rect.adjusted(section == 0 ? scaled(foundation::measures::padding) : 0, 0, -scaled(4), -1);
    painter->setFont(font());
    painter->setPen(sorted ? colours.text : colours.dim);
    QString text = columnText(Column(section));
    if (sorted)
        text += m_sorting.order == Qt::AscendingOrder ? QStringLiteral(" ↑") : QStringLiteral(" ↓");
    painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
        painter->fontMetrics().elidedText(text, Qt::ElideRight, place.width()));
}

}
