#pragma once

#include "core/gitops/AppDetails.h"
#include "core/gitops/Engine.h"
#include "core/manifest/Value.h"

#include <optional>
#include <vector>

namespace holdfast::gitops::argocd {

/// The row of an Application (argoproj.io), from the object alone.
[[nodiscard]] App applicationRow(const ContextName& context, const manifest::Value& object);

/// `status.resources` as rows of the tree.
[[nodiscard]] std::vector<AppObject> statusResources(const manifest::Value& object);

/// The Application that tracks this one (app of apps): the annotation `argocd.argoproj.io/tracking-id` when it names
/// this very object. A copied annotation names another and is no owner.
[[nodiscard]] std::optional<manifest::ObjectKey> trackingOwner(const manifest::Value& object);

/// One line on what is not in sync; empty while nothing differs.
[[nodiscard]] QString differenceLine(const App& app, const manifest::Value& object);

/// `status.history`, and the last operation where it failed; newest first.
[[nodiscard]] std::vector<Deployment> deploymentsOf(const manifest::Value& object);

[[nodiscard]] SyncVerdict syncVerdict(std::string_view word);
[[nodiscard]] HealthStatus healthStatus(std::string_view word);

}
