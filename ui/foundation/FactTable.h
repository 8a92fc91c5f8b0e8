#pragma once

#include "ui/foundation/CellDelegate.h"
#include "ui/foundation/KeyedTableModel.h"
#include "ui/foundation/PlainText.h"

#include <QTableView>

#include <memory>

namespace holdfast::foundation {

/// A column of outside text: shown on one line, whole in the tooltip, in the tone that `tone` says.
template <typename Row>
TableColumn<Row> factColumn(
    const QString& title, std::function<QString(const Row&)> text, std::function<QVariant(const Row&, int)> style = {})
{
    return { title, [text = std::move(text), style = std::move(style)](const Row& row, int role) -> QVariant {
                if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
                    return plain(text(row));
                if (role == Qt::ToolTipRole)
                    return plain(text(row), Lines::Many).toHtmlEscaped();
                return style ? style(row, role) : QVariant();
            } };
}

/// The style of a column that is the same in every row.
template <typename Row> std::function<QVariant(const Row&, int)> factLook(TextStyle textStyle, Tone tone)
{
    return [textStyle, tone](const Row&, int role) -> QVariant {
        if (role == TextStyleRole)
            return int(textStyle);
        return role == ToneRole ? QVariant(int(tone)) : QVariant();
    };
}

/// A table of facts: whole rows, one height, the message column takes the space that is left.
class FactTable final : public QTableView {
    Q_OBJECT
public:
    /// `widths` in pixels per column, 0 for the one that stretches. Takes the model over.
    FactTable(std::unique_ptr<QAbstractItemModel> model, const std::vector<int>& widths, QWidget* parent = nullptr);

private:
    std::unique_ptr<QAbstractItemModel> m_model;
};

}
