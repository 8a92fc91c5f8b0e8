#pragma once

#include "app/ctl/Command.h"
#include "app/ctl/Output.h"
#include "core/base/Result.h"

#include <QCommandLineParser>

#include <variant>

namespace holdfast::ctl {

/// A command line that was understood.
struct ParsedCall {
    const Command* command = nullptr;
    GlobalOptions options;
    QStringList arguments;
    Colour colour = Colour::Ansi;
    std::shared_ptr<QCommandLineParser> parser;
};

/// Help was asked for; the text is the answer.
struct HelpCall {
    QString text;
};

using CommandLine = std::variant<ParsedCall, HelpCall, UsageError>;

/// Reads the words after the program's name. Options may stand anywhere; a word such as `-1` is an argument.
[[nodiscard]] CommandLine parseCommandLine(const QStringList& words, const std::vector<Command>& commands);

}
