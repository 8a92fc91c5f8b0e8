#pragma once

#include "ui/commits/HistoryReader.h"
#include "ui/pages/Page.h"

#include <QTimer>

class QPushButton;
class QStackedWidget;

namespace holdfast::foundation {
class ElidedLabel;
struct Notice;
class NoticePanel;
}
namespace holdfast::commits {
class CommitList;
class CommitModel;
}

namespace holdfast::pages::history {

class CommitPanel;

/// The commits that an app was made of beside its deployments (`app/<app>/history`, `app/<app>/history/<commit>`), and
/// what each of them changed.
class HistoryPage final : public Page {
    Q_OBJECT
public:
    HistoryPage(const PageServices& services, QWidget* parent);
    ~HistoryPage() override;
    void open(const Route& route) override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] std::optional<gitops::AppId> subject() const override
    {
        return m_app.name.isEmpty() ? std::nullopt : std::optional(m_app);
    }
    [[nodiscard]] std::vector<KeyHint> keyHints() const override;
    [[nodiscard]] QString summary() const override;
    [[nodiscard]] bool isComplete() const override { return m_complete; }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeHeading(QWidget* parent);
    QWidget* makeBar(QWidget* parent);
    void connectParts();
    void showHistory(const std::vector<workflow::HistoryEntry>& entries);
    void showCommit(int row);
    void showHeading();
    void say(const QString& title, const QString& text);
    void showNotice(const foundation::Notice& notice);
    void undoCommit();
    void goBackTo();
    void finish();

    PageServices m_services;
    gitops::AppId m_app;
    git::CommitId m_wanted; ///< the commit that the route names
    git::CommitId m_current;
    bool m_changesKnown = false;
    bool m_complete = false;
    QTimer m_second;
    commits::HistoryReader* m_reader = nullptr;
    commits::CommitModel* m_model = nullptr;
    commits::CommitList* m_list = nullptr;
    CommitPanel* m_commit = nullptr;
    foundation::ElidedLabel* m_heading = nullptr;
    foundation::NoticePanel* m_notice = nullptr;
    QPushButton* m_shown = nullptr;
    QPushButton* m_undo = nullptr;
    QPushButton* m_back = nullptr;
    QStackedWidget* m_stack = nullptr;
};

}
