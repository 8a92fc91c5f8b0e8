#pragma once

#include "core/manifest/FieldPath.h"

#include <optional>
#include <vector>

namespace holdfast::diff {

enum class ChangeKind { Added, Removed, Changed };

/// One difference on the way from the live to the desired object.
struct FieldChange {
    manifest::FieldPath path; ///< the highest that is on one side only; items of lists with a key are named by it
    ChangeKind kind = ChangeKind::Changed;
    std::optional<manifest::Value> desired; ///< none: removed
    std::optional<manifest::Value> live; ///< none: added
    std::optional<QString> ignoredBy; ///< the rule that hides it
    friend bool operator==(const FieldChange&, const FieldChange&) = default;
};

/// What it means that one side alone has a field.
enum class Absence {
    Differs,
    IsDefault ///< no difference, where the field holds null, or in one of Kubernetes' own kinds its default
};

/// All differences, in the order of the fields. Items of lists with a merge key are matched by it; where only their
/// order differs, the list is one change.
[[nodiscard]] std::vector<FieldChange> fieldChanges(
    const manifest::Value& live, const manifest::Value& desired, Absence absence = Absence::Differs);

}
