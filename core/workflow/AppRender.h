#pragma once

#include "core/workflow/Targets.h"

namespace holdfast::workflow {

/// What an app's path renders to at a commit: the objects of its kustomization or its folder, as the files have them.
/// Unsupported where a chart or a plugin renders it; the renderer's own errors.
[[nodiscard]] Result<std::vector<manifest::Value>> renderedAt(
    const Target& target, const git::CommitId& commit, const CancelToken& cancel);

}
