#include "app/sandbox/api/ApiServer.h"

namespace holdfast::sandbox {

namespace {

Value moved(const Value& object, std::string_view from, std::string_view to)
{
    const Value& value = object[from];
    return value.isNull() ? object : object.without(from).with(to, value);
}

Value newEvent(const Value& core)
{
    Value event = moved(core, "involvedObject", "regarding");
    event = moved(event, "message", "note");
    event = moved(event, "count", "deprecatedCount");
    event = moved(event, "firstTimestamp", "deprecatedFirstTimestamp");
    event = moved(event, "lastTimestamp", "deprecatedLastTimestamp");
    event = moved(event, "source", "deprecatedSource");
    return moved(event, "reportingComponent", "reportingController");
}

Value coreEvent(const Value& event)
{
    Value core = moved(event, "regarding", "involvedObject");
    core = moved(core, "note", "message");
    core = moved(core, "deprecatedCount", "count");
    core = moved(core, "deprecatedFirstTimestamp", "firstTimestamp");
    core = moved(core, "deprecatedLastTimestamp", "lastTimestamp");
    core = moved(core, "deprecatedSource", "source");
    return moved(core, "reportingController", "reportingComponent");
}

Value processorMetric(const Value& percentage)
{
    return Value(Value::List { mapOf({ { "type", Value("Resource") },
        { "resource",
            mapOf({ { "name", Value("cpu") },
                { "target",
                    mapOf({ { "type", Value("Utilization") }, { "averageUtilization", percentage } }) } }) } }) });
}

Value newAutoscaler(const Value& old)
{
    const Value& percentage = old.at({ "spec", "targetCPUUtilizationPercentage" });
    const Value bare = removeAt(old, { "spec", "targetCPUUtilizationPercentage" });
    return setAt(bare, { "spec", "metrics" }, processorMetric(percentage.isNull() ? Value(80) : percentage));
}

Value oldAutoscaler(const Value& stored)
{
    Value old = removeAt(removeAt(stored, { "spec", "metrics" }), { "spec", "behavior" });
    for (const Value& metric : stored.at({ "spec", "metrics" }).list()) {
        const Value& percentage = metric.at({ "resource", "target", "averageUtilization" });
        if (metric.at({ "resource", "name" }).text() == "cpu" && !percentage.isNull())
            old = setAt(old, { "spec", "targetCPUUtilizationPercentage" }, percentage);
    }
    return removeAt(removeAt(old, { "status", "currentMetrics" }), { "status", "conditions" });
}

bool isNewEvent(const ResourceType& type)
{
    return type.name == ResourceName { "events.k8s.io", "events" };
}

bool isOldAutoscaler(const ResourceType& type)
{
    return type.name.plural == "horizontalpodautoscalers" && type.version == "v1";
}

}

ResourceName storageName(const ResourceType& type)
{
    return isNewEvent(type) ? ResourceName { "", "events" } : type.name;
}

Value converted(const ResourceType& type, const Value& object)
{
    const std::string version = type.apiVersion();
    if (object["apiVersion"].text() == version)
        return object;
    Value other = object;
    if (isNewEvent(type))
        other = newEvent(object);
    else if (isOldAutoscaler(type))
        other = oldAutoscaler(object);
    return other.with("apiVersion", Value(version));
}

Value toStored(const ResourceType& type, const Value& object)
{
    if (!object.isMap())
        return object;
    if (isNewEvent(type))
        return coreEvent(object).with("apiVersion", Value("v1"));
    if (isOldAutoscaler(type))
        return newAutoscaler(object).with("apiVersion", Value("autoscaling/v2"));
    if (type.version == type.storageVersion)
        return object;
    return object.with("apiVersion", Value(type.name.group + "/" + type.storageVersion));
}

}
