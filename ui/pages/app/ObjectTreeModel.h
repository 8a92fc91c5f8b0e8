#pragma once

#include "core/gitops/AppDetails.h"

#include <QAbstractItemModel>
#include <QHash>

#include <vector>

namespace holdfast::pages::app {

/// An app and its objects as a tree by owner: the app itself is the root row. Top-level objects stand with those that
/// need attention first, then by kind and name.
class ObjectTreeModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Role {
        KeyRole = Qt::UserRole + 1, ///< QString: objectText of the key, empty for the app itself
        StateRole, ///< int(foundation::State)
        OwnRole, ///< bool: the app's own, not made by others
        NoteRole, ///< QString: the right end of the row
        AttentionRole ///< bool
    };

    explicit ObjectTreeModel(QObject* parent = nullptr);
    /// Takes a new state; rows that stay keep their indexes while the shape of the tree is the same.
    void setApp(const gitops::App& app, std::vector<gitops::AppObject> objects);
    [[nodiscard]] const gitops::AppObject* object(const QModelIndex& index) const; ///< null for the app itself
    [[nodiscard]] QModelIndex indexOf(const manifest::ObjectKey& key) const;
    /// The first row that needs attention, else the first object; invalid where there is none.
    [[nodiscard]] QModelIndex firstOfInterest() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Node {
        gitops::AppObject object;
        int parent = -1;
        int row = 0;
        std::vector<int> children;
    };
    [[nodiscard]] static std::vector<Node> arrange(std::vector<gitops::AppObject> objects);
    [[nodiscard]] QVariant appData(int role) const;
    [[nodiscard]] QModelIndex indexOf(int node) const;

    gitops::App m_app;
    std::vector<Node> m_nodes; ///< node 0 is the app itself; empty before the first setApp
};

}
