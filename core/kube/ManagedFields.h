#pragma once

#include "core/manifest/FieldPath.h"
#include "core/manifest/Value.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

namespace holdfast::kube {

/// How a manager came to own its fields.
enum class FieldOperation { Apply, Update };

/// One entry of metadata.managedFields: who wrote which fields.
struct FieldOwner {
    QString manager;
    FieldOperation operation = FieldOperation::Update;
    QString subresource; ///< empty for the main resource
    QString apiVersion;
    std::optional<QDateTime> time; ///< scale entries and joined ownership have none
    manifest::Value fields; ///< FieldsV1
    friend bool operator==(const FieldOwner&, const FieldOwner&) = default;
};

/// The entries as the server wrote them; none where there are no managedFields. Broken entries are left out.
[[nodiscard]] std::vector<FieldOwner> fieldOwners(const manifest::Value& object);

/// How much of a field is an owner's.
enum class Ownership {
    None,
    Part, ///< something below it, or the item but not all in it
    Whole
};

/// List items are found in `object`, the live object that the entries are of.
[[nodiscard]] Ownership ownership(
    const FieldOwner& owner, const manifest::Value& object, const manifest::FieldPath& field);

/// Who owns the field or a part of it; nobody happens (defaults, webhooks, an HPA).
[[nodiscard]] std::vector<FieldOwner> ownersOf(const manifest::Value& object, const manifest::FieldPath& field);

/// The fields of an entry that `object` has. Items of a list with one key are named by it, others by their index.
[[nodiscard]] std::vector<manifest::FieldPath> ownedFields(const FieldOwner& owner, const manifest::Value& object);

}
