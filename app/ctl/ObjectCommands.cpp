#include "app/ctl/ObjectCommands.h"

#include "app/ctl/Input.h"
#include "app/ctl/Output.h"
#include "core/manifest/Resource.h"
#include "core/manifest/YamlReader.h"

#include <QCommandLineParser>

namespace holdfast::ctl {

using manifest::Value;
using namespace Qt::StringLiterals;

namespace {

constexpr int manyArguments = 100'000;

std::function<void(const Invocation&)> atOnce(Exit (*run)(const Invocation&))
{
    return [run](const Invocation& call) { call.finish(run(call)); };
}

Command command(const char16_t* name, const char16_t* synopsis, const char16_t* summary)
{
    return { .name = QString::fromUtf16(name),
        .synopsis = QString::fromUtf16(synopsis),
        .summary = QString::fromUtf16(summary),
        .minimum = 1,
        .maximum = 1 };
}

Command healthCommand()
{
    Command health = command(u"health", u"F", u"the health of objects by their agent's rules, as JSON");
    health.options = { { u"rules"_s, u"kstatus, flux or helm; without it Argo CD's rules."_s, u"RULES"_s },
        { u"settings"_s, u"An argocd-cm, whose health scripts come before the bundled rules."_s, u"F"_s } };
    health.run = atOnce(runHealth);
    return health;
}

Command compareCommand()
{
    Command compare
        = command(u"compare", u"--desired F --live F", u"one object as declared against as it runs, as JSON");
    compare.minimum = 0;
    compare.maximum = 0;
    compare.options = { { u"desired"_s, u"The object as Git has it."_s, u"F"_s },
        { u"live"_s, u"The object as it is in the cluster."_s, u"F"_s },
        { u"predicted"_s, u"The API server's answer to a dry-run apply of the desired object."_s, u"F"_s },
        { u"rules"_s, u"Ignore rules: an Application, a Kustomization, a HelmRelease, or a mapping of rules."_s,
            u"F"_s },
        { u"dialect"_s, u"argocd, kustomize (default) or helm."_s, u"DIALECT"_s },
        { u"objects"_s, u"Add the two objects as they were compared."_s } };
    compare.run = atOnce(runCompare);
    return compare;
}

Command normalizeCommand()
{
    Command normalize = command(u"normalize", u"F", u"the objects as an agent compares them, as JSON");
    normalize.options = { { u"rules"_s, u"Take out what these rules ignore."_s, u"F"_s },
        { u"dialect"_s, u"argocd, kustomize (default) or helm."_s, u"DIALECT"_s } };
    normalize.run = atOnce(runNormalize);
    return normalize;
}

Command maskCommand()
{
    Command mask = command(u"mask", u"F", u"the objects with the values of Secrets hidden, as JSON");
    mask.options = { { u"previous"_s, u"The object before, so that what differs can be seen."_s, u"F"_s },
        { u"dialect"_s, u"argocd masks as Argo CD does, with runs of pluses."_s, u"DIALECT"_s },
        { u"annotation"_s, u"Hide this annotation too; may be given more than once."_s, u"KEY"_s } };
    mask.run = atOnce(runMask);
    return mask;
}

Command orderCommand()
{
    Command order = command(u"order", u"F", u"the objects in the order of their apply, as JSON");
    order.options = { { u"dialect"_s, u"kustomize (default) or argocd."_s, u"DIALECT"_s },
        { u"delete"_s, u"The order of their deletion instead."_s } };
    order.run = atOnce(runOrder);
    return order;
}

Command inventoryCommand()
{
    Command inventory = command(u"inventory", u"ID...", u"ids of Flux's inventory, taken apart, as JSON");
    inventory.minimum = 0;
    inventory.maximum = manyArguments;
    inventory.options = { { u"of"_s, u"The entries for the objects of a file instead."_s, u"F"_s } };
    inventory.run = atOnce(runInventory);
    return inventory;
}

Command pruneCommand()
{
    Command prune = command(u"prune", u"--app F --live F", u"whether Flux would remove live objects, as JSON");
    prune.minimum = 0;
    prune.maximum = 0;
    prune.options = { { u"app"_s, u"The Kustomization, with its status."_s, u"F"_s },
        { u"live"_s, u"The objects as they are in the cluster."_s, u"F"_s },
        { u"deleted"_s, u"As if the Kustomization itself were deleted."_s } };
    prune.run = atOnce(runPrune);
    return prune;
}

}

std::expected<std::vector<Value>, Exit> readObjects(const Invocation& call, const QString& file)
{
    const Result<Input> input = readInput(file);
    if (!input)
        return std::unexpected(call.output->error(input.error()));
    const QByteArray& bytes = input->bytes;
    const Result<std::vector<manifest::YamlDocument>> documents
        = manifest::readYaml({ bytes.constData(), static_cast<std::size_t>(bytes.size()) }, input->name);
    if (!documents)
        return std::unexpected(call.output->error(documents.error()));
    std::vector<Value> objects;
    for (const manifest::YamlDocument& document : *documents) {
        objects.push_back(document.value);
        for (const manifest::YamlWarning& warning : document.warnings)
            call.output->warning(u"%1:%2: %3"_s.arg(input->name).arg(warning.line).arg(warning.text));
    }
    return objects;
}

std::expected<Value, Exit> readObject(const Invocation& call, const QString& file)
{
    const auto objects = readObjects(call, file);
    if (!objects)
        return std::unexpected(objects.error());
    if (objects->size() == 1)
        return objects->front();
    call.output->error(u"%1: this holds %2 objects, and one is needed"_s.arg(file).arg(objects->size()),
        u"name a file with the one object"_s);
    return std::unexpected(Exit::Unreadable);
}

std::expected<QString, Exit> readChoice(const Invocation& call, const QString& option, const QStringList& choices)
{
    if (!call.parser->isSet(option))
        return QString();
    const QString value = call.parser->value(option);
    if (choices.contains(value))
        return value;
    call.output->error(u"--%1 cannot be \"%2\" here"_s.arg(option, value), u"one of: "_s + choices.join(u", "_s));
    return std::unexpected(Exit::Usage);
}

Value jsonText(const QString& text)
{
    return Value(text.toStdString());
}

std::vector<Command> objectCommands()
{
    return { healthCommand(), compareCommand(), normalizeCommand(), maskCommand(), orderCommand(), inventoryCommand(),
        pruneCommand() };
}

}
