#pragma once

#include "ui/foundation/FilterText.h"
#include "ui/pages/fleet/FleetRow.h"

#include <QSet>
#include <QStringList>

#include <optional>
#include <vector>

namespace holdfast::pages::fleet {

enum class Column {
    Sync,
    App,
    Cluster,
    DiffersSince,
    WhatDiffers,
    Health,
    Revision,
    Automation,
    Checked,
    Team,
    Source
};
inline constexpr int columnCount = 11;
[[nodiscard]] QString columnText(Column column);
[[nodiscard]] QString columnWord(Column column); ///< as stored in the preferences
[[nodiscard]] std::optional<Column> columnOfWord(const QString& word);

enum class Grouping { Attention, Cluster, Team, Engine, None };
[[nodiscard]] QString groupingText(Grouping grouping);
[[nodiscard]] QString groupingWord(Grouping grouping);
[[nodiscard]] std::vector<Grouping> groupings();

/// A column's order, or urgency where there is none.
struct Sorting {
    std::optional<Column> column;
    Qt::SortOrder order = Qt::AscendingOrder;
    friend bool operator==(const Sorting&, const Sorting&) = default;
};

enum class FacetSection { View, Sync, Health, Automation, Engine, Team, Cluster };
inline constexpr int facetSectionCount = 7;
[[nodiscard]] QString facetSectionText(FacetSection section);

/// The rail's choices: "or" within a section, "and" between sections; an empty section asks nothing.
using FacetChoice = std::array<QSet<QString>, facetSectionCount>;

/// The facet keys that a row has in a section.
[[nodiscard]] QStringList facetKeys(const FleetRow& row, FacetSection section);
[[nodiscard]] bool passes(const FleetRow& row, const FacetChoice& choice);

/// The group a row stands in: its key sorts the groups, its text is shown.
[[nodiscard]] QString groupKey(const FleetRow& row, Grouping grouping);
[[nodiscard]] QString groupText(const QString& key, Grouping grouping);

/// True where `left` stands above `right`; total, so that equal keys keep their places between runs.
[[nodiscard]] bool isAbove(const FleetRow& left, const FleetRow& right, Grouping grouping, const Sorting& sorting);

}
