#include "app/sandbox/sim/ReplicaSetController.h"

#include "app/sandbox/sim/PodSet.h"

#include <algorithm>
#include <format>

namespace holdfast::sandbox::sim {

namespace {

const std::string component = "replicaset-controller";

}

ReplicaSetController::ReplicaSetController(World& world)
    : Controller(world)
{
    follow(kinds::replicaSets);
    followOwned(kinds::pods, "ReplicaSet");
}

void ReplicaSetController::reconcile(const ObjectName& name)
{
    const auto set = world().find(kinds::replicaSets, name);
    if (set.isNull() || isDeleting(set))
        return;
    auto pods = world().controlled(kinds::pods, set);
    std::erase_if(pods, [](const Value& pod) { return !isActive(pod); });
    const auto wanted = set.at({ "spec", "replicas" }).intOr(1);
    const auto have = static_cast<std::int64_t>(pods.size());
    for (auto missing = wanted - have; missing > 0; --missing) {
        const auto letters = suffix(std::format("{}/{}/{}", uidOf(set), world().store().revision(), ++m_made));
        addPod(world(), set, podOf(set, set.at({ "spec", "template" }), std::format("{}-{}", name.name, letters)),
            component);
    }
    if (have > wanted) {
        const auto doomed = inRemovalOrder(pods);
        for (std::size_t index = 0; index < static_cast<std::size_t>(have - wanted); ++index)
            removePod(world(), set, doomed[index], component);
    }
    writeStatus(set, world().controlled(kinds::pods, set));
}

void ReplicaSetController::writeStatus(const Value& set, const std::vector<Value>& pods)
{
    const auto wait = set.at({ "spec", "minReadySeconds" }).intOr(0);
    const auto active = std::ranges::count_if(pods, isActive);
    const auto ready = std::ranges::count_if(pods, [](const Value& pod) { return isActive(pod) && isReady(pod); });
    const auto available = std::ranges::count_if(
        pods, [&](const Value& pod) { return isActive(pod) && isAvailable(pod, wait, world().time()); });
    if (ready > available)
        enqueue(nameIn(set), Milliseconds(1000));
    const auto positive = [](std::int64_t count) { return count > 0 ? Value(count) : Value(); };
    const auto status = tree({ { "observedGeneration", set.at({ "metadata", "generation" }) }, { "replicas", active },
        { "fullyLabeledReplicas", positive(active) }, { "readyReplicas", positive(ready) },
        { "availableReplicas", positive(available) } });
    static_cast<void>(world().updateStatus(kinds::replicaSets, set.with("status", status), "kube-controller-manager"));
}

}
