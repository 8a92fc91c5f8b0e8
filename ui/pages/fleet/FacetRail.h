#pragma once

#include "ui/pages/fleet/Tally.h"

#include <QAbstractListModel>
#include <QListView>

#include <memory>

namespace holdfast::pages::fleet {

/// A filter that the user has given a name.
struct SavedView {
    QString name;
    QString filter;
    friend bool operator==(const SavedView&, const SavedView&) = default;
};

/// One line of the rail: a heading, or a choice with its count.
struct RailEntry {
    FacetSection section = FacetSection::View;
    QString key; ///< empty for a heading
    QString text;
    foundation::State state = foundation::State::None;
    int clusterColour = -1;
    int count = -1; ///< -1: none shown
    bool chosen = false;
    friend bool operator==(const RailEntry&, const RailEntry&) = default;
};

/// The rail's lines for these counts and choices.
struct RailInput {
    const Tally& tally;
    const FacetChoice& choice;
    const std::vector<SavedView>& views;
    const ClusterLooks& clusters;
    QString activeView;
};
[[nodiscard]] std::vector<RailEntry> railEntries(const RailInput& input);
/// A facet's words, as on its chip.
[[nodiscard]] QString facetText(FacetSection section, const QString& key);

/// RailEntries for a list view; only lines that differ are signalled.
class RailModel final : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    void show(std::vector<RailEntry> entries);
    [[nodiscard]] const RailEntry& entry(int row) const { return m_entries[std::size_t(row)]; }

private:
    std::vector<RailEntry> m_entries;
};

/// The column at the left: views and facets with their counts.
class FacetRail final : public QListView {
    Q_OBJECT
public:
    explicit FacetRail(QWidget* parent);
    void show(std::vector<RailEntry> entries) { m_model->show(std::move(entries)); }

Q_SIGNALS:
    void toggled(holdfast::pages::fleet::FacetSection section, const QString& key);
    void viewRemoved(const QString& key);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void press(const QModelIndex& index);
    RailModel* m_model;
};

}
