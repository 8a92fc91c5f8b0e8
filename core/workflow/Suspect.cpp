#include "core/workflow/Suspect.h"

namespace holdfast::workflow {

namespace {

std::optional<std::size_t> newestDeployed(const std::vector<HistoryEntry>& history)
{
    std::optional<std::size_t> newest;
    for (std::size_t index = 0; index < history.size(); ++index) {
        if (history[index].deployments.empty())
            continue;
        if (!newest || history[index].deployments.front().at > history[*newest].deployments.front().at)
            newest = index;
    }
    return newest;
}

}

Suspicion suspicion(const std::vector<HistoryEntry>& history, gitops::HealthStatus health)
{
    Suspicion result { .running = newestDeployed(history), .lastGood = {}, .suspect = {} };
    if (!result.running)
        return result;
    for (std::size_t index = *result.running + 1; index < history.size() && !result.lastGood; ++index) {
        if (!history[index].deployments.empty())
            result.lastGood = index;
    }
    const bool well = health == gitops::HealthStatus::Healthy || health == gitops::HealthStatus::Suspended;
    if (well)
        return result;
    for (std::size_t index = result.lastGood.value_or(history.size()); index > *result.running; --index) {
        if (history[index - 1].rendered != RenderChange::Same) {
            result.suspect = index - 1;
            break;
        }
    }
    return result;
}

}
