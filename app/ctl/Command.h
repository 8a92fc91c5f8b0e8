#pragma once

#include "app/ctl/Exit.h"

#include <QCommandLineOption>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

class QCommandLineParser;
class QObject;

namespace holdfast::ctl {

class Output;

enum class OutputFormat { Table, Json };
enum class ContextChoice { Current, Named, All };
enum class ExecChoice { AskedBefore, Allow };

/// The options that every command takes.
struct GlobalOptions {
    QString kubeconfig;
    ContextChoice contextChoice = ContextChoice::Current;
    QStringList contexts;
    OutputFormat format = OutputFormat::Table;
    std::optional<QString> dataFolder; ///< none: the platform's place
    ExecChoice exec = ExecChoice::AskedBefore;
};

/// One call of a command: what was asked, where the answer goes, and how it ends.
struct Invocation {
    GlobalOptions options;
    QStringList arguments; ///< after the command's name
    const QCommandLineParser* parser = nullptr; ///< for the command's own options
    Output* output = nullptr;
    QObject* context = nullptr; ///< lives until the program ends
    std::function<void(Exit)> finish; ///< called once, at once or from the event loop

    [[nodiscard]] bool isSet(const char* option) const;
};

/// What is wrong with a command line.
struct UsageError {
    QString sentence;
    QString hint;
};

/// A command of the program, as a line of the table of commands.
struct Command {
    QString name;
    QString synopsis; ///< of the arguments, `A B`
    QString summary;
    int minimum = 0; ///< of arguments
    int maximum = 0;
    QList<QCommandLineOption> options;
    std::function<void(const Invocation&)> run;
};

/// Commands that need no cluster: `yaml`, `quantity`.
[[nodiscard]] std::vector<Command> offlineCommands();
/// Commands that read the fleet: `apps`, `app`, `resources`.
[[nodiscard]] std::vector<Command> fleetCommands();

}
