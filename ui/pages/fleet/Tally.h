#pragma once

#include "ui/pages/fleet/Arrangement.h"

#include <array>

namespace holdfast::pages::fleet {

/// How many apps have each facet, kept up to date row by row.
class Tally final {
public:
    void add(const FleetRow& row) { count(row, 1); }
    void remove(const FleetRow& row) { count(row, -1); }
    [[nodiscard]] int total() const { return m_total; }
    [[nodiscard]] int of(FacetSection section, const QString& key) const
    {
        return m_counts[std::size_t(section)].value(key);
    }
    /// The keys that any app has, sorted.
    [[nodiscard]] QStringList keys(FacetSection section) const;

private:
    void count(const FleetRow& row, int by);
    int m_total = 0;
    std::array<QHash<QString, int>, facetSectionCount> m_counts;
};

}
