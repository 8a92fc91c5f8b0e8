#include "ui/pages/app/ObjectDelegate.h"

#include "ui/foundation/Fonts.h"
#include "ui/foundation/StateBadge.h"
#include "ui/pages/app/ObjectTreeModel.h"

#include <QPainter>

namespace holdfast::pages::app {

using namespace foundation;

ObjectDelegate::ObjectDelegate(QObject* parent)
    : QStyledItemDelegate(parent)
    , m_text(std::make_unique<RowPainter>())
{
}

QSize ObjectDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return { scaled(120), scaled(measures::treeRow) };
}

void ObjectDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colours& colours = coloursOf(option.palette);
    const auto state = State(index.data(ObjectTreeModel::StateRole).toInt());
    QRect place = option.rect.adjusted(scaled(4), 0, -scaled(10), 0);
    const int side = scaled(measures::badge - 1);
    if (state != State::None)
        paintState(
            *painter, QRectF(place.left(), place.top() + (place.height() - side) / 2.0, side, side), state, colours);
    place.adjust(side + scaled(8), 0, 0, 0);

    const QString note = index.data(ObjectTreeModel::NoteRole).toString();
    const int noteWidth
        = note.isEmpty() ? 0 : std::min(m_text->width(note, TextStyle::Tiny) + scaled(3), place.width() / 2);
    const TextStyle style = index.data(ObjectTreeModel::OwnRole).toBool() ? TextStyle::Strong : TextStyle::Text;
    m_text->draw(*painter, place.adjusted(0, 0, noteWidth > 0 ? -noteWidth - scaled(8) : 0, 0),
        { index.data().toString(), style, colours.text });
    if (noteWidth > 0) {
        const bool calls = index.data(ObjectTreeModel::AttentionRole).toBool();
        const QColor ink = !calls      ? colours.dim
            : state == State::Degraded ? colours.bad
                                       : stateTextColour(state, colours);
        m_text->drawRight(*painter, place.adjusted(place.width() - noteWidth, 0, 0, 0), { note, TextStyle::Tiny, ink });
    }
}

}
