#include "ui/foundation/CellDelegate.h"

#include "ui/foundation/Fonts.h"
#include "ui/foundation/StateBadge.h"

#include <QPainter>

namespace holdfast::foundation {

void paintRowFrame(QPainter& painter, const QRect& row, RowLook look, const Colours& colours)
{
    if (look.selected)
        painter.fillRect(row, colours.selection);
    else if (look.hovered)
        painter.fillRect(row, colours.muted);
    painter.fillRect(QRect(row.left(), row.bottom(), row.width(), 1), colours.line);
    if (look.current)
        painter.fillRect(QRect(row.left(), row.top(), 3, row.height()), colours.accent);
}

int paintClusterMark(QPainter& painter, const QRect& place, int colourIndex, const Colours& colours)
{
    const int side = scaled(measures::square);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(clusterColour(colourIndex, colours));
    painter.drawRoundedRect(QRectF(place.left(), place.top() + (place.height() - side) / 2.0, side, side), 2, 2);
    painter.restore();
    return side + scaled(7);
}

CellDelegate::CellDelegate(int rowHeight, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_rowHeight(rowHeight)
    , m_painter(std::make_unique<RowPainter>())
{
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return { scaled(60), scaled(m_rowHeight) };
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colours& colours = coloursOf(option.palette);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    paintRowFrame(*painter, option.rect,
        { .selected = selected, .current = selected && index.column() == 0, .hovered = hovered }, colours);

    QRect place = option.rect.adjusted(scaled(index.column() == 0 ? measures::padding : 0), 0, -scaled(8), 0);
    QColor ink = toneColour(Tone(index.data(ToneRole).toInt()), colours);
    if (const QVariant state = index.data(StateRole); state.isValid()) {
        const int side = scaled(measures::badge);
        paintState(*painter, QRectF(place.left(), place.top() + (place.height() - side) / 2.0, side, side),
            State(state.toInt()), colours);
        place.adjust(side + scaled(7), 0, 0, 0);
        if (!index.data(ToneRole).isValid())
            ink = stateTextColour(State(state.toInt()), colours);
    }
    if (const QVariant colour = index.data(ClusterColourRole); colour.isValid())
        place.adjust(paintClusterMark(*painter, place, colour.toInt(), colours), 0, 0, 0);
    const auto style = TextStyle(index.data(TextStyleRole).toInt());
    const int used = m_painter->draw(*painter, place, { index.data().toString(), style, ink });
    if (const QString dim = index.data(DimTextRole).toString(); !dim.isEmpty())
        m_painter->draw(*painter, place.adjusted(used + scaled(5), 0, 0, 0), { dim, TextStyle::Text, colours.dim });
}

}
