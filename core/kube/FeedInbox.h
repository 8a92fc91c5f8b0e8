#pragma once

#include "core/kube/FeedIntake.h"

#include <QHash>

namespace holdfast::kube {

/// News that wait for the next delivery; of several about one object only the last is kept.
class FeedInbox final {
public:
    void add(FeedBatch batch);
    [[nodiscard]] bool isEmpty() const { return m_entries.empty() && !m_listed; }
    [[nodiscard]] RawChange take();

private:
    std::vector<FeedEntry> m_entries;
    QHash<manifest::ObjectKey, std::size_t> m_places;
    bool m_listed = false;
};

}
