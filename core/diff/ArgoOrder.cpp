#include "core/diff/FluxOrder.h"
#include "core/manifest/Resource.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>

namespace holdfast::diff {

using manifest::Value;

namespace {

constexpr std::array<std::string_view, 35> kinds { "Namespace", "NetworkPolicy", "ResourceQuota", "LimitRange",
    "PodSecurityPolicy", "PodDisruptionBudget", "ServiceAccount", "Secret", "SecretList", "ConfigMap", "StorageClass",
    "PersistentVolume", "PersistentVolumeClaim", "CustomResourceDefinition", "ClusterRole", "ClusterRoleList",
    "ClusterRoleBinding", "ClusterRoleBindingList", "Role", "RoleList", "RoleBinding", "RoleBindingList", "Service",
    "DaemonSet", "Pod", "ReplicationController", "ReplicaSet", "Deployment", "HorizontalPodAutoscaler", "StatefulSet",
    "Job", "CronJob", "IngressClass", "Ingress", "APIService" };

enum class Phase { PreSync, Sync, PostSync, SyncFail };

struct Task {
    Phase phase = Phase::Sync;
    int wave = 0;
    Value object;
};

std::string_view annotation(const Value& object, std::string_view key)
{
    return object["metadata"]["annotations"][key].text();
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> words(std::string_view text)
{
    std::vector<std::string_view> all;
    while (!text.empty()) {
        const std::size_t comma = text.find(',');
        if (const std::string_view word = trimmed(text.substr(0, comma)); !word.empty())
            all.push_back(word);
        text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    }
    return all;
}

std::optional<int> integer(std::string_view text)
{
    if (text.starts_with('+'))
        text.remove_prefix(1);
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

int waveOf(const Value& object)
{
    if (const auto wave = integer(annotation(object, "argocd.argoproj.io/sync-wave")))
        return *wave;
    return integer(annotation(object, "helm.sh/hook-weight")).value_or(0);
}

void insert(std::vector<Phase>& phases, Phase phase)
{
    if (!std::ranges::contains(phases, phase))
        phases.push_back(phase);
}

std::vector<Phase> argoHooks(const std::vector<std::string_view>& hooks)
{
    std::vector<Phase> phases;
    for (const std::string_view hook : hooks) {
        if (hook == "PreSync")
            insert(phases, Phase::PreSync);
        else if (hook == "Sync")
            insert(phases, Phase::Sync);
        else if (hook == "PostSync")
            insert(phases, Phase::PostSync);
        else if (hook == "SyncFail")
            insert(phases, Phase::SyncFail);
    }
    return phases;
}

std::vector<Phase> helmHooks(const std::vector<std::string_view>& hooks)
{
    std::vector<Phase> phases;
    for (const std::string_view hook : hooks) {
        if (hook == "crd-install")
            return { Phase::Sync };
        if (hook == "pre-install" || hook == "pre-upgrade")
            insert(phases, Phase::PreSync);
        else if (hook == "post-install" || hook == "post-upgrade")
            insert(phases, Phase::PostSync);
    }
    return phases;
}

/// When the object is applied; never for Skip and for hooks that Argo CD does not know.
std::vector<Phase> phasesOf(const Value& object)
{
    if (const auto hooks = words(annotation(object, "argocd.argoproj.io/hook")); !hooks.empty())
        return argoHooks(hooks);
    if (const auto hooks = words(annotation(object, "helm.sh/hook")); !hooks.empty())
        return helmHooks(hooks);
    return { Phase::Sync };
}

auto sortKey(const Task& task)
{
    const auto found = std::ranges::find(kinds, task.object["kind"].text());
    return std::tuple(task.phase, task.wave, found - kinds.begin(), task.object["metadata"]["name"].text());
}

using NameOf = std::function<std::string(const Value&)>;

/// Moves what others need before the first of them, into its phase and wave. Both give an empty name for none.
void bringForward(std::vector<Task>& tasks, const NameOf& provides, const NameOf& needs)
{
    std::map<std::string, std::size_t> firstNeed;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const std::string provided = provides(tasks[i].object);
        if (provided.empty()) {
            if (const std::string needed = needs(tasks[i].object); !needed.empty())
                firstNeed.try_emplace(needed, i);
            continue;
        }
        const auto need = firstNeed.find(provided);
        if (need == firstNeed.end())
            continue;
        const std::size_t place = need->second;
        tasks[i].phase = tasks[place].phase;
        tasks[i].wave = tasks[place].wave;
        const auto at = [&tasks](std::size_t index) { return tasks.begin() + static_cast<std::ptrdiff_t>(index); };
        std::rotate(at(place), at(i), at(i + 1));
        for (auto& [name, index] : firstNeed)
            if (index >= place)
                ++index;
    }
}

std::string groupKind(const Value& object)
{
    const manifest::GroupVersionKind type = manifest::groupVersionKind(object);
    return (type.group + QLatin1Char('/') + type.kind).toStdString();
}

std::string namespaceOf(const Value& object)
{
    return groupKind(object) == "/Namespace" ? std::string(object["metadata"]["name"].text()) : std::string();
}

std::string definedKind(const Value& object)
{
    const Value& spec = object["spec"];
    if (object["kind"].text() != "CustomResourceDefinition" || !spec["names"]["kind"].isString())
        return {};
    return std::string(spec["group"].text()) + '/' + std::string(spec["names"]["kind"].text());
}

}

std::vector<OrderedObject> argoOrder(const std::vector<Value>& objects)
{
    std::vector<Task> tasks;
    for (const Value& object : objects)
        for (const Phase phase : phasesOf(object))
            tasks.push_back({ .phase = phase, .wave = waveOf(object), .object = object });
    std::ranges::stable_sort(tasks, {}, sortKey);
    bringForward(
        tasks, namespaceOf, [](const Value& object) { return std::string(object["metadata"]["namespace"].text()); });
    bringForward(tasks, definedKind, groupKind);
    std::vector<OrderedObject> sorted;
    for (const Task& task : tasks) {
        const bool first = sorted.empty();
        const bool next
            = !first && (task.phase != tasks[sorted.size() - 1].phase || task.wave != tasks[sorted.size() - 1].wave);
        sorted.push_back({ .stage = first ? 1 : sorted.back().stage + (next ? 1 : 0), .object = task.object });
    }
    return sorted;
}

}
