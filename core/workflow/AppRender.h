#pragma once

#include "core/workflow/Targets.h"

namespace holdfast::workflow {

/// What an app renders to at a commit, as its agent would render it; nothing where the commit does not have its path.
/// Unsupported for plugins and charts from a registry; the renderer's own errors.
[[nodiscard]] Result<std::vector<manifest::Value>> renderedAt(
    const Target& target, const git::CommitId& commit, const CancelToken& cancel);

}
