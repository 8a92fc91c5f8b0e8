#pragma once

#include "app/sandbox/api/ClusterStore.h"
#include "app/sandbox/api/Schema.h"
#include "app/sandbox/api/Status.h"

namespace holdfast::sandbox {

/// RFC 6902. 422 where an operation cannot be done (a failing test, a missing path).
[[nodiscard]] Answer<Value> applyJsonPatch(const Value& object, const Value& patch);
/// Kubernetes' strategic merge patch, with the merge keys of the schema.
[[nodiscard]] Answer<Value> applyStrategicPatch(const SchemaNode* schema, const Value& object, const Value& patch);

/// What Go's decoder says of JSON that does not fit a type.
[[nodiscard]] std::string notInto(const Value& value, std::string_view type);

/// A patch and the object it was sent to.
struct SentPatch {
    std::string name;
    PatchType type = PatchType::Merge;
    Value body;
};
/// How a server refuses what a patch made of an object: another name, or a field of the wrong type.
[[nodiscard]] std::optional<StatusError> patchRefusal(
    const ResourceType& type, const Value& changed, const SentPatch& sent);

}
