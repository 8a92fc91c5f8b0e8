#pragma once

#include "ui/foundation/IndexRanges.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

#include <algorithm>
#include <functional>
#include <memory>
#include <ranges>
#include <utility>
#include <vector>

namespace holdfast::foundation {

/// What has happened to a list, in one batch. Rows for which `replaces` says true and that are no upsert go as well.
template <typename Key, typename Row> struct ChangeSet {
    std::vector<Row> upserts;
    std::vector<Key> removals;
    std::function<bool(const Row&)> replaces;
};

/// One column: its title and what a row shows there, by Qt role.
template <typename Row> struct TableColumn {
    QString title;
    std::function<QVariant(const Row&, int role)> value;
};

/// Rows that are values with a key, kept in order of arrival and changed by ChangeSets: one signal per merged range,
/// never a reset. Rows are shared and immutable, so a view may hold on to an old one.
template <typename Key, typename Row> class KeyedTableModel : public QAbstractTableModel {
public:
    using RowPointer = std::shared_ptr<const Row>;

    KeyedTableModel(std::function<Key(const Row&)> keyOf, std::vector<TableColumn<Row>> columns, QObject* parent)
        : QAbstractTableModel(parent)
        , m_keyOf(std::move(keyOf))
        , m_columns(std::move(columns))
    {
    }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }
    /// At least one, so that dataChanged can name a row.
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : std::max(1, int(m_columns.size()));
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override
    {
        constexpr auto wanted = CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid;
        if (m_columns.empty() || !checkIndex(index, wanted))
            return {};
        return m_columns[std::size_t(index.column())].value(*m_rows[std::size_t(index.row())], role);
    }
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        const bool known = section >= 0 && section < int(m_columns.size());
        const bool wanted = orientation == Qt::Horizontal && role == Qt::DisplayRole;
        return known && wanted ? m_columns[std::size_t(section)].title : QVariant();
    }

    [[nodiscard]] const std::vector<RowPointer>& rows() const { return m_rows; }
    [[nodiscard]] const RowPointer& row(int row) const { return m_rows[std::size_t(row)]; }
    /// -1 where the key is not there. Not to be asked while rows are being removed.
    [[nodiscard]] int rowOf(const Key& key) const { return m_index.value(key, -1); }
    [[nodiscard]] QModelIndex indexOf(const Key& key) const
    {
        const int row = rowOf(key);
        return row < 0 ? QModelIndex() : index(row, 0);
    }

    void apply(ChangeSet<Key, Row> changes)
    {
        removeGone(changes);
        upsert(std::move(changes.upserts));
    }

private:
    void removeGone(const ChangeSet<Key, Row>& changes)
    {
        std::vector<int> gone;
        for (const Key& key : changes.removals) {
            if (const int row = rowOf(key); row >= 0)
                gone.push_back(row);
        }
        if (changes.replaces) {
            QSet<Key> kept;
            for (const Row& row : changes.upserts)
                kept.insert(m_keyOf(row));
            for (int row = 0; row < rowCount(); ++row) {
                if (const Row& old = *m_rows[std::size_t(row)]; changes.replaces(old) && !kept.contains(m_keyOf(old)))
                    gone.push_back(row);
            }
        }
        removeRanges(mergedRanges(std::move(gone)));
    }

    void removeRanges(const std::vector<IndexRange>& ranges)
    {
        for (const IndexRange range : std::views::reverse(ranges)) {
            beginRemoveRows({}, range.first, range.last);
            for (int row = range.first; row <= range.last; ++row)
                m_index.remove(m_keyOf(*m_rows[std::size_t(row)]));
            m_rows.erase(m_rows.begin() + range.first, m_rows.begin() + range.last + 1);
            endRemoveRows();
        }
        for (int row = ranges.empty() ? rowCount() : ranges.front().first; row < rowCount(); ++row)
            m_index[m_keyOf(*m_rows[std::size_t(row)])] = row;
    }

    void upsert(std::vector<Row> upserts)
    {
        std::vector<int> changed;
        std::vector<RowPointer> added;
        const int before = rowCount();
        for (Row& row : upserts) {
            const Key key = m_keyOf(row);
            const int at = rowOf(key);
            if (at < 0)
                m_index.insert(key, before + int(added.size()));
            if (at < 0)
                added.push_back(std::make_shared<const Row>(std::move(row)));
            else if (at >= before)
                added[std::size_t(at - before)] = std::make_shared<const Row>(std::move(row));
            else if (*m_rows[std::size_t(at)] != row) {
                m_rows[std::size_t(at)] = std::make_shared<const Row>(std::move(row));
                changed.push_back(at);
            }
        }
        for (const IndexRange range : mergedRanges(std::move(changed)))
            Q_EMIT dataChanged(index(range.first, 0), index(range.last, columnCount() - 1));
        if (added.empty())
            return;
        beginInsertRows({}, before, before + int(added.size()) - 1);
        m_rows.insert(m_rows.end(), added.begin(), added.end());
        endInsertRows();
    }

    std::function<Key(const Row&)> m_keyOf;
    std::vector<TableColumn<Row>> m_columns;
    std::vector<RowPointer> m_rows;
    QHash<Key, int> m_index;
};

}
