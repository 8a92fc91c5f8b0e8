#pragma once

#include "core/workflow/Run.h"

#include <QHash>
#include <QRect>

class QPainter;
class QPalette;

namespace holdfast::guides {

/// The colours of clusters by their contexts, as everywhere in the window.
using ClusterColours = QHash<ContextName, int>;

/// How the apps of a run follow: a row each with a bar of ready pods, and below them what the first one waits for.
class ProgressCard final {
public:
    explicit ProgressCard(std::vector<workflow::AppProgress> progress = {}, ClusterColours colours = {});
    [[nodiscard]] bool isEmpty() const { return m_progress.empty(); }
    [[nodiscard]] int height() const;
    void paint(QPainter& painter, const QRect& place, const QPalette& palette) const;
    /// What the card says, for those who cannot see it.
    [[nodiscard]] QString spoken() const;

private:
    void paintApp(QPainter& painter, const QRect& row, const QPalette& palette, const workflow::AppProgress& app) const;
    [[nodiscard]] QString waitingFor() const;

    std::vector<workflow::AppProgress> m_progress;
    ClusterColours m_colours;
};

/// `5 of 7 pods ready`; what an app without pods waits for.
[[nodiscard]] QString progressText(const workflow::AppProgress& app);
/// Between 0 and 1; of an app without pods 1 once it has converged.
[[nodiscard]] double progressShare(const workflow::AppProgress& app);

}
