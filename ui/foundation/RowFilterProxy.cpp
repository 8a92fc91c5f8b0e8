#include "ui/foundation/RowFilterProxy.h"

namespace holdfast::foundation {

RowFilterProxy::RowFilterProxy(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(true);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

QStringList RowFilterProxy::fields() const
{
    QStringList names;
    for (int column = 0; sourceModel() && column < sourceModel()->columnCount(); ++column)
        names.append(sourceModel()->headerData(column, Qt::Horizontal).toString().toCaseFolded());
    return names;
}

void RowFilterProxy::setFilter(const QString& text)
{
    m_filter = FilterText::parse(text, fields());
    invalidateRowsFilter();
}

bool RowFilterProxy::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    if (m_filter.isEmpty())
        return true;
    std::vector<QString> values(1);
    for (int column = 0; column < sourceModel()->columnCount(parent); ++column) {
        values.push_back(sourceModel()->index(row, column, parent).data().toString().toCaseFolded());
        values.front() += values.back() + u'\n';
    }
    return m_filter.matches(values);
}

}
