#include "core/session/ArgoSettings.h"

#include "core/manifest/Resource.h"
#include "core/manifest/YamlReader.h"

#include <algorithm>
#include <array>

namespace holdfast::session {

using manifest::toQString;
using manifest::Value;

namespace {

constexpr std::string_view customizations = "resource.customizations";
/// What is read of `resource.customizations.PART.GROUP_KIND`.
struct Part {
    std::string_view prefix;
    std::string_view field;
};
constexpr std::array<Part, 4> parts { {
    { "resource.customizations.ignoreDifferences.", "ignoreDifferences" },
    { "resource.customizations.knownTypeFields.", "knownTypeFields" },
    { "resource.customizations.health.", "health.lua" },
    { "resource.customizations.useOpenLibs.", "health.lua.useOpenLibs" },
} };
constexpr std::size_t longestLabel = 63;

Result<Value> yaml(std::string_view key, std::string_view text)
{
    const auto documents = manifest::readYaml(text, toQString(key), { .root = manifest::YamlRoot::Any });
    if (!documents)
        return fail(ErrorCode::InvalidInput,
            ObjectPlace { .object = QStringLiteral("argocd-cm"), .field = toQString(key) },
            errorText(documents.error()));
    return documents->empty() ? Value() : documents->front().value;
}

/// `apps_Deployment` is `apps/Deployment`; a core kind stands alone.
std::string overrideKey(std::string_view name)
{
    const std::size_t cut = name.rfind('_');
    if (cut == std::string_view::npos)
        return std::string(name);
    std::string key(name);
    key[cut] = '/';
    return key;
}

/// One text per kind and part.
Result<Value> splitOverrides(const Value& data, Value overrides)
{
    for (const auto& [key, text] : data.map()) {
        const auto part = std::ranges::find_if(parts, [&](const Part& one) { return key.starts_with(one.prefix); });
        if (part == parts.end())
            continue;
        const bool script = part->field == "health.lua";
        const Result<Value> value = script ? Result<Value>(text) : yaml(key, text.text());
        if (!value)
            return value;
        const std::string kind = overrideKey(std::string_view(key).substr(part->prefix.size()));
        overrides = overrides.with(kind, overrides[kind].with(part->field, *value));
    }
    return overrides;
}

/// `resource.customizations`: one text of all kinds, in which the rules of a kind are texts again.
Result<Value> wholeOverrides(const Value& data)
{
    const Result<Value> whole = yaml(customizations, data[customizations].text());
    if (!whole)
        return whole;
    Value overrides = Value::emptyMap();
    for (const auto& [kind, entry] : whole->map()) {
        Value read = entry;
        for (const std::string_view part : { "ignoreDifferences", "knownTypeFields" }) {
            if (!entry[part].isString())
                continue;
            const Result<Value> value = yaml(customizations, entry[part].text());
            if (!value)
                return value;
            read = read.with(part, *value);
        }
        overrides = overrides.with(kind, read);
    }
    return overrides;
}

Tracking trackingOf(std::string_view method)
{
    if (method == "label")
        return Tracking::Label;
    return method == "annotation+label" ? Tracking::AnnotationAndLabel : Tracking::Annotation;
}

Value marked(const Value& object, std::string_view field, std::string_view key, const std::string& text)
{
    const Value entries = object.at({ "metadata", field }).with(key, Value(text));
    return object.with("metadata", object["metadata"].with(field, entries));
}

}

Result<ArgoSettings> argoSettings(const Value& settings, const Value& parameters)
{
    const Value& data = settings["data"];
    ArgoSettings read;
    read.tracking = trackingOf(data["application.resourceTrackingMethod"].text());
    if (!data["application.instanceLabelKey"].isEmpty())
        read.labelKey = toQString(data["application.instanceLabelKey"].text());
    read.installation = toQString(data["installationID"].text());
    read.kustomizeOptions = toQString(data["kustomize.buildOptions"].text());
    const Result<Value> overrides
        = wholeOverrides(data).and_then([&data](const Value& whole) { return splitOverrides(data, whole); });
    if (!overrides)
        return std::unexpected(overrides.error());
    read.overrides = *overrides;
    const Result<Value> options = yaml("resource.compareoptions", data["resource.compareoptions"].text());
    if (!options)
        return std::unexpected(options.error());
    read.compareOptions = *options;
    read.serverSideDiff = parameters.at({ "data", "controller.diff.server.side" }).text() == "true";
    return read;
}

Value tracked(const Value& object, const ArgoSettings& settings, const QString& instance, const QString& nameSpace)
{
    const manifest::ObjectKey key = manifest::objectKey(object);
    Value result = object;
    if (settings.tracking != Tracking::Annotation) {
        std::string label = instance.toStdString();
        if (settings.tracking == Tracking::AnnotationAndLabel && label.size() > longestLabel)
            label.resize(longestLabel);
        result = marked(result, "labels", settings.labelKey.toStdString(), label);
    }
    if (settings.tracking == Tracking::Label)
        return result;
    // Kinds without a namespace are named with the app's, too.
    const QString id
        = QStringLiteral("%1:%2/%3:%4/%5")
              .arg(instance, key.group, key.kind, key.nameSpace.isEmpty() ? nameSpace : key.nameSpace, key.name);
    result = marked(result, "annotations", "argocd.argoproj.io/tracking-id", id.toStdString());
    return settings.installation.isEmpty()
        ? result
        : marked(result, "annotations", "argocd.argoproj.io/installation-id", settings.installation.toStdString());
}

}
