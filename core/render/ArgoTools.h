#pragma once

#include "core/render/AppRender.h"

/// What Argo CD makes of the options of a source, tool by tool; private to this folder.
namespace holdfast::render {

/// `kustomize build` after the edits that the source's options ask for (util/kustomize). InvalidInput where `kustomize
/// edit` would refuse one.
[[nodiscard]] Result<std::vector<manifest::Value>> kustomizedSource(
    const ToolRunner& runner, const AppTree& app, const QString& path, const CancelToken& cancel);

/// `helm template` with the source's options (reposerver/repository, helmTemplate).
[[nodiscard]] Result<std::vector<manifest::Value>> helmedSource(
    const ToolRunner& runner, const AppTree& app, const QString& path, const CancelToken& cancel);

}
