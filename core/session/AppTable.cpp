#include "core/session/AppTable.h"

#include <algorithm>
#include <utility>

namespace holdfast::session {

using gitops::App;
using gitops::AppId;
using gitops::Detail;

namespace {

/// A Table line knows less than what was remembered, but knows it better.
App overlaid(App remembered, const App& line)
{
    remembered.detail = Detail::Table;
    remembered.agent = line.agent;
    remembered.health = line.health;
    if (!line.revision.isEmpty())
        remembered.revision = line.revision;
    if (!line.whatDiffers.isEmpty() || line.agent.verdict == gitops::SyncVerdict::Synced)
        remembered.whatDiffers = line.whatDiffers;
    return remembered;
}

}

AppTable::AppTable(DriftOnsets* onsets, std::vector<App> remembered)
    : m_onsets(onsets)
{
    m_rows.reserve(static_cast<qsizetype>(remembered.size()));
    for (App& app : remembered) {
        const AppId id = app.id;
        m_rows.insert(id, std::move(app));
    }
}

AppChanges AppTable::apply(const ContextName& context, const QString& cluster, const RowChange& change)
{
    AppChanges changes;
    for (const App& row : change.upserts)
        upsert(cluster, row, changes);
    for (const AppId& id : change.removals) {
        m_onsets->forget(cluster, id);
        if (m_rows.remove(id))
            changes.removals.push_back(id);
    }
    if (change.listed)
        dropUnseen(context, *change.listed, changes);
    return changes;
}

void AppTable::upsert(const QString& cluster, App row, AppChanges& changes)
{
    const auto known = m_rows.find(row.id);
    if (row.detail == Detail::Table && known != m_rows.end()) {
        if (known->detail != Detail::Remembered)
            return;
        row = overlaid(*known, row);
    }
    if (known != m_rows.end() && !row.measured)
        row.measured = known->measured;
    row.differsSince = m_onsets->since(cluster, row);
    if (known == m_rows.end()) {
        const AppId id = row.id;
        changes.upserts.push_back(*m_rows.insert(id, std::move(row)));
    } else if (*known != row) {
        *known = std::move(row);
        changes.upserts.push_back(*known);
    }
}

AppChanges AppTable::take(const AppId& id, const gitops::MeasuredVerdict& measured)
{
    const auto row = m_rows.find(id);
    if (row == m_rows.end() || row->measured == measured)
        return {};
    row->measured = measured;
    return { .upserts = { *row } };
}

void AppTable::dropUnseen(const ContextName& context, gitops::AppKind kind, AppChanges& changes)
{
    m_rows.removeIf([&](std::pair<const AppId&, App&> entry) {
        const bool unseen = entry.second.detail == Detail::Remembered || entry.second.detail == Detail::Table;
        if (!unseen || entry.first.kind != kind || entry.first.context != context)
            return false;
        changes.removals.push_back(entry.first);
        return true;
    });
}

AppChanges AppTable::redated(const ContextName& context, const QString& cluster)
{
    AppChanges changes;
    for (App& row : m_rows) {
        if (row.id.context != context || row.detail == Detail::Remembered)
            continue;
        const QDateTime since = m_onsets->since(cluster, row);
        if (std::exchange(row.differsSince, since) != since)
            changes.upserts.push_back(row);
    }
    return changes;
}

bool AppTable::hasDrift(const ContextName& context) const
{
    return std::ranges::any_of(m_rows, [&](const App& row) {
        return row.id.context == context && row.id.kind == gitops::AppKind::Application && row.differsSince.isValid();
    });
}

const App* AppTable::find(const AppId& id) const
{
    const auto found = m_rows.constFind(id);
    return found == m_rows.constEnd() ? nullptr : &*found;
}

std::vector<App> AppTable::rows() const
{
    return { m_rows.begin(), m_rows.end() };
}

}
