#pragma once

#include "core/gitops/Application.h"
#include "ui/foundation/Palette.h"

#include <QWidget>

class QPainter;

namespace holdfast::foundation {

/// Every state the window knows: always a shape, a word and a colour.
enum class State {
    None, ///< nothing is said: a dash
    Synced,
    OutOfSync,
    Drifted, ///< measured by Holdfast while the agent says Synced
    Missing,
    Extra,
    Excluded,
    Unknown,
    Healthy,
    Progressing,
    Degraded,
    Suspended
};

[[nodiscard]] State stateOf(gitops::SyncVerdict verdict);
[[nodiscard]] State stateOf(gitops::ObjectVerdict verdict);
[[nodiscard]] State stateOf(gitops::HealthStatus status);
/// The word of the Sync column for a whole app, from both verdicts.
[[nodiscard]] State syncStateOf(const gitops::App& app);
[[nodiscard]] QString stateText(State state);
[[nodiscard]] QColor stateColour(State state, const Colours& colours);
/// The word's colour: the state's own where it asks for attention, else the text's.
[[nodiscard]] QColor stateTextColour(State state, const Colours& colours);
/// Draws the shape into the square.
void paintState(QPainter& painter, const QRectF& square, State state, const Colours& colours);

/// A state's shape and word as a small widget.
class StateBadge final : public QWidget {
    Q_OBJECT
public:
    explicit StateBadge(QWidget* parent = nullptr);
    void setState(State state);
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    State m_state = State::None;
};

}
