#pragma once

#include "core/workflow/Suspect.h"

#include <QAbstractListModel>
#include <QSet>

namespace holdfast::pages::rollback {

/// The commits that an app can go back behind, newest first, with those that are chosen.
class CommitModel final : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setHistory(std::vector<workflow::HistoryEntry> history, const workflow::Suspicion& suspicion);
    [[nodiscard]] const workflow::HistoryEntry& entry(int row) const
    {
        return m_history[static_cast<std::size_t>(row)];
    }
    [[nodiscard]] const workflow::Suspicion& suspicion() const { return m_suspicion; }
    void toggle(int row);
    [[nodiscard]] bool isChosen(int row) const { return m_chosen.contains(row); }
    /// Newest first.
    [[nodiscard]] QStringList chosenCommits() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    /// The accessible text of a row; painting reads entry().
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    void chosenChanged();

private:
    std::vector<workflow::HistoryEntry> m_history;
    workflow::Suspicion m_suspicion;
    QSet<int> m_chosen;
};

/// A commit's marks in words: suspicion, deployments, whether it changed what is rendered.
struct CommitMark {
    enum class Look { Bad, Good, Quiet } look = Look::Quiet;
    QString text;
};
[[nodiscard]] std::vector<CommitMark> marksOf(const CommitModel& model, int row);

}
