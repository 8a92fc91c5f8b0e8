#include "core/render/AppRender.h"

#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"
#include "core/manifest/Resource.h"
#include "core/render/Kustomize.h"
#include "core/render/Overlay.h"

#include <QRegularExpression>

namespace holdfast::render {

using namespace Qt::StringLiterals;
using manifest::toQString;
using manifest::Value;

namespace {

constexpr std::string_view prefix = "kustomize.toolkit.fluxcd.io/";

Value overrides(const Value& spec, const QString& path)
{
    Value fields = Value::emptyMap();
    for (const std::string_view field : { "namePrefix", "nameSuffix", "images", "patches" }) {
        if (!spec[field].isEmpty())
            fields = fields.with(field, spec[field]);
    }
    if (!spec["targetNamespace"].isEmpty())
        fields = fields.with("namespace", spec["targetNamespace"]);
    Value::List components;
    for (const Value& one : spec["components"].list())
        components.emplace_back((u"../"_s + path + u'/' + toQString(one.text())).toStdString());
    return components.empty() ? fields : fields.with("components", Value(std::move(components)));
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

Result<Value> withVariables(const Value& object, const std::map<QString, QString>& variables)
{
    if (isExempt(object))
        return object;
    const QString text = toQString(manifest::writeJson(object));
    if (!text.contains(u'$'))
        return object;
    std::map<QString, QString> escaped;
    for (const auto& [name, value] : variables) {
        const std::string json = manifest::writeJson(Value(value.toStdString()));
        escaped[name] = toQString(json.substr(1, json.size() - 2));
    }
    return manifest::readJson(substituted(text, escaped).toStdString());
}

Value owned(const Value& object, const AppTree& app)
{
    const Value& common = app.source["commonMetadata"];
    const Value owner(Value::Map { { std::string(prefix) + "name", Value(app.name.toStdString()) },
        { std::string(prefix) + "namespace", Value(app.nameSpace.toStdString()) } });
    const Value labelled = withEntries(withEntries(object, "labels", common["labels"]), "labels", owner);
    return withEntries(labelled, "annotations", common["annotations"]);
}

Result<Rendered> finished(
    const std::vector<Value>& objects, const AppTree& app, const std::map<QString, QString>& variables)
{
    std::vector<Value> all;
    for (const Value& object : objects) {
        const bool substitutes = !app.source["postBuild"].isNull();
        const Result<Value> full = substitutes ? withVariables(object, variables) : Result<Value>(object);
        if (!full)
            return std::unexpected(full.error());
        all.push_back(owned(*full, app));
    }
    return checked(std::move(all));
}

}

QString substituted(const QString& text, const std::map<QString, QString>& variables)
{
    static const QRegularExpression place(u"(\\$\\$\\{|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[=-])([^}]*))?\\})"_s);
    QString result;
    qsizetype from = 0;
    auto matches = place.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        result += text.sliced(from, match.capturedStart() - from);
        from = match.capturedEnd();
        const auto found = variables.find(match.captured(2));
        const bool emptyCounts = !match.captured(3).startsWith(u':');
        if (match.captured(2).isEmpty())
            result += u"${";
        else if (found != variables.end() && (emptyCounts || !found->second.isEmpty()))
            result += found->second;
        else
            result += match.captured(4);
    }
    return result + text.sliced(from);
}

Result<Rendered> renderFluxSource(const ToolRunner& runner, const AppTree& app,
    const std::map<QString, QString>& variables, const CancelToken& cancel)
{
    const QString path = app.source["path"].isEmpty() ? u"."_s : toQString(app.source["path"].text());
    if (const Result<void> generated = generateKustomization(app.tree, path); !generated)
        return std::unexpected(generated.error());
    const Value fields = overrides(app.source, path);
    const Result<QString> folder = fields.isEmpty() ? Result<QString>(path) : writeOverlay(app.tree, path, fields);
    if (!folder)
        return std::unexpected(folder.error());
    return buildKustomization(runner, app.tree, *folder, cancel).and_then([&](const std::vector<Value>& objects) {
        return finished(objects, app, variables);
    });
}

}
