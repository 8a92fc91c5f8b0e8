#pragma once

#include "core/workflow/PlannedApp.h"

namespace holdfast::workflow {

/// A Flux source of an app, once for all apps that share it.
[[nodiscard]] Result<std::vector<Place>> sourcesOf(
    const World& world, const PlannedApp& app, const CancelToken& cancel);

/// The app's object, from the very cluster that the plan was made for: Precondition where the context now leads to
/// another one.
[[nodiscard]] Result<manifest::Value> appObject(const World& world, const PlannedApp& app, const CancelToken& cancel);

/// The app's row from its full object and what that refers to.
[[nodiscard]] Result<gitops::App> appRow(
    const World& world, const PlannedApp& app, const manifest::Value& object, const CancelToken& cancel);

/// A merge patch of one annotation, for the version of the object that was read; a null value takes it away.
[[nodiscard]] manifest::Value annotationPatch(
    const manifest::Value& object, const QString& annotation, manifest::Value value);
[[nodiscard]] QString annotation(const manifest::Value& object, const char* name);

/// That somebody else's run is under way on the app.
[[nodiscard]] Error inRun(const gitops::AppId& app, const gitops::OpenRun& run);

/// The commit that an agent's revision names: of `main@sha1:<hex>`, `sha1:<hex>` and `<hex>`; empty: none.
[[nodiscard]] QString commitIn(const QString& revision);
/// Whether an agent's revision is the commit or holds it; asks the remote once where it is unknown here.
[[nodiscard]] Result<bool> holdsCommit(
    const World& world, const PlannedRepository& repository, const QString& revision, const CancelToken& cancel);

}
