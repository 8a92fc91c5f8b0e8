#include "ui/diff/SideHeading.h"

#include "ui/diff/DiffView.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/PlainText.h"

#include <QEvent>
#include <QPainter>

namespace holdfast::difference {

using namespace foundation;

SideHeading::SideHeading(Side side, QWidget* parent)
    : QAbstractButton(parent)
{
    setObjectName(side == Side::Left ? QStringLiteral("diff.leftTitle") : QStringLiteral("diff.rightTitle"));
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SideHeading::setLabel(const SideLabel& label)
{
    m_what = plain(label.what);
    m_which = plain(label.which);
    m_detail = plain(label.detail);
    setText(m_what + QLatin1Char(' ') + m_which);
    setAccessibleName(text());
    setAccessibleDescription(m_detail);
    setToolTip(text().toHtmlEscaped() + QLatin1Char('\n') + m_detail.toHtmlEscaped());
    update();
}

void SideHeading::setFixed()
{
    m_fixed = true;
    setEnabled(false);
    setFocusPolicy(Qt::NoFocus);
    unsetCursor();
}

QSize SideHeading::sizeHint() const
{
    return { scaled(200), scaled(42) };
}

bool SideHeading::event(QEvent* event)
{
    if (event->type() == QEvent::FontChange)
        m_painter.reset();
    return QAbstractButton::event(event);
}

void SideHeading::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Colours& colours = coloursOf(palette());
    const bool lit = !m_fixed && (underMouse() || hasFocus());
    painter.fillRect(rect(), lit ? colours.muted : colours.panel);
    const int margin = scaled(12);
    const QRect upper(margin, scaled(3), width() - 2 * margin, height() / 2 - scaled(2));
    const QRect lower(margin, height() / 2, width() - 2 * margin, height() / 2 - scaled(3));
    const int used = m_painter.draw(painter, upper, { m_what, TextStyle::Strong, colours.text });
    const QRect rest = upper.adjusted(used + scaled(7), 0, -scaled(22), 0);
    const int words = m_painter.draw(painter, rest, { m_which, TextStyle::Text, colours.text });
    if (!m_fixed)
        m_painter.draw(painter, QRect(rest.left() + words + scaled(6), upper.top(), scaled(16), upper.height()),
            { QStringLiteral("▾"), TextStyle::Small, lit ? colours.accent : colours.dim });
    m_painter.draw(painter, lower, { m_detail, TextStyle::Small, colours.dim });
    if (hasFocus())
        painter.fillRect(QRect(0, 0, scaled(2), height()), colours.accent);
}

}
