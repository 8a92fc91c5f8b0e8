#include "ui/pages/rollback/CommitModel.h"

#include "ui/foundation/PlainText.h"

#include <algorithm>

namespace holdfast::pages::rollback {

using foundation::plain;
using workflow::HistoryEntry;
using workflow::RenderChange;

void CommitModel::setHistory(std::vector<HistoryEntry> history, const workflow::Suspicion& suspicion)
{
    beginResetModel();
    m_history = std::move(history);
    m_suspicion = suspicion;
    m_chosen.clear();
    if (suspicion.suspect)
        m_chosen.insert(static_cast<int>(*suspicion.suspect));
    endResetModel();
    Q_EMIT chosenChanged();
}

void CommitModel::toggle(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    if (!m_chosen.remove(row))
        m_chosen.insert(row);
    Q_EMIT dataChanged(index(row), index(row));
    Q_EMIT chosenChanged();
}

QStringList CommitModel::chosenCommits() const
{
    QList<int> rows = m_chosen.values();
    std::ranges::sort(rows);
    QStringList commits;
    for (const int row : std::as_const(rows))
        commits << entry(row).commit.id.text();
    return commits;
}

int CommitModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_history.size());
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
    const workflow::Suspicion& suspicion = model.suspicion();
    const auto at = static_cast<std::size_t>(row);
    std::vector<CommitMark> marks;
    if (suspicion.suspect == at)
        marks.push_back({ Look::Bad, CommitModel::tr("suspect: first rendered difference since last good") });
    if (suspicion.running == at)
        marks.push_back({ Look::Good, CommitModel::tr("runs now") });
    if (suspicion.lastGood == at)
        marks.push_back({ Look::Good, CommitModel::tr("deployed before that") });
    for (const gitops::Deployment& deployment : entry.deployments) {
        const QString outcome = plain(deployment.outcome);
        marks.push_back({ Look::Quiet,
            deployment.id.isEmpty() ? CommitModel::tr("tried · %1").arg(outcome)
                                    : CommitModel::tr("deployment %1 · %2").arg(plain(deployment.id), outcome) });
    }
    if (entry.rendered == RenderChange::Same)
        marks.push_back({ Look::Quiet, CommitModel::tr("no rendered difference here") });
    return marks;
}

}
