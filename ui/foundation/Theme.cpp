#include "ui/foundation/Theme.h"

#include "ui/foundation/Fonts.h"

#include <QApplication>
#include <QFile>
#include <QHash>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleHints>
#include <QSvgRenderer>
#include <QWidget>

namespace holdfast::foundation {

namespace {

Scheme schemeOf(const QApplication& application, ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Light:
        return Scheme::Light;
    case ThemeChoice::Dark:
        return Scheme::Dark;
    case ThemeChoice::System:
        break;
    }
    return application.styleHints()->colorScheme() == Qt::ColorScheme::Dark ? Scheme::Dark : Scheme::Light;
}

/// theme.qss with `@name` replaced by the colour of that name.
QString styleSheet(const Colours& colours)
{
    QFile file(QStringLiteral(":/holdfast/theme.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const std::pair<const char*, QColor> names[] = { { "@lineStrong", colours.lineStrong }, { "@line", colours.line },
        { "@background", colours.background }, { "@panel", colours.panel }, { "@sunken", colours.sunken },
        { "@text", colours.text }, { "@mid", colours.mid }, { "@dim", colours.dim },
        { "@accentBackground", colours.accentBackground }, { "@accent", colours.accent },
        { "@onAccent", colours.onAccent }, { "@badBackground", colours.badBackground }, { "@bad", colours.bad },
        { "@driftBackground", colours.driftBackground }, { "@drift", colours.drift }, { "@muted", colours.muted },
        { "@selection", colours.selection } };
    for (const auto& [name, colour] : names)
        sheet.replace(QLatin1String(name), colour.name());
    return sheet;
}

}

QString word(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::System:
        return QStringLiteral("system");
    case ThemeChoice::Light:
        return QStringLiteral("light");
    case ThemeChoice::Dark:
        return QStringLiteral("dark");
    }
    return {};
}

ThemeChoice themeChoice(const QString& word)
{
    if (word == QLatin1String("light"))
        return ThemeChoice::Light;
    return word == QLatin1String("dark") ? ThemeChoice::Dark : ThemeChoice::System;
}

void applyTheme(QApplication& application, ThemeChoice choice)
{
    const Colours& chosen = colours(schemeOf(application, choice));
    application.setFont(textFont());
    application.setPalette(qtPalette(chosen));
    application.setStyleSheet(styleSheet(chosen));
}

QPixmap tintedIcon(const QString& path, int side, const QColor& colour, qreal pixelRatio)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QSvgRenderer renderer(file.readAll().replace("currentColor", colour.name().toLatin1()));
    QPixmap pixmap(QSize(side, side) * pixelRatio);
    pixmap.setDevicePixelRatio(pixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF(0, 0, side, side));
    return pixmap;
}

void setButtonKind(QWidget& button, const char* kind)
{
    button.setProperty("kind", QLatin1String(kind));
    button.style()->unpolish(&button); // one that a box made has its look already
    button.style()->polish(&button);
}

}
