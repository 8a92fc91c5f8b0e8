#include "app/sandbox/sim/Rollout.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

namespace holdfast::sandbox::sim {

namespace {

int sum(const std::vector<ReplicaSetSize>& sets, int ReplicaSetSize::* member)
{
    return std::accumulate(
        sets.begin(), sets.end(), 0, [member](int total, const ReplicaSetSize& one) { return total + one.*member; });
}

// Rounds half away from zero, as the real controller's RoundToInt32.
int fraction(const RolloutPlan& plan, const ReplicaSetSize& set)
{
    if (plan.replicas == 0)
        return -set.desired;
    const double base = set.ceiling > 0 ? set.ceiling : plan.ceiling();
    return static_cast<int>(std::lround(set.desired * plan.ceiling() / base)) - set.desired;
}

}

int share(const Value& intOrPercent, int total, Rounding rounding)
{
    if (const auto number = intOrPercent.toInt())
        return static_cast<int>(*number);
    const auto text = intOrPercent.text();
    int percent = 0;
    std::from_chars(text.data(), text.data() + text.size(), percent);
    return (percent * total + (rounding == Rounding::Up ? 99 : 0)) / 100;
}

RolloutPlan rolloutPlan(const Value& deploymentSpec)
{
    RolloutPlan plan;
    plan.replicas = static_cast<int>(deploymentSpec["replicas"].intOr(1));
    if (deploymentSpec.at({ "strategy", "type" }).text() == "Recreate") {
        plan.strategy = RolloutStrategy::Recreate;
        return plan;
    }
    const Value quarter("25%");
    const auto& rolling = deploymentSpec.at({ "strategy", "rollingUpdate" });
    const auto& surge = rolling["maxSurge"];
    const auto& unavailable = rolling["maxUnavailable"];
    plan.surge = share(surge.isNull() ? quarter : surge, plan.replicas, Rounding::Up);
    plan.unavailable = share(unavailable.isNull() ? quarter : unavailable, plan.replicas, Rounding::Down);
    if (plan.surge == 0 && plan.unavailable == 0)
        plan.unavailable = 1;
    plan.unavailable = std::min(plan.unavailable, plan.replicas);
    return plan;
}

int newReplicaSetSize(const RolloutPlan& plan, const ReplicaSetSize& fresh, const std::vector<ReplicaSetSize>& old)
{
    if (plan.strategy == RolloutStrategy::Recreate || fresh.desired >= plan.replicas)
        return plan.replicas;
    const int room = plan.ceiling() - fresh.desired - sum(old, &ReplicaSetSize::desired);
    return fresh.desired + std::clamp(room, 0, plan.replicas - fresh.desired);
}

std::vector<int> oldReplicaSetSizes(
    const RolloutPlan& plan, const ReplicaSetSize& fresh, const std::vector<ReplicaSetSize>& old)
{
    std::vector<int> sizes;
    for (const auto& set : old)
        sizes.push_back(set.desired);
    if (plan.strategy == RolloutStrategy::Recreate) {
        std::ranges::fill(sizes, 0);
        return sizes;
    }
    const int all = fresh.desired + sum(old, &ReplicaSetSize::desired);
    int spare = all - plan.floor() - (fresh.desired - fresh.available);
    for (std::size_t index = 0; index < old.size() && spare > 0; ++index) {
        const int unhealthy = std::max(old[index].desired - old[index].available, 0);
        const int removed = std::min(unhealthy, spare);
        sizes[index] -= removed;
        spare -= removed;
    }
    int surplus = fresh.available + sum(old, &ReplicaSetSize::available) - plan.floor();
    for (std::size_t index = 0; index < old.size() && surplus > 0 && spare > 0; ++index) {
        const int removed = std::min({ sizes[index], surplus, spare });
        sizes[index] -= removed;
        surplus -= removed;
        spare -= removed;
    }
    return sizes;
}

std::vector<int> proportionalSizes(const RolloutPlan& plan, const std::vector<ReplicaSetSize>& active)
{
    std::vector<std::size_t> order(active.size());
    std::iota(order.begin(), order.end(), std::size_t { 0 });
    std::ranges::stable_sort(
        order, [&](std::size_t left, std::size_t right) { return active[left].desired > active[right].desired; });
    const int allowed = plan.replicas > 0 ? plan.ceiling() : 0;
    const int change = allowed - sum(active, &ReplicaSetSize::desired);
    std::vector<int> sizes(active.size(), 0);
    int added = 0;
    for (const auto index : order) {
        const int room = change - added;
        const int part = change == 0 ? 0
            : change > 0             ? std::min(fraction(plan, active[index]), room)
                                     : std::max(fraction(plan, active[index]), room);
        sizes[index] = active[index].desired + part;
        added += part;
    }
    if (!order.empty())
        sizes[order.front()] = std::max(sizes[order.front()] + change - added, 0);
    return sizes;
}

}
