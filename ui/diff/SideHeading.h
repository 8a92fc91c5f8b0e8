#pragma once

#include "ui/diff/RowColours.h"
#include "ui/foundation/RowPainter.h"

#include <QAbstractButton>

namespace holdfast::difference {

struct SideLabel;

/// What one side of a comparison is, in two lines; a press asks for another one.
class SideHeading final : public QAbstractButton {
    Q_OBJECT
public:
    SideHeading(Side side, QWidget* parent);
    void setLabel(const SideLabel& label);
    /// Nobody is asked for another side.
    void setFixed();
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    mutable foundation::RowPainter m_painter;
    QString m_what;
    QString m_which;
    QString m_detail;
    bool m_fixed = false;
};

}
