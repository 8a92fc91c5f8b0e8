#include "app/ctl/ObjectCommands.h"
#include "app/ctl/Output.h"
#include "core/diff/ApplyOrder.h"
#include "core/diff/Inventory.h"
#include "core/diff/Prune.h"

#include <QCommandLineParser>

namespace holdfast::ctl {

using manifest::Value;
using namespace Qt::StringLiterals;

namespace {

Value::Map keyJson(const manifest::ObjectKey& key)
{
    return { { "group", jsonText(key.group) }, { "kind", jsonText(key.kind) }, { "namespace", jsonText(key.nameSpace) },
        { "name", jsonText(key.name) } };
}

Exit printEntries(const Invocation& call)
{
    const auto objects = readObjects(call, call.parser->value(u"of"_s));
    if (!objects)
        return objects.error();
    Value::List entries;
    for (const Value& object : *objects) {
        const diff::InventoryEntry entry = diff::inventoryEntry(object);
        entries.emplace_back(
            Value::Map { { "id", jsonText(diff::inventoryId(entry.object)) }, { "v", Value(entry.version) } });
    }
    call.output->json(Value(std::move(entries)));
    return Exit::Done;
}

}

Exit runOrder(const Invocation& call)
{
    const auto dialect = readChoice(call, u"dialect"_s, { u"kustomize"_s, u"argocd"_s });
    if (!dialect)
        return dialect.error();
    const auto objects = readObjects(call, call.arguments.front());
    if (!objects)
        return objects.error();
    const auto rules = *dialect == u"argocd" ? diff::OrderDialect::ArgoCd : diff::OrderDialect::Kustomize;
    const auto purpose = call.isSet("delete") ? diff::OrderPurpose::Delete : diff::OrderPurpose::Apply;
    Value::List all;
    for (const diff::OrderedObject& place : diff::ordered(*objects, rules, purpose)) {
        Value::Map entry = keyJson(diff::clusterKey(place.object));
        entry.emplace_back("stage", Value(place.stage));
        all.emplace_back(std::move(entry));
    }
    call.output->json(Value(std::move(all)));
    return Exit::Done;
}

Exit runInventory(const Invocation& call)
{
    const bool ofFile = call.isSet("of");
    if (ofFile == !call.arguments.isEmpty()) {
        call.output->error(ofFile ? u"inventory takes ids or --of, not both"_s : u"inventory was given no id"_s,
            u"holdfastctl inventory ID..., or holdfastctl inventory --of F"_s);
        return Exit::Usage;
    }
    if (ofFile)
        return printEntries(call);
    Value::List all;
    for (const QString& id : call.arguments) {
        const Result<manifest::ObjectKey> key = diff::parseInventoryId(id);
        if (!key)
            return call.output->error(key.error());
        Value::Map entry = keyJson(*key);
        entry.emplace_back("id", jsonText(id));
        all.emplace_back(std::move(entry));
    }
    call.output->json(Value(std::move(all)));
    return Exit::Done;
}

Exit runPrune(const Invocation& call)
{
    const QString appFile = call.parser->value(u"app"_s);
    const QString liveFile = call.parser->value(u"live"_s);
    if (appFile.isEmpty() || liveFile.isEmpty() || (appFile == u"-" && liveFile == u"-")) {
        call.output->error(u"prune needs --app and --live, and at most one of them from standard input"_s,
            u"holdfastctl prune --app F --live F"_s);
        return Exit::Usage;
    }
    const auto app = readObject(call, appFile);
    if (!app)
        return app.error();
    const manifest::GroupVersionKind type = manifest::groupVersionKind(*app);
    if (type.kind != u"Kustomization" || type.group != u"kustomize.toolkit.fluxcd.io") {
        call.output->error(u"%1: this is no Kustomization of Flux"_s.arg(appFile),
            u"name a file with the Kustomization and its status"_s);
        return Exit::Unreadable;
    }
    const auto live = readObjects(call, liveFile);
    if (!live)
        return live.error();
    const auto cause = call.isSet("deleted") ? diff::PruneCause::OwnerDeleted : diff::PruneCause::SourceDropped;
    Value::List all;
    for (const Value& object : *live) {
        const diff::PruneDecision decision = diff::pruneDecision(*app, object, cause);
        Value::Map entry = keyJson(manifest::objectKey(object));
        entry.emplace_back("action", Value(decision.action == diff::PruneAction::Delete ? "delete" : "keep"));
        entry.emplace_back("reason", jsonText(decision.reason));
        all.emplace_back(std::move(entry));
    }
    call.output->json(Value(std::move(all)));
    return Exit::Done;
}

}
