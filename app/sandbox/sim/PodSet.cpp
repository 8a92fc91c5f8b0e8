#include "app/sandbox/sim/PodSet.h"

#include <algorithm>
#include <tuple>

namespace holdfast::sandbox::sim {

Value podOf(const Value& owner, const Value& podTemplate, const std::string& name)
{
    const auto metadata = merged(podTemplate["metadata"],
        tree({ { "name", name }, { "namespace", namespaceOf(owner) },
            { "ownerReferences", sequence({ controllerReference(owner) }) } }));
    return tree({ { "metadata", metadata.without("creationTimestamp") }, { "spec", podTemplate["spec"] } });
}

bool isActive(const Value& pod)
{
    const auto phase = pod.at({ "status", "phase" }).text();
    return phase != "Succeeded" && phase != "Failed" && !isDeleting(pod);
}

bool isReady(const Value& pod)
{
    return conditionIs(pod.at({ "status", "conditions" }), "Ready", "True");
}

bool isAvailable(const Value& pod, std::int64_t minReadySeconds, const QDateTime& now)
{
    if (!isReady(pod) || minReadySeconds == 0)
        return isReady(pod);
    const auto& ready = itemBy(pod.at({ "status", "conditions" }), "type", "Ready");
    return fromStamp(ready["lastTransitionTime"]).addSecs(minReadySeconds) <= now;
}

std::vector<Value> inRemovalOrder(std::vector<Value> pods)
{
    const auto rank = [](const Value& pod) {
        const auto phase = pod.at({ "status", "phase" }).text();
        return std::tuple(!pod.at({ "spec", "nodeName" }).isEmpty(), phase == "Running", isReady(pod));
    };
    std::ranges::stable_sort(pods, [&](const Value& left, const Value& right) {
        if (rank(left) != rank(right))
            return rank(left) < rank(right);
        const auto made = [](const Value& pod) { return pod.at({ "metadata", "creationTimestamp" }).text(); };
        return made(left) > made(right);
    });
    return pods;
}

void addPod(World& world, const Value& owner, const Value& pod, const std::string& component)
{
    const auto made = world.create(kinds::pods, pod, "kube-controller-manager");
    if (made)
        return world.tell(owner,
            { .reason = "SuccessfulCreate", .message = "Created pod: " + nameOf(*made), .component = component });
    world.tell(owner,
        { .type = "Warning",
            .reason = "FailedCreate",
            .message = "Error creating: " + made.error().message,
            .component = component });
}

void removePod(World& world, const Value& owner, const Value& pod, const std::string& component)
{
    world.remove(kinds::pods, nameIn(pod));
    world.tell(
        owner, { .reason = "SuccessfulDelete", .message = "Deleted pod: " + nameOf(pod), .component = component });
}

}
