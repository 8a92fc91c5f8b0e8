#include "core/diff/GoZeros.h"

#include "core/diff/Rebuilt.h"
#include "core/manifest/Resource.h"

namespace holdfast::diff {

using manifest::Value;

namespace {

Value withZero(const Value& map, std::string_view field)
{
    return map.isMap() && map[field].isNull() ? map.with(field, Value(0)) : map;
}

Value serviceWithZeros(const Value& service)
{
    const Value& ports = service.at({ "spec", "ports" });
    if (!ports.isList())
        return service;
    const Value filled = rebuiltList(ports, [](const Value& port) { return withZero(port, "targetPort"); });
    return service.with("spec", service["spec"].with("ports", filled));
}

Value autoscalerWithZeros(const Value& autoscaler)
{
    return autoscaler.with("spec", withZero(autoscaler["spec"], "maxReplicas"))
        .with("status",
            withZero(autoscaler["status"].isMap() ? autoscaler["status"] : Value::emptyMap(), "desiredReplicas"));
}

/// `containerPort` of every list of ports of containers, and the port of every probe.
Value podWithZeros(const Value& value)
{
    if (value.isList())
        return rebuiltList(value, podWithZeros);
    if (!value.isMap())
        return value;
    return rebuiltMap(value, [](const Value::Member& member) {
        const auto& [name, below] = member;
        const Value filled = podWithZeros(below);
        if (name == "httpGet" || name == "tcpSocket" || name == "grpc")
            return Fate::becomes(below, withZero(filled, "port"));
        if (name != "ports" || !filled.isList())
            return Fate::becomes(below, filled);
        return Fate::becomes(
            below, rebuiltList(filled, [](const Value& port) { return withZero(port, "containerPort"); }));
    });
}

}

Value withGoZeros(const Value& object)
{
    const manifest::GroupVersionKind type = manifest::groupVersionKind(object);
    if (type.group.isEmpty() && type.kind == u"Service")
        return serviceWithZeros(object);
    if (type.group == u"autoscaling" && type.kind == u"HorizontalPodAutoscaler")
        return autoscalerWithZeros(object);
    const bool hasPods
        = (type.group.isEmpty() && type.kind == u"Pod") || type.group == u"apps" || type.group == u"batch";
    return hasPods ? podWithZeros(object) : object;
}

}
