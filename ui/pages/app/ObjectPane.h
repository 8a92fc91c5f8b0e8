#pragma once

#include "core/gitops/AppDetails.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLineEdit;
class QSortFilterProxyModel;

namespace holdfast::pages::app {

class ObjectTreeModel;
class ObjectTree;

/// The left side of the page: the objects of one app as a tree, with a filter above. Selection is a key.
class ObjectPane final : public QWidget {
    Q_OBJECT
public:
    explicit ObjectPane(QWidget* parent = nullptr);
    /// Keeps the selected object and what is expanded; selects what needs attention first where nothing is selected.
    void setApp(const gitops::App& app, std::vector<gitops::AppObject> objects);
    [[nodiscard]] std::optional<manifest::ObjectKey> selected() const { return m_selected; }
    /// Selects this object, now or once it is there.
    void choose(const manifest::ObjectKey& object);
    /// Forgets the app: nothing is selected.
    void clear();
    void focusFilter();

Q_SIGNALS:
    void objectSelected(const holdfast::manifest::ObjectKey& key);

private:
    void select(const QModelIndex& source);
    void expandOwners();
    void currentChanged(const QModelIndex& current);

    QLineEdit* m_filter = nullptr;
    ObjectTree* m_tree = nullptr;
    ObjectTreeModel* m_model = nullptr;
    QSortFilterProxyModel* m_proxy = nullptr;
    std::optional<manifest::ObjectKey> m_selected;
};

}
