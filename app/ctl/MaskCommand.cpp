#include "app/ctl/ObjectCommands.h"
#include "app/ctl/Output.h"
#include "core/diff/PlusMask.h"
#include "core/manifest/SecretMask.h"

#include <QCommandLineParser>

namespace holdfast::ctl {

using manifest::Value;
using namespace Qt::StringLiterals;

namespace {

enum class Style { Stars, Pluses };

Value masked(const Value& object, Style style, const manifest::MaskOptions& options)
{
    if (style == Style::Stars)
        return manifest::maskSecret(object, options);
    return diff::plusMasked({ .desired = object, .live = std::nullopt }, options).desired.value_or(Value());
}

manifest::MaskedPair maskedPair(
    const Value& previous, const Value& object, Style style, const manifest::MaskOptions& options)
{
    if (style == Style::Stars)
        return manifest::maskSecretPair(previous, object, options);
    const diff::SecretPair pair = diff::plusMasked({ .desired = object, .live = previous }, options);
    return { .previous = pair.live.value_or(Value()), .object = pair.desired.value_or(Value()) };
}

Exit maskPair(const Invocation& call, Style style, const manifest::MaskOptions& options)
{
    const QString previousFile = call.parser->value(u"previous"_s);
    if (previousFile == u"-" && call.arguments.front() == u"-") {
        call.output->error(
            u"only one of the two objects can come from standard input"_s, u"name a file for the other"_s);
        return Exit::Usage;
    }
    const auto object = readObject(call, call.arguments.front());
    if (!object)
        return object.error();
    const auto previous = readObject(call, previousFile);
    if (!previous)
        return previous.error();
    const manifest::MaskedPair pair = maskedPair(*previous, *object, style, options);
    call.output->json(Value(Value::Map { { "object", pair.object }, { "previous", pair.previous } }));
    return Exit::Done;
}

}

Exit runMask(const Invocation& call)
{
    const auto dialect = readChoice(call, u"dialect"_s, { u"argocd"_s, u"kustomize"_s, u"helm"_s });
    if (!dialect)
        return dialect.error();
    const Style style = *dialect == u"argocd" ? Style::Pluses : Style::Stars;
    manifest::MaskOptions options;
    for (const QString& key : call.parser->values(u"annotation"_s))
        options.annotations.push_back(key.toStdString());
    if (call.isSet("previous"))
        return maskPair(call, style, options);
    const auto objects = readObjects(call, call.arguments.front());
    if (!objects)
        return objects.error();
    Value::List all;
    for (const Value& object : *objects)
        all.push_back(masked(object, style, options));
    call.output->json(Value(std::move(all)));
    return Exit::Done;
}

}
