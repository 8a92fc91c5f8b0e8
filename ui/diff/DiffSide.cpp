#include "ui/diff/DiffSide.h"

#include "ui/editor/Highlighter.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Palette.h"
#include "ui/foundation/PlainText.h"

#include <QMimeData>
#include <QPainter>
#include <QTextBlock>

namespace holdfast::difference {

using foundation::coloursOf;

/// The line numbers of one side.
class DiffSide::Gutter final : public QWidget {
public:
    explicit Gutter(DiffSide* side)
        : QWidget(side)
        , m_side(side)
    {
        setObjectName(QStringLiteral("diff.gutter"));
    }

protected:
    void paintEvent(QPaintEvent* event) override { m_side->paintGutter(event); }

private:
    DiffSide* m_side;
};

DiffSide::DiffSide(Side side, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_side(side)
    , m_gutter(new Gutter(this))
    , m_highlighter(new editor::Highlighter(document()))
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFrameShape(QFrame::NoFrame);
    setFont(foundation::monoFont());
    document()->setDocumentMargin(6);
    viewport()->setAutoFillBackground(false);
    m_highlighter->setScheme(coloursOf(palette()).scheme);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& rect, int dy) {
        if (dy != 0)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    layOutGutter();
}

void DiffSide::show(const diff::SideBySide& content)
{
    m_rows = content.rows;
    QStringList lines = m_side == Side::Left ? content.left : content.right;
    for (QString& line : lines)
        line = foundation::plain(line);
    m_highlighter->prepareFor(lines.size());
    setPlainText(lines.join(QLatin1Char('\n')));
    layOutGutter();
}

int DiffSide::lineOf(int row) const
{
    const auto index = static_cast<std::size_t>(row);
    if (index >= m_rows.size())
        return 0;
    return m_side == Side::Left ? m_rows[index].left : m_rows[index].right;
}

QString DiffSide::plainSelection() const
{
    const QTextCursor cursor = textCursor();
    QStringList lines;
    for (QTextBlock block = document()->findBlock(cursor.selectionStart());
        block.isValid() && block.position() < qMax(cursor.selectionEnd(), cursor.selectionStart() + 1);
        block = block.next()) {
        if (lineOf(block.blockNumber()) == 0)
            continue;
        const int from = qMax(0, cursor.selectionStart() - block.position());
        const int until = qMin(int(block.text().size()), cursor.selectionEnd() - block.position());
        lines.append(block.text().mid(from, until - from));
    }
    return lines.join(QLatin1Char('\n'));
}

QMimeData* DiffSide::createMimeDataFromSelection() const
{
    auto* text = new QMimeData;
    text->setText(plainSelection());
    return text;
}

QColor DiffSide::background(diff::RowKind kind) const
{
    const auto& colours = coloursOf(palette());
    switch (kind) {
    case diff::RowKind::Same:
        return {};
    case diff::RowKind::Changed:
        return m_side == Side::Left ? colours.removed : colours.added;
    case diff::RowKind::OnlyLeft:
        return m_side == Side::Left ? colours.removed : colours.sunken;
    case diff::RowKind::OnlyRight:
        return m_side == Side::Left ? colours.sunken : colours.added;
    }
    return {};
}

void DiffSide::paintEvent(QPaintEvent* event)
{
    {
        QPainter painter(viewport());
        painter.fillRect(event->rect(), palette().color(QPalette::Base));
        for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
            const QRectF rect = blockBoundingGeometry(block).translated(contentOffset());
            if (rect.top() > event->rect().bottom())
                break;
            const auto row = static_cast<std::size_t>(block.blockNumber());
            const QColor colour = row < m_rows.size() ? background(m_rows[row].kind) : QColor();
            if (colour.isValid())
                painter.fillRect(QRectF(0, rect.top(), viewport()->width(), rect.height()), colour);
        }
    }
    QPlainTextEdit::paintEvent(event);
}

void DiffSide::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    layOutGutter();
}

void DiffSide::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_highlighter->setScheme(coloursOf(palette()).scheme);
}

void DiffSide::layOutGutter()
{
    const int digits = qMax(3, int(QString::number(blockCount()).size()));
    const int width = fontMetrics().horizontalAdvance(QLatin1Char('9')) * digits + 18;
    setViewportMargins(width, 0, 0, 0);
    m_gutter->setGeometry(contentsRect().left(), contentsRect().top(), width, contentsRect().height());
}

void DiffSide::paintGutter(QPaintEvent* event)
{
    QPainter painter(m_gutter);
    const auto& colours = coloursOf(palette());
    painter.fillRect(event->rect(), colours.panel);
    painter.setFont(font());
    painter.setPen(colours.dim);
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF rect = blockBoundingGeometry(block).translated(contentOffset());
        if (rect.top() > event->rect().bottom())
            break;
        const int line = lineOf(block.blockNumber());
        if (line > 0)
            painter.drawText(QRectF(0, rect.top(), m_gutter->width() - 8, rect.height()),
                Qt::AlignRight | Qt::AlignVCenter, QString::number(line));
    }
}

}
