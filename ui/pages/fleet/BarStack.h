#pragma once

#include "ui/pages/fleet/FleetNotices.h"

#include <QSet>
#include <QWidget>

class QVBoxLayout;

namespace holdfast::pages::fleet {

/// The bars above the list, the most pressing ones; those that were put away stay away.
class BarStack final : public QWidget {
    Q_OBJECT
public:
    explicit BarStack(QWidget* parent);
    void show(const std::vector<BarNotice>& notices);

Q_SIGNALS:
    void pressed(const holdfast::pages::fleet::BarNotice& notice, const QString& button);

private:
    QVBoxLayout* m_column;
    QSet<QString> m_hidden;
    QStringList m_shown;
    std::vector<BarNotice> m_notices;
    std::vector<foundation::NoticeBar*> m_bars;
};

}
