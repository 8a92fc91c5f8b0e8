#pragma once

#include "app/sandbox/sim/World.h"

#include <string>
#include <vector>

namespace holdfast::sandbox::sim {

/// The ControllerRevisions of a StatefulSet or DaemonSet, as rollout history and undo read them.
struct RevisionState {
    Value update; ///< of the present template
    std::vector<Value> all; ///< oldest first, `update` last
};

/// Finds or makes the revision of the owner's present template and forgets those beyond its limit that `used` (hashes)
/// does not name. `wholeHash` is what pods carry as controller-revision-hash.
[[nodiscard]] RevisionState keepRevisions(World& world, const Value& owner, const std::vector<std::string>& used);
[[nodiscard]] std::string revisionHash(const Value& revision);
/// The pod template that a revision holds.
[[nodiscard]] Value templateIn(const Value& revision);

}
