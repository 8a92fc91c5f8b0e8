#pragma once

#include "core/diff/SideBySide.h"

#include <QPlainTextEdit>

namespace holdfast::editor {
class Highlighter;
}

namespace holdfast::difference {

enum class Side { Left, Right };

/// One side of a comparison: coloured YAML whose rows stand at the height of the other side's, with its own line
/// numbers.
class DiffSide final : public QPlainTextEdit {
    Q_OBJECT
public:
    DiffSide(Side side, QWidget* parent = nullptr);
    void show(const diff::SideBySide& content);
    /// The side's own text, without the rows that only fill, as it is copied.
    [[nodiscard]] QString plainSelection() const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    [[nodiscard]] QMimeData* createMimeDataFromSelection() const override;

private:
    class Gutter;
    void layOutGutter();
    void paintGutter(QPaintEvent* event);
    [[nodiscard]] int lineOf(int row) const;
    [[nodiscard]] QColor background(diff::RowKind kind) const;

    Side m_side;
    Gutter* m_gutter = nullptr;
    editor::Highlighter* m_highlighter = nullptr;
    std::vector<diff::SideRow> m_rows;
};

}
