#include "core/diff/KindFacts.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>

namespace holdfast::diff {

using manifest::Value;

namespace {

/// Names in alphabetical order, with their first letters as bits: most fields are none of them.
template <std::size_t Count> struct Names {
    std::array<std::string_view, Count> sorted;
    std::uint64_t initials = 0;

    constexpr explicit Names(const std::array<std::string_view, Count>& names)
        : sorted(names)
    {
        for (const std::string_view name : names)
            initials |= bit(name);
    }
    static constexpr std::uint64_t bit(std::string_view name)
    {
        return std::uint64_t { 1 } << (name.empty() ? 0U : static_cast<unsigned char>(name.front()) % 64U);
    }
};

template <std::size_t Count> bool isOneOf(std::string_view name, const Names<Count>& names)
{
    return (names.initials & names.bit(name)) != 0 && std::ranges::binary_search(names.sorted, name);
}

struct Keys {
    std::string_view patch;
    std::vector<std::string_view> apply;
};

const std::map<std::string_view, Keys>& keyTable()
{
    static const std::map<std::string_view, Keys> table {
        { "addresses", { "type", { "type" } } },
        { "claims", { "", { "name" } } },
        { "conditions", { "type", { "type" } } },
        { "containers", { "name", { "name" } } },
        { "drivers", { "name", { "name" } } },
        { "env", { "name", { "name" } } },
        { "ephemeralContainers", { "name", { "name" } } },
        { "hostAliases", { "ip", { "ip" } } },
        { "imagePullSecrets", { "name", { "name" } } },
        { "initContainers", { "name", { "name" } } },
        { "matchConditions", { "name", { "name" } } },
        { "ownerReferences", { "uid", { "uid" } } },
        { "podIPs", { "ip", { "ip" } } },
        { "resourceClaims", { "name", { "name" } } },
        { "schedulingGates", { "name", { "name" } } },
        { "secrets", { "name", { "name" } } },
        { "topologySpreadConstraints", { "topologyKey", { "topologyKey", "whenUnsatisfiable" } } },
        { "variables", { "name", { "name" } } },
        { "volumeDevices", { "devicePath", { "devicePath" } } },
        { "volumeMounts", { "mountPath", { "mountPath" } } },
        { "volumes", { "name", { "name" } } },
        { "webhooks", { "name", { "name" } } },
    };
    return table;
}

/// Containers and Services have different keys under one name.
Keys portKeys(const Value& list)
{
    const bool ofContainer
        = std::ranges::all_of(list.list(), [](const Value& port) { return port.contains("containerPort"); });
    if (ofContainer)
        return { .patch = "containerPort", .apply = { "containerPort", "protocol" } };
    const bool ofService = std::ranges::all_of(list.list(), [](const Value& port) { return port.contains("port"); });
    return ofService ? Keys { .patch = "port", .apply = { "port", "protocol" } } : Keys {};
}

}

bool isBuiltInGroup(std::string_view group)
{
    static constexpr Names groups(std::to_array<std::string_view>({ "", "admissionregistration.k8s.io",
        "apiextensions.k8s.io", "apiregistration.k8s.io", "apps", "authentication.k8s.io", "authorization.k8s.io",
        "autoscaling", "batch", "certificates.k8s.io", "coordination.k8s.io", "discovery.k8s.io", "events.k8s.io",
        "extensions", "flowcontrol.apiserver.k8s.io", "imagepolicy.k8s.io", "internal.apiserver.k8s.io",
        "networking.k8s.io", "node.k8s.io", "policy", "rbac.authorization.k8s.io", "resource.k8s.io",
        "scheduling.k8s.io", "storage.k8s.io", "storagemigration.k8s.io", "testing.k8s.io" }));
    return isOneOf(group, groups);
}

std::vector<std::string_view> listKeys(std::string_view field, const Value& list, ListRule rule)
{
    if (!list.isList() || list.list().empty())
        return {};
    const auto found = keyTable().find(field);
    if (found == keyTable().end() && field != "ports")
        return {};
    const Keys keys = field == "ports" ? portKeys(list) : found->second;
    if (rule == ListRule::Apply)
        return keys.apply;
    return keys.patch.empty() ? std::vector<std::string_view>() : std::vector { keys.patch };
}

bool isAtomicMap(std::string_view field)
{
    static constexpr Names names(std::to_array<std::string_view>(
        { "configMapKeyRef", "fieldRef", "labelSelector", "namespaceSelector", "nodeSelector", "objectSelector",
            "podSelector", "resourceFieldRef", "roleRef", "scopeSelector", "secretKeyRef", "secretRef", "selector" }));
    return isOneOf(field, names);
}

bool isQuantity(std::string_view field)
{
    static constexpr Names names(std::to_array<std::string_view>(
        { "averageValue", "capacity", "divisor", "maximumVolumeSize", "sizeLimit", "value" }));
    return isOneOf(field, names);
}

bool isQuantityMap(std::string_view field)
{
    static constexpr Names names(
        std::to_array<std::string_view>({ "allocatable", "allocatedResources", "capacity", "default", "defaultRequest",
            "hard", "limits", "max", "maxLimitRequestRatio", "min", "overhead", "requests", "used" }));
    return isOneOf(field, names);
}

bool isFreeMap(std::string_view field)
{
    static constexpr Names names(
        std::to_array<std::string_view>({ "allocatable", "annotations", "binaryData", "capacity", "clusterData", "data",
            "default", "defaultRequest", "hard", "labels", "limits", "matchLabels", "max", "min", "nodeSelector",
            "options", "overhead", "parameters", "requests", "selector", "stringData", "volumeAttributes" }));
    return isOneOf(field, names);
}

bool isLeftOut(std::string_view field, const Value& value)
{
    static constexpr Names plainBooleans(
        std::to_array<std::string_view>({ "hostIPC", "hostNetwork", "hostPID", "namespaced", "paused",
            "publishNotReadyAddresses", "readOnly", "stdin", "stdinOnce", "tty", "unschedulable", "unsuspend" }));
    static constexpr Names plainNumbers(std::to_array<std::string_view>({ "failureThreshold", "generation", "hostPort",
        "initialDelaySeconds", "minReadySeconds", "nodePort", "observedGeneration", "partitions", "periodSeconds",
        "podManagement", "priorityValue", "successThreshold", "timeoutSeconds", "updatedReplicas" }));
    static constexpr Names textPointers(
        std::to_array<std::string_view>({ "group", "ingressClassName", "loadBalancerClass", "namespace",
            "runtimeClassName", "storageClassName", "volumeAttributesClassName", "volumeMode", "whenUnsatisfiable" }));
    switch (value.kind()) {
    case Value::Kind::Bool:
        return !value.boolOr(false) && isOneOf(field, plainBooleans);
    case Value::Kind::Int:
        return value.intOr(1) == 0 && isOneOf(field, plainNumbers);
    case Value::Kind::String:
        return value.text().empty() && !isOneOf(field, textPointers);
    case Value::Kind::List:
        return value.list().empty();
    case Value::Kind::Map:
        return value.map().empty() && isFreeMap(field) && field != "selector";
    case Value::Kind::Null:
        return true;
    case Value::Kind::Uint:
    case Value::Kind::Double:
        return false;
    }
    return false;
}

}
