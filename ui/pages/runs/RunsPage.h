#pragma once

#include "core/workflow/RunService.h"
#include "ui/pages/Page.h"
#include "ui/pages/runs/RunTable.h"

#include <QTimer>

class QStackedWidget;

namespace holdfast::foundation {
class NoticePanel;
}

namespace holdfast::pages::runs {

/// The guided runs of this journal and those that colleagues have under way on the fleet's apps; Enter opens one.
class RunsPage final : public Page {
    Q_OBJECT
public:
    RunsPage(const PageServices& services, QWidget* parent);
    void open(const Route& route) override;
    [[nodiscard]] QString title() const override { return tr("Runs"); }
    [[nodiscard]] std::vector<KeyHint> keyHints() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] bool isComplete() const override { return m_complete; }

private:
    void read();
    void showRuns(const Result<std::vector<workflow::RunInfo>>& runs);
    void say(const QString& title, const QString& text);
    void openRun(const QModelIndex& index);

    PageServices m_services;
    RunModel* m_model = nullptr;
    foundation::FactTable* m_table = nullptr;
    foundation::NoticePanel* m_notice = nullptr;
    QStackedWidget* m_stack = nullptr;
    QTimer m_soon; ///< several changes are read at once
    bool m_complete = false;
};

}
