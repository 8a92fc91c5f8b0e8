#pragma once

#include "app/sandbox/api/FieldSet.h"
#include "app/sandbox/api/Schema.h"

#include <optional>
#include <string>

namespace holdfast::sandbox {

// Values seen through their schema, as in structured-merge-diff: lists with keys and free maps are granular, atomic
// ones are leaves. A null schema is deduced: maps granular, lists atomic.

/// The fields that came, changed and went between two values.
struct Comparison {
    FieldSet added;
    FieldSet modified;
    FieldSet removed;
    [[nodiscard]] bool same() const { return added.empty() && modified.empty() && removed.empty(); }
};

/// How a member or list item is merged.
enum class Shape { Leaf, Map, List };
[[nodiscard]] Shape shapeOf(const SchemaNode* schema, const Value& value);

/// The path element of an item of a granular list: `k:{...}` with defaulted keys, or `v:...`.
[[nodiscard]] std::string itemElement(const SchemaNode& list, const Value& item);

/// Null stands for absent.
[[nodiscard]] Comparison compareTyped(const SchemaNode* schema, const Value& left, const Value& right);
/// The value with the members that a Go struct always has (`metadata`, `spec.strategy` ...), which nobody can add.
[[nodiscard]] Value withStructs(const SchemaNode* schema, const Value& value);
/// All leaf paths, items and map entries of the value: what an apply of it owns.
[[nodiscard]] FieldSet fieldSetOf(const SchemaNode* schema, const Value& value);
/// The left value with all of the right one laid over it.
[[nodiscard]] Value mergeTyped(const SchemaNode* schema, const Value& left, const Value& right);
/// The value without the members of the set; null where nothing is left.
[[nodiscard]] Value removeFields(const SchemaNode* schema, const Value& value, const FieldSet& set);
/// The set with every declared field on the way to a member being a member itself.
[[nodiscard]] FieldSet withNamedFields(const SchemaNode* schema, const FieldSet& set);
/// The first place where the value does not fit (unknown field, wrong type, duplicate key), as an apply words it.
[[nodiscard]] std::optional<std::string> typeError(const SchemaNode* schema, const Value& value);

/// The schema below a path element.
[[nodiscard]] const SchemaNode* schemaBelow(const SchemaNode* schema, std::string_view element);

}
