#include "ui/editor/ManifestView.h"

#include "ui/editor/Highlighter.h"
#include "ui/editor/YamlPath.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/Palette.h"
#include "ui/foundation/PlainText.h"

#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

namespace holdfast::editor {

using foundation::coloursOf;

/// The line numbers left of the text.
class ManifestView::Gutter final : public QWidget {
public:
    explicit Gutter(ManifestView* view)
        : QWidget(view)
        , m_view(view)
    {
        setObjectName(QStringLiteral("manifest.gutter"));
    }

protected:
    void paintEvent(QPaintEvent* event) override { m_view->paintGutter(event); }

private:
    ManifestView* m_view;
};

ManifestView::ManifestView(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_gutter(new Gutter(this))
    , m_highlighter(new Highlighter(document()))
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFrameShape(QFrame::NoFrame);
    setFont(foundation::monoFont());
    document()->setDocumentMargin(6);
    m_highlighter->setScheme(coloursOf(palette()).scheme);
    connect(this, &QPlainTextEdit::blockCountChanged, this, [this] { layOutGutter(); });
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& rect, int dy) {
        if (dy != 0)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, [this] { Q_EMIT pathChanged(currentPath()); });
    layOutGutter();
}

void ManifestView::setManifest(const QString& object, const QString& yaml)
{
    if (object == m_object && m_source == yaml)
        return;
    const bool same = object == m_object;
    const int line = textCursor().blockNumber();
    const int top = verticalScrollBar()->value();
    m_object = object;
    m_source = yaml;
    m_lines = yaml.split(QLatin1Char('\n'));
    for (QString& text : m_lines)
        text = foundation::plain(text);
    m_highlighter->prepareFor(m_lines.size());
    setPlainText(m_lines.join(QLatin1Char('\n')));
    if (same) {
        setTextCursor(QTextCursor(document()->findBlockByNumber(qMin(line, blockCount() - 1))));
        verticalScrollBar()->setValue(top);
    }
    Q_EMIT pathChanged(currentPath());
}

bool ManifestView::findNext(const QString& text, QTextDocument::FindFlags flags)
{
    if (find(text, flags))
        return true;
    const QTextCursor before = textCursor();
    moveCursor(flags.testFlag(QTextDocument::FindBackward) ? QTextCursor::End : QTextCursor::Start);
    if (find(text, flags))
        return true;
    setTextCursor(before);
    return false;
}

QString ManifestView::currentPath() const
{
    return fieldPath(m_lines, textCursor().blockNumber());
}

void ManifestView::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    layOutGutter();
}

void ManifestView::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_highlighter->setScheme(coloursOf(palette()).scheme);
}

void ManifestView::layOutGutter()
{
    const int digits = qMax(3, int(QString::number(blockCount()).size()));
    const int width = fontMetrics().horizontalAdvance(QLatin1Char('9')) * digits + 22;
    setViewportMargins(width, 0, 0, 0);
    m_gutter->setGeometry(contentsRect().left(), contentsRect().top(), width, contentsRect().height());
}

void ManifestView::paintGutter(QPaintEvent* event)
{
    QPainter painter(m_gutter);
    const auto& colours = coloursOf(palette());
    painter.fillRect(event->rect(), colours.panel);
    painter.setFont(font());
    const int current = textCursor().blockNumber();
    QTextBlock block = firstVisibleBlock();
    qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
    while (block.isValid() && top <= event->rect().bottom()) {
        const qreal height = blockBoundingRect(block).height();
        painter.setPen(block.blockNumber() == current ? colours.text : colours.dim);
        painter.drawText(QRectF(0, top, m_gutter->width() - 12, height), Qt::AlignRight | Qt::AlignVCenter,
            QString::number(block.blockNumber() + 1));
        block = block.next();
        top += height;
    }
}

}
