#include "core/diff/Normalizer.h"

#include "core/diff/Rebuilt.h"
#include "core/diff/SecretData.h"
#include "core/diff/TypedForm.h"
#include "core/manifest/Resource.h"
#include "core/manifest/SecretMask.h"

#include <algorithm>
#include <array>

namespace holdfast::diff {

using manifest::Value;

namespace {

Value withProtocol(const Value& port)
{
    return port.isMap() && port["protocol"].isEmpty() ? port.with("protocol", Value("TCP")) : port;
}

/// Every list of ports that are numbers of containers or Services, however deep.
Value withProtocols(const Value& value)
{
    if (value.isList())
        return rebuiltList(value, withProtocols);
    if (!value.isMap())
        return value;
    return rebuiltMap(value, [](const Value::Member& member) {
        const Value below = withProtocols(member.second);
        const bool isPorts = member.first == "ports" && below.isList();
        return Fate::becomes(member.second, isPorts ? rebuiltList(below, withProtocol) : below);
    });
}

Value withoutNestedTimes(const Value& value)
{
    if (value.isList())
        return rebuiltList(value, withoutNestedTimes);
    if (!value.isMap())
        return value;
    return rebuiltMap(value, [](const Value::Member& member) {
        if (member.second.isNull())
            return member.first == "creationTimestamp" ? Fate::goes() : Fate::stays();
        return Fate::becomes(member.second, withoutNestedTimes(member.second));
    });
}

Value withoutTime(const Value& object)
{
    const Value& metadata = object["metadata"];
    return metadata.contains("creationTimestamp") ? object.with("metadata", metadata.without("creationTimestamp"))
                                                  : object;
}

Value withMetricsOnce(const Value& autoscaler)
{
    const Value& metrics = autoscaler.at({ "spec", "metrics" });
    if (!metrics.isList())
        return autoscaler;
    Value::List once;
    for (const Value& metric : metrics.list()) {
        if (!metric.isEmpty() && std::ranges::find(once, metric) == once.end())
            once.push_back(metric);
    }
    return autoscaler.with("spec", autoscaler["spec"].with("metrics", Value(std::move(once))));
}

Value forArgoCd(const Value& object, const manifest::GroupVersionKind& type)
{
    if (type.group == QLatin1String("rbac.authorization.k8s.io") && object["rules"].isList()
        && object["rules"].isEmpty())
        return object.with("rules", Value());
    if (!type.group.isEmpty() || type.kind != QLatin1String("Endpoints"))
        return object;
    return withProtocols(object);
}

Value forFlux(const Value& object, const manifest::GroupVersionKind& type)
{
    static const QStringList workloads { QStringLiteral("Pod"), QStringLiteral("Deployment"),
        QStringLiteral("StatefulSet"), QStringLiteral("DaemonSet"), QStringLiteral("ReplicaSet"), QStringLiteral("Job"),
        QStringLiteral("CronJob"), QStringLiteral("Service") };
    Value result = type.kind == QLatin1String("CustomResourceDefinition") ? object : object.without("status");
    if (workloads.contains(type.kind))
        return withProtocols(result);
    return type.kind == QLatin1String("HorizontalPodAutoscaler") ? withMetricsOnce(result) : result;
}

/// What the server keeps for itself.
Value withoutBookkeeping(const Value& metadata)
{
    static constexpr std::string_view noted = "kubectl.kubernetes.io/last-applied-configuration";
    static constexpr std::array<std::string_view, 8> kept { "creationTimestamp", "deletionGracePeriodSeconds",
        "deletionTimestamp", "generation", "managedFields", "resourceVersion", "selfLink", "uid" };
    return rebuiltMap(metadata, [](const Value::Member& member) {
        if (std::ranges::contains(kept, member.first))
            return Fate::goes();
        if (member.first != "annotations" || !member.second.contains(noted))
            return Fate::stays();
        Value annotations = member.second.without(noted);
        return annotations.isEmpty() ? Fate::goes() : Fate::becomes(member.second, std::move(annotations));
    });
}

}

std::string_view fieldManager(Dialect dialect)
{
    switch (dialect) {
    case Dialect::ArgoCd:
        return "argocd-controller";
    case Dialect::Kustomize:
        return "kustomize-controller";
    case Dialect::Helm:
        return "helm-controller";
    }
    return {};
}

Value normalized(const Value& object, Dialect dialect)
{
    if (!object.isMap())
        return object;
    const manifest::GroupVersionKind type = manifest::groupVersionKind(object);
    Value result = manifest::isSecret(object) ? withMergedStringData(object) : object;
    std::optional<Value> typed = typedForm(result);
    result = withoutTime(typed ? *std::move(typed) : withoutNestedTimes(result));
    return dialect == Dialect::ArgoCd ? forArgoCd(result, type) : forFlux(result, type);
}

Value comparable(const Value& object, Dialect dialect)
{
    if (!object.isMap())
        return object;
    const Value metadata = withoutBookkeeping(object["metadata"]);
    if (dialect == Dialect::ArgoCd)
        return isSameNode(metadata, object["metadata"]) ? object : object.with("metadata", metadata);
    Value::Map kept;
    for (const Value::Member& member : metadata.map()) {
        if ((member.first == "labels" || member.first == "annotations") && !member.second.isEmpty())
            kept.push_back(member);
    }
    return object.without("status").with("metadata", Value(std::move(kept)));
}

}
