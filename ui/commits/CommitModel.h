#pragma once

#include "core/workflow/Suspect.h"
#include "ui/commits/CommitGraph.h"

#include <QAbstractListModel>
#include <QHash>
#include <QSet>

namespace holdfast::commits {

/// What the histories of apps say about a breakage: each app's own suspect.
struct Judgement {
    QSet<git::CommitId> suspects;
    QSet<git::CommitId> running;
    QSet<git::CommitId> lastGood;

    void add(const std::vector<workflow::HistoryEntry>& history, const workflow::Suspicion& suspicion);
};

/// The commits of an app or several, newest first, with those that are chosen.
class CommitModel final : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    enum class Shown {
        Everything,
        WhatMatters ///< commits that changed what is rendered or were deployed
    };
    /// Suspects are chosen, unless somebody has chosen already.
    void setHistory(std::vector<workflow::HistoryEntry> history, Judgement judgement);
    void setShown(Shown shown);
    [[nodiscard]] Shown shown() const { return m_show; }
    void clear();

    [[nodiscard]] const workflow::HistoryEntry& entry(int row) const { return m_history[m_rows[std::size_t(row)]]; }
    [[nodiscard]] const GraphRow& graph(int row) const { return m_graph[std::size_t(row)]; }
    [[nodiscard]] int lanes() const { return m_lanes; }
    [[nodiscard]] int rowOf(const git::CommitId& commit) const; ///< -1 where it is not shown
    [[nodiscard]] int startRow() const; ///< the newest suspect, else what runs, else the newest
    [[nodiscard]] bool isSuspect(int row) const { return m_judgement.suspects.contains(entry(row).commit.id); }
    [[nodiscard]] bool isRunning(int row) const { return m_judgement.running.contains(entry(row).commit.id); }
    [[nodiscard]] bool isLastGood(int row) const { return m_judgement.lastGood.contains(entry(row).commit.id); }

    void toggle(int row);
    void choose(const QStringList& commits);
    [[nodiscard]] bool isChosen(int row) const { return m_chosen.contains(entry(row).commit.id); }
    /// Newest first, hidden ones too.
    [[nodiscard]] QStringList chosenCommits() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    /// The accessible text of a row; painting reads entry().
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    void chosenChanged();

private:
    [[nodiscard]] bool matters(std::size_t place) const;
    [[nodiscard]] std::vector<git::CommitId> shownParents(std::size_t place) const;
    void layOut();

    std::vector<workflow::HistoryEntry> m_history;
    QHash<git::CommitId, std::size_t> m_places; ///< in the history
    Judgement m_judgement;
    Shown m_show = Shown::Everything;
    std::vector<std::size_t> m_rows; ///< places in the history
    std::vector<GraphRow> m_graph;
    int m_lanes = 1;
    QSet<git::CommitId> m_chosen;
    bool m_touched = false; ///< a person chose
};

/// A commit's marks in words: suspicion, deployments, whether it changed what is rendered.
struct CommitMark {
    enum class Look { Bad, Good, Quiet } look = Look::Quiet;
    QString text;
};
[[nodiscard]] std::vector<CommitMark> marksOf(const CommitModel& model, int row);

}
