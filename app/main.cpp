#include "app/gui/Console.h"
#include "ui/foundation/Fonts.h"

#include <QApplication>
#include <QLocale>
#include <QTranslator>

#include <cstdio>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <span>
#include <string_view>

namespace {

/// A picture needs no display; this must be known before the application object is made.
bool wantsPicture(int argc, char** argv)
{
    for (const char* argument : std::span(argv, std::size_t(argc))) {
        const std::string_view text(argument);
        if (text == "--render" || text.starts_with("--render=") || text == "--help" || text == "-h"
            || text == "--version" || text == "-v")
            return true;
    }
    return false;
}

/// Lists are decoded on one thread and shown on another. With a heap for each of them, what one has freed the other
/// cannot use: a seventh of the peak with 20,000 apps.
void shareOneHeap()
{
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 1);
#endif
}

}

int main(int argc, char* argv[])
{
    using namespace holdfast;
    shareOneHeap();
    if (wantsPicture(argc, argv))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("holdfast"));
    QApplication::setApplicationVersion(QStringLiteral(HOLDFAST_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("holdfast"));
    // The sources are English; their plurals are in a file of their own, below the language of the user.
    QTranslator english;
    if (english.load(QStringLiteral(":/i18n/holdfast_en.qm")))
        QApplication::installTranslator(&english);
    QTranslator own;
    if (own.load(QLocale(), QStringLiteral("holdfast"), QStringLiteral("_"), QStringLiteral(":/i18n")))
        QApplication::installTranslator(&own);
    const auto options = gui::parseOptions(QApplication::arguments());
    if (!options) {
        std::fputs(qPrintable(options.error().text), options.error().exitCode == 0 ? stdout : stderr);
        return options.error().exitCode;
    }
    foundation::loadFonts();
    gui::Console console(*options, application);
    console.start();
    return QApplication::exec();
}
