#pragma once

#include "core/session/Fleet.h"
#include "ui/pages/Page.h"
#include "ui/shell/ActionCatalog.h"

#include <QAbstractListModel>
#include <QFrame>

class QLineEdit;
class QListView;

namespace holdfast::shell {

/// One thing the palette can do.
struct PaletteEntry {
    QString text;
    QString detail; ///< dim, at the right: what kind of thing, its key
    int clusterColour = -1;
    QString command; ///< id, or empty
    std::optional<pages::Route> route;
    int score = 0;
};

/// The best entries for what was typed, best first: commands, then apps; a text that is a route leads there.
[[nodiscard]] std::vector<PaletteEntry> paletteEntries(
    const QString& typed, const ActionCatalog& catalog, const session::Fleet& fleet);

class PaletteModel final : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    void show(std::vector<PaletteEntry> entries);
    [[nodiscard]] const PaletteEntry& entry(int row) const { return m_entries[std::size_t(row)]; }

private:
    std::vector<PaletteEntry> m_entries;
};

/// Ctrl+K: go to an app or a page, run a command.
class CommandPalette final : public QFrame {
    Q_OBJECT
public:
    CommandPalette(const ActionCatalog& catalog, const session::Fleet& fleet, QWidget* window);
    void popUp();

Q_SIGNALS:
    void routeChosen(const holdfast::pages::Route& route);
    void commandChosen(const QString& id);
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void search();
    void choose(int row);
    void dismiss();
    const ActionCatalog& m_catalog;
    const session::Fleet& m_fleet;
    PaletteModel* m_model;
    QLineEdit* m_field;
    QListView* m_list;
};

}
