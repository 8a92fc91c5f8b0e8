#pragma once

#include "ui/foundation/RowPainter.h"

#include <QAbstractButton>

#include <vector>

namespace holdfast::pages::app {

/// Words in a row of which one is current; the current one is strong and underlined.
class TabRow final : public QWidget {
    Q_OBJECT
public:
    explicit TabRow(const QStringList& names, QWidget* parent = nullptr);
    [[nodiscard]] int current() const { return m_current; }
    void setCurrent(int tab);
    /// A number behind the word; negative: none.
    void setCount(int tab, int count);

Q_SIGNALS:
    void currentChanged(int tab);

private:
    class Tab;
    std::vector<Tab*> m_tabs;
    int m_current = 0;
};

}
