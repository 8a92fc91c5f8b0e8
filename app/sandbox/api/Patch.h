#pragma once

#include "app/sandbox/api/Schema.h"
#include "app/sandbox/api/Status.h"

namespace holdfast::sandbox {

/// RFC 6902. 422 where an operation cannot be done (a failing test, a missing path).
[[nodiscard]] Answer<Value> applyJsonPatch(const Value& object, const Value& patch);
/// Kubernetes' strategic merge patch, with the merge keys of the schema.
[[nodiscard]] Answer<Value> applyStrategicPatch(const SchemaNode* schema, const Value& object, const Value& patch);

}
