#include "ui/foundation/Palette.h"

#include <array>
#include <utility>

namespace holdfast::foundation {

namespace {

Colours makeLight()
{
    return { .scheme = Scheme::Light,
        .background = QColor(0xFAFAF8),
        .panel = QColor(0xFFFFFF),
        .sunken = QColor(0xF1F1EE),
        .line = QColor(0xDEDEDA),
        .lineStrong = QColor(0xC9C9C4),
        .text = QColor(0x1C1C1A),
        .mid = QColor(0x5A5A56),
        .dim = QColor(0x7F7F7A),
        .accent = QColor(0x0060A8),
        .accentBackground = QColor(0xE4EFF8),
        .onAccent = QColor(0xFFFFFF),
        .ok = QColor(0x0060A8),
        .drift = QColor(0xB87400),
        .driftBackground = QColor(0xFBF1DD),
        .bad = QColor(0x8E1600),
        .badBackground = QColor(0xFBE9E5),
        .progressing = QColor(0x2E8FD0),
        .suspended = QColor(0x4A4A4A),
        .unknown = QColor(0x8C8C8C),
        .added = QColor(0xDDEEFB),
        .addedWord = QColor(0xA9D3F3),
        .removed = QColor(0xFBEBD2),
        .removedWord = QColor(0xF1CB8D),
        .selection = QColor(0xE9F1F8),
        .muted = QColor(0xF4F4F2) };
}

Colours makeDark()
{
    return { .scheme = Scheme::Dark,
        .background = QColor(0x191A1B),
        .panel = QColor(0x1F2021),
        .sunken = QColor(0x161718),
        .line = QColor(0x303234),
        .lineStrong = QColor(0x45484B),
        .text = QColor(0xE8E8E6),
        .mid = QColor(0xABABA8),
        .dim = QColor(0x84847F),
        .accent = QColor(0x3E9BE0),
        .accentBackground = QColor(0x15293A),
        .onAccent = QColor(0x0D1A24),
        .ok = QColor(0x3E9BE0),
        .drift = QColor(0xFFD060),
        .driftBackground = QColor(0x332A14),
        .bad = QColor(0xFF5A36),
        .badBackground = QColor(0x3A1B14),
        .progressing = QColor(0xA8DEFF),
        .suspended = QColor(0x9A9A9A),
        .unknown = QColor(0xC0C0C0),
        .added = QColor(0x12293A),
        .addedWord = QColor(0x1D4A6B),
        .removed = QColor(0x33270F),
        .removedWord = QColor(0x5E4716),
        .selection = QColor(0x1C2A36),
        .muted = QColor(0x222324) };
}

// Hues that no state uses, ordered so that neighbours differ most.
constexpr std::array<std::pair<unsigned, unsigned>, 8> clusterHues { { { 0x7A3E9D, 0x9560B8 }, { 0x0F7F6B, 0x1E9A84 },
    { 0x9A6A00, 0xB08A2E }, { 0xB0387A, 0xCC5C9A }, { 0x4F5D75, 0x7A8AA6 }, { 0x6B7A1E, 0x8FA03A },
    { 0x8A4B2A, 0xAD6E4C }, { 0x1B7F9E, 0x3FA3C2 } } };

}

const Colours& colours(Scheme scheme)
{
    static const Colours light = makeLight();
    static const Colours dark = makeDark();
    return scheme == Scheme::Light ? light : dark;
}

const Colours& coloursOf(const QPalette& palette)
{
    return colours(palette.color(QPalette::Active, QPalette::Window).lightness() > 128 ? Scheme::Light : Scheme::Dark);
}

QPalette qtPalette(const Colours& colours)
{
    QPalette palette;
    palette.setColor(QPalette::Window, colours.background);
    palette.setColor(QPalette::WindowText, colours.text);
    palette.setColor(QPalette::Base, colours.panel);
    palette.setColor(QPalette::AlternateBase, colours.muted);
    palette.setColor(QPalette::Text, colours.text);
    palette.setColor(QPalette::PlaceholderText, colours.dim);
    palette.setColor(QPalette::Button, colours.panel);
    palette.setColor(QPalette::ButtonText, colours.text);
    palette.setColor(QPalette::BrightText, colours.bad);
    palette.setColor(QPalette::Light, colours.panel);
    palette.setColor(QPalette::Midlight, colours.line);
    palette.setColor(QPalette::Mid, colours.lineStrong);
    palette.setColor(QPalette::Dark, colours.dim);
    palette.setColor(QPalette::Shadow, colours.mid);
    palette.setColor(QPalette::Highlight, colours.accentBackground);
    palette.setColor(QPalette::HighlightedText, colours.text);
    palette.setColor(QPalette::Accent, colours.accent);
    palette.setColor(QPalette::Link, colours.accent);
    palette.setColor(QPalette::LinkVisited, colours.accent);
    palette.setColor(QPalette::ToolTipBase, colours.panel);
    palette.setColor(QPalette::ToolTipText, colours.text);
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        palette.setColor(QPalette::Disabled, role, colours.dim);
    return palette;
}

QColor clusterColour(int index, const Colours& colours)
{
    constexpr int count = int(clusterHues.size());
    const auto& [light, dark] = clusterHues[std::size_t(((index % count) + count) % count)];
    return QColor(colours.scheme == Scheme::Light ? light : dark);
}

QColor mixed(const QColor& over, const QColor& under, double share)
{
    const auto part = [share](int a, int b) { return int(a * share + b * (1 - share)); };
    return { part(over.red(), under.red()), part(over.green(), under.green()), part(over.blue(), under.blue()) };
}

}
