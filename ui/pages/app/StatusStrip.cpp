#include "ui/pages/app/StatusStrip.h"

#include "ui/foundation/Fonts.h"

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QPainter>
#include <QPushButton>
#include <QToolTip>

#include <algorithm>
#include <numeric>

namespace holdfast::pages::app {

using namespace foundation;

StatusStrip::StatusStrip(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("app.status"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, scaled(measures::padding), 0);
    row->addStretch();
}

void StatusStrip::addButton(QPushButton* button)
{
    button->setEnabled(m_freshness == Freshness::Fresh);
    layout()->addWidget(button);
    m_buttons.push_back(button);
}

void StatusStrip::setCells(std::vector<StripCell> cells, Freshness freshness)
{
    if (cells == m_cells && freshness == m_freshness)
        return;
    m_cells = std::move(cells);
    m_freshness = freshness;
    for (QPushButton* button : m_buttons)
        button->setEnabled(freshness == Freshness::Fresh);
    QStringList spoken;
    for (const StripCell& cell : m_cells)
        spoken << cell.label + QStringLiteral(": ") + cell.headline + QStringLiteral(", ") + cell.detail;
    setAccessibleName(tr("Status"));
    setAccessibleDescription(spoken.join(QStringLiteral("; ")));
    update();
}

QSize StatusStrip::sizeHint() const
{
    return { scaled(640), scaled(measures::statusStrip) };
}

std::vector<QRect> StatusStrip::places() const
{
    std::vector<int> wanted;
    for (const StripCell& cell : m_cells) {
        const int shape = cell.state == State::None ? 0 : scaled(measures::badge + 7);
        const int text = std::max(
            shape + m_text.width(cell.headline, TextStyle::Strong), m_text.width(cell.detail, TextStyle::Small));
        wanted.push_back(std::max(scaled(150), text + scaled(2 * measures::padding + 4)));
    }
    const int total = std::accumulate(wanted.begin(), wanted.end(), 0);
    const int taken = m_buttons.empty() ? 0 : width() - m_buttons.front()->x() + scaled(measures::padding);
    const int room = width() - taken;
    std::vector<QRect> result;
    int left = 0;
    for (const int width : wanted) {
        const int given = total > room ? int(qint64(width) * room / total) : width;
        result.emplace_back(left, 0, given, height() - 1);
        left += given;
    }
    return result;
}

void StatusStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Colours& colours = coloursOf(palette());
    painter.fillRect(rect(), colours.panel);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colours.line);
    const std::vector<QRect> where = places();
    for (std::size_t i = 0; i < where.size(); ++i) {
        painter.setOpacity(m_freshness == Freshness::Stale ? 0.6 : 1.0);
        paintCell(painter, m_cells[i], where[i]);
        painter.setOpacity(1.0);
        painter.fillRect(QRect(where[i].right(), 0, 1, height()), colours.line);
    }
}

void StatusStrip::paintCell(QPainter& painter, const StripCell& cell, const QRect& place)
{
    const Colours& colours = coloursOf(palette());
    const int line = scaled(18);
    QRect at(place.left() + scaled(measures::padding), place.top() + scaled(7),
        place.width() - scaled(2 * measures::padding), line);
    m_text.draw(painter, at, { cell.label, TextStyle::Tiny, colours.mid });
    at.translate(0, line);
    QRect headline = at;
    if (cell.state != State::None) {
        const int side = scaled(measures::badge);
        paintState(painter, QRectF(at.left(), at.top() + (at.height() - side) / 2.0, side, side), cell.state, colours);
        headline.adjust(side + scaled(7), 0, 0, 0);
    }
    const bool calls = cell.state == State::Degraded;
    const QColor ink = cell.state == State::None ? colours.text
        : calls                                  ? colours.bad
                                                 : stateTextColour(cell.state, colours);
    m_text.draw(painter, headline, { cell.headline, TextStyle::Strong, ink });
    at.translate(0, line);
    m_text.draw(painter, at, { cell.detail, TextStyle::Small, toneColour(cell.detailTone, colours) });
}

bool StatusStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const std::vector<QRect> where = places();
    for (std::size_t i = 0; i < where.size(); ++i) {
        if (where[i].contains(help->pos()) && !m_cells[i].tooltip.isEmpty())
            QToolTip::showText(help->globalPos(), m_cells[i].tooltip.toHtmlEscaped(), this, where[i]);
    }
    return true;
}

}
