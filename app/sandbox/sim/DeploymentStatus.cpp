#include "app/sandbox/sim/DeploymentStatus.h"

#include "app/sandbox/sim/Rollout.h"

namespace holdfast::sandbox::sim {

namespace {

std::int64_t sum(const std::vector<Value>& sets, std::string_view count)
{
    std::int64_t total = 0;
    for (const auto& set : sets)
        total += set.at({ "status", count }).intOr(0);
    return total;
}

Value positive(std::int64_t count)
{
    return count > 0 ? Value(count) : Value();
}

}

Value deploymentCounts(const Value& deployment, const Value& fresh, const std::vector<Value>& all)
{
    const auto total = sum(all, "replicas");
    const auto available = sum(all, "availableReplicas");
    const auto wanted = deployment.at({ "spec", "replicas" }).intOr(1);
    return tree({ { "observedGeneration", deployment.at({ "metadata", "generation" }) },
        { "replicas", positive(total) }, { "updatedReplicas", positive(fresh.at({ "status", "replicas" }).intOr(0)) },
        { "readyReplicas", positive(sum(all, "readyReplicas")) }, { "availableReplicas", positive(available) },
        { "unavailableReplicas", positive(std::max(std::max(total, wanted) - available, std::int64_t { 0 })) },
        { "collisionCount", deployment.at({ "status", "collisionCount" }) } });
}

bool isComplete(const Value& deployment, const Value& status)
{
    const auto wanted = deployment.at({ "spec", "replicas" }).intOr(1);
    return status["updatedReplicas"].intOr(0) == wanted && status["replicas"].intOr(0) == wanted
        && status["availableReplicas"].intOr(0) == wanted
        && status["observedGeneration"].intOr(0) >= deployment.at({ "metadata", "generation" }).intOr(0);
}

bool hasProgressed(const Value& before, const Value& status)
{
    const auto count = [](const Value& from, std::string_view name) { return from[name].intOr(0); };
    const auto old = [&](const Value& from) { return count(from, "replicas") - count(from, "updatedReplicas"); };
    return count(status, "updatedReplicas") > count(before, "updatedReplicas") || old(status) < old(before)
        || count(status, "readyReplicas") > count(before, "readyReplicas")
        || count(status, "availableReplicas") > count(before, "availableReplicas");
}

std::optional<QDateTime> deadlineOf(const Value& deployment)
{
    const auto& progressing = itemBy(deployment.at({ "status", "conditions" }), "type", "Progressing");
    const auto seconds = deployment.at({ "spec", "progressDeadlineSeconds" }).intOr(600);
    if (progressing.isNull() || progressing["reason"].text() == "NewReplicaSetAvailable"
        || deployment.at({ "spec", "paused" }).boolOr(false))
        return {};
    return fromStamp(progressing["lastUpdateTime"]).addSecs(seconds);
}

Value withDeploymentCondition(const Value& conditions, const ConditionText& text, const std::string& now)
{
    const auto& before = itemBy(conditions, "type", text.type);
    const bool same = before["status"].text() == text.status;
    if (same && before["reason"].text() == text.reason && before["message"].text() == text.message
        && text.reason != "ReplicaSetUpdated")
        return conditions;
    return withCondition(conditions,
        tree({ { "type", text.type }, { "status", text.status }, { "lastUpdateTime", now },
            { "lastTransitionTime", same ? before["lastTransitionTime"] : Value(now) }, { "reason", text.reason },
            { "message", text.message } }));
}

ConditionText availability(const Value& deployment, const Value& status)
{
    if (status["availableReplicas"].intOr(0) >= rolloutPlan(deployment["spec"]).floor())
        return { "Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability." };
    return { "Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability." };
}

}
