#pragma once

#include "core/base/Cancel.h"
#include "core/base/Executor.h"
#include "ui/diff/DiffPainter.h"

#include <QWidget>

#include <optional>

namespace holdfast::difference {

class DiffCanvas;
class DiffTools;
class FindBar;
class OverviewRuler;
class SideHeading;

/// What one side is: "Git", "main @ f3a9c21", and below it where that comes from and how old it is.
struct SideLabel {
    QString what;
    QString which;
    QString detail;
};

/// Two texts side by side with equal rows, or one below the other; with an overview, a way from change to change
/// (Alt+Down, Alt+Up) and a search on both sides (Ctrl+F, F3). Colours and searches are worked out on a thread of its
/// own.
class DiffView final : public QWidget {
    Q_OBJECT
public:
    explicit DiffView(QWidget* parent = nullptr);
    ~DiffView() override;

    void setContent(std::shared_ptr<const diff::SideBySide> content, const SideLabel& left, const SideLabel& right);
    /// The labels alone, as they age.
    void setLabels(const SideLabel& left, const SideLabel& right);
    [[nodiscard]] const std::shared_ptr<const diff::SideBySide>& content() const { return m_content; }
    /// The sides are what they are: nobody is asked for others.
    void setSidesFixed();
    void goToNextChange();
    void goToPreviousChange();
    /// The change that the view stands at, from 0; -1 before the first.
    [[nodiscard]] int currentChange() const { return m_change; }
    /// The field below the cursor, as pathOfRow(); empty for none.
    [[nodiscard]] const QString& currentField() const { return m_field; }
    void openFind();
    void findNext();
    void findPrevious();
    /// The row of controls; the page puts it where its other controls are.
    [[nodiscard]] DiffTools* tools() const { return m_tools; }
    /// Whether colours and all are there.
    [[nodiscard]] bool isComplete() const { return m_complete; }

Q_SIGNALS:
    void sideWanted(holdfast::difference::Side side, const QPoint& at);
    void completed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void connectParts();
    void connectTools();
    void goTo(int change);
    bool takesKey(const QKeyEvent* event);
    void colourRows();
    void search(const QString& text);
    void goToMatch(int match);
    void showCurrentRow(int row);
    void arrange();

    std::shared_ptr<const diff::SideBySide> m_content;
    SideHeading* m_left = nullptr;
    SideHeading* m_right = nullptr;
    DiffCanvas* m_canvas = nullptr;
    OverviewRuler* m_ruler = nullptr;
    FindBar* m_find = nullptr;
    DiffTools* m_tools = nullptr;
    std::vector<Match> m_matches;
    int m_match = -1;
    int m_change = -1;
    QString m_field;
    bool m_complete = true;
    std::optional<Arrangement> m_chosen; ///< none: by the width
    CancelSource m_colouring;
    CancelSource m_searching;
    std::shared_ptr<RowHighlighter> m_highlighter;
    std::unique_ptr<Executor> m_worker; ///< last: ends before what it uses
};

}
