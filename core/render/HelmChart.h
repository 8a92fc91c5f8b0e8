#pragma once

#include "core/render/Rendered.h"
#include "core/render/ToolRunner.h"

namespace holdfast::render {

enum class HelmCrds { Include, Skip };
enum class HelmTests { Include, Skip };
enum class HelmSchema { Validate, Ignore };

/// One call of `helm template`. The tree is a copy of its own: the inline values are written into it.
struct HelmChart {
    QString tree; ///< the exported commit
    QString path; ///< of the chart, relative to the tree
    QString release;
    QString nameSpace;
    QStringList valueFiles; ///< relative to the tree, later ones win
    manifest::Value values; ///< over the files
    QStringList set; ///< `--set` and `--set-string` with their value, as arguments
    QStringList files; ///< `name=path` of `--set-file`, paths relative to the tree
    QString kubeVersion; ///< empty: helm's own
    QStringList apiVersions;
    HelmCrds crds = HelmCrds::Include;
    HelmTests tests = HelmTests::Include;
    HelmSchema schema = HelmSchema::Validate;
};

/// The objects of a chart that lies in the tree; not checked yet. Unsupported where helm is not on PATH, Precondition
/// where a file is named that lies outside the tree, InvalidInput with helm's own words.
[[nodiscard]] Result<std::vector<manifest::Value>> templated(
    const ToolRunner& runner, const HelmChart& chart, const CancelToken& cancel);

}
