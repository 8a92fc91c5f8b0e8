#include "ui/shell/NavigationBar.h"

#include "ui/foundation/Fonts.h"
#include "ui/foundation/Theme.h"

#include <QBoxLayout>
#include <QPainter>

#include <algorithm>

namespace holdfast::shell {

using foundation::scaled;

NavigationButton::NavigationButton(const pages::PageFactory& page, QWidget* parent)
    : QAbstractButton(parent)
    , m_page(page.name)
    , m_icon(page.icon)
{
    setText(page.navigationText);
    setObjectName(QStringLiteral("navigation.") + page.name);
    setAccessibleName(page.navigationText);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
}

QSize NavigationButton::sizeHint() const
{
    return { scaled(44), scaled(44) };
}

void NavigationButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& colours = foundation::coloursOf(palette());
    if (isChecked() || hasFocus()) {
        painter.setPen(hasFocus() ? QPen(colours.accent) : QPen(Qt::NoPen));
        painter.setBrush(isChecked() ? QBrush(colours.accentBackground) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    }
    const QColor ink = isChecked() ? colours.accent : colours.mid;
    const int side = scaled(20);
    painter.drawPixmap((width() - side) / 2, scaled(5), foundation::tintedIcon(m_icon, side, ink, devicePixelRatioF()));
    painter.setFont(foundation::textFont(10, isChecked() ? foundation::Weight::Strong : foundation::Weight::Regular));
    painter.setPen(ink);
    painter.drawText(QRect(-4, height() - scaled(17), width() + 8, scaled(14)), Qt::AlignCenter, text());
}

NavigationBar::NavigationBar(const std::vector<pages::PageFactory>& factories, QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("navigation.bar"));
    setAccessibleName(tr("Pages"));
    setFixedWidth(scaled(foundation::measures::navigation));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(scaled(6), scaled(8), scaled(6), scaled(8));
    column->setSpacing(scaled(4));
    for (const auto& factory : factories) {
        if (factory.navigationText.isEmpty())
            continue;
        auto* button = new NavigationButton(factory, this);
        connect(button, &QAbstractButton::clicked, this, [this, page = factory.name] { Q_EMIT pageChosen(page); });
        if (factory.name == QLatin1String("settings"))
            column->addStretch(1);
        column->addWidget(button, 0, Qt::AlignHCenter);
        m_buttons.push_back(button);
    }
    if (m_buttons.empty() || m_buttons.back()->page() != QLatin1String("settings"))
        column->addStretch(1);
}

void NavigationBar::setCurrent(const QString& page)
{
    // A page that is not in the bar belongs to the fleet it was opened from.
    const bool known
        = std::ranges::any_of(m_buttons, [&](const NavigationButton* button) { return button->page() == page; });
    for (auto* button : m_buttons)
        button->setChecked(button->page() == (known ? page : QStringLiteral("fleet")));
}

void NavigationBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto& colours = foundation::coloursOf(palette());
    painter.fillRect(rect(), colours.sunken);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), colours.line);
}

}
