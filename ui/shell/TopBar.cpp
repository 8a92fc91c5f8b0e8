#include "ui/shell/TopBar.h"

#include "ui/foundation/CellDelegate.h"
#include "ui/foundation/Fonts.h"
#include "ui/shell/ClusterChip.h"

#include <QBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>

namespace holdfast::shell {

using foundation::scaled;

namespace {

/// Looks like a field, is a button: what it opens has the real field.
class PaletteButton final : public QPushButton {
public:
    using QPushButton::QPushButton;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const auto& colours = foundation::coloursOf(palette());
        painter.setPen(hasFocus() ? colours.accent : colours.lineStrong);
        painter.setBrush(colours.background);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        const QString key = QStringLiteral("Ctrl K");
        painter.setFont(foundation::textFont(11));
        const int keyWidth = painter.fontMetrics().horizontalAdvance(key) + scaled(10);
        const QRect box(width() - keyWidth - scaled(10), (height() - scaled(18)) / 2, keyWidth, scaled(18));
        painter.setBrush(colours.panel);
        painter.setPen(colours.lineStrong);
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter.setPen(colours.mid);
        painter.drawText(box, Qt::AlignCenter, key);
        painter.setFont(foundation::textFont());
        painter.setPen(colours.dim);
        const QRect place = rect().adjusted(scaled(10), 0, -keyWidth - scaled(16), 0);
        painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
            painter.fontMetrics().elidedText(text(), Qt::ElideRight, place.width()));
    }
};

}

Breadcrumb::Breadcrumb(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("topbar.breadcrumb"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    setFont(foundation::textFont(13, foundation::Weight::Strong));
}

void Breadcrumb::show(const std::vector<Crumb>& crumbs)
{
    m_crumbs = crumbs;
    QStringList words;
    for (const Crumb& crumb : crumbs)
        words.append(crumb.text);
    setAccessibleName(words.join(QStringLiteral(" › ")));
    updateGeometry();
    update();
}

QSize Breadcrumb::sizeHint() const
{
    int width = 0;
    for (const Crumb& crumb : m_crumbs)
        width += fontMetrics().horizontalAdvance(crumb.text) + scaled(crumb.clusterColour < 0 ? 18 : 36);
    return { width, scaled(22) };
}

QSize Breadcrumb::minimumSizeHint() const
{
    return { scaled(60), scaled(22) };
}

void Breadcrumb::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto& colours = foundation::coloursOf(palette());
    m_places.clear();
    QRect place = rect();
    for (std::size_t at = 0; at < m_crumbs.size(); ++at) {
        const Crumb& crumb = m_crumbs[at];
        const int start = place.left();
        if (crumb.clusterColour >= 0)
            place.adjust(foundation::paintClusterMark(painter, place, crumb.clusterColour, colours), 0, 0, 0);
        const QString text = fontMetrics().elidedText(crumb.text, Qt::ElideRight, place.width());
        painter.setPen(colours.text);
        painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, text);
        place.adjust(fontMetrics().horizontalAdvance(text) + scaled(5), 0, 0, 0);
        m_places.emplace_back(start, 0, place.left() - start, height());
        if (at + 1 == m_crumbs.size())
            break;
        painter.setPen(colours.dim);
        painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, QStringLiteral("›"));
        place.adjust(fontMetrics().horizontalAdvance(u'›') + scaled(5), 0, 0, 0);
    }
}

void Breadcrumb::mouseReleaseEvent(QMouseEvent* event)
{
    for (std::size_t at = 0; at < m_places.size() && at < m_crumbs.size(); ++at) {
        if (m_places[at].contains(event->position().toPoint()) && m_crumbs[at].route)
            Q_EMIT routeChosen(*m_crumbs[at].route);
    }
}

TopBar::TopBar(QWidget* parent)
    : QWidget(parent)
    , m_breadcrumb(new Breadcrumb(this))
    , m_chips(new ClusterChips(this))
    , m_palette(new PaletteButton(tr("Go to, filter or run a command"), this))
{
    setObjectName(QStringLiteral("topbar.bar"));
    setAccessibleName(tr("Where you are"));
    setFixedHeight(scaled(foundation::measures::topBar));
    m_palette->setObjectName(QStringLiteral("topbar.palette"));
    m_palette->setAccessibleName(m_palette->text());
    m_palette->setFixedHeight(scaled(28));
    m_palette->setMinimumWidth(scaled(150));
    m_palette->setMaximumWidth(scaled(290));
    m_palette->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(scaled(foundation::measures::padding), 0, scaled(foundation::measures::padding), 1);
    row->setSpacing(scaled(10));
    row->addWidget(m_breadcrumb, 0);
    row->addStretch(2);
    row->addWidget(m_chips, 0);
    row->addWidget(m_palette, 1);
    connect(m_palette, &QPushButton::clicked, this, &TopBar::paletteRequested);
    connect(m_chips, &ClusterChips::retryRequested, this, &TopBar::retryRequested);
}

void TopBar::showClusters(const std::vector<session::ClusterStatus>& clusters, const QDateTime& now)
{
    m_chips->show(clusters, now);
}

void TopBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto& colours = foundation::coloursOf(palette());
    painter.fillRect(rect(), colours.panel);
    painter.fillRect(QRect(0, height() - 1, width(), 1), colours.line);
}

}
