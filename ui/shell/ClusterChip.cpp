#include "ui/shell/ClusterChip.h"

#include "ui/foundation/AgeText.h"
#include "ui/foundation/CellDelegate.h"
#include "ui/foundation/ErrorText.h"
#include "ui/foundation/Fonts.h"
#include "ui/foundation/PlainText.h"

#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QTextDocument>

#include <algorithm>

namespace holdfast::shell {

using foundation::scaled;
using session::ClusterStatus;
using session::LinkState;

namespace {

QString noteOf(const ClusterStatus& status, const QDateTime& now)
{
    const QString age = foundation::ageText(status.lastHeard, now);
    switch (status.state) {
    case LinkState::Connecting:
        return ClusterChip::tr("connecting");
    case LinkState::Live:
        return age;
    case LinkState::Disconnected:
        return age.isEmpty() ? ClusterChip::tr("disconnected") : ClusterChip::tr("disconnected %1").arg(age);
    case LinkState::Denied:
        return ClusterChip::tr("no access");
    case LinkState::ConsentNeeded:
        return ClusterChip::tr("needs consent");
    case LinkState::Broken:
        return ClusterChip::tr("unusable");
    }
    return {};
}

constexpr int gap = 10;

}

ClusterChip::ClusterChip(QWidget* parent)
    : QAbstractButton(parent)
{
    setObjectName(QStringLiteral("topbar.cluster"));
    setFont(foundation::textFont(12));
    setFocusPolicy(Qt::TabFocus);
}

bool ClusterChip::isTroubled() const
{
    return m_status.state != LinkState::Live && m_status.state != LinkState::Connecting;
}

void ClusterChip::show(const ClusterStatus& status, const QDateTime& now)
{
    const QString note = noteOf(status, now);
    if (status == m_status && note == m_note)
        return;
    m_status = status;
    m_note = note;
    m_name = fontMetrics().elidedText(foundation::plain(status.context.text()), Qt::ElideMiddle, scaled(180));
    //: a cluster and how old what it says is, or what is wrong with it
    setAccessibleName(tr("%1: %2").arg(foundation::plain(status.context.text()), note));
    QStringList tip { foundation::plain(status.context.text()), foundation::plain(status.identity.server) };
    if (status.error)
        tip.append(foundation::describeInOneLine(*status.error));
    if (status.lastHeard.isValid())
        tip.append(tr("Last heard: %1").arg(foundation::dateText(status.lastHeard)));
    setToolTip(Qt::convertFromPlainText(tip.join(u'\n')));
    updateGeometry();
    update();
}

QSize ClusterChip::sizeHint() const
{
    const QFontMetrics metrics(font());
    const QString note = isTroubled() ? QStringLiteral(" · ") + m_note : m_note;
    const int text
        = metrics.horizontalAdvance(m_name) + metrics.horizontalAdvance(note) + (isTroubled() ? 0 : scaled(7));
    return { scaled(8 + foundation::measures::square + 7 + 11) + text, scaled(22) };
}

void ClusterChip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& colours = foundation::coloursOf(palette());
    const bool red = isTroubled() && m_status.state != LinkState::ConsentNeeded;
    const QColor frame = red ? colours.bad
        : isTroubled()       ? colours.drift
        : hasFocus()         ? colours.accent
                             : colours.lineStrong;
    painter.setPen(QPen(frame, 1));
    painter.setBrush(red ? colours.badBackground : isTroubled() ? colours.driftBackground : colours.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), height() / 2.0, height() / 2.0);
    QRect place = rect().adjusted(scaled(8), 0, 0, 0);
    place.adjust(foundation::paintClusterMark(painter, place, m_status.colour, colours), 0, 0, 0);
    const QColor ink = red ? colours.bad : isTroubled() ? colours.drift : colours.text;
    painter.setPen(ink);
    painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, m_name);
    place.adjust(fontMetrics().horizontalAdvance(m_name) + (isTroubled() ? 0 : scaled(7)), 0, 0, 0);
    painter.setPen(isTroubled() ? ink : colours.dim);
    painter.drawText(place, Qt::AlignVCenter | Qt::AlignLeft, isTroubled() ? QStringLiteral(" · ") + m_note : m_note);
}

ClusterChips::ClusterChips(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("topbar.clusters"));
    setAccessibleName(tr("Clusters"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ClusterChips::show(const std::vector<ClusterStatus>& clusters, const QDateTime& now)
{
    while (m_chips.size() > clusters.size()) {
        m_chips.back()->deleteLater();
        m_chips.pop_back();
    }
    while (m_chips.size() < clusters.size()) {
        auto* chip = new ClusterChip(this);
        connect(chip, &QAbstractButton::clicked, this, [this, chip] { popUp(*chip); });
        m_chips.push_back(chip);
    }
    const int before = sizeHint().width();
    for (std::size_t at = 0; at < clusters.size(); ++at)
        m_chips[at]->show(clusters[at], now);
    if (sizeHint().width() != before)
        updateGeometry();
    place();
}

QSize ClusterChips::sizeHint() const
{
    int width = 0;
    for (const auto* chip : m_chips)
        width += chip->sizeHint().width() + (width > 0 ? scaled(gap) : 0);
    return { width, scaled(22) };
}

QSize ClusterChips::minimumSizeHint() const
{
    return { scaled(m_chips.empty() ? 0 : 40), scaled(22) };
}

void ClusterChips::resizeEvent(QResizeEvent*)
{
    place();
}

void ClusterChips::place()
{
    std::vector<ClusterChip*> order = m_chips;
    const bool fits = sizeHint().width() <= width();
    if (!fits)
        std::ranges::stable_sort(order, {}, [](const ClusterChip* chip) { return chip->isTroubled() ? 0 : 1; });
    const int room = width() - (fits ? 0 : scaled(40));
    int x = 0;
    int hidden = 0;
    for (auto* chip : order) {
        const int wanted = chip->sizeHint().width();
        const bool here = x + wanted <= room && hidden == 0;
        chip->setVisible(here);
        if (!here) {
            ++hidden;
            continue;
        }
        chip->setGeometry(x, (height() - scaled(22)) / 2, wanted, scaled(22));
        x += wanted + scaled(gap);
    }
    if (hidden != m_hiddenCount)
        update();
    m_hiddenCount = hidden;
}

void ClusterChips::paintEvent(QPaintEvent*)
{
    if (m_hiddenCount == 0)
        return;
    QPainter painter(this);
    painter.setFont(foundation::textFont(12));
    painter.setPen(foundation::coloursOf(palette()).mid);
    painter.drawText(
        rect(), Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("+") + QLocale().toString(m_hiddenCount));
}

void ClusterChips::popUp(const ClusterChip& chip)
{
    const ClusterStatus& status = chip.status();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("topbar.clusterMenu"));
    menu->setAccessibleName(chip.accessibleName());
    const auto line = [menu](const QString& text) {
        if (!text.isEmpty())
            menu->addAction(foundation::plain(text).left(120).replace(u'&', QStringLiteral("&&")))->setEnabled(false);
    };
    line(chip.accessibleName());
    line(status.identity.server);
    //: version of Kubernetes
    line(status.identity.version.isEmpty() ? QString() : tr("Kubernetes %1").arg(status.identity.version));
    if (status.error)
        line(foundation::describeInOneLine(*status.error));
    for (const QString& warning : status.warnings)
        line(warning);
    menu->addSeparator();
    menu->addAction(tr("Try again now"), this, [this, context = status.context] { Q_EMIT retryRequested(context); });
    menu->popup(chip.mapToGlobal(QPoint(0, chip.height() + 2)));
}

}
