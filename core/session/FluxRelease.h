#pragma once

#include "core/kube/Capabilities.h"
#include "core/render/ToolRunner.h"
#include "core/session/FluxInputs.h"

namespace holdfast::session {

/// Where the objects of a HelmRelease go by default.
[[nodiscard]] QString releaseNameSpace(const manifest::Value& release);

/// The chart of a release: `chart`, `sourceRef`, `valuesFiles`; that of the HelmChart which the release refers to.
/// Precondition for a chart that is an OCI artifact.
[[nodiscard]] Result<manifest::Value> releaseChart(const FluxReader& reader, const manifest::Value& release);

/// The values of a release: those of ConfigMaps and Secrets in their order, then its own. Errors name the reference
/// that is missing.
[[nodiscard]] Result<manifest::Value> releaseValues(const FluxReader& reader, const manifest::Value& release);

/// All that a release is rendered from, beside the files of its chart.
struct ReleaseInputs {
    manifest::Value release;
    manifest::Value chart;
    manifest::Value values;
    kube::Capabilities cluster; ///< that it goes to; empty: not known

    /// The parts of a key of the render cache.
    [[nodiscard]] QByteArrayList keyParts() const;
};

/// What helm-controller would install from a chart in the tree: its values, post renderers, common metadata and owner
/// labels. Errors hold helm's words.
[[nodiscard]] Result<std::vector<manifest::Value>> releaseObjects(
    const render::ToolRunner& runner, const ReleaseInputs& inputs, const SourceTree& tree, const CancelToken& cancel);

}
