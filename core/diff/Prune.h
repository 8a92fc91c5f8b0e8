#pragma once

#include "core/manifest/Value.h"

#include <QString>

namespace holdfast::diff {

/// Why Flux would come to remove an object.
enum class PruneCause {
    SourceDropped, ///< its source no longer has the object
    OwnerDeleted ///< the Kustomization itself is deleted
};

enum class PruneAction { Delete, Keep };

/// What Flux would do with a live object, in its own terms.
struct PruneDecision {
    PruneAction action = PruneAction::Keep;
    QString reason;
    friend bool operator==(const PruneDecision&, const PruneDecision&) = default;
};

/// Whether kustomize-controller would remove the live object of a Kustomization (with its status). Source: its
/// garbage collection and finalizer.
[[nodiscard]] PruneDecision pruneDecision(
    const manifest::Value& kustomization, const manifest::Value& live, PruneCause cause);

}
