#pragma once

#include "ui/diff/DiffPlan.h"

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;

namespace holdfast::foundation {
class ElidedLabel;
}

namespace holdfast::difference {

/// What steers a comparison, in one row: the current field's path, the way from change to change, how it is arranged,
/// and where it can be taken.
class DiffTools final : public QWidget {
    Q_OBJECT
public:
    explicit DiffTools(QWidget* parent = nullptr);
    void setPath(const QString& path);
    /// `current` from 0, -1 for none.
    void setCount(int current, int count);
    void setApproximate(diff::Precision precision);
    void setArrangement(Arrangement arrangement, Wrapping wrapping);
    /// The external tool's name; empty: none is configured.
    void setExternalTool(const QString& name);

Q_SIGNALS:
    void nextRequested();
    void previousRequested();
    void arrangementChosen(holdfast::difference::Arrangement arrangement);
    void wrappingChosen(holdfast::difference::Wrapping wrapping);
    void revealAllRequested();
    void findRequested();
    void patchRequested();
    void externalRequested();

private:
    void makeArrangementMenu();
    void makeMoreMenu();

    foundation::ElidedLabel* m_path = nullptr;
    QLabel* m_approximate = nullptr;
    QLabel* m_count = nullptr;
    QPushButton* m_previous = nullptr;
    QPushButton* m_next = nullptr;
    QPushButton* m_arrangement = nullptr;
    QPushButton* m_more = nullptr;
    QAction* m_sideBySide = nullptr;
    QAction* m_unified = nullptr;
    QAction* m_wrap = nullptr;
    QAction* m_external = nullptr;
};

}
