#pragma once

#include "core/workflow/Preview.h"
#include "ui/pages/Page.h"

class QGridLayout;
class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace holdfast::foundation {
enum class State;
}
namespace holdfast::commits {
class ChangesView;
}

namespace holdfast::pages::rollback {

/// What a run would do, for a person to read before anything is written: the clusters, the checks and the commits, and
/// every file and object that would change.
class PreviewPanel final : public QWidget {
    Q_OBJECT
public:
    explicit PreviewPanel(const PageServices& services, QWidget* parent = nullptr);
    void show(const workflow::Preview& preview);
    [[nodiscard]] bool isSettled() const;

Q_SIGNALS:
    void settled();

private:
    void clear();
    QLabel* add(const QString& text, const char* tone = nullptr);
    void addSection(const QString& title);
    void addCheck(foundation::State state, const QString& name, const QString& text);
    void addApp(const workflow::AffectedApp& app, const workflow::Preview& preview);
    void addChecks(const workflow::Preview& preview);
    void addCommits(const workflow::Preview& preview);
    void showChanges(const workflow::Preview& preview);

    PageServices m_services;
    QScrollArea* m_scroll = nullptr;
    commits::ChangesView* m_changes = nullptr;
    QWidget* m_content = nullptr;
    QVBoxLayout* m_column = nullptr;
    QGridLayout* m_grid = nullptr;
};

/// Objects whose loss takes data or everything below along.
[[nodiscard]] bool isDataAtRisk(const workflow::PrunedObject& object);

}
