#include "ui/shell/NotificationCenter.h"

#include "ui/foundation/PlainText.h"

#include <QVBoxLayout>

#include <algorithm>

namespace holdfast::shell {

namespace {

constexpr std::size_t mostBars = 4;

}

void NotificationCenter::post(const Notification& notification)
{
    if (std::ranges::find(m_open, notification) != m_open.end())
        return;
    m_open.push_back(notification);
    Q_EMIT changed();
}

void NotificationCenter::putAway(const QString& text)
{
    if (std::erase_if(m_open, [&](const Notification& known) { return known.text == text; }) > 0)
        Q_EMIT changed();
}

std::vector<Notification> standingWarnings(const std::vector<session::ClusterStatus>& clusters)
{
    std::vector<Notification> warnings;
    for (const session::ClusterStatus& cluster : clusters) {
        const QString name = foundation::plain(cluster.context.text());
        if (cluster.insecure)
            warnings.push_back({ foundation::NoticeBar::Look::Danger,
                NotificationCenter::tr("%1: the certificate of the server is not verified; anybody on the way can read "
                                       "and change what you see.")
                    .arg(name) });
        if (!cluster.actingAs.isEmpty())
            warnings.push_back({ foundation::NoticeBar::Look::Attention,
                NotificationCenter::tr("%1: you act as %2.").arg(name, foundation::plain(cluster.actingAs)) });
    }
    return warnings;
}

Banners::Banners(NotificationCenter& center, QWidget* parent)
    : QWidget(parent)
    , m_center(center)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("banner.stack"));
    setAccessibleName(tr("Warnings"));
    m_column->setContentsMargins({});
    m_column->setSpacing(0);
    connect(&center, &NotificationCenter::changed, this, &Banners::rebuild);
    rebuild();
}

void Banners::showWarnings(const std::vector<Notification>& warnings)
{
    if (warnings == m_warnings)
        return;
    m_warnings = warnings;
    rebuild();
}

void Banners::rebuild()
{
    for (auto* bar : std::exchange(m_bars, {}))
        bar->deleteLater();
    const auto add = [this](const Notification& shown, const std::vector<foundation::NoticeButton>& buttons) {
        if (m_bars.size() >= mostBars)
            return;
        auto* bar = new foundation::NoticeBar(QStringLiteral("banner.bar"), shown.look, this);
        bar->setNotice(shown.text, buttons);
        connect(
            bar, &foundation::NoticeBar::buttonPressed, this, [this, text = shown.text] { m_center.putAway(text); });
        m_column->addWidget(bar);
        m_bars.push_back(bar);
    };
    for (const Notification& warning : m_warnings)
        add(warning, {});
    for (const Notification& notification : m_center.open())
        add(notification, { { QStringLiteral("hide"), tr("Hide"), foundation::ButtonKind::Plain } });
    setVisible(!m_bars.empty());
}

}
