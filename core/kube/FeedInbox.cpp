#include "core/kube/FeedInbox.h"

namespace holdfast::kube {

void FeedInbox::add(FeedBatch batch)
{
    m_listed = m_listed || batch.listed;
    for (FeedEntry& entry : batch.entries) {
        const auto place = m_places.constFind(entry.key);
        if (place != m_places.constEnd()) {
            m_entries[*place] = std::move(entry);
            continue;
        }
        m_places.insert(entry.key, m_entries.size());
        m_entries.push_back(std::move(entry));
    }
}

RawChange FeedInbox::take()
{
    RawChange change { .upserts = {}, .removals = {}, .listed = std::exchange(m_listed, false) };
    for (FeedEntry& entry : m_entries) {
        if (entry.row.has_value())
            change.upserts.push_back(std::move(entry.row));
        else
            change.removals.push_back(std::move(entry.key));
    }
    m_entries.clear();
    m_places.clear();
    return change;
}

}
