#include "ui/pages/fleet/BarStack.h"

#include <QVBoxLayout>

#include <algorithm>

namespace holdfast::pages::fleet {

namespace {

constexpr std::size_t mostBars = 3;

}

BarStack::BarStack(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("fleet.bars"));
    setAccessibleName(tr("Notices"));
    m_column->setContentsMargins({});
    m_column->setSpacing(0);
}

void BarStack::show(const std::vector<BarNotice>& notices)
{
    m_notices = notices;
    std::vector<BarNotice> wanted;
    std::ranges::copy_if(
        notices, std::back_inserter(wanted), [this](const BarNotice& notice) { return !m_hidden.contains(notice.id); });
    std::ranges::stable_sort(wanted, {}, [](const BarNotice& notice) { return notice.consent ? 0 : 1; });
    wanted.resize(std::min(wanted.size(), mostBars));
    QStringList shown;
    for (const BarNotice& notice : wanted)
        shown.append(notice.id + notice.text);
    if (shown == m_shown)
        return;
    m_shown = shown;
    for (auto* bar : std::exchange(m_bars, {}))
        bar->deleteLater();
    for (const BarNotice& notice : wanted) {
        const auto look = notice.danger ? foundation::NoticeBar::Look::Danger : foundation::NoticeBar::Look::Attention;
        auto* bar = new foundation::NoticeBar(QStringLiteral("fleet.bar"), look, this);
        bar->setNotice(notice.text, notice.buttons);
        connect(bar, &foundation::NoticeBar::buttonPressed, this, [this, notice](const QString& button) {
            if (button != QLatin1String("retry"))
                m_hidden.insert(notice.id);
            Q_EMIT pressed(notice, button);
            show(std::vector(m_notices));
        });
        m_column->addWidget(bar);
        m_bars.push_back(bar);
    }
    setVisible(!wanted.empty());
}

}
