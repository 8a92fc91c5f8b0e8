#include "app/sandbox/sim/ArgoObjects.h"

#include <algorithm>
#include <array>
#include <format>
#include <ranges>
#include <set>

namespace holdfast::sandbox::sim {

namespace {

std::vector<std::string> words(std::string_view list)
{
    std::vector<std::string> all;
    for (const auto& part : std::views::split(list, ',')) {
        std::string_view word(part);
        while (word.starts_with(' '))
            word.remove_prefix(1);
        while (word.ends_with(' '))
            word.remove_suffix(1);
        if (!word.empty())
            all.emplace_back(word);
    }
    return all;
}

void collect(const Value& podSpec, std::set<std::string>& images)
{
    for (const char* list : { "initContainers", "containers" }) {
        for (const auto& container : podSpec[list].list())
            images.insert(text(container["image"]));
    }
}

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(),
        [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; });
    return text;
}

}

std::string phaseText(SyncPhase phase)
{
    static const std::array<std::string, 5> names { "PreSync", "Sync", "PostSync", "SyncFail", "Skip" };
    return names[static_cast<std::size_t>(phase)];
}

std::string groupOf(const Value& object)
{
    const auto version = object["apiVersion"].text();
    return version.contains('/') ? std::string(version.substr(0, version.find('/'))) : std::string();
}

std::string versionOf(const Value& object)
{
    const auto version = object["apiVersion"].text();
    return std::string(version.contains('/') ? version.substr(version.find('/') + 1) : version);
}

// Elsewhere than in Argo CD's own namespace an app is known as `<namespace>_<name>`.
std::string instanceName(const Value& app)
{
    return namespaceOf(app) == "argocd" ? nameOf(app) : std::format("{}_{}", namespaceOf(app), nameOf(app));
}

std::string trackingId(const std::string& app, const Value& object, const std::string& nameSpace)
{
    return std::format("{}:{}/{}:{}/{}", app, groupOf(object), object["kind"].text(), nameSpace, nameOf(object));
}

std::string trackedApp(const Value& object)
{
    const auto id = annotation(object, trackingKey);
    const auto app = id.substr(0, id.find(':'));
    const auto own = trackingId(app, object, namespaceOf(object));
    // Cluster-scoped objects are tracked below the namespace of their app's destination.
    const bool isScopeless = namespaceOf(object).empty() && id.ends_with("/" + nameOf(object));
    return id == own || isScopeless ? app : std::string();
}

Value tracked(World& target, const Value& app, const Value& object)
{
    const auto home = text(app.at({ "spec", "destination", "namespace" }));
    const auto resource = target.store().resourceOf(object["apiVersion"].text(), object["kind"].text());
    Value result = object;
    if (resource && !target.store().isNamespaced(*resource))
        result = drop(result, { "metadata", "namespace" });
    else if (namespaceOf(object).empty())
        result = put(result, { "metadata", "namespace" }, Value(home));
    const auto nameSpace = namespaceOf(result).empty() ? home : namespaceOf(result);
    return put(
        result, { "metadata", "annotations", trackingKey }, Value(trackingId(instanceName(app), result, nameSpace)));
}

std::vector<SyncPhase> hookPhases(const Value& object)
{
    static const std::vector<std::pair<std::string, SyncPhase>> names { { "PreSync", SyncPhase::PreSync },
        { "Sync", SyncPhase::Sync }, { "PostSync", SyncPhase::PostSync }, { "SyncFail", SyncPhase::SyncFail },
        { "Skip", SyncPhase::Skip }, { "pre-install", SyncPhase::PreSync }, { "pre-upgrade", SyncPhase::PreSync },
        { "post-install", SyncPhase::PostSync }, { "post-upgrade", SyncPhase::PostSync } };
    auto list = annotation(object, "argocd.argoproj.io/hook");
    if (list.empty())
        list = annotation(object, "helm.sh/hook");
    std::vector<SyncPhase> phases;
    for (const auto& word : words(list)) {
        const auto found = std::ranges::find(names, word, &std::pair<std::string, SyncPhase>::first);
        if (found != names.end() && std::ranges::find(phases, found->second) == phases.end())
            phases.push_back(found->second);
    }
    return phases;
}

int waveOf(const Value& object)
{
    auto wave = annotation(object, "argocd.argoproj.io/sync-wave");
    if (wave.empty())
        wave = annotation(object, "helm.sh/hook-weight");
    return wave.empty() ? 0 : std::atoi(wave.c_str());
}

int kindOrder(std::string_view kind)
{
    static constexpr auto order = std::to_array<std::string_view>({ "Namespace", "NetworkPolicy", "ResourceQuota",
        "LimitRange", "PodSecurityPolicy", "PodDisruptionBudget", "ServiceAccount", "Secret", "SecretList", "ConfigMap",
        "StorageClass", "PersistentVolume", "PersistentVolumeClaim", "CustomResourceDefinition", "ClusterRole",
        "ClusterRoleList", "ClusterRoleBinding", "ClusterRoleBindingList", "Role", "RoleList", "RoleBinding",
        "RoleBindingList", "Service", "DaemonSet", "Pod", "ReplicationController", "ReplicaSet", "Deployment",
        "HorizontalPodAutoscaler", "StatefulSet", "Job", "CronJob", "IngressClass", "Ingress", "APIService" });
    return static_cast<int>(std::ranges::find(order, kind) - order.begin());
}

std::vector<std::string> imagesOf(const Value& object)
{
    std::set<std::string> images;
    collect(object.at({ "spec", "template", "spec" }), images);
    collect(object.at({ "spec", "jobTemplate", "spec", "template", "spec" }), images);
    if (object["kind"].text() == "Pod")
        collect(object["spec"], images);
    images.erase("");
    return { images.begin(), images.end() };
}

bool hasOption(const Value& list, std::string_view option)
{
    return std::ranges::any_of(list.list(), [&](const Value& one) { return one.text() == option; });
}

bool annotationHas(const Value& object, std::string_view key, std::string_view option)
{
    return std::ranges::any_of(words(annotation(object, key)), [&](const std::string& one) { return one == option; });
}

std::string kubectlName(const Value& object)
{
    const auto group = groupOf(object);
    return std::format("{}{}{}/{}", lower(text(object["kind"])), group.empty() ? "" : ".", group, nameOf(object));
}

bool isBuiltIn(const std::string& group)
{
    return !group.contains('.') || group.ends_with(".k8s.io");
}

}
