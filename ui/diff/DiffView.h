#pragma once

#include "core/diff/SideBySide.h"

#include <QWidget>

class QLabel;

namespace holdfast::foundation {
class ElidedLabel;
}

namespace holdfast::difference {

class DiffSide;

/// Two texts side by side with equal rows: they scroll together, and Alt+Down and Alt+Up go from change to change.
class DiffView final : public QWidget {
    Q_OBJECT
public:
    explicit DiffView(QWidget* parent = nullptr);
    /// The titles say what each side is: revision, time.
    void setContent(const diff::SideBySide& content, const QString& leftTitle, const QString& rightTitle);
    void goToNextChange();
    void goToPreviousChange();
    /// The change that the view stands at, from 0; -1 before the first.
    [[nodiscard]] int currentChange() const { return m_current; }

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void goTo(int change);
    bool takesKey(const QKeyEvent* event);
    QWidget* makeSide(DiffSide* side, foundation::ElidedLabel* title);

    DiffSide* m_left = nullptr;
    DiffSide* m_right = nullptr;
    foundation::ElidedLabel* m_leftTitle = nullptr;
    foundation::ElidedLabel* m_rightTitle = nullptr;
    QLabel* m_count = nullptr;
    std::vector<int> m_changes;
    int m_current = -1;
};

}
