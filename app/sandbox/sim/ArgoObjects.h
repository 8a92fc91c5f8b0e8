#pragma once

#include "app/sandbox/sim/World.h"

#include <string>
#include <vector>

namespace holdfast::sandbox::sim {

inline constexpr std::string_view trackingKey = "argocd.argoproj.io/tracking-id";
inline constexpr std::string_view refreshKey = "argocd.argoproj.io/refresh";

enum class SyncPhase { PreSync, Sync, PostSync, SyncFail, Skip };
[[nodiscard]] std::string phaseText(SyncPhase phase);

[[nodiscard]] std::string groupOf(const Value& object);
[[nodiscard]] std::string versionOf(const Value& object);
/// How an app is called in tracking ids.
[[nodiscard]] std::string instanceName(const Value& app);
/// `<app>:<group>/<kind>:<namespace>/<name>`.
[[nodiscard]] std::string trackingId(const std::string& app, const Value& object, const std::string& nameSpace);
/// The app that an object says it belongs to, where its tracking id names the object itself.
[[nodiscard]] std::string trackedApp(const Value& object);
/// A rendered object as the app's cluster is to have it: namespace filled in, tracked.
[[nodiscard]] Value tracked(World& target, const Value& app, const Value& object);
/// What phases an object hooks into; empty where it is no hook. helm.sh/hook counts too.
[[nodiscard]] std::vector<SyncPhase> hookPhases(const Value& object);
[[nodiscard]] int waveOf(const Value& object);
/// The place of a kind in the order of a sync.
[[nodiscard]] int kindOrder(std::string_view kind);
/// The images of pod templates and pods, sorted, each once.
[[nodiscard]] std::vector<std::string> imagesOf(const Value& object);
/// Whether the comma-separated list of an annotation, or the app's syncOptions, has the option.
[[nodiscard]] bool hasOption(const Value& list, std::string_view option);
[[nodiscard]] bool annotationHas(const Value& object, std::string_view key, std::string_view option);
/// `deployment.apps/web` or `service/web`, as kubectl names objects in its messages.
[[nodiscard]] std::string kubectlName(const Value& object);
/// The built-in groups, whose lists merge by key.
[[nodiscard]] bool isBuiltIn(const std::string& group);

}
