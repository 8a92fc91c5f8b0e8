#pragma once

#include "ui/pages/fleet/FleetRowPainter.h"

#include <QTreeView>

namespace holdfast::pages::fleet {

class FleetHeader;

/// The list itself: one height for all lines, whole rows painted at once, only where something has changed. The current
/// line is an app, not a number: it and what is on screen stay while lines come and go above.
class FleetView final : public QTreeView {
    Q_OBJECT
public:
    FleetView(FleetLines& lines, FleetHeader* header, std::shared_ptr<const Clock> clock, QWidget* parent);

    [[nodiscard]] const FleetRow* currentApp() const;
    void select(const gitops::AppId& app);
    /// The apps that are marked, in the order of the list.
    [[nodiscard]] std::vector<gitops::AppId> marked() const;
    void clearMarks();
    /// Draws ages anew.
    void tick();

Q_SIGNALS:
    void opened(const holdfast::gitops::AppId& app);
    /// The comparison of one of its objects; without one, of what differs first.
    void diffRequested(const holdfast::gitops::AppId& app, const QString& object);
    void expandRequested(const holdfast::gitops::AppId& app);
    void collapseRequested(const holdfast::gitops::AppId& app);
    void marksChanged();

protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    struct Anchor;
    void keepPlace();
    void restorePlace();
    void unfold(int line);
    void fold(int line);
    void step(int by);
    void openDiff(int line);
    void toggleMark(int line);
    [[nodiscard]] int currentLine() const;
    [[nodiscard]] QString tip(int line, int column) const;

    FleetLines& m_lines;
    FleetHeader* m_header;
    std::shared_ptr<const Clock> m_clock;
    std::unique_ptr<FleetRowPainter> m_painter;
    QRegion m_region;
    std::optional<gitops::AppId> m_current;
    QSet<gitops::AppId> m_marked;
    std::optional<gitops::AppId> m_top;
    int m_topOffset = 0;
    bool m_rearranging = false;
};

}
