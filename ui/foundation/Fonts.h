#pragma once

#include <QFont>

namespace holdfast::foundation {

enum class Weight { Regular, Strong };

/// Makes the bundled Inter and JetBrains Mono known to Qt; once per process, before the first widget.
void loadFonts();

/// Inter. Sizes in use: 10, 11, 12, 13, 14, 17, 20 (pixels before scaling).
[[nodiscard]] QFont textFont(int pixels = 13, Weight weight = Weight::Regular);
/// Inter with tabular numerals, for ages and counts that stand below each other. Names are not set in it: Inter's
/// tabular hyphen is as wide as a digit.
[[nodiscard]] QFont numberFont(int pixels = 13);
/// JetBrains Mono, for YAML, commits and field paths.
[[nodiscard]] QFont monoFont(int pixels = 12);

/// Lengths in pixels for the 13 px type; `scaled` follows the application's font.
namespace measures {
inline constexpr int navigation = 56;
inline constexpr int topBar = 44;
inline constexpr int statusStrip = 68;
inline constexpr int toolBar = 44;
inline constexpr int row = 32;
inline constexpr int treeRow = 26;
inline constexpr int diffRow = 19;
inline constexpr int footBar = 26;
inline constexpr int padding = 14;
inline constexpr int badge = 15;
inline constexpr int square = 9;
inline constexpr int buttonRadius = 6;
inline constexpr int tagRadius = 4;
}
[[nodiscard]] int scaled(int pixels);

}
