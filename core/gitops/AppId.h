#pragma once

#include "core/base/Id.h"

#include <QString>

#include <optional>

/// How an app is named, and the words for its states.
namespace holdfast::gitops {

enum class AppKind { Application, Kustomization, HelmRelease };
enum class SyncVerdict { Synced, OutOfSync, Unknown };
enum class ObjectVerdict { Synced, OutOfSync, Missing, Extra, Excluded, Unknown };
enum class HealthStatus { Healthy, Progressing, Degraded, Suspended, Missing, Unknown };
enum class AutomationMode { Auto, Manual, Suspended };

/// `[CONTEXT:]KIND/NAMESPACE/NAME`.
struct AppId {
    ContextName context;
    AppKind kind = AppKind::Application;
    QString nameSpace;
    QString name;
    friend bool operator==(const AppId&, const AppId&) = default;
    friend auto operator<=>(const AppId&, const AppId&) = default;
    friend std::size_t qHash(const AppId& id, std::size_t seed = 0)
    {
        return qHashMulti(seed, id.context, static_cast<int>(id.kind), id.nameSpace, id.name);
    }
};

/// `prod-eu:application/argocd/checkout`.
[[nodiscard]] QString appText(const AppId& id);
/// With the context left empty where the text has none; nothing where it is no full name.
[[nodiscard]] std::optional<AppId> parseAppText(const QString& text);
[[nodiscard]] QString word(AppKind kind); ///< application, kustomization, helmrelease
[[nodiscard]] QString word(SyncVerdict verdict); ///< as in contract.md
[[nodiscard]] QString word(ObjectVerdict verdict);
[[nodiscard]] QString word(HealthStatus status);
[[nodiscard]] QString word(AutomationMode mode); ///< auto, manual, suspended

}
