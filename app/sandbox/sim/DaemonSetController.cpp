#include "app/sandbox/sim/DaemonSetController.h"

#include "app/sandbox/sim/PodSet.h"
#include "app/sandbox/sim/Rollout.h"

#include <algorithm>
#include <format>

namespace holdfast::sandbox::sim {

namespace {

const std::string component = "daemonset-controller";
constexpr std::string_view hashLabel = "controller-revision-hash";

bool runsOn(const Value& set, const Value& node)
{
    const auto& wanted = set.at({ "spec", "template", "spec", "nodeSelector" }).map();
    return std::ranges::all_of(
        wanted, [&](const Value::Member& one) { return node.at({ "metadata", "labels", one.first }) == one.second; });
}

}

DaemonSetController::DaemonSetController(World& world)
    : Controller(world)
{
    follow(kinds::daemonSets);
    followOwned(kinds::pods, "DaemonSet");
}

DaemonSetController::ByNode DaemonSetController::podsOf(const Value& set) const
{
    ByNode pods;
    for (const auto& pod : world().controlled(kinds::pods, set))
        pods[text(pod.at({ "spec", "nodeName" }))] = pod;
    return pods;
}

void DaemonSetController::reconcile(const ObjectName& name)
{
    const auto set = world().find(kinds::daemonSets, name);
    if (set.isNull() || isDeleting(set))
        return;
    const auto pods = podsOf(set);
    std::vector<std::string> used;
    for (const auto& [node, pod] : pods)
        used.push_back(label(pod, hashLabel));
    const auto hash = revisionHash(keepRevisions(world(), set, used).update);
    for (const auto& node : world().list(kinds::nodes)) {
        const auto found = pods.find(nameOf(node));
        if (found == pods.end() && runsOn(set, node)) {
            const auto letters = suffix(std::format("{}{}{}", uidOf(set), nameOf(node), world().store().revision()));
            auto pod = podOf(set, set.at({ "spec", "template" }), std::format("{}-{}", name.name, letters));
            pod = put(pod, { "metadata", "labels", hashLabel }, Value(hash));
            pod = put(pod, { "metadata", "labels", "pod-template-generation" },
                Value(std::to_string(set.at({ "metadata", "generation" }).intOr(1))));
            addPod(world(), set, put(pod, { "spec", "nodeName" }, Value(nameOf(node))), component);
        } else if (found != pods.end() && !runsOn(set, node) && !isDeleting(found->second)) {
            removePod(world(), set, found->second, component);
        }
    }
    update(set, pods, hash);
    writeStatus(set, hash);
}

void DaemonSetController::update(const Value& set, const ByNode& pods, const std::string& hash)
{
    if (set.at({ "spec", "updateStrategy", "type" }).text() == "OnDelete")
        return;
    const auto& limit = set.at({ "spec", "updateStrategy", "rollingUpdate", "maxUnavailable" });
    int room = std::max(share(limit.isNull() ? Value(1) : limit, static_cast<int>(pods.size()), Rounding::Up), 1);
    std::vector<Value> outdated;
    for (const auto& [node, pod] : pods) {
        room -= isReady(pod) && !isDeleting(pod) ? 0 : 1;
        if (label(pod, hashLabel) != hash && !isDeleting(pod))
            outdated.push_back(pod);
    }
    // Those that are not ready anyway cost nothing.
    std::ranges::stable_sort(outdated, {}, isReady);
    for (const auto& pod : outdated) {
        if (isReady(pod) && room-- <= 0)
            return;
        removePod(world(), set, pod, component);
    }
}

void DaemonSetController::writeStatus(const Value& set, const std::string& hash)
{
    std::int64_t wanted = 0;
    std::int64_t current = 0;
    std::int64_t ready = 0;
    std::int64_t updated = 0;
    const auto pods = podsOf(set);
    for (const auto& node : world().list(kinds::nodes)) {
        if (!runsOn(set, node))
            continue;
        ++wanted;
        const auto found = pods.find(nameOf(node));
        if (found == pods.end() || isDeleting(found->second))
            continue;
        ++current;
        ready += isReady(found->second) ? 1 : 0;
        updated += label(found->second, hashLabel) == hash ? 1 : 0;
    }
    const auto positive = [](std::int64_t count) { return count > 0 ? Value(count) : Value(); };
    const auto status = tree({ { "observedGeneration", set.at({ "metadata", "generation" }) },
        { "desiredNumberScheduled", wanted }, { "currentNumberScheduled", current }, { "numberMisscheduled", 0 },
        { "numberReady", ready }, { "numberAvailable", positive(ready) },
        { "numberUnavailable", positive(wanted - ready) }, { "updatedNumberScheduled", positive(updated) } });
    static_cast<void>(world().updateStatus(kinds::daemonSets, set.with("status", status), "kube-controller-manager"));
}

}
