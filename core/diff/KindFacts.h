#pragma once

#include "core/manifest/Value.h"

#include <string_view>
#include <vector>

namespace holdfast::diff {

// What the Go types of Kubernetes' own kinds declare, by the name of the field: it means one thing in nearly all of
// them (k8s.io/api, struct tags patchMergeKey and listMapKey).

/// Whether the group holds Kubernetes' own kinds, whose Go types are known. Others merge as custom resources do.
[[nodiscard]] bool isBuiltInGroup(std::string_view group);

/// Which fields tell the items of a list apart; none for a list that is replaced whole.
enum class ListRule { Patch, Apply }; ///< strategic merge patch, or server-side apply
[[nodiscard]] std::vector<std::string_view> listKeys(
    std::string_view field, const manifest::Value& list, ListRule rule);

/// Whether a server-side apply replaces a map of this name whole (struct tag structType=atomic): label selectors, and
/// references to other objects.
[[nodiscard]] bool isAtomicMap(std::string_view field);

/// Whether a member of this name holds a quantity; or is a map of them (`requests`).
[[nodiscard]] bool isQuantity(std::string_view field);
[[nodiscard]] bool isQuantityMap(std::string_view field);

/// Whether a member of this name is a free map (`labels`), whose values are the user's own.
[[nodiscard]] bool isFreeMap(std::string_view field);

/// Whether the Go type writes this value of the member as if it were not there: an empty list or free map, a `false`, 0
/// or "" that is no pointer.
[[nodiscard]] bool isLeftOut(std::string_view field, const manifest::Value& value);

}
