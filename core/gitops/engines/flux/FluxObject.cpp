#include "core/gitops/engines/flux/FluxObject.h"
#include "core/gitops/ObjectReading.h"

#include <array>

namespace holdfast::gitops::flux {

using manifest::Value;

namespace {

constexpr std::array keptMetadata { "name", "namespace", "labels", "annotations", "ownerReferences", "generation",
    "creationTimestamp", "deletionTimestamp" };
constexpr std::array keptSpec { "suspend", "sourceRef", "path", "prune", "targetNamespace", "kubeConfig", "chart",
    "chartRef", "driftDetection", "version", "url", "ref", "endpoint", "bucketName", "type" };
constexpr std::array keptStatus { "conditions", "observedGeneration", "lastAppliedRevision", "lastAttemptedRevision",
    "lastAttemptedGeneration", "helmChart", "history", "artifact" };

template <typename Names> Value only(const Value& map, const Names& names)
{
    Value::Map members;
    for (const char* name : names)
        if (map.contains(name))
            members.emplace_back(name, map[name]);
    return Value(std::move(members));
}

bool switchedOff(const Value& live, std::string_view key, std::string_view value)
{
    const Value& metadata = live["metadata"];
    for (const char* place : { "labels", "annotations" })
        if (text(metadata[place][key]).compare(manifest::toQString(value), Qt::CaseInsensitive) == 0)
            return true;
    return false;
}

}

const Value& condition(const Value& object, std::string_view type)
{
    static const Value none;
    for (const Value& item : object["status"]["conditions"].list())
        if (item["type"].text() == type)
            return item;
    return none;
}

std::optional<manifest::ObjectKey> parseInventoryId(const QString& id)
{
    const qsizetype spaceEnd = id.indexOf(u'_');
    const qsizetype kindAt = id.lastIndexOf(u'_');
    if (spaceEnd < 0 || kindAt <= spaceEnd)
        return std::nullopt;
    const QString middle = id.sliced(spaceEnd + 1, kindAt - spaceEnd - 1);
    const qsizetype groupAt = middle.lastIndexOf(u'_');
    if (groupAt <= 0 || kindAt + 1 == id.size())
        return std::nullopt;
    return manifest::ObjectKey { .group = middle.sliced(groupAt + 1),
        .kind = id.sliced(kindAt + 1),
        .nameSpace = id.first(spaceEnd),
        .name = middle.first(groupAt).replace(QLatin1String("__"), QLatin1String(":")) };
}

std::vector<AppObject> inventory(const Value& object)
{
    std::vector<AppObject> objects;
    for (const Value& entry : object["status"]["inventory"]["entries"].list())
        if (auto key = parseInventoryId(text(entry["id"])))
            objects.push_back({ .key = *std::move(key), .version = text(entry["v"]) });
    return objects;
}

bool isExcluded(const Value& live)
{
    return switchedOff(live, "kustomize.toolkit.fluxcd.io/reconcile", "disabled")
        || switchedOff(live, "kustomize.toolkit.fluxcd.io/ssa", "Ignore")
        || switchedOff(live, "kustomize.toolkit.fluxcd.io/ssa", "IfNotPresent")
        || switchedOff(live, "helm.toolkit.fluxcd.io/driftDetection", "disabled");
}

Value keptFields(const Value& object)
{
    const Value metadata = only(object["metadata"], keptMetadata);
    const Value annotations = metadata["annotations"].without("kubectl.kubernetes.io/last-applied-configuration");
    return Value(Value::Map { { "apiVersion", object["apiVersion"] }, { "kind", object["kind"] },
        { "metadata", metadata.contains("annotations") ? metadata.with("annotations", annotations) : metadata },
        { "spec", only(object["spec"], keptSpec) }, { "status", only(object["status"], keptStatus) } });
}

}
