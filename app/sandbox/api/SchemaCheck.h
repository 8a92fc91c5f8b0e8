#pragma once

#include "app/sandbox/api/Schema.h"
#include "app/sandbox/api/Status.h"

#include <string>
#include <vector>

namespace holdfast::sandbox {

/// An object with only the fields that its schema knows, and the ones that were left out.
struct Pruned {
    Value object;
    std::vector<std::string> unknown; ///< `spec.replica`, `spec.containers[0].imag`
};

[[nodiscard]] Pruned prunedToSchema(const SchemaNode* schema, const Value& object);

/// Why a built-in object cannot be decoded, in the words of Go's decoder; empty where it can.
[[nodiscard]] std::string decodeError(const SchemaNode* schema, const Value& object);

enum class DefaultRule {
    Scalars, ///< built-in kinds: OpenAPI gives every Go zero value as a default; only what is not one counts
    All ///< CRDs
};
[[nodiscard]] Value withSchemaDefaults(const SchemaNode* schema, const Value& value, DefaultRule rule);

/// What the structural schema of a CRD refuses.
[[nodiscard]] std::vector<StatusCause> schemaCauses(const SchemaNode* schema, const Value& object);

}
