#pragma once

#include "ui/foundation/RowPainter.h"

#include <QStyledItemDelegate>

#include <memory>

namespace holdfast::foundation {

/// What a model may say about a cell beside its text, for CellDelegate.
enum CellRole {
    StateRole = Qt::UserRole + 100, ///< int(State): a shape before the text
    ClusterColourRole, ///< int: a cluster's square before the text
    TextStyleRole, ///< int(TextStyle)
    ToneRole, ///< int(Tone)
    DimTextRole ///< QString: dim text after the text
};

struct RowLook {
    bool selected = false;
    bool current = false;
    bool hovered = false;
};

/// Background, selection mark and the hairline below a row.
void paintRowFrame(QPainter& painter, const QRect& row, RowLook look, const Colours& colours);
/// A cluster's square, vertically centred at the left edge; returns the width with its gap.
int paintClusterMark(QPainter& painter, const QRect& place, int colourIndex, const Colours& colours);

/// Paints one cell of a 32 px row from CellRoles: shape, square, text, dim text. Rows have one height.
class CellDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit CellDelegate(int rowHeight, QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_rowHeight;
    std::unique_ptr<RowPainter> m_painter;
};

}
