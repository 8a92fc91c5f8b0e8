#include "app/gui/Options.h"

#include "ui/pages/Router.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace holdfast::gui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Options)
};

const QString kubeconfigName = QStringLiteral("kubeconfig");
const QString contextName = QStringLiteral("context");
const QString pageName = QStringLiteral("page");
const QString kioskName = QStringLiteral("kiosk");
const QString renderName = QStringLiteral("render");
const QString outputName = QStringLiteral("output");
const QString sizeName = QStringLiteral("size");
const QString themeName = QStringLiteral("theme");
const QString reportName = QStringLiteral("startup-report");
const QString dataName = QStringLiteral("data");

void describe(QCommandLineParser& parser)
{
    parser.setApplicationDescription(Words::tr("Holdfast, the console of GitOps fleets."));
    const auto add = [&parser](const QString& name, const QString& text, const QString& value) {
        parser.addOption(QCommandLineOption(name, text, value));
    };
    add(kubeconfigName, Words::tr("The kubeconfig; default as for kubectl."), QStringLiteral("FILE"));
    add(contextName, Words::tr("A context to show; may be repeated. Default: all."), QStringLiteral("NAME"));
    add(pageName, Words::tr("The page to open, like fleet or app/KIND/NAMESPACE/NAME."), QStringLiteral("ROUTE"));
    add(kioskName, Words::tr("Full screen, without navigation."), {});
    add(renderName, Words::tr("Draw this page to --output and exit."), QStringLiteral("ROUTE"));
    add(outputName, Words::tr("The PNG file to draw to."), QStringLiteral("FILE"));
    add(sizeName, Words::tr("The size to draw in, like 1440x900."), QStringLiteral("WxH"));
    add(themeName, Words::tr("light, dark or system."), QStringLiteral("THEME"));
    add(reportName, Words::tr("Write how long the start took."), QStringLiteral("FILE"));
    add(dataName, Words::tr("The folder for what is remembered between runs."), QStringLiteral("DIR"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        QStringLiteral("link"), Words::tr("A holdfast: link to open."), QStringLiteral("[LINK]"));
}

std::unexpected<UsageText> wrong(const QString& sentence)
{
    return std::unexpected(
        UsageText { QStringLiteral("holdfast: ") + sentence + u' ' + Words::tr("See holdfast --help.") + u'\n', 2 });
}

std::optional<QSize> parseSize(const QString& text)
{
    const QStringList parts = text.split(u'x');
    bool isWidth = false;
    bool isHeight = false;
    const QSize size(parts.value(0).toInt(&isWidth), parts.value(1).toInt(&isHeight));
    const bool sane = size.width() >= 200 && size.height() >= 150 && size.width() <= 16384 && size.height() <= 16384;
    return parts.size() == 2 && isWidth && isHeight && sane ? std::optional(size) : std::nullopt;
}

std::expected<void, UsageText> readRender(const QCommandLineParser& parser, Options& options)
{
    if (!parser.isSet(renderName)) {
        if (parser.isSet(outputName) || parser.isSet(sizeName))
            return wrong(Words::tr("--output and --size belong to --render."));
        return {};
    }
    RenderOptions render { .output = parser.value(outputName) };
    if (render.output.isEmpty())
        return wrong(Words::tr("--render needs --output FILE.png."));
    if (parser.isSet(sizeName)) {
        const auto size = parseSize(parser.value(sizeName));
        if (!size)
            return wrong(
                Words::tr("“%1” is no size; it looks like 1440x900 and has from 200x150 to 16384x16384 pixels.")
                    .arg(parser.value(sizeName)));
        render.size = *size;
    }
    options.render = render;
    return {};
}

std::expected<void, UsageText> readRoute(const QCommandLineParser& parser, Options& options)
{
    QString text = parser.isSet(renderName) ? parser.value(renderName) : parser.value(pageName);
    const QStringList links = parser.positionalArguments();
    if (links.size() > 1 || (!links.isEmpty() && !links.front().startsWith(QLatin1String("holdfast:"))))
        return wrong(Words::tr("“%1” is no option and no holdfast: link.").arg(links.join(u' ')));
    if (text.isEmpty() && !links.isEmpty())
        text = links.front();
    if (text.isEmpty())
        return {};
    const auto route = pages::parseRoute(text);
    if (!route)
        return wrong(Words::tr("“%1” is no route; one is fleet, another settings.").arg(text));
    options.route = *route;
    return {};
}

}

std::expected<Options, UsageText> parseOptions(const QStringList& arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments))
        return wrong(parser.errorText());
    if (parser.isSet(QStringLiteral("help")))
        return std::unexpected(UsageText { parser.helpText(), 0 });
    if (parser.isSet(QStringLiteral("version")))
        return std::unexpected(
            UsageText { QStringLiteral("holdfast ") + QCoreApplication::applicationVersion() + u'\n', 0 });
    Options options;
    options.fleet.kubeconfig = parser.value(kubeconfigName);
    options.fleet.contexts = parser.values(contextName);
    options.fleet.choice = options.fleet.contexts.isEmpty() ? app::ContextChoice::All : app::ContextChoice::Named;
    if (parser.isSet(dataName))
        options.fleet.dataFolder = parser.value(dataName);
    if (parser.isSet(kioskName))
        options.style = shell::WindowStyle::Kiosk;
    options.startupReport = parser.value(reportName);
    if (parser.isSet(themeName)) {
        const QString word = parser.value(themeName);
        options.theme = foundation::themeChoice(word);
        if (foundation::word(*options.theme) != word)
            return wrong(Words::tr("“%1” is no theme; there are light, dark and system.").arg(word));
    }
    if (const auto read = readRender(parser, options); !read)
        return std::unexpected(read.error());
    if (const auto read = readRoute(parser, options); !read)
        return std::unexpected(read.error());
    return options;
}

}
