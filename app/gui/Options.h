#pragma once

#include "app/Composition.h"
#include "ui/foundation/Theme.h"
#include "ui/pages/Page.h"
#include "ui/shell/MainWindow.h"

#include <QSize>

namespace holdfast::gui {

/// A picture instead of a window.
struct RenderOptions {
    QString output;
    QSize size { 1440, 900 };
};

/// The command line of `holdfast`.
struct Options {
    app::FleetOptions fleet;
    pages::Route route { QStringLiteral("fleet"), {} };
    shell::WindowStyle style = shell::WindowStyle::Full;
    std::optional<foundation::ThemeChoice> theme; ///< none: as set in the window
    std::optional<RenderOptions> render;
    QString startupReport; ///< empty: none
};

/// What the command line asks for, or text to print: help and version with exit code 0, wrong usage with 2.
struct UsageText {
    QString text;
    int exitCode = 2;
};
[[nodiscard]] std::expected<Options, UsageText> parseOptions(const QStringList& arguments);

}
