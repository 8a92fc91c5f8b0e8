#pragma once

#include "app/sandbox/sim/Tree.h"

namespace holdfast::sandbox::sim {

/// How lists are merged: by the keys that Kubernetes' own types declare, or replaced whole as for custom resources.
enum class ListMerge { ByKey, Whole };

/// The patch that brings an object from `original` (last applied, may be null) to `desired`, and leaves alone what
/// neither names: a strategic merge patch, or a JSON merge patch for ListMerge::Whole.
[[nodiscard]] Value threeWayPatch(const Value& original, const Value& desired, ListMerge lists);
/// What kubectl and Argo CD put into the last-applied annotation: the object as it was sent.
[[nodiscard]] std::string lastApplied(const Value& desired);
[[nodiscard]] Value readLastApplied(const Value& live);
inline constexpr std::string_view lastAppliedKey = "kubectl.kubernetes.io/last-applied-configuration";
/// stringData of a Secret as data.
[[nodiscard]] Value withEncodedSecret(const Value& object);
/// Removes the value at a JSON pointer; a list item may be named by number.
[[nodiscard]] Value withoutPointer(const Value& root, std::string_view pointer);

}
