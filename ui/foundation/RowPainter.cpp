#include "ui/foundation/RowPainter.h"

#include "ui/foundation/Fonts.h"

#include <QFontMetrics>
#include <QPainter>

#include <cmath>

namespace holdfast::foundation {

QColor toneColour(Tone tone, const Colours& colours)
{
    switch (tone) {
    case Tone::Normal:
        return colours.text;
    case Tone::Mid:
        return colours.mid;
    case Tone::Dim:
        return colours.dim;
    case Tone::Accent:
        return colours.accent;
    case Tone::Drift:
        return colours.drift;
    case Tone::Bad:
        return colours.bad;
    }
    return colours.text;
}

RowPainter::RowPainter()
    : m_layouts(6000)
{
    reset();
}

void RowPainter::reset()
{
    m_layouts.clear();
    m_fonts = { textFont(), textFont(13, Weight::Strong), textFont(12), textFont(12, Weight::Strong), textFont(11),
        textFont(11, Weight::Strong), monoFont(), numberFont() };
}

const RowPainter::Layout& RowPainter::layout(const TextRun& run, int width)
{
    const Key key { run.text, width, run.style };
    if (const Layout* known = m_layouts.object(key))
        return *known;
    const QFontMetrics metrics(font(run.style));
    // Long texts are cut before they are shaped: nothing beyond the place can be seen.
    const bool cut = run.elide == Qt::ElideRight && run.text.size() > width / 2 + 8;
    const QString shown = metrics.elidedText(cut ? run.text.left(width / 2 + 8) : run.text, run.elide, width);
    auto* made = new Layout { QStaticText(shown), metrics.horizontalAdvance(shown), metrics.height() };
    made->text.setTextFormat(Qt::PlainText);
    made->text.setPerformanceHint(QStaticText::AggressiveCaching);
    made->text.prepare({}, font(run.style));
    m_layouts.insert(key, made);
    return *made;
}

int RowPainter::draw(QPainter& painter, const QRect& place, const TextRun& run)
{
    if (place.width() < 8 || run.text.isEmpty())
        return 0;
    const Layout& line = layout(run, place.width());
    painter.setFont(font(run.style));
    painter.setPen(run.colour);
    painter.drawStaticText(QPoint(place.left(), place.top() + (place.height() - line.height + 1) / 2), line.text);
    return line.width;
}

void RowPainter::drawRight(QPainter& painter, const QRect& place, const TextRun& run)
{
    if (place.width() < 8 || run.text.isEmpty())
        return;
    const int shift = place.width() - layout(run, place.width()).width;
    draw(painter, place.adjusted(shift > 0 ? shift : 0, 0, 1, 0), run);
}

int RowPainter::width(const QString& text, TextStyle style) const
{
    return QFontMetrics(font(style)).horizontalAdvance(text);
}

}
