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

void setOnset(App& row, const DriftOnset& onset)
{
    row.differsSince = onset.at;
    row.sinceProof = onset.proof;
}

}

AppTable::AppTable(DriftOnsets* onsets, std::vector<App> remembered)
    : m_onsets(onsets)
{
    m_rows.reserve(static_cast<qsizetype>(remembered.size()));
    for (App& app : remembered) {
        const AppId id = app.id;
        m_rows.insert(id, std::make_shared<const App>(std::move(app)));
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
        if ((*known)->detail != Detail::Remembered)
            return;
        row = overlaid(**known, row);
    }
    if (known != m_rows.end() && !row.measured)
        row.measured = (*known)->measured;
    setOnset(row, m_onsets->since(cluster, row));
    if (known != m_rows.end() && **known == row)
        return;
    const auto kept = std::make_shared<const App>(std::move(row));
    changes.upserts.push_back(*kept);
    m_rows.insert(kept->id, kept);
}

AppChanges AppTable::take(const AppId& id, const gitops::MeasuredVerdict& measured)
{
    const auto row = m_rows.find(id);
    if (row == m_rows.end() || (*row)->measured == measured)
        return {};
    App changed = **row;
    changed.measured = measured;
    *row = std::make_shared<const App>(changed);
    return { .upserts = { std::move(changed) } };
}

void AppTable::dropUnseen(const ContextName& context, gitops::AppKind kind, AppChanges& changes)
{
    m_rows.removeIf([&](std::pair<const AppId&, RowPointer&> entry) {
        const Detail detail = entry.second->detail;
        const bool unseen = detail == Detail::Remembered || detail == Detail::Table;
        if (!unseen || entry.first.kind != kind || entry.first.context != context)
            return false;
        changes.removals.push_back(entry.first);
        return true;
    });
}

AppChanges AppTable::redated(const ContextName& context, const QString& cluster)
{
    AppChanges changes;
    for (RowPointer& row : m_rows) {
        if (row->id.context != context || row->detail == Detail::Remembered)
            continue;
        const DriftOnset onset = m_onsets->since(cluster, *row);
        if (onset == DriftOnset { row->differsSince, row->sinceProof })
            continue;
        App changed = *row;
        setOnset(changed, onset);
        row = std::make_shared<const App>(changed);
        changes.upserts.push_back(std::move(changed));
    }
    return changes;
}

bool AppTable::hasDrift(const ContextName& context) const
{
    return std::ranges::any_of(m_rows, [&](const RowPointer& row) {
        return row->id.context == context && row->id.kind == gitops::AppKind::Application
            && row->differsSince.isValid();
    });
}

const App* AppTable::find(const AppId& id) const
{
    const auto found = m_rows.constFind(id);
    return found == m_rows.constEnd() ? nullptr : found->get();
}

std::vector<App> AppTable::rows() const
{
    std::vector<App> all;
    all.reserve(static_cast<std::size_t>(m_rows.size()));
    for (const RowPointer& row : m_rows)
        all.push_back(*row);
    return all;
}

std::vector<AppTable::RowPointer> AppTable::snapshot() const
{
    return { m_rows.begin(), m_rows.end() };
}

}
