#include "core/render/AppRender.h"

#include "core/manifest/Resource.h"
#include "core/manifest/YamlReader.h"
#include "core/manifest/YamlWriter.h"
#include "core/render/KustomizationFile.h"
#include "core/render/Kustomize.h"

namespace holdfast::render {

using namespace Qt::StringLiterals;
using manifest::toQString;
using manifest::Value;

namespace {

constexpr std::string_view prefix = "kustomize.toolkit.fluxcd.io/";

Value overrides(const AppTree& app, const QString& path)
{
    const Value& spec = app.source;
    Value fields = Value::emptyMap();
    for (const std::string_view field : { "namePrefix", "nameSuffix", "images", "patches", "buildMetadata" }) {
        if (!spec[field].isEmpty())
            fields = fields.with(field, spec[field]);
    }
    if (!spec["targetNamespace"].isEmpty())
        fields = fields.with("namespace", spec["targetNamespace"]);
    const Value components = presentComponents(app.tree, path, spec);
    return components.isEmpty() ? fields : fields.with("components", components);
}

Value withEntries(const Value& object, std::string_view field, const Value& entries)
{
    if (entries.isEmpty())
        return object;
    Value metadata = object["metadata"];
    Value all = metadata[field];
    for (const Value::Member& member : entries.map())
        all = all.with(member.first, member.second);
    return object.with("metadata", metadata.with(field, all));
}

bool isExempt(const Value& object)
{
    const std::string key = std::string(prefix) + "substitute";
    return object.at({ "metadata", "annotations", key }).text() == "disabled"
        || object.at({ "metadata", "labels", key }).text() == "disabled";
}

/// Variables stand in the object's YAML text: a value may become a number, a boolean, or more YAML.
Result<Value> withVariables(const Value& object, const Variables& variables)
{
    if (isExempt(object))
        return object;
    const QString name = manifest::objectText(manifest::objectKey(object));
    const Result<std::string> text = substituted(manifest::writeYaml(object), variables);
    if (!text)
        return fail(ErrorCode::InvalidInput, ObjectPlace { .object = name, .field = {} },
            u"post-build substitution: "_s + text.error().detail);
    const auto documents = manifest::readYaml(*text, name);
    if (!documents)
        return std::unexpected(documents.error());
    return documents->empty() ? object : documents->front().value;
}

Value owned(const Value& object, const AppTree& app)
{
    const Value& common = app.source["commonMetadata"];
    const Value owner(Value::Map { { std::string(prefix) + "name", Value(app.name.toStdString()) },
        { std::string(prefix) + "namespace", Value(app.nameSpace.toStdString()) } });
    const Value labelled = withEntries(withEntries(object, "labels", common["labels"]), "labels", owner);
    return withEntries(labelled, "annotations", common["annotations"]);
}

Result<void> areNames(const Variables& variables)
{
    for (const auto& [name, value] : variables) {
        if (!isVariableName(name))
            return fail(ErrorCode::InvalidInput, {},
                u"post-build substitution: \"%1\" is no name of a variable"_s.arg(QString::fromStdString(name)));
    }
    return {};
}

Result<Rendered> finished(const std::vector<Value>& objects, const AppTree& app, const Variables& variables)
{
    const bool always = app.source.at({ "postBuild", "substituteStrategy" }).text() == "Always";
    const bool substitutes = !app.source["postBuild"].isNull() && (always || !variables.empty());
    if (const Result<void> names = areNames(variables); substitutes && !names)
        return std::unexpected(names.error());
    std::vector<Value> all;
    for (const Value& object : objects) {
        const Result<Value> full = substitutes ? withVariables(object, variables) : Result<Value>(object);
        if (!full)
            return std::unexpected(full.error());
        all.push_back(owned(*full, app));
    }
    return checked(std::move(all));
}

}

Result<Rendered> renderFluxSource(
    const ToolRunner& runner, const AppTree& app, const Variables& variables, const CancelToken& cancel)
{
    const QString path = app.source["path"].isEmpty() ? u"."_s : toQString(app.source["path"].text());
    if (const Result<void> generated = generateKustomization(app.tree, path); !generated)
        return std::unexpected(generated.error());
    if (const Value fields = overrides(app, path); !fields.isEmpty()) {
        if (const Result<void> edited = editKustomization(app.tree, path, fields); !edited)
            return std::unexpected(edited.error());
    }
    return buildKustomization(runner, { .tree = app.tree, .path = path, .loads = Loads::Tree }, cancel)
        .and_then([&](const std::vector<Value>& objects) { return finished(objects, app, variables); });
}

}
