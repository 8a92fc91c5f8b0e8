#pragma once

#include "app/sandbox/api/Registry.h"

namespace holdfast::sandbox {

enum class DiscoveryRoot { Core, Groups };

/// apidiscovery.k8s.io/v2: everything below /api or /apis in one answer.
[[nodiscard]] Value aggregatedDiscovery(const Registry& registry, DiscoveryRoot root);
/// The older answers, one per level.
[[nodiscard]] Value coreVersions(const std::string& address);
[[nodiscard]] Value groupList(const Registry& registry);
[[nodiscard]] Value groupOf(const Registry& registry, const std::string& group);
[[nodiscard]] Value resourceList(const Registry& registry, const std::string& group, const std::string& version);

}
