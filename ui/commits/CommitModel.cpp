#include "ui/commits/CommitModel.h"

#include "ui/foundation/PlainText.h"

#include <algorithm>

namespace holdfast::commits {

using foundation::plain;
using workflow::HistoryEntry;
using workflow::RenderChange;

void Judgement::add(const std::vector<HistoryEntry>& history, const workflow::Suspicion& suspicion)
{
    const auto take = [&history](const std::optional<std::size_t>& place, QSet<git::CommitId>& commits) {
        if (place)
            commits.insert(history[*place].commit.id);
    };
    take(suspicion.suspect, suspects);
    take(suspicion.running, running);
    take(suspicion.lastGood, lastGood);
}

void CommitModel::setHistory(std::vector<HistoryEntry> history, Judgement judgement)
{
    const QStringList before = chosenCommits();
    beginResetModel();
    m_history = std::move(history);
    m_places.clear();
    for (std::size_t place = 0; place < m_history.size(); ++place)
        m_places.insert(m_history[place].commit.id, place);
    m_judgement = std::move(judgement);
    if (!m_touched)
        m_chosen = m_judgement.suspects;
    layOut();
    endResetModel();
    if (chosenCommits() != before)
        Q_EMIT chosenChanged();
}

void CommitModel::clear()
{
    m_touched = false;
    setHistory({}, {});
}

void CommitModel::setShown(Shown shown)
{
    if (m_show == shown)
        return;
    beginResetModel();
    m_show = shown;
    layOut();
    endResetModel();
}

bool CommitModel::matters(std::size_t place) const
{
    const HistoryEntry& entry = m_history[place];
    return entry.rendered != RenderChange::Same || !entry.deployments.empty() || m_chosen.contains(entry.commit.id);
}

std::vector<git::CommitId> CommitModel::shownParents(std::size_t place) const
{
    std::vector<git::CommitId> found;
    std::vector<git::CommitId> waiting = m_history[place].commit.parents;
    QSet<git::CommitId> seen;
    while (!waiting.empty()) {
        const git::CommitId parent = waiting.back();
        waiting.pop_back();
        const auto at = m_places.constFind(parent);
        // Where clocks were wrong, a parent may stand above its child: no line leads upwards.
        if (at == m_places.constEnd() || *at <= place || seen.contains(parent))
            continue;
        seen.insert(parent);
        const std::vector<git::CommitId>& above = m_history[*at].commit.parents;
        if (m_show == Shown::Everything || matters(*at))
            found.insert(found.begin(), parent);
        else
            waiting.insert(waiting.end(), above.begin(), above.end());
    }
    return found;
}

void CommitModel::layOut()
{
    m_rows.clear();
    std::vector<GraphCommit> commits;
    for (std::size_t place = 0; place < m_history.size(); ++place) {
        if (m_show == Shown::WhatMatters && !matters(place))
            continue;
        m_rows.push_back(place);
        commits.push_back({ .id = m_history[place].commit.id, .parents = shownParents(place) });
    }
    m_graph = graphRows(commits);
    m_lanes = laneCount(m_graph);
}

int CommitModel::rowOf(const git::CommitId& commit) const
{
    for (int row = 0; row < rowCount(); ++row)
        if (entry(row).commit.id == commit)
            return row;
    return -1;
}

int CommitModel::startRow() const
{
    for (const auto is : { &CommitModel::isSuspect, &CommitModel::isRunning })
        for (int row = 0; row < rowCount(); ++row)
            if ((this->*is)(row))
                return row;
    return 0;
}

void CommitModel::toggle(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    m_touched = true;
    const git::CommitId& commit = entry(row).commit.id;
    if (!m_chosen.remove(commit))
        m_chosen.insert(commit);
    Q_EMIT dataChanged(index(row), index(row));
    Q_EMIT chosenChanged();
}

void CommitModel::choose(const QStringList& commits)
{
    m_touched = true;
    m_chosen.clear();
    for (const QString& commit : commits)
        m_chosen.insert(git::CommitId(commit));
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    Q_EMIT chosenChanged();
}

QStringList CommitModel::chosenCommits() const
{
    QStringList commits;
    for (const HistoryEntry& entry : m_history)
        if (m_chosen.contains(entry.commit.id))
            commits << entry.commit.id.text();
    return commits;
}

int CommitModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant CommitModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::AccessibleTextRole && role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const HistoryEntry& one = entry(index.row());
    QStringList parts { one.commit.id.text().first(7), plain(one.commit.subject), plain(one.commit.author) };
    for (const CommitMark& mark : marksOf(*this, index.row()))
        parts << mark.text;
    if (isChosen(index.row()))
        parts << tr("chosen");
    return parts.join(QStringLiteral(", "));
}

std::vector<CommitMark> marksOf(const CommitModel& model, int row)
{
    using Look = CommitMark::Look;
    const HistoryEntry& entry = model.entry(row);
    QStringList deployed;
    for (const gitops::Deployment& deployment : entry.deployments) {
        const QString outcome = plain(deployment.outcome);
        deployed << (deployment.id.isEmpty()
                ? CommitModel::tr("tried · %1").arg(outcome)
                : CommitModel::tr("deployment %1 · %2").arg(plain(deployment.id), outcome));
    }
    std::vector<CommitMark> marks;
    if (model.isSuspect(row))
        marks.push_back({ Look::Bad, CommitModel::tr("suspect: first rendered difference since last good") });
    const bool told = !deployed.isEmpty() && (model.isRunning(row) || model.isLastGood(row));
    const QString first = told ? QStringLiteral(" · ") + deployed.takeFirst() : QString();
    if (model.isRunning(row))
        marks.push_back({ Look::Good, CommitModel::tr("runs now") + first });
    if (model.isLastGood(row))
        marks.push_back({ Look::Good, CommitModel::tr("deployed before that") + first });
    for (const QString& deployment : std::as_const(deployed))
        marks.push_back({ Look::Quiet, deployment });
    if (entry.rendered == RenderChange::Same)
        marks.push_back({ Look::Quiet, CommitModel::tr("no rendered difference here") });
    return marks;
}

}
