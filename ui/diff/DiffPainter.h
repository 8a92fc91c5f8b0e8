#pragma once

#include "ui/diff/DiffPlan.h"

#include <QCoreApplication>
#include <QFont>

#include <optional>

class QPainter;

namespace holdfast::difference {

/// Text that is selected, of one side; from `first` to before `end`.
struct Selection {
    Side side = Side::Left;
    TextPlace first;
    TextPlace end;
};

/// A place that was searched for.
struct Match {
    int row = 0;
    Side side = Side::Left;
    int column = 0;
    int length = 0;
    friend auto operator<=>(const Match&, const Match&) = default;
};

/// All that decides how a comparison looks now.
struct DiffLook {
    std::shared_ptr<const RowColours> colours; ///< null: not found yet
    std::optional<Selection> selection;
    std::vector<Match> matches; ///< in order
    std::optional<Match> match; ///< the current one
    int current = -1; ///< item that the keyboard stands at
    int change = -1; ///< index of the current change
    int scrolledX = 0;
    bool hasFocus = false;
};

/// A part of a fold's bar that can be pressed.
struct FoldPart {
    QString text;
    std::optional<Reveal> reveal; ///< none: it only says what is hidden
    QRect place; ///< in the document
};

/// Draws the items of a plan.
class DiffPainter final {
    Q_DECLARE_TR_FUNCTIONS(DiffPainter)
public:
    DiffPainter(const DiffPlan& plan, const DiffLook& look, const foundation::Colours& colours);
    /// What lies between `top` and `bottom` of the document.
    void paint(QPainter& painter, int top, int bottom);

    /// Where the lines that begin in this row have moved; empty in any other row.
    [[nodiscard]] static QString moveText(const diff::SideBySide& content, const diff::SideRow& row);
    [[nodiscard]] static std::vector<FoldPart> foldParts(const DiffPlan& plan, int index);

private:
    struct Line; ///< one side of one row
    void paintRow(QPainter& painter, int index);
    void paintBand(QPainter& painter, int index);
    void paintGutter(QPainter& painter, int index, Side side);
    void paintSide(QPainter& painter, int index, Side side);
    void paintText(QPainter& painter, const Line& line);
    void paintSpan(QPainter& painter, const Line& line, const diff::WordSpan& span, const QColor& colour);
    void paintMarks(QPainter& painter, const Line& line);
    void paintTag(QPainter& painter, const Line& line);
    void paintFold(QPainter& painter, int index);
    void paintNote(QPainter& painter, int index);
    [[nodiscard]] const diff::SideRow& rowOf(int index) const;
    [[nodiscard]] QRect place(int index, const QRect& column) const;
    [[nodiscard]] QColor ground(const diff::SideRow& row, Side side) const;
    [[nodiscard]] bool isInCurrentChange(int row) const;

    const DiffPlan& m_plan;
    const DiffLook& m_look;
    const foundation::Colours& m_colours;
    QFont m_mono;
    QFont m_small;
    double m_base = 0; ///< of a line's text below its top
};

}
