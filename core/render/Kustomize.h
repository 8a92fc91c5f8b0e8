#pragma once

#include "core/render/Rendered.h"
#include "core/render/ToolRunner.h"

namespace holdfast::render {

/// The kustomization file of a folder; empty where it has none.
[[nodiscard]] QString kustomizationFile(const QString& folder);

/// Precondition, with the entry's place, where a kustomization at `path`, or one it builds on, wants something from
/// outside the tree: a remote base, a chart to inflate.
[[nodiscard]] Result<void> refuseRemote(const QString& tree, const QString& path);

/// `kustomize build` of a folder, or `kubectl kustomize` where only that is there. The objects are not checked yet.
[[nodiscard]] Result<std::vector<manifest::Value>> buildKustomization(
    const ToolRunner& runner, const QString& tree, const QString& path, const CancelToken& cancel);

}
