#pragma once

#include "ui/foundation/RowPainter.h"
#include "ui/foundation/StateBadge.h"

#include <QWidget>

#include <vector>

class QPushButton;

namespace holdfast::pages::app {

/// One part of the strip: what it is, a state and a headline, and one line below.
struct StripCell {
    QString label;
    foundation::State state = foundation::State::None; ///< None: no shape
    QString headline;
    QString detail;
    foundation::Tone detailTone = foundation::Tone::Mid;
    QString tooltip; ///< plain text
    friend bool operator==(const StripCell&, const StripCell&) = default;
};

/// Whether what is shown can still be believed.
enum class Freshness { Fresh, Stale };

/// The 68 px strip below the top bar: sync, health, revision, automation of one app, and on the right what to do next.
class StatusStrip final : public QWidget {
    Q_OBJECT
public:
    explicit StatusStrip(QWidget* parent = nullptr);
    void setCells(std::vector<StripCell> cells, Freshness freshness);
    [[nodiscard]] const std::vector<StripCell>& cells() const { return m_cells; }
    /// At the right end; off while what is shown is stale.
    void addButton(QPushButton* button);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    void paintCell(QPainter& painter, const StripCell& cell, const QRect& place);
    [[nodiscard]] std::vector<QRect> places() const;

    std::vector<StripCell> m_cells;
    std::vector<QPushButton*> m_buttons;
    Freshness m_freshness = Freshness::Fresh;
    foundation::RowPainter m_text;
};

}
