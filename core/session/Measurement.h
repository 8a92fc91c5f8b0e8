#pragma once

#include "core/diff/Compare.h"
#include "core/session/DesiredState.h"

namespace holdfast::session {

/// One object of an app, as Holdfast measured it.
struct MeasuredObject {
    manifest::ObjectKey key;
    diff::Comparison comparison;
    bool counts = true; ///< an object that Git does not have counts for the app's verdict
    std::optional<Error> error; ///< why the live object could not be read
};

/// Whether the object makes its app OutOfSync.
[[nodiscard]] bool differs(const MeasuredObject& object);
/// How many of its fields differ that no rule hides.
[[nodiscard]] int differingFields(const MeasuredObject& object);

/// What Holdfast itself says of an app: rendered Git against live objects.
struct Measurement {
    gitops::MeasuredVerdict verdict;
    std::vector<MeasuredObject> objects; ///< those of Git in its order, then what Git no longer has
    DesiredState desired;
};

/// Whether an agent runs the object at a sync rather than keep it.
[[nodiscard]] bool isHook(const manifest::Value& object);

/// Measures one app: renders it, reads each of its objects where the app deploys to, compares them by the app's ignore
/// rules and its agent's. Blocks. Hooks do not count. Errors as DesiredStates::desired; an object that may not be read
/// is Unknown, and so is the app then, unless another differs.
[[nodiscard]] Result<Measurement> measure(const DesiredStates& states, workflow::ClusterAccess& clusters,
    const DesiredQuery& query, const CancelToken& cancel);

}
