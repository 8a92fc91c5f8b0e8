#include "app/sandbox/sim/Autoscaler.h"

#include <algorithm>
#include <format>

namespace holdfast::sandbox::sim {

namespace {

const std::string component = "horizontal-pod-autoscaler";

Value condition(const char* type, const char* status, const char* reason, const std::string& message)
{
    return tree({ { "type", type }, { "status", status }, { "reason", reason }, { "message", message } });
}

// The practised load sits just below the target of each utilization metric.
Value metricsOf(const Value& autoscaler)
{
    std::vector<Value> metrics;
    for (const auto& metric : autoscaler.at({ "spec", "metrics" }).list()) {
        const auto target = metric.at({ "resource", "target", "averageUtilization" }).toInt();
        if (!target)
            continue;
        const auto current = tree({ { "averageUtilization", *target - 3 }, { "averageValue", "68m" } });
        const auto resource = tree({ { "name", metric.at({ "resource", "name" }) }, { "current", current } });
        metrics.push_back(tree({ { "type", "Resource" }, { "resource", resource } }));
    }
    return metrics.empty() ? Value() : sequence(std::move(metrics));
}

}

Autoscaler::Autoscaler(World& world)
    : Controller(world)
{
    follow(kinds::autoscalers);
    // A target that changes is scaled again, as at the autoscaler's next round.
    const auto targeting = [this](const Value& target) {
        std::vector<ObjectName> names;
        for (const auto& one : this->world().list(kinds::autoscalers, namespaceOf(target))) {
            if (one.at({ "spec", "scaleTargetRef", "name" }).text() == nameOf(target))
                names.push_back(nameIn(one));
        }
        return names;
    };
    followWith(kinds::deployments, targeting);
    followWith(kinds::statefulSets, targeting);
}

void Autoscaler::reconcile(const ObjectName& name)
{
    const auto autoscaler = world().find(kinds::autoscalers, name);
    if (autoscaler.isNull() || isDeleting(autoscaler))
        return;
    const auto& reference = autoscaler.at({ "spec", "scaleTargetRef" });
    const auto resource = world().store().resourceOf(reference["apiVersion"].text(), reference["kind"].text());
    const ObjectName target { name.nameSpace, text(reference["name"]) };
    const auto found
        = resource ? world().store().get(*resource, target) : Answer<Value>(std::unexpected(StatusError {}));
    if (!found)
        return;
    const auto current = found->at({ "spec", "replicas" }).intOr(1);
    const auto low = autoscaler.at({ "spec", "minReplicas" }).intOr(1);
    const auto high = autoscaler.at({ "spec", "maxReplicas" }).intOr(current);
    const auto practised = annotation(autoscaler, practisedReplicas);
    const auto wanted = current == 0
        ? 0
        : std::clamp(practised.empty() ? current : std::int64_t { std::atoi(practised.c_str()) }, low, high);
    if (wanted != current) {
        const WriteOptions options { .fieldManager = "kube-controller-manager", .subresource = Subresource::Scale };
        const auto scale = tree({ { "spec", tree({ { "replicas", wanted } }) } });
        static_cast<void>(world().store().patch(*resource, target, PatchType::Merge, scale, options));
        world().tell(autoscaler,
            { .reason = "SuccessfulRescale",
                .message
                = std::format("New size: {}; reason: cpu resource utilization (percentage of request) {} target",
                    wanted, wanted > current ? "above" : "below"),
                .component = component });
    }
    writeStatus(autoscaler, found->at({ "status", "replicas" }).intOr(current), wanted);
}

void Autoscaler::writeStatus(const Value& autoscaler, std::int64_t current, std::int64_t wanted)
{
    auto conditions = autoscaler.at({ "status", "conditions" });
    const auto high = autoscaler.at({ "spec", "maxReplicas" }).intOr(wanted);
    for (auto one : { condition("AbleToScale", "True", "ReadyForNewScale", "recommended size matches current size"),
             condition("ScalingActive", "True", "ValidMetricFound",
                 "the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage "
                 "of request)"),
             wanted < high ? condition("ScalingLimited", "False", "DesiredWithinRange",
                                 "the desired count is within the acceptable range")
                           : condition("ScalingLimited", "True", "TooManyReplicas",
                                 "the desired replica count is more than the maximum replica count") }) {
        const auto& before = itemBy(conditions, "type", one["type"].text());
        const bool same = before["status"] == one["status"];
        one = one.with("lastTransitionTime", same ? before["lastTransitionTime"] : Value(world().now()));
        conditions = withCondition(conditions, one);
    }
    const auto& before = autoscaler["status"];
    const bool scaled = before["desiredReplicas"].intOr(wanted) != wanted;
    const auto status = tree({ { "currentReplicas", current }, { "desiredReplicas", wanted },
        { "conditions", conditions }, { "observedGeneration", autoscaler.at({ "metadata", "generation" }) },
        { "lastScaleTime", scaled ? Value(world().now()) : before["lastScaleTime"] },
        { "currentMetrics", metricsOf(autoscaler) } });
    static_cast<void>(
        world().updateStatus(kinds::autoscalers, autoscaler.with("status", status), "kube-controller-manager"));
}

}
