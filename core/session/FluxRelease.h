#pragma once

#include "core/render/ToolRunner.h"
#include "core/session/FluxInputs.h"

namespace holdfast::session {

/// Where the objects of a HelmRelease go by default.
[[nodiscard]] QString releaseNameSpace(const manifest::Value& release);

/// What helm-controller would install from a chart in the tree: values of the release and of what it refers to, post
/// renderers, common metadata and owner labels. Errors name the value reference that is missing, or hold helm's words.
[[nodiscard]] Result<std::vector<manifest::Value>> releaseObjects(
    const render::ToolRunner& runner, const FluxReader& reader, const manifest::Value& release, const SourceTree& tree);

}
