#include "ui/pages/fleet/FacetRail.h"

#include "ui/foundation/CellDelegate.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/PageKeys.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QPainter>

namespace holdfast::pages::fleet {

using foundation::scaled;
using foundation::TextStyle;

namespace {

constexpr int entryHeight = 24;
constexpr int headingHeight = 34;

bool isHeading(const RailEntry& entry)
{
    return entry.count < 0 && !entry.text.isEmpty() && entry.key.isEmpty()
        && entry.text == facetSectionText(entry.section);
}

/// Paints one line of the rail.
class RailDelegate final : public QStyledItemDelegate {
public:
    RailDelegate(const RailModel& model, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        return { scaled(120), scaled(isHeading(m_model.entry(index.row())) ? headingHeight : entryHeight) };
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const RailEntry& entry = m_model.entry(index.row());
        const auto& colours = foundation::coloursOf(option.palette);
        QRect place
            = option.rect.adjusted(scaled(foundation::measures::padding), 0, -scaled(foundation::measures::padding), 0);
        if (isHeading(entry)) {
            m_text.draw(*painter, place.adjusted(0, scaled(10), 0, 0),
                { entry.text.toUpper(), TextStyle::TinyStrong, colours.dim });
            return;
        }
        if (entry.chosen)
            painter->fillRect(option.rect, colours.accentBackground);
        if (option.state.testFlag(QStyle::State_HasFocus)) {
            painter->setPen(colours.accent);
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
        }
        const QColor ink = entry.chosen ? colours.accent : colours.text;
        const QString count = entry.count < 0 ? QString() : QLocale().toString(entry.count);
        const int countWidth = count.isEmpty() ? 0 : m_text.width(count, TextStyle::Number) + scaled(2);
        m_text.drawRight(*painter, place, { count, TextStyle::Number, entry.chosen ? colours.accent : colours.dim });
        place.adjust(0, 0, -countWidth - scaled(6), 0);
        if (entry.state != foundation::State::None) {
            const int side = scaled(foundation::measures::badge);
            foundation::paintState(*painter,
                QRectF(place.left(), place.top() + (place.height() - side) / 2, side, side), entry.state, colours);
            place.adjust(side + scaled(8), 0, 0, 0);
        }
        if (entry.clusterColour >= 0)
            place.adjust(foundation::paintClusterMark(*painter, place, entry.clusterColour, colours), 0, 0, 0);
        m_text.draw(*painter, place, { entry.text, TextStyle::Text, ink, Qt::ElideMiddle });
    }

private:
    const RailModel& m_model;
    mutable foundation::RowPainter m_text;
};

}

int RailModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant RailModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const RailEntry& entry = m_entries[std::size_t(index.row())];
    if (role == Qt::DisplayRole)
        return entry.text;
    if (role == Qt::AccessibleTextRole)
        //: a filter and how many apps it has
        return entry.count < 0 ? entry.text : tr("%1, %2").arg(entry.text, QLocale().toString(entry.count));
    return {};
}

Qt::ItemFlags RailModel::flags(const QModelIndex& index) const
{
    if (!index.isValid() || isHeading(entry(index.row())))
        return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

void RailModel::show(std::vector<RailEntry> entries)
{
    const int before = rowCount();
    const int after = int(entries.size());
    if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_entries.resize(std::size_t(after));
        endRemoveRows();
    }
    std::vector<int> changed;
    for (int row = 0; row < rowCount(); ++row) {
        if (m_entries[std::size_t(row)] != entries[std::size_t(row)])
            changed.push_back(row);
    }
    const bool grows = after > before;
    if (grows)
        beginInsertRows({}, before, after - 1);
    m_entries = std::move(entries);
    if (grows)
        endInsertRows();
    for (const auto range : foundation::mergedRanges(std::move(changed)))
        Q_EMIT dataChanged(index(range.first, 0), index(range.last, 0));
}

FacetRail::FacetRail(QWidget* parent)
    : QListView(parent)
    , m_model(new RailModel(this))
{
    setObjectName(QStringLiteral("fleet.rail"));
    setAccessibleName(tr("Filters"));
    setModel(m_model);
    setItemDelegate(new RailDelegate(*m_model, this));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSelectionMode(QAbstractItemView::NoSelection);
    setFixedWidth(scaled(208));
    foundation::leaveTypedKeysToThePage(*this);
    connect(this, &QListView::clicked, this, &FacetRail::press);
}

void FacetRail::press(const QModelIndex& index)
{
    if (!index.isValid() || !m_model->flags(index).testFlag(Qt::ItemIsEnabled))
        return;
    const RailEntry entry = m_model->entry(index.row());
    Q_EMIT toggled(entry.section, entry.key);
}

void FacetRail::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space)
        return press(currentIndex());
    if (key == Qt::Key_Delete && currentIndex().isValid())
        return Q_EMIT viewRemoved(m_model->entry(currentIndex().row()).key);
    QListView::keyPressEvent(event);
}

void FacetRail::contextMenuEvent(QContextMenuEvent* event)
{
    const QModelIndex index = indexAt(event->pos());
    if (!index.isValid() || !m_model->entry(index.row()).key.startsWith(QLatin1String("view:")))
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("fleet.viewMenu"));
    menu->addAction(
        tr("Remove this view"), this, [this, key = m_model->entry(index.row()).key] { Q_EMIT viewRemoved(key); });
    menu->popup(event->globalPos());
}

void FacetRail::paintEvent(QPaintEvent* event)
{
    QListView::paintEvent(event);
    QPainter painter(viewport());
    painter.fillRect(QRect(viewport()->width() - 1, 0, 1, viewport()->height()), foundation::coloursOf(palette()).line);
}

}
