#include "ui/commits/CommitGraph.h"

#include <QHash>

#include <algorithm>

namespace holdfast::commits {

namespace {

/// The commits that the lanes lead to; an empty id is a lane that is free.
class Lanes final {
public:
    /// The lanes that lead to the commit; they end here.
    std::vector<int> take(const git::CommitId& commit)
    {
        std::vector<int> taken;
        for (std::size_t lane = 0; lane < m_wanted.size(); ++lane)
            if (m_wanted[lane] == commit) {
                taken.push_back(static_cast<int>(lane));
                m_wanted[lane] = {};
            }
        return taken;
    }
    /// The lane that leads to the commit from now on, the preferred one where none does yet.
    int lead(const git::CommitId& commit, int preferred)
    {
        const auto known = std::ranges::find(m_wanted, commit);
        if (known != m_wanted.end())
            return static_cast<int>(known - m_wanted.begin());
        const int lane = isFree(preferred) ? preferred : firstFree();
        if (lane >= std::ssize(m_wanted))
            m_wanted.resize(static_cast<std::size_t>(lane) + 1);
        m_wanted[static_cast<std::size_t>(lane)] = commit;
        return lane;
    }
    [[nodiscard]] int firstFree() const
    {
        return static_cast<int>(std::ranges::find(m_wanted, git::CommitId()) - m_wanted.begin());
    }
    [[nodiscard]] std::vector<int> used() const
    {
        std::vector<int> lanes;
        for (std::size_t lane = 0; lane < m_wanted.size(); ++lane)
            if (!m_wanted[lane].isEmpty())
                lanes.push_back(static_cast<int>(lane));
        return lanes;
    }

private:
    [[nodiscard]] bool isFree(int lane) const
    {
        return lane >= std::ssize(m_wanted) || m_wanted[static_cast<std::size_t>(lane)].isEmpty();
    }

    std::vector<git::CommitId> m_wanted;
};

}

std::vector<GraphRow> graphRows(const std::vector<GraphCommit>& commits)
{
    QHash<git::CommitId, std::size_t> places;
    for (std::size_t at = 0; at < commits.size(); ++at)
        places.insert(commits[at].id, at);
    std::vector<GraphRow> rows;
    Lanes lanes;
    for (std::size_t at = 0; at < commits.size(); ++at) {
        GraphRow row { .from = lanes.take(commits[at].id) };
        row.lane = row.from.empty() ? lanes.firstFree() : row.from.front();
        row.passing = lanes.used();
        for (const git::CommitId& parent : commits[at].parents) {
            const auto place = places.constFind(parent);
            if (place != places.constEnd() && *place > at)
                row.to.push_back(lanes.lead(parent, row.lane));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

int laneCount(const std::vector<GraphRow>& rows)
{
    int last = 0;
    for (const GraphRow& row : rows) {
        last = std::max(last, row.lane);
        for (const std::vector<int>* lanes : { &row.passing, &row.from, &row.to })
            for (const int lane : *lanes)
                last = std::max(last, lane);
    }
    return last + 1;
}

}
