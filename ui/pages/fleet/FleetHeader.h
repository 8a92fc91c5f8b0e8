#pragma once

#include "ui/pages/fleet/Arrangement.h"

#include <QHeaderView>

namespace holdfast::foundation {
class Preferences;
}

namespace holdfast::pages::fleet {

/// The column titles: sorts, hides, reorders and remembers them, and shares out the width that there is.
class FleetHeader final : public QHeaderView {
    Q_OBJECT
public:
    FleetHeader(foundation::Preferences* preferences, QWidget* parent);

    [[nodiscard]] const Sorting& sorting() const { return m_sorting; }
    [[nodiscard]] bool isChosen(Column column) const { return m_chosen.contains(int(column)); }
    void choose(Column column, Qt::CheckState state);
    /// To be called once the model is set.
    void restore();
    /// Gives every chosen column its place in `width`; those that matter least give way.
    void shareWidth(int width);
    /// What a column's content would like, before scaling; the rest is shared as ever.
    void wish(Column column, int width);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void sortingChanged();

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;

private:
    void sortBy(int section);
    void remember();
    foundation::Preferences* m_preferences;
    Sorting m_sorting;
    QSet<int> m_chosen;
    int m_width = 0;
    std::array<int, columnCount> m_wishes;
};

}
