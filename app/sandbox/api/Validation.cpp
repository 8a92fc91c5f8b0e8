#include "app/sandbox/api/SchemaCheck.h"
#include "app/sandbox/api/Selector.h"
#include "app/sandbox/api/Strategy.h"
#include "core/manifest/JsonWriter.h"

#include <algorithm>

namespace holdfast::sandbox {

namespace {

using Causes = std::vector<StatusCause>;

constexpr std::size_t MaxObjectData = 1048576;

void addImmutable(
    const Value& object, const Value& previous, std::initializer_list<std::string_view> path, Causes& causes)
{
    if (previous.isNull() || object.at(path) == previous.at(path))
        return;
    std::string field;
    for (const std::string_view key : path)
        field += (field.empty() ? "" : ".") + std::string(key);
    causes.push_back(invalidCause(field, object.at(path), "field is immutable"));
}

void addSelectorCauses(const ResourceType& type, const Value& object, Causes& causes)
{
    const Value& selector = object.at({ "spec", "selector" });
    const Value& labels = podTemplateOf(type, object).at({ "metadata", "labels" });
    if (selector.isNull()) {
        causes.push_back(requiredCause("spec.selector"));
        return;
    }
    const LabelSelector parsed = LabelSelector::fromObject(selector);
    if (parsed.empty())
        causes.push_back(invalidCause("spec.selector", selector, "empty selector is invalid for " + type.singular));
    else if (!parsed.matches(labels))
        causes.push_back(invalidCause("spec.template.metadata.labels", labels.isNull() ? Value::emptyMap() : labels,
            "`selector` does not match template `labels`"));
}

void addReplicaCauses(const Value& object, Causes& causes)
{
    const Value& replicas = object.at({ "spec", "replicas" });
    if (replicas.intOr(0) < 0)
        causes.push_back(invalidCause("spec.replicas", replicas, "must be greater than or equal to 0"));
}

void addTemplateCauses(const Value& object, Causes& causes)
{
    const Value& spec = object.at({ "spec", "template", "spec" });
    addPodCauses(spec, "spec.template.spec", causes);
    if (spec["restartPolicy"].text() != "Always")
        causes.push_back(unsupportedCause("spec.template.spec.restartPolicy", spec["restartPolicy"], "\"Always\""));
}

void addWorkloadCauses(const ResourceType& type, const Value& object, const Value& previous, Causes& causes)
{
    addReplicaCauses(object, causes);
    addSelectorCauses(type, object, causes);
    addTemplateCauses(object, causes);
    addImmutable(object, previous, { "spec", "selector" }, causes);
}

void addStatefulSetCauses(const ResourceType& type, const Value& object, const Value& previous, Causes& causes)
{
    addReplicaCauses(object, causes);
    addSelectorCauses(type, object, causes);
    addTemplateCauses(object, causes);
    if (previous.isNull())
        return;
    const auto fixed = [](const Value& value) {
        Value spec = value["spec"];
        for (const char* key : { "replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit",
                 "persistentVolumeClaimRetentionPolicy", "minReadySeconds" })
            spec = spec.without(key);
        return spec;
    };
    if (!(fixed(object) == fixed(previous))) {
        causes.push_back(forbiddenCause("spec",
            "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', "
            "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"));
    }
}

void addJobCauses(const Value& object, const Value& previous, Causes& causes)
{
    const Value& spec = object.at({ "spec", "template", "spec" });
    addPodCauses(spec, "spec.template.spec", causes);
    const std::string_view policy = spec["restartPolicy"].text();
    if (policy != "Never" && policy != "OnFailure")
        causes.push_back(
            unsupportedCause("spec.template.spec.restartPolicy", spec["restartPolicy"], "\"OnFailure\", \"Never\""));
    addImmutable(object, previous, { "spec", "template" }, causes);
    addImmutable(object, previous, { "spec", "selector" }, causes);
    addImmutable(object, previous, { "spec", "completionMode" }, causes);
}

void addServiceCauses(const Value& object, const Value& previous, Causes& causes)
{
    const Value& spec = object["spec"];
    const std::string_view type = spec["type"].text();
    if (type == "ExternalName") {
        if (spec["externalName"].text().empty())
            causes.push_back(requiredCause("spec.externalName"));
    } else if (spec["ports"].list().empty() && spec["clusterIP"].text() != "None") {
        causes.push_back(requiredCause("spec.ports"));
    }
    if (type != "ClusterIP" && type != "NodePort" && type != "LoadBalancer" && type != "ExternalName")
        causes.push_back(unsupportedCause(
            "spec.type", spec["type"], "\"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\""));
    std::size_t index = 0;
    for (const Value& port : spec["ports"].list()) {
        const std::string place = "spec.ports[" + std::to_string(index++) + "]";
        const std::int64_t number = port["port"].intOr(0);
        if (number < 1 || number > 65535)
            causes.push_back(invalidCause(place + ".port", Value(number), "must be between 1 and 65535, inclusive"));
        if (spec["ports"].list().size() > 1 && port["name"].text().empty())
            causes.push_back(requiredCause(place + ".name"));
    }
    if (!previous.isNull() && type != "ExternalName" && !previous.at({ "spec", "clusterIP" }).text().empty()
        && !(spec["clusterIP"] == previous.at({ "spec", "clusterIP" }))) {
        causes.push_back(
            invalidCause("spec.clusterIPs[0]", Value(Value::List { spec["clusterIP"] }), "may not change once set"));
    }
}

void addDataCauses(const ResourceType& type, const Value& object, const Value& previous, Causes& causes)
{
    std::size_t size = 0;
    for (const char* part : { "data", "binaryData" }) {
        for (const auto& [key, value] : object[part].map()) {
            size += value.text().size();
            const bool valid = !key.empty() && std::ranges::all_of(key, [](unsigned char c) {
                return std::isalnum(c) || c == '-' || c == '_' || c == '.';
            });
            if (!valid) {
                causes.push_back(invalidCause(std::string(part) + "[" + key + "]", Value(key),
                    "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or "
                    "'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"));
            }
        }
    }
    if (size > MaxObjectData)
        causes.push_back({ .reason = "FieldValueTooLong",
            .message = "Too long: may not be more than 1048576 bytes",
            .field = type.kind == "ConfigMap" ? "[]" : "data" });
    if (type.kind == "Secret")
        addImmutable(object, previous, { "type" }, causes);
    if (previous["immutable"].boolOr(false)) {
        if (!object["immutable"].boolOr(false))
            causes.push_back(forbiddenCause("immutable", "field is immutable when `immutable` is set"));
        if (!(object["data"] == previous["data"]))
            causes.push_back(forbiddenCause("data", "field is immutable when `immutable` is set"));
    }
}

void addPodUpdateCauses(const Value& object, const Value& previous, Causes& causes)
{
    if (previous.isNull())
        return;
    const auto fixed = [](const Value& pod) {
        Value spec = pod["spec"]
                         .without("activeDeadlineSeconds")
                         .without("tolerations")
                         .without("nodeName")
                         .without("ephemeralContainers")
                         .without("terminationGracePeriodSeconds");
        for (const char* kind : { "containers", "initContainers" }) {
            Value::List containers;
            for (const Value& container : spec[kind].list())
                containers.push_back(container.without("image").without("resources"));
            spec = spec.with(kind, Value(std::move(containers)));
        }
        return spec;
    };
    if (!(fixed(object) == fixed(previous))) {
        causes.push_back(forbiddenCause("spec",
            "pod updates may not change fields other than "
            "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` "
            "(only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if "
            "it was previously negative)"));
    }
}

void addRoleCauses(const ResourceType& type, const Value& object, const Value& previous, Causes& causes)
{
    if (!type.name.plural.ends_with("bindings"))
        return;
    if (object.at({ "roleRef", "name" }).text().empty())
        causes.push_back(requiredCause("roleRef.name"));
    if (!previous.isNull() && !(object["roleRef"] == previous["roleRef"]))
        causes.push_back(invalidCause("roleRef", object["roleRef"], "cannot change roleRef"));
}

void addDefinitionCauses(const Value& object, Causes& causes)
{
    const Value& spec = object["spec"];
    const std::string expected = textOf(spec.at({ "names", "plural" })) + "." + textOf(spec["group"]);
    if (object.at({ "metadata", "name" }).text() != expected)
        causes.push_back(invalidCause(
            "metadata.name", object.at({ "metadata", "name" }), "must be spec.names.plural+\".\"+spec.group"));
    if (spec["versions"].list().empty())
        causes.push_back(requiredCause("spec.versions", "must have at least one version"));
    const auto stored = std::ranges::count_if(
        spec["versions"].list(), [](const Value& version) { return version["storage"].boolOr(false); });
    if (stored != 1)
        causes.push_back(
            invalidCause("spec.versions", Value(), "must have exactly one version marked as storage version"));
    std::size_t index = 0;
    for (const Value& version : spec["versions"].list()) {
        if (!version.at({ "schema", "openAPIV3Schema" }).isMap())
            causes.push_back(requiredCause(
                "spec.versions[" + std::to_string(index) + "].schema.openAPIV3Schema", "schemas are required"));
        ++index;
    }
}

}

StatusCause invalidCause(std::string_view field, const Value& value, std::string_view why)
{
    return { .reason = "FieldValueInvalid",
        .message = "Invalid value: " + manifest::writeJson(value) + ": " + std::string(why),
        .field = std::string(field) };
}

StatusCause requiredCause(std::string_view field, std::string_view why)
{
    return { .reason = "FieldValueRequired",
        .message = why.empty() ? "Required value" : "Required value: " + std::string(why),
        .field = std::string(field) };
}

StatusCause forbiddenCause(std::string_view field, std::string_view why)
{
    return {
        .reason = "FieldValueForbidden", .message = "Forbidden: " + std::string(why), .field = std::string(field)
    };
}

StatusCause unsupportedCause(std::string_view field, const Value& value, std::string_view supported)
{
    return { .reason = "FieldValueNotSupported",
        .message = "Unsupported value: " + manifest::writeJson(value) + ": supported values: " + std::string(supported),
        .field = std::string(field) };
}

std::vector<StatusCause> validationCauses(const ResourceType& type, const Value& object, const Value& previous)
{
    Causes causes;
    addMetadataCauses(type, object, causes);
    const std::string& plural = type.name.plural;
    if (type.origin == Origin::Custom) {
        Causes more = schemaCauses(type.schema, object);
        causes.insert(causes.end(), more.begin(), more.end());
    } else if (plural == "deployments" || plural == "replicasets" || plural == "daemonsets") {
        addWorkloadCauses(type, object, previous, causes);
    } else if (plural == "statefulsets") {
        addStatefulSetCauses(type, object, previous, causes);
    } else if (plural == "jobs") {
        addJobCauses(object, previous, causes);
    } else if (plural == "pods") {
        addPodCauses(object["spec"], "spec", causes);
        addPodUpdateCauses(object, previous, causes);
    } else if (plural == "services") {
        addServiceCauses(object, previous, causes);
    } else if (plural == "configmaps" || plural == "secrets") {
        addDataCauses(type, object, previous, causes);
    } else if (type.name.group == "rbac.authorization.k8s.io") {
        addRoleCauses(type, object, previous, causes);
    } else if (plural == "customresourcedefinitions") {
        addDefinitionCauses(object, causes);
    }
    return causes;
}

}
