#include "app/ctl/Command.h"
#include "app/ctl/Input.h"
#include "app/ctl/Output.h"
#include "core/manifest/Quantity.h"
#include "core/manifest/YamlReader.h"

namespace holdfast::ctl {

using manifest::Value;

namespace {

/// The word itself, or standard input where it is `-`, without white space around it.
Result<std::string> word(const QString& argument)
{
    if (argument != QLatin1String("-"))
        return argument.toStdString();
    const Result<Input> input = readInput(argument);
    if (!input)
        return std::unexpected(input.error());
    return input->bytes.trimmed().toStdString();
}

Result<manifest::Quantity> quantity(const QString& argument)
{
    const Result<std::string> text = word(argument);
    if (!text)
        return std::unexpected(text.error());
    return manifest::parseQuantity(*text);
}

Exit runYaml(const Invocation& call)
{
    const Result<Input> input = readInput(call.arguments.front());
    if (!input)
        return call.output->error(input.error());
    const QByteArray& bytes = input->bytes;
    const Result<std::vector<manifest::YamlDocument>> documents
        = manifest::readYaml({ bytes.constData(), static_cast<std::size_t>(bytes.size()) }, input->name);
    if (!documents)
        return call.output->error(documents.error());
    Value::List objects;
    for (const manifest::YamlDocument& document : *documents) {
        objects.push_back(document.value);
        for (const manifest::YamlWarning& warning : document.warnings)
            call.output->warning(QStringLiteral("%1:%2: %3").arg(input->name).arg(warning.line).arg(warning.text));
    }
    call.output->json(Value(std::move(objects)));
    return Exit::Done;
}

Exit runQuantity(const Invocation& call)
{
    if (call.arguments == QStringList { QStringLiteral("-"), QStringLiteral("-") }) {
        call.output->error(QStringLiteral("only one of the two quantities can come from standard input"),
            QStringLiteral("write one of them as an argument"));
        return Exit::Usage;
    }
    const Result<manifest::Quantity> a = quantity(call.arguments[0]);
    const Result<manifest::Quantity> b = a ? quantity(call.arguments[1]) : a;
    if (!b)
        return call.output->error(b.error());
    const bool equal = *a == *b;
    call.output->json(Value(
        Value::Map { { "equal", Value(equal) }, { "a", Value(a->canonical()) }, { "b", Value(b->canonical()) } }));
    return equal ? Exit::Done : Exit::Differs;
}

std::function<void(const Invocation&)> atOnce(Exit (*run)(const Invocation&))
{
    return [run](const Invocation& call) { call.finish(run(call)); };
}

}

std::vector<Command> offlineCommands()
{
    return {
        { .name = QStringLiteral("yaml"),
            .synopsis = QStringLiteral("F"),
            .summary = QStringLiteral("a manifest stream as a Kubernetes API server reads it, as JSON"),
            .minimum = 1,
            .maximum = 1,
            .run = atOnce(runYaml) },
        { .name = QStringLiteral("quantity"),
            .synopsis = QStringLiteral("A B"),
            .summary = QStringLiteral("whether two quantities are equal, and their canonical forms, as JSON"),
            .minimum = 2,
            .maximum = 2,
            .run = atOnce(runQuantity) },
    };
}

}
