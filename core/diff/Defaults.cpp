#include "core/diff/Defaults.h"

#include <algorithm>
#include <array>
#include <span>

namespace holdfast::diff {

using manifest::Value;

namespace {

template <typename T> struct Default {
    std::string_view field;
    T value;
};

template <typename T, std::size_t Count>
bool isOneOf(const std::array<Default<T>, Count>& defaults, std::string_view field, const T& value)
{
    return std::ranges::any_of(
        defaults, [&](const Default<T>& one) { return one.field == field && one.value == value; });
}

bool isDefaultText(std::string_view field, std::string_view value)
{
    static constexpr auto texts = std::to_array<Default<std::string_view>>({
        { "apiGroup", "rbac.authorization.k8s.io" },
        { "apiVersion", "v1" }, // of a fieldRef
        { "cachingMode", "ReadWrite" },
        { "completionMode", "NonIndexed" },
        { "concurrencyPolicy", "Allow" },
        { "dnsPolicy", "ClusterFirst" },
        { "externalTrafficPolicy", "Cluster" },
        { "internalTrafficPolicy", "Cluster" },
        { "failurePolicy", "Fail" },
        { "fsGroupPolicy", "ReadWriteOnceWithFSType" },
        { "imagePullPolicy", "IfNotPresent" },
        { "iscsiInterface", "default" },
        { "matchPolicy", "Equivalent" },
        { "mode", "VolumeLifecycle" },
        { "persistentVolumeReclaimPolicy", "Retain" },
        { "podManagementPolicy", "OrderedReady" },
        { "podReplacementPolicy", "TerminatingOrFailed" },
        { "preemptionPolicy", "PreemptLowerPriority" },
        { "protocol", "TCP" },
        { "reclaimPolicy", "Delete" },
        { "reinvocationPolicy", "Never" },
        { "restartPolicy", "Always" },
        { "schedulerName", "default-scheduler" },
        { "scheme", "HTTP" },
        { "scope", "*" }, // of a webhook's rule
        { "scope", "Cluster" }, // of an IngressClass' parameters
        { "selectPolicy", "Max" },
        { "sessionAffinity", "None" },
        { "strategy", "None" }, // of a conversion
        { "terminationMessagePath", "/dev/termination-log" },
        { "terminationMessagePolicy", "File" },
        { "type", "ClusterIP" },
        { "type", "Opaque" },
        { "type", "RollingUpdate" },
        { "volumeBindingMode", "Immediate" },
        { "volumeMode", "Filesystem" },
        { "whenDeleted", "Retain" },
        { "whenScaled", "Retain" },
    });
    return isOneOf(texts, field, value);
}

bool isDefaultNumber(std::string_view field, std::int64_t value)
{
    static constexpr auto numbers = std::to_array<Default<std::int64_t>>({
        { "backoffLimit", 6 }, { "completions", 1 }, { "defaultMode", 420 }, { "expirationSeconds", 3600 },
        { "failedJobsHistoryLimit", 1 }, { "failureThreshold", 3 }, { "maxSurge", 0 }, { "maxUnavailable", 1 },
        { "minReplicas", 1 }, { "parallelism", 1 }, { "partition", 0 }, { "periodSeconds", 10 },
        { "port", 443 }, // of a webhook's service
        { "progressDeadlineSeconds", 600 }, { "replicas", 1 }, { "revisionHistoryLimit", 10 },
        { "successThreshold", 1 }, { "successfulJobsHistoryLimit", 3 }, { "terminationGracePeriodSeconds", 30 },
        { "timeoutSeconds", 1 }, { "timeoutSeconds", 10 }, // of a webhook
        { "timeoutSeconds", 10800 }, // of a Service's affinity
    });
    return isOneOf(numbers, field, value);
}

bool isDefaultBool(std::string_view field, bool value)
{
    static constexpr std::array<std::string_view, 3> trueOnes { "allocateLoadBalancerNodePorts", "attachRequired",
        "enableServiceLinks" };
    static constexpr std::array<std::string_view, 4> falseOnes { "podInfoOnMount", "requiresRepublish",
        "storageCapacity", "suspend" };
    return std::ranges::contains(value ? std::span<const std::string_view>(trueOnes) : falseOnes, field);
}

/// Of a webhook and an admission policy an empty selector is as good as none; elsewhere (a NetworkPolicy) it is not.
bool selectsAllAnyway(std::string_view field, const Value& parent)
{
    static constexpr std::array<std::string_view, 3> marks { "clientConfig", "matchPolicy", "resourceRules" };
    return (field == "namespaceSelector" || field == "objectSelector")
        && std::ranges::any_of(marks, [&parent](std::string_view mark) { return parent.contains(mark); });
}

bool isDefaultMap(std::string_view field, const Value& parent)
{
    static constexpr std::array<std::string_view, 8> structures { "emptyDir", "metadata", "resources",
        "securityContext", "spec", "status", "strategy", "updateStrategy" };
    return std::ranges::contains(structures, field) || selectsAllAnyway(field, parent);
}

/// How a Deployment's pods are replaced where only the way is named.
bool isDefaultRollout(std::string_view field, const Value& value)
{
    return field == "rollingUpdate" && value.map().size() == 2 && value["maxSurge"].text() == "25%"
        && value["maxUnavailable"].text() == "25%";
}

/// A NetworkPolicy is of the types that it has rules of, and of Ingress always.
bool isDefaultList(std::string_view field, const Value& value, const Value& parent)
{
    if (field != "policyTypes")
        return false;
    Value::List types { Value("Ingress") };
    if (!parent["egress"].isEmpty())
        types.emplace_back("Egress");
    return value == Value(std::move(types));
}

}

bool isDefault(std::string_view field, const Value& value, const Value& parent)
{
    if (field == "targetPort") // of a Service
        return value == parent["port"];
    if (field == "path") // of a probe; that of an Ingress has no default
        return value.text() == "/" && parent.contains("port");
    switch (value.kind()) {
    case Value::Kind::Null:
        return true;
    case Value::Kind::Bool:
        return isDefaultBool(field, value.boolOr(false));
    case Value::Kind::Int:
        return isDefaultNumber(field, value.intOr(-1));
    case Value::Kind::String:
        return isDefaultText(field, value.text());
    case Value::Kind::Map:
        return value.map().empty() ? isDefaultMap(field, parent) : isDefaultRollout(field, value);
    case Value::Kind::List:
        return isDefaultList(field, value, parent);
    case Value::Kind::Uint:
    case Value::Kind::Double:
        return false;
    }
    return false;
}

}
