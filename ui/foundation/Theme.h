#pragma once

#include "ui/foundation/Palette.h"

#include <QPixmap>
#include <QString>

class QApplication;

namespace holdfast::foundation {

enum class ThemeChoice { System, Light, Dark };

[[nodiscard]] QString word(ThemeChoice choice); ///< system, light, dark: as stored and as on the command line
[[nodiscard]] ThemeChoice themeChoice(const QString& word); ///< System for any other word

/// Sets fonts, palette and style sheet of the whole application.
void applyTheme(QApplication& application, ThemeChoice choice);

/// An SVG of the resources with `currentColor` replaced, for icons that follow the palette.
[[nodiscard]] QPixmap tintedIcon(const QString& path, int side, const QColor& colour, qreal pixelRatio);

/// Sets the dynamic property that the style sheet knows buttons by: "primary", "danger", "flat".
void setButtonKind(QWidget& button, const char* kind);

}
