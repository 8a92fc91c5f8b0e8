#pragma once

#include "core/workflow/Guide.h"
#include "core/workflow/PlannedApp.h"

namespace holdfast::workflow::gitrevert {

/// What the journal keeps of a revert: enough to do the rest of it on another day, and nothing secret.
struct Plan {
    RunId run;
    QString by;
    QStringList undone; ///< as asked for
    QString to; ///< as asked for
    std::vector<PlannedApp> apps;
    std::vector<PlannedRepository> repositories;
    WaitChoice wait = WaitChoice::No;
    friend bool operator==(const Plan&, const Plan&) = default;
};

[[nodiscard]] manifest::Value planValue(const Plan& plan);
/// InvalidInput where it is none.
[[nodiscard]] Result<Plan> readPlan(const manifest::Value& value);

[[nodiscard]] std::vector<StepPointer> stepsOf(const Plan& plan);
/// Whether the commits go through pull requests.
[[nodiscard]] bool isProposed(const Plan& plan);
/// A repository with the commit that apps are to reach: what a merge made of it, once it is merged.
[[nodiscard]] PlannedRepository reached(const StoredRun& run, const Plan& plan, std::size_t index);
/// `web`, `web, api and 3 more`.
[[nodiscard]] QString appNames(const Plan& plan);
/// Whether any app is synced by us.
[[nodiscard]] bool syncs(const Plan& plan);

}
