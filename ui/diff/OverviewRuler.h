#pragma once

#include "ui/diff/DiffPlan.h"

#include <QPixmap>
#include <QWidget>

namespace holdfast::difference {

/// The whole comparison in one narrow column: where the changes lie, and which part is in sight. A press or drag goes
/// there.
class OverviewRuler final : public QWidget {
    Q_OBJECT
public:
    explicit OverviewRuler(const DiffPlan& plan, QWidget* parent = nullptr);
    /// What is in sight, in pixels of the document.
    void show(int top, int height);
    /// After the plan has changed.
    void refresh();
    /// Places that were searched for, as rows.
    void setMatches(const std::vector<int>& rows);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    /// The height of the document that should be in the middle.
    void placeRequested(int y);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] double scale() const; ///< ruler pixels per document pixel
    void paintChanges(QPainter& painter) const;
    void request(const QMouseEvent* event);

    const DiffPlan& m_plan;
    int m_top = 0;
    int m_height = 0;
    std::vector<int> m_matches;
    QPixmap m_marks; ///< the changes as drawn; scrolling does not look for them again
};

}
