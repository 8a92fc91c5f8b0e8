#include "app/sandbox/sim/StatefulSetController.h"

#include "app/sandbox/sim/PodSet.h"

#include <algorithm>
#include <format>

namespace holdfast::sandbox::sim {

namespace {

const std::string component = "statefulset-controller";
constexpr std::string_view hashLabel = "controller-revision-hash";

int ordinalOf(const Value& pod)
{
    const auto name = nameOf(pod);
    return std::atoi(name.substr(name.rfind('-') + 1).c_str());
}

bool isParallel(const Value& set)
{
    return set.at({ "spec", "podManagementPolicy" }).text() == "Parallel";
}

}

StatefulSetController::StatefulSetController(World& world)
    : Controller(world)
{
    follow(kinds::statefulSets);
    followOwned(kinds::pods, "StatefulSet");
}

StatefulSetController::Plan StatefulSetController::planOf(const Value& set) const
{
    Plan plan;
    plan.current = text(set.at({ "status", "currentRevision" }));
    plan.current = plan.current.substr(plan.current.rfind('-') + 1);
    const auto wanted = static_cast<std::size_t>(std::max(set.at({ "spec", "replicas" }).intOr(1), std::int64_t { 0 }));
    plan.pods.resize(wanted);
    for (const auto& pod : world().controlled(kinds::pods, set)) {
        const auto ordinal = static_cast<std::size_t>(ordinalOf(pod));
        if (ordinal < wanted)
            plan.pods[ordinal] = pod;
        else
            plan.surplus.push_back(pod);
    }
    std::ranges::sort(plan.surplus, std::greater(), ordinalOf);
    return plan;
}

void StatefulSetController::reconcile(const ObjectName& name)
{
    const auto set = world().find(kinds::statefulSets, name);
    if (set.isNull() || isDeleting(set))
        return;
    auto plan = planOf(set);
    std::vector<std::string> used { plan.current };
    for (const auto& pod : plan.pods)
        used.push_back(label(pod, hashLabel));
    plan.revisions = keepRevisions(world(), set, used);
    if (plan.current.empty())
        plan.current = revisionHash(plan.revisions.update);
    step(set, plan);
    auto after = planOf(set);
    after.revisions = plan.revisions;
    after.current = plan.current;
    writeStatus(set, after);
}

void StatefulSetController::step(const Value& set, const Plan& plan)
{
    for (std::size_t ordinal = 0; ordinal < plan.pods.size(); ++ordinal) {
        const auto& pod = plan.pods[ordinal];
        if (pod.isNull())
            make(set, plan, ordinal);
        else if (!isDeleting(pod)
            && (pod.at({ "status", "phase" }).text() == "Failed"
                || pod.at({ "status", "phase" }).text() == "Succeeded"))
            removePod(world(), set, pod, component);
        else if (isReady(pod) && !isDeleting(pod))
            continue;
        // A pod that is not ready but of an old revision is replaced all the same, or a bad image could never be
        // mended.
        else if (!isParallel(set) && !isDeleting(pod) && label(pod, hashLabel) != revisionHash(plan.revisions.update))
            return update(set, plan);
        if (!isParallel(set))
            return;
    }
    for (const auto& pod : plan.surplus) {
        if (!isDeleting(pod))
            removePod(world(), set, pod, component);
        if (!isParallel(set))
            return;
    }
    update(set, plan);
}

void StatefulSetController::update(const Value& set, const Plan& plan)
{
    const auto& strategy = set.at({ "spec", "updateStrategy" });
    if (strategy["type"].text() == "OnDelete")
        return;
    const auto partition = static_cast<std::size_t>(strategy.at({ "rollingUpdate", "partition" }).intOr(0));
    for (auto ordinal = plan.pods.size(); ordinal > partition; --ordinal) {
        const auto& pod = plan.pods[ordinal - 1];
        if (pod.isNull() || isDeleting(pod))
            return;
        if (label(pod, hashLabel) != revisionHash(plan.revisions.update))
            return removePod(world(), set, pod, component);
        if (!isReady(pod))
            return;
    }
}

void StatefulSetController::makeClaims(const Value& set, const std::string& pod)
{
    for (const auto& claim : set.at({ "spec", "volumeClaimTemplates" }).list()) {
        const auto name = std::format("{}-{}", nameOf(claim), pod);
        if (!world().find(kinds::claims, { namespaceOf(set), name }).isNull())
            continue;
        const auto metadata = tree({ { "name", name }, { "namespace", namespaceOf(set) },
            { "labels", set.at({ "spec", "selector", "matchLabels" }) } });
        static_cast<void>(world().create(
            kinds::claims, tree({ { "metadata", metadata }, { "spec", claim["spec"] } }), "kube-controller-manager"));
        world().tell(set,
            { .reason = "SuccessfulCreate",
                .message = std::format("create Claim {} Pod {} in StatefulSet {} success", name, pod, nameOf(set)),
                .component = component });
    }
}

void StatefulSetController::make(const Value& set, const Plan& plan, std::size_t ordinal)
{
    // Below the partition a pod comes back as it was.
    const auto partition
        = static_cast<std::size_t>(set.at({ "spec", "updateStrategy", "rollingUpdate", "partition" }).intOr(0));
    Value revision = plan.revisions.update;
    for (const auto& one : plan.revisions.all) {
        if (ordinal < partition && revisionHash(one) == plan.current)
            revision = one;
    }
    const auto name = std::format("{}-{}", nameOf(set), ordinal);
    makeClaims(set, name);
    auto pod = podOf(set, templateIn(revision), name);
    pod = put(pod, { "metadata", "labels", hashLabel }, Value(revisionHash(revision)));
    pod = put(pod, { "metadata", "labels", "statefulset.kubernetes.io/pod-name" }, Value(name));
    pod = put(pod, { "metadata", "labels", "apps.kubernetes.io/pod-index" }, Value(std::to_string(ordinal)));
    pod = put(pod, { "spec", "hostname" }, Value(name));
    pod = put(pod, { "spec", "subdomain" }, set.at({ "spec", "serviceName" }));
    const auto made = world().create(kinds::pods, pod, "kube-controller-manager");
    world().tell(set,
        made ? EventText { .reason = "SuccessfulCreate",
                   .message = std::format("create Pod {} in StatefulSet {} successful", name, nameOf(set)),
                   .component = component }
             : EventText { .type = "Warning",
                   .reason = "FailedCreate",
                   .message = made.error().message,
                   .component = component });
}

void StatefulSetController::writeStatus(const Value& set, const Plan& plan)
{
    const auto update = revisionHash(plan.revisions.update);
    std::int64_t all = 0;
    std::int64_t ready = 0;
    std::int64_t available = 0;
    std::int64_t current = 0;
    std::int64_t updated = 0;
    auto pods = plan.pods;
    pods.insert(pods.end(), plan.surplus.begin(), plan.surplus.end());
    for (const auto& pod : pods) {
        if (pod.isNull() || isDeleting(pod))
            continue;
        ++all;
        ready += isReady(pod) ? 1 : 0;
        available += isAvailable(pod, set.at({ "spec", "minReadySeconds" }).intOr(0), world().time()) ? 1 : 0;
        current += label(pod, hashLabel) == plan.current ? 1 : 0;
        updated += label(pod, hashLabel) == update ? 1 : 0;
    }
    const auto wanted = set.at({ "spec", "replicas" }).intOr(1);
    const bool done = updated == wanted && all == wanted && ready == wanted;
    const auto positive = [](std::int64_t count) { return count > 0 ? Value(count) : Value(); };
    const auto named = [&](const std::string& hash) { return std::format("{}-{}", nameOf(set), hash); };
    const auto status = tree({ { "observedGeneration", set.at({ "metadata", "generation" }) }, { "replicas", all },
        { "readyReplicas", positive(ready) }, { "availableReplicas", available },
        { "currentReplicas", positive(done ? updated : current) }, { "updatedReplicas", positive(updated) },
        { "currentRevision", named(done ? update : plan.current) }, { "updateRevision", named(update) },
        { "collisionCount", 0 } });
    static_cast<void>(world().updateStatus(kinds::statefulSets, set.with("status", status), "kube-controller-manager"));
}

}
