#pragma once

#include "ui/diff/DiffPainter.h"

#include <QAbstractScrollArea>

namespace holdfast::difference {

/// The rows of a comparison: draws those in sight alone, so that its length does not matter; takes mouse and keys.
class DiffCanvas final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit DiffCanvas(QWidget* parent = nullptr);

    void setContent(Content content);
    void setColours(std::shared_ptr<const RowColours> colours);
    void setArrangement(Arrangement arrangement);
    void setWrapping(Wrapping wrapping);
    [[nodiscard]] const DiffPlan& plan() const { return m_plan; }
    [[nodiscard]] Arrangement arrangement() const { return m_plan.arrangement(); }
    [[nodiscard]] Wrapping wrapping() const { return m_wrapping; }

    /// The row that the keyboard stands at; -1 before the first is shown.
    [[nodiscard]] int currentRow() const;
    /// Goes to a row, revealing it, and scrolls it in sight.
    void goToRow(int row);
    void setCurrentChange(int change);
    void setMatches(std::vector<Match> matches, const std::optional<Match>& current);
    void revealAll();
    /// Brings this height of the document to the middle.
    void centreAt(int y);
    /// The selected text of one side, without line numbers, markers and rows that only fill.
    [[nodiscard]] QString selectedText() const;

Q_SIGNALS:
    void currentRowChanged(int row);
    void planChanged();
    void scrolled(int top, int height);
    void painted(); ///< once per frame

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void rebuild();
    void layOut();
    void setCurrent(int item);
    void step(int by, Qt::KeyboardModifiers modifiers);
    void showItem(int item);
    bool pressFold(QPoint point);
    bool pressMove(QPoint point);
    /// To where the moved lines of this row stand on the other side.
    void followMove(int row);
    void reveal(int fold, Reveal what);
    void select(const HitPlace& place);
    void selectAll();
    void copy() const;
    [[nodiscard]] QPoint inDocument(const QPoint& point) const;
    [[nodiscard]] HitPlace hit(const QPoint& point) const;
    void sayCurrent();

    Content m_content = std::make_shared<const diff::SideBySide>();
    DiffFolding m_folding;
    DiffPlan m_plan;
    DiffLook m_look;
    Arrangement m_arrangement = Arrangement::SideBySide;
    Wrapping m_wrapping = Wrapping::Off;
    HitPlace m_anchor; ///< where the selection began
};

}
