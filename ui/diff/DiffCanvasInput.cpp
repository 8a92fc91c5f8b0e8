#include "ui/diff/DiffCanvas.h"

#include "ui/foundation/Fonts.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>

namespace holdfast::difference {

using namespace foundation;

QPoint DiffCanvas::inDocument(const QPoint& point) const
{
    return { point.x(), point.y() + verticalScrollBar()->value() };
}

HitPlace DiffCanvas::hit(const QPoint& point) const
{
    return m_plan.place(inDocument(point), m_wrapping == Wrapping::On ? 0 : horizontalScrollBar()->value());
}

void DiffCanvas::reveal(int fold, Reveal what)
{
    const Item item = m_plan.item(fold);
    // The rows around what was pressed stay where they are.
    m_look.current = what == Reveal::Below && fold + 1 < m_plan.count() ? fold + 1 : fold;
    m_folding.reveal(item, what);
    rebuild();
    Q_EMIT currentRowChanged(currentRow());
}

bool DiffCanvas::pressFold(QPoint point)
{
    const QPoint place = inDocument(point);
    const int index = m_plan.itemAt(place.y());
    if (index < 0 || m_plan.item(index).kind != ItemKind::Fold || place.y() >= m_plan.height())
        return false;
    for (const FoldPart& part : DiffPainter::foldParts(m_plan, index)) {
        if (part.reveal && part.place.adjusted(-scaled(6), 0, scaled(6), 0).contains(place)) {
            reveal(index, *part.reveal);
            return true;
        }
    }
    setCurrent(index);
    return true;
}

bool DiffCanvas::pressMove(QPoint point)
{
    const HitPlace place = hit(point);
    const Item& item = m_plan.item(place.text.item);
    if (!m_plan.hasLine(place.text.item, place.side))
        return false;
    const diff::SideRow& row = m_content->rows[static_cast<std::size_t>(item.row)];
    const QString tag = DiffPainter::moveText(*m_content, row);
    const int width = QFontMetrics(textFont(11)).horizontalAdvance(tag) + scaled(20);
    if (tag.isEmpty() || point.x() < m_plan.text(place.side).right() - width
        || point.x() > m_plan.text(place.side).right())
        return false;
    followMove(item.row);
    return true;
}

void DiffCanvas::followMove(int row)
{
    if (row < 0 || m_content->rows[static_cast<std::size_t>(row)].move < 0)
        return;
    const diff::SideRow& here = m_content->rows[static_cast<std::size_t>(row)];
    const diff::Move& move = m_content->moves[static_cast<std::size_t>(here.move)];
    const bool isLeft = here.left > 0;
    const int wanted = isLeft ? move.right + here.left - move.left : move.left + here.right - move.right;
    const auto found = std::ranges::find_if(m_content->rows, [&](const diff::SideRow& other) {
        return other.move == here.move && (isLeft ? other.right : other.left) == wanted;
    });
    if (found != m_content->rows.end())
        goToRow(static_cast<int>(found - m_content->rows.begin()));
}

void DiffCanvas::mousePressEvent(QMouseEvent* event)
{
    const QPoint point = event->position().toPoint();
    if (event->button() != Qt::LeftButton || m_plan.count() == 0 || pressFold(point) || pressMove(point))
        return;
    const HitPlace place = hit(point);
    const bool extends = event->modifiers().testFlag(Qt::ShiftModifier);
    setCurrent(place.text.item);
    if (extends)
        return select(place);
    m_anchor = place;
    m_look.selection.reset();
    viewport()->update();
}

void DiffCanvas::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint point = event->position().toPoint();
    if (!event->buttons().testFlag(Qt::LeftButton)) {
        const int index = m_plan.itemAt(inDocument(point).y());
        const bool isFold = index >= 0 && m_plan.item(index).kind == ItemKind::Fold;
        viewport()->setCursor(isFold ? Qt::PointingHandCursor : Qt::IBeamCursor);
        return;
    }
    if (m_plan.count() == 0)
        return;
    if (point.y() < 0 || point.y() > viewport()->height())
        verticalScrollBar()->setValue(
            verticalScrollBar()->value() + (point.y() < 0 ? -m_plan.lineHeight() : m_plan.lineHeight()));
    select(hit(point));
}

void DiffCanvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    const HitPlace place = hit(event->position().toPoint());
    if (m_plan.count() == 0 || !m_plan.hasLine(place.text.item, place.side))
        return;
    const QString& line = m_plan.lineOf(place.text.item, place.side);
    const auto isWord = [&line](int at) {
        return at >= 0 && at < line.size() && !line[at].isSpace() && line[at] != u':' && line[at] != u'"'
            && line[at] != u'\'';
    };
    int from = std::min(place.text.column, int(line.size()) - 1);
    int end = from;
    while (isWord(from - 1))
        --from;
    while (isWord(end))
        ++end;
    m_anchor = { { place.text.item, from }, place.side };
    select({ { place.text.item, end }, place.side });
}

void DiffCanvas::select(const HitPlace& place)
{
    const auto [first, end] = std::minmax(m_anchor.text, place.text);
    m_look.selection = Selection { .side = m_anchor.side, .first = first, .end = end };
    viewport()->update();
}

void DiffCanvas::selectAll()
{
    if (m_plan.count() == 0)
        return;
    const int last = m_plan.count() - 1;
    m_anchor.text = {};
    const int end = m_plan.hasLine(last, m_anchor.side) ? int(m_plan.lineOf(last, m_anchor.side).size()) : 0;
    select({ { last, end }, m_anchor.side });
}

/// Hidden rows between two that are selected are part of the text.
QString DiffCanvas::selectedText() const
{
    if (!m_look.selection)
        return {};
    const Selection& selection = *m_look.selection;
    QStringList lines;
    for (int index = selection.first.item; index <= selection.end.item && index < m_plan.count(); ++index) {
        const Item& item = m_plan.item(index);
        if (item.kind == ItemKind::Fold) {
            const QStringList& text = selection.side == Side::Left ? m_content->left : m_content->right;
            lines += text.mid(item.row, item.count);
            continue;
        }
        if (!m_plan.hasLine(index, selection.side))
            continue;
        const QString& line = m_plan.lineOf(index, selection.side);
        const int from = index == selection.first.item ? selection.first.column : 0;
        const int until = index == selection.end.item ? selection.end.column : int(line.size());
        lines.append(line.mid(from, until - from));
    }
    return lines.join(QLatin1Char('\n'));
}

void DiffCanvas::copy() const
{
    if (const QString text = selectedText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void DiffCanvas::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), QKeySequence::Copy, this, &DiffCanvas::copy)->setEnabled(m_look.selection.has_value());
    menu->addAction(tr("Select all of this side"), QKeySequence::SelectAll, this, [this, place = hit(event->pos())] {
        m_anchor.side = place.side;
        selectAll();
    });
    if (const QString path = diff::pathOfRow(*m_content, currentRow()); !path.isEmpty())
        menu->addAction(tr("Copy the field's path"), this, [path] { QGuiApplication::clipboard()->setText(path); });
    menu->popup(event->globalPos());
}

void DiffCanvas::step(int by, Qt::KeyboardModifiers modifiers)
{
    if (m_plan.count() == 0)
        return;
    const int next = std::clamp(std::max(0, m_look.current) + by, 0, m_plan.count() - 1);
    if (modifiers.testFlag(Qt::ShiftModifier)) {
        if (!m_look.selection)
            m_anchor.text = { std::max(0, m_look.current), 0 };
        select({ { next, 0 }, m_anchor.side });
    } else {
        m_look.selection.reset();
    }
    setCurrent(next);
    showItem(next);
}

void DiffCanvas::keyPressEvent(QKeyEvent* event)
{
    const int page = std::max(1, viewport()->height() / m_plan.lineHeight() - 1);
    const bool onFold
        = m_look.current >= 0 && m_look.current < m_plan.count() && m_plan.item(m_look.current).kind == ItemKind::Fold;
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    if (onFold && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space))
        return reveal(m_look.current, event->modifiers().testFlag(Qt::ShiftModifier) ? Reveal::All : Reveal::Above);
    if (event->modifiers().testFlag(Qt::AltModifier) || event->modifiers().testFlag(Qt::ControlModifier))
        return QAbstractScrollArea::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Up:
        return step(-1, event->modifiers());
    case Qt::Key_Down:
        return step(1, event->modifiers());
    case Qt::Key_PageUp:
        return step(-page, event->modifiers());
    case Qt::Key_PageDown:
        return step(page, event->modifiers());
    case Qt::Key_Home:
        return step(-m_plan.count(), event->modifiers());
    case Qt::Key_End:
        return step(m_plan.count(), event->modifiers());
    case Qt::Key_M:
        return followMove(currentRow());
    case Qt::Key_Left:
    case Qt::Key_Right: {
        QScrollBar* bar = horizontalScrollBar();
        bar->setValue(bar->value() + (event->key() == Qt::Key_Left ? -bar->singleStep() : bar->singleStep()));
        return;
    }
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

}
