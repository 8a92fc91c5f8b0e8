#pragma once

#include "core/base/Result.h"
#include "core/manifest/Resource.h"

#include <string>

namespace holdfast::diff {

/// One line of Flux's `status.inventory`.
struct InventoryEntry {
    manifest::ObjectKey object;
    std::string version; ///< of the API, may be empty
    friend bool operator==(const InventoryEntry&, const InventoryEntry&) = default;
};

/// `namespace_name_group_kind`; a colon in a name stands as two underscores. InvalidInput where it is no such text.
[[nodiscard]] Result<manifest::ObjectKey> parseInventoryId(const QString& id);
[[nodiscard]] QString inventoryId(const manifest::ObjectKey& object);
[[nodiscard]] InventoryEntry inventoryEntry(const manifest::Value& object);

/// The objects of a built-in kind that live in no namespace, whatever namespace their manifest names.
[[nodiscard]] bool isClusterScoped(const QString& group, const QString& kind);
/// The key as the cluster has it: without a namespace where the kind has none.
[[nodiscard]] manifest::ObjectKey clusterKey(const manifest::Value& object);

}
