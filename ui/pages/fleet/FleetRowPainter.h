#pragma once

#include "core/base/Clock.h"
#include "ui/foundation/CellDelegate.h"
#include "ui/foundation/RowPainter.h"
#include "ui/pages/fleet/FleetLines.h"

#include <memory>

namespace holdfast::pages::fleet {

/// Paints the lines of the fleet list: headings, apps cell by cell, details.
class FleetRowPainter final {
public:
    void reset() { m_text.reset(); }
    void paintGroup(QPainter& painter, const QRect& row, const GroupLine& group, foundation::RowLook look);
    /// The row's background; faded rows are painted onto it.
    void paintCell(QPainter& painter, const QRect& cell, const FleetRow& row, Column column);
    /// At the left edge of an app that is marked.
    void paintMark(QPainter& painter, const QRect& row) const;
    void paintDetail(QPainter& painter, const QRect& row, const DetailLine& detail);

    const foundation::Colours* colours = nullptr;
    QDateTime now;

private:
    struct StateRun {
        foundation::State state;
        QString word;
        foundation::TextStyle style;
    };
    void paintState(QPainter& painter, QRect cell, const StateRun& run);
    void paintDiffersSince(QPainter& painter, const QRect& cell, const FleetRow& row);
    void paintWhat(QPainter& painter, const QRect& cell, const FleetRow& row);
    void paintAutomation(QPainter& painter, const QRect& cell, const FleetRow& row);
    void paintChecked(QPainter& painter, const QRect& cell, const FleetRow& row);
    foundation::RowPainter m_text;
};

}
