#include "ui/diff/DiffCanvas.h"

#include "ui/foundation/Fonts.h"
#include "ui/foundation/PlainText.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace holdfast::difference {

using namespace foundation;

DiffCanvas::DiffCanvas(QWidget* parent)
    : QAbstractScrollArea(parent)
{
    setObjectName(QStringLiteral("diff.canvas"));
    setAccessibleName(tr("What differs"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setFont(monoFont());
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    m_plan.setFont(QFontMetricsF(font()), scaled(measures::diffRow));
}

void DiffCanvas::setContent(Content content)
{
    m_content = std::move(content);
    m_folding = DiffFolding(m_content);
    m_look = { .hasFocus = hasFocus() };
    rebuild();
    verticalScrollBar()->setValue(0);
    horizontalScrollBar()->setValue(0);
}

void DiffCanvas::setColours(std::shared_ptr<const RowColours> colours)
{
    m_look.colours = std::move(colours);
    viewport()->update();
}

/// The rows stay where they are on screen while others come or go.
void DiffCanvas::rebuild()
{
    const int row = currentRow();
    const int index = std::max(0, m_look.current);
    const int before
        = m_look.current >= 0 && index < m_plan.count() ? m_plan.top(index) - verticalScrollBar()->value() : 0;
    m_look.selection.reset();
    m_plan.setContent(m_content, m_folding.items(m_arrangement), m_arrangement);
    layOut();
    m_look.current = m_plan.itemOfRow(row);
    if (m_look.current >= 0)
        verticalScrollBar()->setValue(m_plan.top(m_look.current) - before);
    Q_EMIT planChanged();
    viewport()->update();
}

void DiffCanvas::layOut()
{
    m_plan.setWidth(viewport()->width(), m_wrapping);
    const int height = viewport()->height();
    verticalScrollBar()->setRange(0, std::max(0, m_plan.height() + scaled(24) - height));
    verticalScrollBar()->setPageStep(height);
    verticalScrollBar()->setSingleStep(m_plan.lineHeight());
    const int room = m_plan.text(Side::Left).width() - scaled(8);
    const int longest = static_cast<int>(std::ceil(m_plan.longestLine() * m_plan.letterWidth()));
    horizontalScrollBar()->setRange(0, m_wrapping == Wrapping::On ? 0 : std::max(0, longest - room));
    horizontalScrollBar()->setPageStep(room);
    horizontalScrollBar()->setSingleStep(static_cast<int>(m_plan.letterWidth() * 4));
    Q_EMIT scrolled(verticalScrollBar()->value(), height);
}

void DiffCanvas::setArrangement(Arrangement arrangement)
{
    if (m_arrangement == arrangement)
        return;
    m_arrangement = arrangement;
    rebuild();
}

void DiffCanvas::setWrapping(Wrapping wrapping)
{
    if (m_wrapping == wrapping)
        return;
    m_wrapping = wrapping;
    rebuild();
}

int DiffCanvas::currentRow() const
{
    return m_look.current < 0 || m_look.current >= m_plan.count() ? -1 : m_plan.item(m_look.current).row;
}

void DiffCanvas::goToRow(int row)
{
    if (row < 0 || row >= static_cast<int>(m_content->rows.size()))
        return;
    if (!m_folding.isVisible(row)) {
        m_folding.revealRow(row);
        rebuild();
    }
    const int item = m_plan.itemOfRow(row);
    setCurrent(item);
    const int top = verticalScrollBar()->value();
    const int height = viewport()->height();
    if (item >= 0 && (m_plan.top(item) < top + height / 8 || m_plan.top(item) > top + height * 3 / 4))
        verticalScrollBar()->setValue(m_plan.top(item) - height / 3);
}

void DiffCanvas::setCurrentChange(int change)
{
    m_look.change = change;
    viewport()->update();
}

void DiffCanvas::setMatches(std::vector<Match> matches, const std::optional<Match>& current)
{
    m_look.matches = std::move(matches);
    m_look.match = current;
    viewport()->update();
}

void DiffCanvas::revealAll()
{
    m_folding.revealAll();
    rebuild();
}

void DiffCanvas::centreAt(int y)
{
    verticalScrollBar()->setValue(y - viewport()->height() / 2);
}

void DiffCanvas::setCurrent(int item)
{
    if (item == m_look.current || item < 0 || item >= m_plan.count())
        return;
    m_look.current = item;
    viewport()->update();
    sayCurrent();
    Q_EMIT currentRowChanged(currentRow());
}

/// For a screen reader: the row as a sentence.
void DiffCanvas::sayCurrent()
{
    const Item& item = m_plan.item(m_look.current);
    const auto row = static_cast<std::size_t>(item.row);
    QString text;
    if (item.kind == ItemKind::Fold) {
        text = tr("%n equal line(s) hidden; Enter shows more", nullptr, item.count);
    } else {
        const QString left = plain(m_content->left[item.row].trimmed());
        const QString right = plain(m_content->right[item.row].trimmed());
        switch (m_content->rows[row].kind) {
        case diff::RowKind::Same:
            text = left;
            break;
        case diff::RowKind::Changed:
            text = tr("left %1, right %2").arg(left, right);
            break;
        case diff::RowKind::OnlyLeft:
            text = tr("only left: %1").arg(left);
            break;
        case diff::RowKind::OnlyRight:
            text = tr("only right: %1").arg(right);
            break;
        }
    }
    setAccessibleDescription(text);
}

void DiffCanvas::showItem(int item)
{
    const int top = verticalScrollBar()->value();
    if (m_plan.top(item) < top)
        verticalScrollBar()->setValue(m_plan.top(item));
    else if (m_plan.top(item) + m_plan.heightOf(item) > top + viewport()->height())
        verticalScrollBar()->setValue(m_plan.top(item) + m_plan.heightOf(item) - viewport()->height());
}

void DiffCanvas::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    const Colours& colours = coloursOf(palette());
    painter.fillRect(event->rect(), colours.panel);
    m_look.scrolledX = m_wrapping == Wrapping::On ? 0 : horizontalScrollBar()->value();
    const int top = verticalScrollBar()->value();
    painter.translate(0, -top);
    DiffPainter(m_plan, m_look, colours).paint(painter, top + event->rect().top(), top + event->rect().bottom());
    Q_EMIT painted();
}

void DiffCanvas::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
    Q_EMIT planChanged();
}

void DiffCanvas::scrollContentsBy(int, int)
{
    viewport()->update();
    Q_EMIT scrolled(verticalScrollBar()->value(), viewport()->height());
}

void DiffCanvas::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

void DiffCanvas::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    m_look.hasFocus = true;
    viewport()->update();
}

void DiffCanvas::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    m_look.hasFocus = false;
    viewport()->update();
}

}
