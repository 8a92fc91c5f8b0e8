#include "core/diff/Normalizer.h"

#include "core/diff/SecretData.h"
#include "core/diff/TypedForm.h"
#include "core/manifest/Resource.h"
#include "core/manifest/SecretMask.h"

#include <algorithm>

namespace holdfast::diff {

using manifest::Value;

namespace {

template <typename Change> Value mapItems(const Value& list, Change change)
{
    Value::List items;
    for (const Value& item : list.list())
        items.push_back(change(item));
    return Value(std::move(items));
}

Value withProtocol(const Value& port)
{
    return port.isMap() && port["protocol"].isEmpty() ? port.with("protocol", Value("TCP")) : port;
}

/// Every list of ports that are numbers of containers or Services, however deep.
Value withProtocols(const Value& value)
{
    if (value.isList())
        return mapItems(value, withProtocols);
    if (!value.isMap())
        return value;
    Value::Map members;
    for (const Value::Member& member : value.map()) {
        const Value below = withProtocols(member.second);
        const bool isPorts = member.first == "ports" && below.isList();
        members.emplace_back(member.first, isPorts ? mapItems(below, withProtocol) : below);
    }
    return Value(std::move(members));
}

Value withoutNestedTimes(const Value& value)
{
    if (value.isList())
        return mapItems(value, withoutNestedTimes);
    if (!value.isMap())
        return value;
    Value::Map members;
    for (const Value::Member& member : value.map()) {
        if (member.first != "creationTimestamp" || !member.second.isNull())
            members.emplace_back(member.first, withoutNestedTimes(member.second));
    }
    return Value(std::move(members));
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
    Value result = metadata;
    for (const std::string_view field : { "managedFields", "resourceVersion", "generation", "uid", "selfLink",
             "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds" })
        result = result.without(field);
    if (result["annotations"].contains(noted)) {
        const Value annotations = result["annotations"].without(noted);
        result = annotations.isEmpty() ? result.without("annotations") : result.with("annotations", annotations);
    }
    return result;
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
    result = withoutTime(withoutNestedTimes(typedForm(result)));
    return dialect == Dialect::ArgoCd ? forArgoCd(result, type) : forFlux(result, type);
}

Value comparable(const Value& object, Dialect dialect)
{
    if (!object.isMap())
        return object;
    Value metadata = withoutBookkeeping(object["metadata"]);
    if (dialect == Dialect::ArgoCd)
        return object.with("metadata", metadata);
    Value::Map kept;
    for (const Value::Member& member : metadata.map()) {
        if ((member.first == "labels" || member.first == "annotations") && !member.second.isEmpty())
            kept.push_back(member);
    }
    return object.without("status").with("metadata", Value(std::move(kept)));
}

}
