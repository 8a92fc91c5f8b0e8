#include "app/ctl/CommandLine.h"

namespace holdfast::ctl {

namespace {

/// Marks words that begin with a minus and a digit, which QCommandLineParser would take for options.
constexpr QChar argumentMark(0x1);

QStringList marked(const QStringList& words)
{
    QStringList all { QStringLiteral("holdfastctl") };
    for (const QString& word : words) {
        const bool number
            = word.size() > 1 && word[0] == QLatin1Char('-') && (word[1].isDigit() || word[1] == QLatin1Char('.'));
        all.append(number ? argumentMark + word : word);
    }
    return all;
}

QStringList unmarked(QStringList words)
{
    for (QString& word : words) {
        if (word.startsWith(argumentMark))
            word.remove(0, 1);
    }
    return words;
}

QList<QCommandLineOption> globalOptions()
{
    return {
        { QStringLiteral("kubeconfig"), QStringLiteral("Read this kubeconfig alone."), QStringLiteral("F") },
        { QStringLiteral("context"), QStringLiteral("Use this context; may be given more than once."),
            QStringLiteral("C") },
        { QStringLiteral("all-contexts"), QStringLiteral("Use every context of the kubeconfig.") },
        { { QStringLiteral("o"), QStringLiteral("output") }, QStringLiteral("table (default) or json."),
            QStringLiteral("FORMAT") },
        { QStringLiteral("data"), QStringLiteral("Keep state in this folder."), QStringLiteral("DIR") },
        { QStringLiteral("no-color"), QStringLiteral("Print without colours.") },
        { QStringLiteral("allow-exec"),
            QStringLiteral("Let the kubeconfig's exec plugins run, now and later with the same arguments.") },
        { { QStringLiteral("h"), QStringLiteral("help") }, QStringLiteral("Show this help.") },
        { QStringLiteral("version"), QStringLiteral("Show the version.") },
    };
}

QString usage(const Command& command)
{
    const QString gap = command.synopsis.isEmpty() ? QString() : QStringLiteral(" ");
    return QStringLiteral("holdfastctl ") + command.name + gap + command.synopsis;
}

QString optionLines(const QList<QCommandLineOption>& options)
{
    QString text;
    for (const QCommandLineOption& option : options) {
        QStringList names;
        for (const QString& name : option.names())
            names.append((name.size() == 1 ? QStringLiteral("-") : QStringLiteral("--")) + name);
        QString left = names.join(QStringLiteral(", "));
        if (!option.valueName().isEmpty())
            left += QLatin1Char(' ') + option.valueName();
        text += QStringLiteral("  %1 %2\n").arg(left, -22).arg(option.description());
    }
    return text;
}

QString help(const std::vector<Command>& commands)
{
    QString text = QStringLiteral("Usage: holdfastctl [OPTION...] COMMAND [ARGUMENT...]\n\nCommands:\n");
    for (const Command& command : commands)
        text += QStringLiteral("  %1 %2\n")
                    .arg(command.name + QLatin1Char(' ') + command.synopsis, -22)
                    .arg(command.summary);
    text += QStringLiteral("\nOptions:\n") + optionLines(globalOptions());
    return text
        + QStringLiteral("\nAn app is [CONTEXT:]KIND/NAMESPACE/NAME, or NAME where it is unique.\n"
                         "Exit: 0 done, 1 something differs, 2 wrong usage, 3 refused, 4 unreachable, 5 conflict, "
                         "6 input not readable.");
}

QString help(const Command& command)
{
    return QStringLiteral("Usage: %1\n%2.\n\nOptions:\n%3")
        .arg(usage(command), command.summary, optionLines(command.options + globalOptions()))
        .trimmed();
}

const Command* find(const std::vector<Command>& commands, const QString& name)
{
    const auto found = std::ranges::find(commands, name, &Command::name);
    return found == commands.end() ? nullptr : &*found;
}

QString names(const std::vector<Command>& commands)
{
    QStringList all;
    for (const Command& command : commands)
        all.append(command.name);
    return all.join(QStringLiteral(", "));
}

/// The first word that is no option, read with the options of all commands known.
QString commandName(const QStringList& words, const std::vector<Command>& commands)
{
    QCommandLineParser parser;
    parser.addOptions(globalOptions());
    QStringList known;
    for (const Command& command : commands) {
        for (const QCommandLineOption& option : command.options) {
            if (known.contains(option.names().front()))
                continue;
            known.append(option.names());
            parser.addOption(option);
        }
    }
    static_cast<void>(parser.parse(words));
    return parser.positionalArguments().value(0);
}

std::optional<UsageError> readOptions(const QCommandLineParser& parser, GlobalOptions& options)
{
    options.kubeconfig = parser.value(QStringLiteral("kubeconfig"));
    if (parser.isSet(QStringLiteral("kubeconfig")) && options.kubeconfig.isEmpty())
        return UsageError { QStringLiteral("--kubeconfig names no file"), QStringLiteral("give a path") };
    options.contexts = parser.values(QStringLiteral("context"));
    options.contexts.removeDuplicates();
    if (parser.isSet(QStringLiteral("all-contexts"))) {
        if (!options.contexts.isEmpty())
            return UsageError { QStringLiteral("--context and --all-contexts exclude each other"),
                QStringLiteral("leave one of the two out") };
        options.contextChoice = ContextChoice::All;
    } else if (!options.contexts.isEmpty()) {
        options.contextChoice = ContextChoice::Named;
    }
    const QString format = parser.value(QStringLiteral("output"));
    if (parser.isSet(QStringLiteral("output")) && format != QLatin1String("table") && format != QLatin1String("json"))
        return UsageError { QStringLiteral("there is no output format \"%1\"").arg(format),
            QStringLiteral("use -o table or -o json") };
    options.format = format == QLatin1String("json") ? OutputFormat::Json : OutputFormat::Table;
    if (parser.isSet(QStringLiteral("data")))
        options.dataFolder = parser.value(QStringLiteral("data"));
    options.exec = parser.isSet(QStringLiteral("allow-exec")) ? ExecChoice::Allow : ExecChoice::AskedBefore;
    return std::nullopt;
}

std::optional<UsageError> checkCount(const Command& command, qsizetype count)
{
    if (count >= command.minimum && count <= command.maximum)
        return std::nullopt;
    const QString wanted = command.minimum == command.maximum
        ? QString::number(command.minimum)
        : QStringLiteral("%1 to %2").arg(command.minimum).arg(command.maximum);
    return UsageError { QStringLiteral("%1 takes %2 argument(s), not %3").arg(command.name, wanted).arg(count),
        usage(command) };
}

}

bool Invocation::isSet(const char* option) const
{
    return parser->isSet(QString::fromLatin1(option));
}

CommandLine parseCommandLine(const QStringList& words, const std::vector<Command>& commands)
{
    const QStringList all = marked(words);
    const QString name = commandName(all, commands);
    const Command* command = find(commands, name);
    auto parser = std::make_shared<QCommandLineParser>();
    parser->addOptions(globalOptions());
    if (command != nullptr)
        parser->addOptions(command->options);
    const bool understood = parser->parse(all);
    if (parser->isSet(QStringLiteral("help")) || name == QLatin1String("help"))
        return HelpCall { command != nullptr ? help(*command) : help(commands) };
    if (parser->isSet(QStringLiteral("version")))
        return HelpCall { QStringLiteral("holdfastctl ") + QCoreApplication::applicationVersion() };
    if (name.isEmpty() && understood)
        return UsageError { QStringLiteral("no command was given"), QStringLiteral("one of: ") + names(commands) };
    if (command == nullptr && !name.isEmpty())
        return UsageError { QStringLiteral("there is no command \"%1\"").arg(name),
            QStringLiteral("one of: ") + names(commands) };
    if (!understood)
        return UsageError { parser->errorText().chopped(parser->errorText().endsWith(QLatin1Char('.')) ? 1 : 0),
            QStringLiteral("holdfastctl --help lists the options") };
    ParsedCall call { .command = command, .parser = parser };
    if (std::optional<UsageError> error = readOptions(*parser, call.options))
        return *std::move(error);
    call.arguments = unmarked(parser->positionalArguments().mid(1));
    if (std::optional<UsageError> error = checkCount(*command, call.arguments.size()))
        return *std::move(error);
    call.colour = parser->isSet(QStringLiteral("no-color")) ? Colour::Plain : Colour::Ansi;
    return call;
}

}
