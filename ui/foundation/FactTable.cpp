#include "ui/foundation/FactTable.h"

#include "ui/foundation/Fonts.h"
#include "ui/foundation/PageKeys.h"

#include <QHeaderView>

namespace holdfast::foundation {

FactTable::FactTable(std::unique_ptr<QAbstractItemModel> model, const std::vector<int>& widths, QWidget* parent)
    : QTableView(parent)
    , m_model(std::move(model))
{
    setModel(m_model.get());
    setItemDelegate(new CellDelegate(measures::row, this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    leaveTypedKeysToThePage(*this);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(scaled(measures::row));
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    for (int i = 0; i < int(widths.size()); ++i) {
        const int width = widths[std::size_t(i)];
        horizontalHeader()->setSectionResizeMode(i, width == 0 ? QHeaderView::Stretch : QHeaderView::Interactive);
        if (width > 0)
            setColumnWidth(i, scaled(width));
    }
}

}
