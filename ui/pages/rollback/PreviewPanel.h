#pragma once

#include "core/workflow/Run.h"

#include <QScrollArea>

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace holdfast::foundation {
enum class State;
}

namespace holdfast::pages::rollback {

/// What a run would do, for a person to read before anything is written.
class PreviewPanel final : public QScrollArea {
    Q_OBJECT
public:
    explicit PreviewPanel(QWidget* parent = nullptr);
    void show(const workflow::Preview& preview);

private:
    void clear();
    QLabel* add(const QString& text, const char* tone = nullptr);
    void addSection(const QString& title);
    void addRow(foundation::State state, const QStringList& cells);
    void addApps(const workflow::Preview& preview);
    void addChecks(const workflow::Preview& preview);
    void addCommits(const workflow::Preview& preview);

    QWidget* m_content = nullptr;
    QVBoxLayout* m_column = nullptr;
    QGridLayout* m_grid = nullptr;
};

/// Objects whose loss takes data or everything below along.
[[nodiscard]] bool isDataAtRisk(const workflow::PrunedObject& object);

}
