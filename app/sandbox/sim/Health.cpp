#include "app/sandbox/sim/Health.h"

#include <functional>
#include <map>

namespace holdfast::sandbox::sim {

namespace {

std::int64_t count(const Value& object, std::string_view name)
{
    return object.at({ "status", name }).intOr(0);
}

bool isObserved(const Value& object)
{
    return count(object, "observedGeneration") >= object.at({ "metadata", "generation" }).intOr(0);
}

Health deployment(const Value& object)
{
    if (object.at({ "spec", "paused" }).boolOr(false))
        return Health::Suspended;
    if (!isObserved(object))
        return Health::Progressing;
    if (itemBy(object.at({ "status", "conditions" }), "type", "Progressing")["reason"].text()
        == "ProgressDeadlineExceeded")
        return Health::Degraded;
    const auto updated = count(object, "updatedReplicas");
    const bool rolls = updated < object.at({ "spec", "replicas" }).intOr(1) || count(object, "replicas") > updated
        || count(object, "availableReplicas") < updated;
    return rolls ? Health::Progressing : Health::Healthy;
}

Health statefulSet(const Value& object)
{
    if (!isObserved(object) || count(object, "observedGeneration") == 0)
        return Health::Progressing;
    const auto wanted = object.at({ "spec", "replicas" }).intOr(1);
    if (count(object, "readyReplicas") < wanted)
        return Health::Progressing;
    const auto partition = object.at({ "spec", "updateStrategy", "rollingUpdate", "partition" }).intOr(0);
    return count(object, "updatedReplicas") < wanted - partition ? Health::Progressing : Health::Healthy;
}

Health daemonSet(const Value& object)
{
    const auto wanted = count(object, "desiredNumberScheduled");
    const bool rolls = !isObserved(object) || count(object, "updatedNumberScheduled") < wanted
        || count(object, "numberAvailable") < wanted;
    return rolls ? Health::Progressing : Health::Healthy;
}

Health job(const Value& object)
{
    const auto& conditions = object.at({ "status", "conditions" });
    if (conditionIs(conditions, "Failed", "True"))
        return Health::Degraded;
    if (conditionIs(conditions, "Suspended", "True"))
        return Health::Suspended;
    return conditionIs(conditions, "Complete", "True") ? Health::Healthy : Health::Progressing;
}

Health pod(const Value& object)
{
    const auto phase = object.at({ "status", "phase" }).text();
    for (const auto& container : object.at({ "status", "containerStatuses" }).list()) {
        const auto reason = container.at({ "state", "waiting", "reason" }).text();
        if (reason.starts_with("Err") || reason.ends_with("Error") || reason.ends_with("BackOff"))
            return Health::Degraded;
    }
    if (phase == "Failed")
        return Health::Degraded;
    const bool ready = conditionIs(object.at({ "status", "conditions" }), "Ready", "True");
    return phase == "Succeeded" || ready ? Health::Healthy : Health::Progressing;
}

Health claim(const Value& object)
{
    return object.at({ "status", "phase" }).text() == "Bound" ? Health::Healthy : Health::Progressing;
}

Health balanced(const Value& object)
{
    const bool needsAddress
        = object["kind"].text() == "Ingress" || object.at({ "spec", "type" }).text() == "LoadBalancer";
    return needsAddress && object.at({ "status", "loadBalancer", "ingress" }).isEmpty() ? Health::Progressing
                                                                                        : Health::Healthy;
}

Health autoscaler(const Value& object)
{
    const auto& conditions = object.at({ "status", "conditions" });
    const bool able
        = conditionIs(conditions, "AbleToScale", "True") || conditionIs(conditions, "ScalingLimited", "True");
    return able ? Health::Healthy : Health::Progressing;
}

using Rule = Health (*)(const Value&);

Rule ruleFor(std::string_view kind)
{
    static const std::map<std::string, Rule, std::less<>> rules { { "Deployment", deployment },
        { "StatefulSet", statefulSet }, { "DaemonSet", daemonSet }, { "Job", job }, { "Pod", pod },
        { "PersistentVolumeClaim", claim }, { "Service", balanced }, { "Ingress", balanced },
        { "HorizontalPodAutoscaler", autoscaler } };
    const auto found = rules.find(kind);
    return found == rules.end() ? nullptr : found->second;
}

}

std::string healthText(Health health)
{
    static const std::vector<std::string> words { "Healthy", "Suspended", "Progressing", "Missing", "Degraded",
        "Unknown" };
    return words[static_cast<std::size_t>(health)];
}

bool hasHealth(const Value& object)
{
    return ruleFor(object["kind"].text()) != nullptr;
}

Health healthOf(const Value& object)
{
    if (isDeleting(object))
        return Health::Progressing;
    const auto rule = ruleFor(object["kind"].text());
    return rule ? rule(object) : Health::Healthy;
}

Readiness readinessOf(const Value& object)
{
    const auto& conditions = object.at({ "status", "conditions" });
    const auto kind = object["kind"].text();
    if (kind == "Deployment"
        && itemBy(conditions, "type", "Progressing")["reason"].text() == "ProgressDeadlineExceeded")
        return Readiness::Failed;
    if (kind == "Job" && conditionIs(conditions, "Failed", "True"))
        return Readiness::Failed;
    if (conditionIs(conditions, "Stalled", "True"))
        return Readiness::Failed;
    if (kind == "Ingress" || kind == "HorizontalPodAutoscaler")
        return Readiness::Current;
    if (ruleFor(kind))
        return healthOf(object) == Health::Healthy || healthOf(object) == Health::Suspended ? Readiness::Current
                                                                                            : Readiness::InProgress;
    const auto& ready = itemBy(conditions, "type", "Ready");
    const bool seen = object.at({ "status", "observedGeneration" }).isNull() || isObserved(object);
    return seen && !isDeleting(object) && (ready.isNull() || ready["status"].text() == "True") ? Readiness::Current
                                                                                               : Readiness::InProgress;
}

}
