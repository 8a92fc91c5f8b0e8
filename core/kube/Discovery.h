#pragma once

#include "core/kube/KubeClient.h"

#include <QStringList>

#include <vector>

namespace holdfast::kube {

/// Asks for aggregated discovery and takes the legacy form where the server has no other.
[[nodiscard]] QByteArray discoveryAccept();

/// What one answer of /api or /apis says.
struct DiscoveryAnswer {
    std::vector<ApiResource> resources;
    /// Paths to ask next: the legacy form names groups and versions only.
    QStringList follow;
    QStringList stale; ///< groups whose server is down
};

/// Reads APIGroupDiscoveryList, APIVersions, APIGroupList or APIResourceList. The preferred version of a group stands
/// first; every version is listed.
[[nodiscard]] Result<DiscoveryAnswer> readDiscovery(const manifest::Value& answer);

/// Of several versions of one kind the first, which is the preferred.
[[nodiscard]] std::vector<ApiResource> preferredOnly(const std::vector<ApiResource>& resources);

}
