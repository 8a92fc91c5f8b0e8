#pragma once

#include "core/base/Clock.h"
#include "tests/ui/support/FakeFleet.h"

#include <memory>

namespace holdfast::tests {

/// The moment at which all samples are looked at.
[[nodiscard]] QDateTime sampleTime();
[[nodiscard]] std::shared_ptr<const Clock> sampleClock();

/// A live cluster, heard two seconds ago.
[[nodiscard]] session::ClusterStatus liveCluster(const QString& name, int colour);
/// A synced, healthy app.
[[nodiscard]] gitops::App syncedApp(const QString& cluster, const QString& nameSpace, const QString& name);
[[nodiscard]] gitops::AppDetails sampleDetails(const gitops::App& app);

enum class Sample {
    Small, ///< the drawn fleet: every state, one cluster disconnected
    Large, ///< 10,000 apps on three clusters
    Empty, ///< live clusters without apps
    NoKubeconfig,
    BrokenKubeconfig,
    Connecting,
    Unreachable,
    Denied,
    DeniedKinds,
    Consent,
    Hostile, ///< names with control and bidi characters and markup
    LongNames,
    Remembered, ///< from the cache, nothing connected yet
    Insecure
};
[[nodiscard]] std::unique_ptr<FakeFleet> sampleFleet(Sample sample);
/// Many invented apps; the same for the same count.
[[nodiscard]] std::vector<gitops::App> manyApps(int count);

}
