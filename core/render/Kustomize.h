#pragma once

#include "core/render/Rendered.h"
#include "core/render/ToolRunner.h"

namespace holdfast::render {

/// Precondition, with the entry's place, where a kustomization at `path`, or one it builds on, wants something from
/// outside the tree: a remote base, a chart to inflate.
[[nodiscard]] Result<void> refuseRemote(const QString& tree, const QString& path);

/// What a kustomization may read: files at and below its own folder (Argo CD), or any of the tree (Flux).
enum class Loads { BelowKustomization, Tree };

/// A kustomization to build.
struct KustomizeBuild {
    QString tree; ///< the exported commit
    QString path; ///< relative to the tree
    Loads loads = Loads::BelowKustomization;
};

/// The components of a spec, without those whose folder is absent where the spec lets it be.
[[nodiscard]] manifest::Value presentComponents(const QString& tree, const QString& path, const manifest::Value& spec);

/// `kustomize build` of a folder, or `kubectl kustomize` where only that is there. The objects are not checked yet.
[[nodiscard]] Result<std::vector<manifest::Value>> buildKustomization(
    const ToolRunner& runner, const KustomizeBuild& build, const CancelToken& cancel);

}
