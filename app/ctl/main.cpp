#include "app/ctl/CommandLine.h"
#include "app/ctl/GitCommands.h"
#include "app/ctl/MeasureCommands.h"
#include "app/ctl/ObjectCommands.h"
#include "app/ctl/Output.h"
#include "app/ctl/RunCommands.h"

#include <QCoreApplication>
#include <QFile>
#include <QTimer>

#include <clocale>
#include <cstdio>
#include <cstring>
#include <langinfo.h>
#include <unistd.h>

namespace {

using namespace holdfast::ctl;

std::vector<Command> allCommands()
{
    std::vector<Command> commands = fleetCommands();
    for (Command& command : measureCommands())
        commands.push_back(std::move(command));
    for (Command& command : runCommands())
        commands.push_back(std::move(command));
    for (Command& command : offlineCommands())
        commands.push_back(std::move(command));
    for (Command& command : objectCommands())
        commands.push_back(std::move(command));
    for (Command& command : gitCommands())
        commands.push_back(std::move(command));
    return commands;
}

/// NO_COLOR is the convention of no-color.org.
Colour terminalColour(Colour asked)
{
    const bool terminal = ::isatty(STDOUT_FILENO) == 1 && qEnvironmentVariableIsEmpty("NO_COLOR")
        && qEnvironmentVariable("TERM") != QLatin1String("dumb");
    return terminal ? asked : Colour::Plain;
}

/// Qt reads arguments and file names as UTF-8 and complains of any other locale, on every call.
void speakUtf8()
{
    std::setlocale(LC_ALL, "");
    if (std::strcmp(::nl_langinfo(CODESET), "UTF-8") != 0)
        qputenv("LC_ALL", "C.UTF-8");
}

int answer(const CommandLine& line, QFile& result, QFile& messages)
{
    Output output(&result, &messages, Colour::Plain);
    if (const auto* help = std::get_if<HelpCall>(&line)) {
        output.line(help->text);
        return static_cast<int>(Exit::Done);
    }
    const auto& error = std::get<UsageError>(line);
    output.error(error.sentence, error.hint);
    return static_cast<int>(Exit::Usage);
}

}

int main(int argc, char** argv)
{
    speakUtf8();
    QCoreApplication::setApplicationName(QStringLiteral("holdfastctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HOLDFAST_VERSION));
    const QCoreApplication application(argc, argv);
    QFile result;
    QFile messages;
    if (!result.open(stdout, QIODevice::WriteOnly)
        || !messages.open(stderr, QIODevice::WriteOnly | QIODevice::Unbuffered))
        return static_cast<int>(Exit::Unreadable);
    const std::vector<Command> commands = allCommands();
    const CommandLine line = parseCommandLine(QCoreApplication::arguments().mid(1), commands);
    const auto* call = std::get_if<ParsedCall>(&line);
    if (call == nullptr)
        return answer(line, result, messages);
    Output output(&result, &messages, terminalColour(call->colour));
    QObject context;
    const Invocation invocation { .options = call->options,
        .arguments = call->arguments,
        .parser = call->parser.get(),
        .output = &output,
        .context = &context,
        .finish = [](Exit exit) { QCoreApplication::exit(static_cast<int>(exit)); } };
    QTimer::singleShot(0, &context, [call, &invocation] { call->command->run(invocation); });
    return QCoreApplication::exec();
}
