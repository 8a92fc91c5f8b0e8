#pragma once

#include "core/manifest/Value.h"

#include <string_view>

namespace holdfast::diff {

/// Whether a label or an annotation has the value, case not counting: how Flux reads its switches on objects.
[[nodiscard]] bool hasFluxMark(const manifest::Value& object, std::string_view key, std::string_view value);

inline constexpr std::string_view kustomizeReconcile = "kustomize.toolkit.fluxcd.io/reconcile";
inline constexpr std::string_view kustomizeSsa = "kustomize.toolkit.fluxcd.io/ssa";
inline constexpr std::string_view kustomizePrune = "kustomize.toolkit.fluxcd.io/prune";
inline constexpr std::string_view kustomizeName = "kustomize.toolkit.fluxcd.io/name";
inline constexpr std::string_view kustomizeNamespace = "kustomize.toolkit.fluxcd.io/namespace";
inline constexpr std::string_view helmDriftDetection = "helm.toolkit.fluxcd.io/driftDetection";

}
