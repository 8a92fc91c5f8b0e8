#pragma once

#include "core/session/Fleet.h"
#include "ui/pages/app/StatusStrip.h"

#include <optional>

namespace holdfast::pages::app {

/// What the strip says of an app: pure text, from the app and its cluster's link, seen at `now`. `measured` is what its
/// objects come to, as far as they are read.
[[nodiscard]] std::vector<StripCell> stripCells(const gitops::App& app,
    const std::optional<session::ClusterStatus>& cluster, const QDateTime& now,
    const std::optional<gitops::Health>& measured = std::nullopt);

/// Stale while the cluster cannot be heard, or the row is only remembered.
[[nodiscard]] Freshness freshness(const gitops::App& app, const std::optional<session::ClusterStatus>& cluster);

}
