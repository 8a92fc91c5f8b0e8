#pragma once

#include "core/base/Id.h"

#include <QString>

#include <optional>
#include <string_view>

/// How an app is named, and the words for its states.
namespace holdfast::gitops {

enum class AppKind { Application, Kustomization, HelmRelease };
enum class SyncVerdict { Synced, OutOfSync, Unknown };
enum class ObjectVerdict { Synced, OutOfSync, Missing, Extra, Excluded, Unknown };
enum class HealthStatus { Healthy, Progressing, Degraded, Suspended, Missing, Unknown };
enum class AutomationMode { Auto, Manual, Suspended };
/// What the time since when an app differs rests on. But for an Event it may have differed before: it is the earliest
/// time that something proves.
enum class SinceProof {
    Seen, ///< Holdfast saw it
    Written, ///< the verdict stands unchanged since the agent's last writing (managedFields)
    Condition, ///< a condition of the object has been so since
    Artifact, ///< the source has since held what is not applied
    Event ///< the agent's own note of the change
};

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
[[nodiscard]] QString word(SinceProof proof); ///< seen, written, condition, artifact, event
[[nodiscard]] SinceProof sinceProof(std::string_view word); ///< Seen for any other word

}
