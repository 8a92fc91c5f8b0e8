#pragma once

#include "ui/guides/GuidePanel.h"

#include <QWidget>

namespace holdfast::guides {

/// The steps of a run, one below the other along a line: done, under way, held, waiting.
class StepList final : public QWidget {
    Q_OBJECT
public:
    explicit StepList(QWidget* parent = nullptr);
    void setRun(const RunView& view);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintStep(QPainter& painter, int index) const;
    [[nodiscard]] int topOf(int index) const;
    [[nodiscard]] int watchStep() const; ///< -1: the run watches nothing
    [[nodiscard]] QString timeText(const workflow::StepInfo& step) const;

    workflow::RunInfo m_run;
    QDateTime m_now;
    ProgressCard m_card; ///< below the step that watches
};

}
