#include "ui/foundation/Fonts.h"
#include "ui/foundation/Palette.h"
#include "ui/shell/TopBar.h"

#include <QPainter>

namespace holdfast::shell {

using foundation::scaled;

FootBar::FootBar(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("foot.bar"));
    setFixedHeight(scaled(foundation::measures::footBar));
}

void FootBar::show(std::vector<pages::KeyHint> hints, const QString& summary)
{
    m_hints = std::move(hints);
    m_summary = summary;
    QStringList words;
    for (const pages::KeyHint& hint : m_hints)
        words.append(hint.key + QStringLiteral(": ") + hint.text);
    setAccessibleName((words << summary).join(QStringLiteral("; ")));
    update();
}

void FootBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& colours = foundation::coloursOf(palette());
    painter.fillRect(rect(), colours.sunken);
    painter.fillRect(QRect(0, 0, width(), 1), colours.line);
    const QFont words = foundation::textFont(12);
    const QFont keys = foundation::textFont(11);
    const int summaryWidth = QFontMetrics(words).horizontalAdvance(m_summary);
    int x = scaled(12);
    for (const pages::KeyHint& hint : m_hints) {
        const int keyWidth = QFontMetrics(keys).horizontalAdvance(hint.key) + scaled(10);
        const int textWidth = QFontMetrics(words).horizontalAdvance(hint.text);
        if (x + keyWidth + textWidth + scaled(40) + summaryWidth > width())
            break;
        const QRect box(x, (height() - scaled(16)) / 2 + 1, keyWidth, scaled(16));
        painter.setPen(colours.lineStrong);
        painter.setBrush(colours.panel);
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter.setPen(colours.mid);
        painter.setFont(keys);
        painter.drawText(box, Qt::AlignCenter, hint.key);
        painter.setFont(words);
        painter.drawText(
            QRect(box.right() + scaled(5), 1, textWidth + 4, height()), Qt::AlignVCenter | Qt::AlignLeft, hint.text);
        x += keyWidth + textWidth + scaled(21);
    }
    painter.setFont(words);
    painter.setPen(colours.mid);
    painter.drawText(rect().adjusted(0, 1, -scaled(12), 0), Qt::AlignVCenter | Qt::AlignRight, m_summary);
}

}
