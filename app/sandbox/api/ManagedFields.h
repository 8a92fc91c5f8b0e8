#pragma once

#include "app/sandbox/api/Status.h"
#include "app/sandbox/api/Typed.h"

#include <string>
#include <vector>

namespace holdfast::sandbox {

enum class WriteOperation { Apply, Update };

/// Who wrote: the identity of an entry of managedFields.
struct Writer {
    std::string manager;
    WriteOperation operation = WriteOperation::Update;
    std::string apiVersion;
    std::string subresource;
    friend bool operator==(const Writer&, const Writer&) = default;
    friend auto operator<=>(const Writer&, const Writer&) = default;
};

/// One entry of metadata.managedFields.
struct ManagedEntry {
    Writer writer;
    std::string time; ///< RFC 3339, or empty: scale entries and joined ownership have none
    FieldSet fields;
};

using ManagedEntries = std::vector<ManagedEntry>;

[[nodiscard]] ManagedEntries managedEntries(const Value& object);
/// The object with the entries in the server's order; without managedFields where there are none.
[[nodiscard]] Value withManagedEntries(const Value& object, const ManagedEntries& entries);
/// The object without what managedFields never record (identity, uid, versions, times).
[[nodiscard]] Value ownableFields(const Value& object);

/// What a write is recorded with.
struct RecordContext {
    const SchemaNode* schema = nullptr;
    Writer writer;
    FieldSet ignored; ///< what this endpoint does not write: status of the main resource, all but status of /status
    std::string now;
};

/// The entries after an update (create, PUT, patch) from `live` (null when created) to `next`.
[[nodiscard]] ManagedEntries recordUpdate(
    const RecordContext& context, const Value& live, const Value& next, const ManagedEntries& entries);

/// An apply merged with the live object, and the entries after it.
struct Applied {
    Value object;
    ManagedEntries entries;
};

enum class ConflictRule { Refuse, Take };

/// A server-side apply of `config` over `live` (null where it is created). 409 with one cause per field that others
/// own.
[[nodiscard]] Answer<Applied> recordApply(
    const RecordContext& context, const Value& live, const Value& config, ConflictRule rule);

}
