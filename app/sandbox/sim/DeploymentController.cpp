#include "app/sandbox/sim/DeploymentController.h"

#include "app/sandbox/sim/DeploymentStatus.h"

#include <algorithm>
#include <format>
#include <set>

namespace holdfast::sandbox::sim {

namespace {

const std::string manager = "kube-controller-manager";
constexpr std::string_view revisionKey = "deployment.kubernetes.io/revision";
constexpr std::string_view desiredKey = "deployment.kubernetes.io/desired-replicas";
constexpr std::string_view ceilingKey = "deployment.kubernetes.io/max-replicas";
constexpr std::string_view hashKey = "pod-template-hash";

int desired(const Value& set)
{
    return static_cast<int>(set.at({ "spec", "replicas" }).intOr(0));
}

int number(const std::string& text)
{
    return text.empty() ? 0 : std::atoi(text.c_str());
}

ReplicaSetSize sizeOf(const Value& set)
{
    return { desired(set), static_cast<int>(set.at({ "status", "availableReplicas" }).intOr(0)),
        number(annotation(set, ceilingKey)) };
}

std::vector<ReplicaSetSize> sizesOf(const std::vector<Value>& sets)
{
    std::vector<ReplicaSetSize> sizes;
    std::ranges::transform(sets, std::back_inserter(sizes), sizeOf);
    return sizes;
}

Value templateOf(const Value& object)
{
    return drop(object.at({ "spec", "template" }), { "metadata", "labels", hashKey });
}

// The annotations that a ReplicaSet takes over from its Deployment.
Value inherited(const Value& deployment, const Value& before)
{
    static const std::set<std::string, std::less<>> own { "kubectl.kubernetes.io/last-applied-configuration",
        std::string(revisionKey), "deployment.kubernetes.io/revision-history", std::string(desiredKey),
        std::string(ceilingKey), "deprecated.deployment.rollback.to" };
    Value annotations = before;
    for (const auto& [key, value] : deployment.at({ "metadata", "annotations" }).map()) {
        if (!own.contains(key))
            annotations = annotations.with(key, value);
    }
    return annotations;
}

Value sized(const Value& deployment, Value set, int size)
{
    const auto plan = rolloutPlan(deployment["spec"]);
    set = put(set, { "metadata", "annotations", desiredKey }, Value(std::to_string(plan.replicas)));
    set = put(set, { "metadata", "annotations", ceilingKey }, Value(std::to_string(plan.ceiling())));
    return put(set, { "spec", "replicas" }, Value(size));
}

}

DeploymentController::DeploymentController(World& world)
    : Controller(world)
{
    follow(kinds::deployments);
    followOwned(kinds::replicaSets, "Deployment");
}

void DeploymentController::tell(const Value& about, const std::string& reason, const std::string& message)
{
    world().tell(about, { .reason = reason, .message = message, .component = "deployment-controller" });
}

void DeploymentController::reconcile(const ObjectName& name)
{
    Value deployment = world().find(kinds::deployments, name);
    if (deployment.isNull())
        return;
    if (const auto marked = paused(deployment); !(marked == deployment)) {
        static_cast<void>(world().updateStatus(kinds::deployments, marked, manager));
        return;
    }
    auto sets = setsOf(deployment);
    if (isDeleting(deployment))
        return writeStatus(deployment, sets);
    if (deployment.at({ "spec", "paused" }).boolOr(false) || isScaling(deployment, sets)) {
        if (!sets.fresh.isNull())
            sets.fresh = adoptFresh(deployment, sets);
        scaleOnly(deployment, sets);
        if (deployment.at({ "spec", "paused" }).boolOr(false))
            cleanUp(deployment, sets);
    } else if (rolloutPlan(deployment["spec"]).strategy == RolloutStrategy::Recreate) {
        recreate(deployment, sets);
    } else {
        sets.fresh = sets.fresh.isNull() ? makeFresh(deployment, sets) : adoptFresh(deployment, sets);
        roll(deployment, sets);
    }
    writeStatus(deployment, sets);
}

DeploymentController::Sets DeploymentController::setsOf(const Value& deployment) const
{
    auto all = world().controlled(kinds::replicaSets, deployment);
    const auto made = [](const Value& set) {
        return std::pair(text(set.at({ "metadata", "creationTimestamp" })), number(annotation(set, revisionKey)));
    };
    std::ranges::stable_sort(all, {}, made);
    const auto wanted = templateOf(deployment);
    Sets sets;
    for (const auto& set : all) {
        if (sets.fresh.isNull() && templateOf(set) == wanted)
            sets.fresh = set;
        else
            sets.old.push_back(set);
    }
    return sets;
}

// A Progressing condition tells of a pause while it lasts, so that the deadline does not run on.
Value DeploymentController::paused(const Value& deployment) const
{
    if (!deployment.at({ "spec", "progressDeadlineSeconds" }).toInt())
        return deployment;
    const auto& conditions = deployment.at({ "status", "conditions" });
    const auto reason = itemBy(conditions, "type", "Progressing")["reason"].text();
    const bool isPaused = deployment.at({ "spec", "paused" }).boolOr(false);
    if (reason == "ProgressDeadlineExceeded" || isPaused == (reason == "DeploymentPaused"))
        return deployment;
    const ConditionText text = isPaused
        ? ConditionText { "Progressing", "Unknown", "DeploymentPaused", "Deployment is paused" }
        : ConditionText { "Progressing", "Unknown", "DeploymentResumed", "Deployment is resumed" };
    return put(deployment, { "status", "conditions" }, withDeploymentCondition(conditions, text, world().now()));
}

Value DeploymentController::makeFresh(Value& deployment, const Sets& sets)
{
    const auto hash = safeHash(templateOf(deployment));
    int revision = 0;
    for (const auto& set : sets.old)
        revision = std::max(revision, number(annotation(set, revisionKey)));
    const auto name = std::format("{}-{}", nameOf(deployment), hash);
    auto pods = put(deployment.at({ "spec", "template" }), { "metadata", "labels", hashKey }, Value(hash));
    const auto metadata = tree(
        { { "name", name }, { "namespace", namespaceOf(deployment) }, { "labels", pods.at({ "metadata", "labels" }) },
            { "annotations", inherited(deployment, tree({ { revisionKey, std::to_string(revision + 1) } })) },
            { "ownerReferences", sequence({ controllerReference(deployment) }) } });
    const auto selector = put(deployment.at({ "spec", "selector" }), { "matchLabels", hashKey }, Value(hash));
    Value set = tree({ { "metadata", metadata },
        { "spec",
            tree({ { "selector", selector }, { "template", pods },
                { "minReadySeconds", deployment.at({ "spec", "minReadySeconds" }) } }) } });
    std::vector<ReplicaSetSize> old = sizesOf(sets.old);
    const int size = newReplicaSetSize(rolloutPlan(deployment["spec"]), {}, old);
    const auto made = world().create(kinds::replicaSets, sized(deployment, set, size), manager);
    if (!made)
        return {};
    if (size > 0)
        tell(deployment, "ScalingReplicaSet", std::format("Scaled up replica set {} from 0 to {}", name, size));
    static_cast<void>(adoptFresh(deployment, { *made, sets.old }));
    const auto text = std::format("Created new replica set \"{}\"", name);
    const auto conditions = withDeploymentCondition(deployment.at({ "status", "conditions" }),
        { "Progressing", "True", "NewReplicaSetCreated", text }, world().now());
    deployment = put(deployment, { "status", "conditions" }, conditions);
    return *made;
}

// Revision numbers go up: a template that comes back takes the next one and remembers its former.
Value DeploymentController::adoptFresh(Value& deployment, const Sets& sets)
{
    int highest = 0;
    for (const auto& set : sets.old)
        highest = std::max(highest, number(annotation(set, revisionKey)));
    Value set = sets.fresh;
    const int before = number(annotation(set, revisionKey));
    auto annotations = inherited(deployment, set.at({ "metadata", "annotations" }));
    if (before <= highest) {
        annotations = annotations.with(revisionKey, Value(std::to_string(highest + 1)));
        const auto known = annotation(set, "deployment.kubernetes.io/revision-history");
        if (before > 0)
            annotations = annotations.with("deployment.kubernetes.io/revision-history",
                Value(known.empty() ? std::to_string(before) : std::format("{},{}", known, before)));
    }
    set = put(set, { "metadata", "annotations" }, annotations);
    if (const auto written = world().update(kinds::replicaSets, set, manager))
        set = *written;
    const auto revision = Value(annotation(set, revisionKey));
    if (!(deployment.at({ "metadata", "annotations", revisionKey }) == revision)) {
        const auto marked = put(deployment, { "metadata", "annotations", revisionKey }, revision);
        if (const auto written = world().update(kinds::deployments, marked, manager))
            deployment = *written;
    }
    return set;
}

bool DeploymentController::isScaling(const Value& deployment, const Sets& sets) const
{
    auto all = sets.old;
    if (!sets.fresh.isNull())
        all.push_back(sets.fresh);
    const auto wanted = std::to_string(rolloutPlan(deployment["spec"]).replicas);
    return std::ranges::any_of(
        all, [&](const Value& set) { return desired(set) > 0 && annotation(set, desiredKey) != wanted; });
}

void DeploymentController::scaleOnly(const Value& deployment, Sets& sets)
{
    const auto plan = rolloutPlan(deployment["spec"]);
    std::vector<Value*> active;
    for (auto& set : sets.old) {
        if (desired(set) > 0)
            active.push_back(&set);
    }
    if (!sets.fresh.isNull() && (desired(sets.fresh) > 0 || active.empty()))
        active.push_back(&sets.fresh);
    if (active.empty())
        return;
    const bool saturated = active.back() == &sets.fresh && desired(sets.fresh) == plan.replicas
        && sizeOf(sets.fresh).available == plan.replicas;
    std::vector<int> sizes { plan.replicas };
    if (saturated) {
        sizes.assign(active.size(), 0);
        sizes.back() = plan.replicas;
    } else if (active.size() > 1) {
        std::vector<ReplicaSetSize> now;
        for (const auto* set : active)
            now.push_back(sizeOf(*set));
        sizes = proportionalSizes(plan, now);
    }
    for (std::size_t index = 0; index < active.size(); ++index)
        scale(deployment, *active[index], sizes[index]);
}

void DeploymentController::roll(const Value& deployment, Sets& sets)
{
    if (sets.fresh.isNull())
        return;
    const auto plan = rolloutPlan(deployment["spec"]);
    const auto old = sizesOf(sets.old);
    if (const int size = newReplicaSetSize(plan, sizeOf(sets.fresh), old); size != desired(sets.fresh))
        return scale(deployment, sets.fresh, size);
    const auto sizes = oldReplicaSetSizes(plan, sizeOf(sets.fresh), old);
    for (std::size_t index = 0; index < sizes.size(); ++index) {
        if (sizes[index] != desired(sets.old[index]))
            scale(deployment, sets.old[index], sizes[index]);
    }
    if (isComplete(deployment, deployment["status"]))
        cleanUp(deployment, sets);
}

void DeploymentController::recreate(Value& deployment, Sets& sets)
{
    bool gone = true;
    for (auto& set : sets.old) {
        if (desired(set) > 0)
            scale(deployment, set, 0);
        gone = gone && world().controlled(kinds::pods, set).empty();
    }
    if (!gone) {
        enqueue(nameIn(deployment), Milliseconds(200));
        return;
    }
    sets.fresh = sets.fresh.isNull() ? makeFresh(deployment, sets) : adoptFresh(deployment, sets);
    roll(deployment, sets);
}

void DeploymentController::scale(const Value& deployment, Value& set, int size)
{
    const int before = desired(set);
    const auto written = world().update(kinds::replicaSets, sized(deployment, set, size), manager);
    if (!written)
        return;
    set = *written;
    if (before != size)
        tell(deployment, "ScalingReplicaSet",
            std::format(
                "Scaled {} replica set {} from {} to {}", size > before ? "up" : "down", nameOf(set), before, size));
}

void DeploymentController::cleanUp(const Value& deployment, const Sets& sets)
{
    const auto limit = deployment.at({ "spec", "revisionHistoryLimit" }).intOr(10);
    std::vector<Value> idle;
    std::ranges::copy_if(sets.old, std::back_inserter(idle),
        [](const Value& set) { return desired(set) == 0 && set.at({ "status", "replicas" }).intOr(0) == 0; });
    std::ranges::stable_sort(idle, {}, [](const Value& set) { return number(annotation(set, revisionKey)); });
    for (auto surplus = static_cast<std::int64_t>(idle.size()) - limit; surplus > 0; --surplus) {
        world().remove(kinds::replicaSets, nameIn(idle.front()));
        idle.erase(idle.begin());
    }
}

void DeploymentController::writeStatus(const Value& deployment, const Sets& sets)
{
    auto all = sets.old;
    if (!sets.fresh.isNull())
        all.push_back(sets.fresh);
    // The sizes may have changed since the sets were read; their counts have not.
    auto status = deploymentCounts(deployment, sets.fresh, all);
    auto conditions = withDeploymentCondition(
        deployment.at({ "status", "conditions" }), availability(deployment, status), world().now());
    status = status.with("conditions", conditions);
    status = progressed(deployment, status, sets.fresh);
    const auto written = world().updateStatus(kinds::deployments, deployment.with("status", status), manager);
    const auto deadline = written ? deadlineOf(*written) : std::nullopt;
    if (deadline && *deadline > world().time())
        enqueue(nameIn(deployment), Milliseconds(world().time().msecsTo(*deadline) + 1000));
}

Value DeploymentController::progressed(const Value& deployment, const Value& status, const Value& fresh)
{
    const auto& conditions = status["conditions"];
    const auto& now = itemBy(conditions, "type", "Progressing");
    const auto& before = deployment["status"];
    const bool settled
        = now["reason"].text() == "NewReplicaSetAvailable" && status["replicas"] == status["updatedReplicas"];
    if (!deployment.at({ "spec", "progressDeadlineSeconds" }).toInt() || fresh.isNull() || settled)
        return status;
    const auto name = nameOf(fresh);
    const auto with = [&](const ConditionText& text) {
        return status.with("conditions", withDeploymentCondition(conditions, text, world().now()));
    };
    if (isComplete(deployment, status))
        return with({ "Progressing", "True", "NewReplicaSetAvailable",
            std::format("ReplicaSet \"{}\" has successfully progressed.", name) });
    if (now.isNull())
        return with({ "Progressing", "True", "FoundNewReplicaSet", std::format("Found new replica set \"{}\"", name) });
    if (hasProgressed(before, status))
        return with(
            { "Progressing", "True", "ReplicaSetUpdated", std::format("ReplicaSet \"{}\" is progressing.", name) });
    const auto deadline = deadlineOf(deployment);
    if (!deployment.at({ "spec", "paused" }).boolOr(false) && deadline && *deadline < world().time())
        return with({ "Progressing", "False", "ProgressDeadlineExceeded",
            std::format("ReplicaSet \"{}\" has timed out progressing.", name) });
    return status;
}

}
