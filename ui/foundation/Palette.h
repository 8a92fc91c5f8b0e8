#pragma once

#include <QColor>
#include <QPalette>

namespace holdfast::foundation {

enum class Scheme { Light, Dark };

/// The named colours of one scheme; colour is kept for state, all else is grey.
struct Colours {
    Scheme scheme = Scheme::Light;
    QColor background;
    QColor panel;
    QColor sunken;
    QColor line;
    QColor lineStrong;
    QColor text;
    QColor mid;
    QColor dim;
    QColor accent;
    QColor accentBackground;
    QColor onAccent; ///< text on a filled button
    QColor ok;
    QColor drift;
    QColor driftBackground;
    QColor bad;
    QColor badBackground;
    QColor progressing;
    QColor suspended;
    QColor unknown;
    QColor added;
    QColor addedWord;
    QColor removed;
    QColor removedWord;
    QColor selection;
    QColor muted;
};

[[nodiscard]] const Colours& colours(Scheme scheme);
/// The colours that belong to a widget's palette: `coloursOf(palette())` in a paint event.
[[nodiscard]] const Colours& coloursOf(const QPalette& palette);
[[nodiscard]] QPalette qtPalette(const Colours& colours);
/// A cluster's own colour; `index` as in session::ClusterStatus::colour, any number.
[[nodiscard]] QColor clusterColour(int index, const Colours& colours);
/// `over` laid upon `under` with this share, as an opaque colour.
[[nodiscard]] QColor mixed(const QColor& over, const QColor& under, double share);

}
