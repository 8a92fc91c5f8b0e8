#pragma once

#include "core/workflow/AppHistory.h"
#include "core/workflow/RunService.h"
#include "ui/pages/Page.h"

#include <QTimer>

#include <optional>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace holdfast::foundation {
class ElidedLabel;
struct Notice;
class NoticePanel;
}
namespace holdfast::guides {
class GuidePanel;
struct RunView;
}
namespace holdfast::commits {
class CommitList;
class CommitModel;
class HistoryReader;
}

namespace holdfast::pages::rollback {

class PreviewPanel;

/// The way back of one or several apps: commits, preview and confirmation (`rollback/new/<app>[,<app>...]`, with
/// `?undo=<commit>[,<commit>...]` or `?to=<commit>` where that is chosen already), then the run (`rollback/<run>`).
class RollbackPage final : public Page {
    Q_OBJECT
public:
    RollbackPage(const PageServices& services, QWidget* parent);
    ~RollbackPage() override;
    void open(const Route& route) override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] std::optional<gitops::AppId> subject() const override
    {
        return m_purpose == Purpose::Choose && m_apps.size() == 1 ? std::optional(m_apps.front()) : std::nullopt;
    }
    [[nodiscard]] QString above() const override
    {
        return m_purpose == Purpose::Follow ? QStringLiteral("runs") : QStringLiteral("fleet");
    }
    [[nodiscard]] std::vector<KeyHint> keyHints() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] bool isComplete() const override { return m_complete; }

private:
    enum class Purpose { Choose, Follow };
    QWidget* makeChoice();
    QWidget* makeBar();
    QWidget* makeHeading(QWidget* parent);
    void connectParts();
    void openChoice(const QString& wanted);
    void openRun(const workflow::RunId& run);
    void connectHistory();
    void showHistory(const std::vector<workflow::HistoryEntry>& entries);
    void showHeading();
    void planSoon();
    void plan();
    void showPlan(const Result<workflow::Preview>& preview);
    void showParents();
    void showBar();
    void begin();
    void showRun(const workflow::RunInfo& run);
    void steered(const Result<workflow::RunInfo>& run);
    void sayWhoseRun(const workflow::RunId& run, const Error& error);
    void startOver(workflow::PushChoice push);
    [[nodiscard]] guides::RunView viewOf(const workflow::RunInfo& run) const;
    void say(const QString& title, const QString& text);
    void showNotice(const foundation::Notice& notice);
    void finish();
    /// Why the plan may not be begun now; empty where it may.
    [[nodiscard]] QString obstacle() const;

    PageServices m_services;
    Purpose m_purpose = Purpose::Choose;
    std::vector<gitops::AppId> m_apps;
    bool m_changesKnown = false; ///< what each commit changed, and with it the suspect
    QString m_to; ///< the state wanted instead of commits
    int m_mainline = 1; ///< which parent of a merge stays
    std::optional<workflow::Preview> m_plan;
    std::optional<workflow::RunInfo> m_run;
    workflow::RunId m_runId;
    bool m_complete = false;
    bool m_beginning = false;
    CancelSource m_planning;
    QTimer m_soon;
    QTimer m_second;

    commits::HistoryReader* m_reader = nullptr;
    commits::CommitModel* m_model = nullptr;
    commits::CommitList* m_list = nullptr;
    QPushButton* m_shown = nullptr; ///< whether commits that changed nothing are left out
    PreviewPanel* m_preview = nullptr;
    foundation::NoticePanel* m_hint = nullptr; ///< in the preview's place
    foundation::NoticePanel* m_notice = nullptr; ///< in the whole page's place
    guides::GuidePanel* m_guide = nullptr;
    QStackedWidget* m_right = nullptr;
    QStackedWidget* m_stack = nullptr;
    foundation::ElidedLabel* m_heading = nullptr;
    QComboBox* m_parents = nullptr; ///< where a merge is taken back
    QLabel* m_bound = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_propose = nullptr;
    QPushButton* m_confirm = nullptr;
};

}
