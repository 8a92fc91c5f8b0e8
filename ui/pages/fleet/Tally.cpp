#include "ui/pages/fleet/Tally.h"

namespace holdfast::pages::fleet {

void Tally::count(const FleetRow& row, int by)
{
    m_total += by;
    for (int section = 0; section < facetSectionCount; ++section) {
        auto& counts = m_counts[std::size_t(section)];
        for (const QString& key : facetKeys(row, FacetSection(section))) {
            auto found = counts.find(key);
            if (found == counts.end())
                found = counts.insert(key, 0);
            *found += by;
            if (*found == 0)
                counts.erase(found);
        }
    }
}

QStringList Tally::keys(FacetSection section) const
{
    QStringList keys = m_counts[std::size_t(section)].keys();
    keys.sort(Qt::CaseInsensitive);
    return keys;
}

}
