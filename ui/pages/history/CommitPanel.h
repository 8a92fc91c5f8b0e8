#pragma once

#include "core/session/SideComparison.h"
#include "core/workflow/AppHistory.h"
#include "core/workflow/CommitEffect.h"
#include "ui/pages/Page.h"

class QLabel;

namespace holdfast::foundation {
class ElidedLabel;
}
namespace holdfast::commits {
class ChangesView;
}

namespace holdfast::pages::history {

/// One commit in full: what it says, where it was deployed, which files and apps it touched, and what it changed in the
/// render of this app.
class CommitPanel final : public QWidget {
    Q_OBJECT
public:
    CommitPanel(const PageServices& services, QWidget* parent);
    void show(const gitops::AppId& app, const workflow::HistoryEntry& entry);
    /// Ages grow, and what the commit changed may be known by now.
    void refresh(const workflow::HistoryEntry& entry);
    [[nodiscard]] bool isSettled() const;

Q_SIGNALS:
    void settled();

private:
    void showEffect(const Result<workflow::CommitEffect>& effect);
    void readChanges();
    void showChanges(const Result<session::SideComparison>& comparison);
    void showFacts();

    PageServices m_services;
    gitops::AppId m_app;
    workflow::HistoryEntry m_entry;
    std::optional<workflow::CommitEffect> m_effect;
    CancelSource m_work;
    bool m_busy = false;
    QLabel* m_subject = nullptr;
    QLabel* m_signature = nullptr;
    QLabel* m_body = nullptr;
    QLabel* m_facts = nullptr;
    commits::ChangesView* m_changes = nullptr;
};

}
