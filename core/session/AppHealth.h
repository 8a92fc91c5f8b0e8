#pragma once

#include "core/session/ObjectTree.h"

namespace holdfast::session {

/// The health of an app as Argo CD makes it of its objects' (controller/health.go): the worst, in the order Healthy,
/// Suspended, Progressing, Missing, Degraded, Unknown. Hooks, objects that say so (`ignore-healthcheck`), kinds without
/// a rule, the app itself, child apps of which nothing is known, and objects that are missing do not count - but an app
/// of which nothing is there is Missing. The message names up to three objects. Of Flux's objects kstatus decides.
/// Nothing where an object could not be read. `rows` are those of objectTree().
[[nodiscard]] std::optional<gitops::Health> appHealth(
    const gitops::AppId& app, const std::vector<gitops::AppObject>& rows, const LiveObjects& live);

}
