#pragma once

#include "ui/guides/ProgressCard.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;

namespace holdfast::guides {

class StepList;

/// What the panel says of a run at a time.
struct RunView {
    workflow::RunInfo run;
    QDateTime now;
    ClusterColours colours;
};

/// Shows any guided run: every step, what is known of it, what happens next, and what a person can do. It decides
/// nothing.
class GuidePanel final : public QWidget {
    Q_OBJECT
public:
    explicit GuidePanel(QWidget* parent = nullptr);
    void show(const RunView& view);

Q_SIGNALS:
    void resumeRequested();
    void undoRequested();
    void abandonRequested();
    /// The same once more, on the remote's tip as it is now.
    void reviewRequested();
    /// The same as a pull request, where the server takes no push.
    void proposalRequested();

private:
    QWidget* makeSide();
    QLabel* addText(QWidget* parent, const QString& name);
    void showSide(const workflow::RunInfo& run);

    QLabel* m_title = nullptr;
    QLabel* m_facts = nullptr;
    QLabel* m_problem = nullptr;
    StepList* m_steps = nullptr;
    QLabel* m_closing = nullptr;
    QLabel* m_commits = nullptr;
    QLabel* m_hint = nullptr;
    QLabel* m_rollouts = nullptr;
    QLabel* m_rolloutsTitle = nullptr;
    QPushButton* m_resume = nullptr;
    QPushButton* m_undo = nullptr;
    QPushButton* m_abandon = nullptr;
    QPushButton* m_review = nullptr;
    QPushButton* m_propose = nullptr;
};

/// The words of a run for people.
[[nodiscard]] QString runTitle(const workflow::RunInfo& run);
[[nodiscard]] QString stepTitle(const workflow::StepInfo& step);

}
