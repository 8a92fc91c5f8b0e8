#pragma once

#include "ui/foundation/RowPainter.h"

#include <QStyledItemDelegate>

#include <memory>

namespace holdfast::pages::app {

/// Paints one 26 px row of the object tree: shape, kind and name, a note at the right end.
class ObjectDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit ObjectDelegate(QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    std::unique_ptr<foundation::RowPainter> m_text;
};

}
