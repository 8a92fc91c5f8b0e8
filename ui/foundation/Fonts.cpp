#include "ui/foundation/Fonts.h"

#include <QApplication>
#include <QFontDatabase>
#include <QtGlobal>

namespace holdfast::foundation {

void loadFonts()
{
    for (const auto* file : { "Inter-Regular.otf", "Inter-SemiBold.otf", "JetBrainsMono-Regular.ttf" })
        QFontDatabase::addApplicationFont(QStringLiteral(":/holdfast/fonts/") + QLatin1String(file));
}

int scaled(int pixels)
{
    const int base = QApplication::font().pixelSize();
    return base <= 0 || base == 13 ? pixels : qRound(pixels * base / 13.0);
}

QFont textFont(int pixels, Weight weight)
{
    QFont font(QStringLiteral("Inter"));
    font.setPixelSize(scaled(pixels));
    font.setWeight(weight == Weight::Strong ? QFont::DemiBold : QFont::Normal);
    font.setFeature(QFont::Tag("cv05"), 1);
    return font;
}

QFont numberFont(int pixels)
{
    QFont font = textFont(pixels);
    font.setFeature(QFont::Tag("tnum"), 1);
    return font;
}

QFont monoFont(int pixels)
{
    QFont font(QStringLiteral("JetBrains Mono"));
    font.setPixelSize(scaled(pixels));
    font.setStyleHint(QFont::Monospace);
    // A commit or a path is data: what is shown is what is there, without joined signs.
    font.setFeature(QFont::Tag("calt"), 0);
    return font;
}

}
