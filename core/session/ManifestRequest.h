#pragma once

#include "core/session/Destinations.h"

namespace holdfast::session {

/// The live object as a person reads it: managedFields left out, Secret values masked.
[[nodiscard]] ManifestText manifestText(const manifest::Value& object, const QDateTime& at);

/// One object of an app, from the cluster that the app deploys to.
struct ManifestQuery {
    ClusterSession* home = nullptr;
    gitops::App app;
    manifest::ObjectKey object;
    Destinations* destinations = nullptr;
    std::shared_ptr<const Clock> clock;
};
/// As it is.
[[nodiscard]] QFuture<Result<manifest::Value>> requestLive(
    const ManifestQuery& query, CancelToken cancel, QObject* context);
/// As it would be after an apply. Nothing is stored. The version must be one that the cluster serves.
[[nodiscard]] QFuture<Result<manifest::Value>> requestPrediction(
    const ManifestQuery& query, const DryRunApply& apply, CancelToken cancel, QObject* context);
[[nodiscard]] QFuture<Result<ManifestText>> requestManifest(
    const ManifestQuery& query, CancelToken cancel, QObject* context);

}
