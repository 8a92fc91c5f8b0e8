#pragma once

#include "ui/pages/fleet/Arrangement.h"

#include <QLineEdit>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QMenu;
class QPushButton;

namespace holdfast::pages::fleet {

class FleetHeader;

/// A filter that is on: shown as a chip, taken off with a click.
struct Chip {
    FacetSection section = FacetSection::View;
    QString key;
    QString text;
    friend bool operator==(const Chip&, const Chip&) = default;
};

/// The line above the list: filter field, chips, grouping, columns.
class FleetToolBar final : public QWidget {
    Q_OBJECT
public:
    FleetToolBar(FleetHeader* header, QWidget* parent);
    [[nodiscard]] QString filterText() const;
    void setFilterText(const QString& text);
    /// Shows why the filter cannot be used; empty: it can.
    void setError(const QString& sentence);
    void setChips(const std::vector<Chip>& chips);
    void setGrouping(Grouping grouping);
    void focusFilter();

Q_SIGNALS:
    void filterChanged(const QString& text);
    void filterLeft(); ///< Enter, Down or Esc: back to the list
    void chipRemoved(const holdfast::pages::fleet::Chip& chip);
    void groupingChosen(holdfast::pages::fleet::Grouping grouping);
    void saveRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void fillColumnMenu(QMenu* menu);
    QLineEdit* m_filter;
    QLabel* m_error;
    QHBoxLayout* m_chipRow = nullptr;
    std::vector<Chip> m_chips;
    std::vector<QPushButton*> m_chipButtons;
    QPushButton* m_save;
    QPushButton* m_group;
    QPushButton* m_columns;
    FleetHeader* m_header;
};

}
