#pragma once

#include "ui/foundation/FilterText.h"

#include <QSortFilterProxyModel>

namespace holdfast::foundation {

/// Shows the rows of a table that match a FilterText; the fields are the columns' titles, lower case.
class RowFilterProxy final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit RowFilterProxy(QObject* parent = nullptr);
    /// The names that stand before a colon: column titles, lower case.
    [[nodiscard]] QStringList fields() const;
    void setFilter(const QString& text);
    /// Empty, or why the filter's text cannot be used.
    [[nodiscard]] QString error() const { return m_filter.error(); }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    FilterText m_filter;
};

}
