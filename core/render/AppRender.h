#pragma once

#include "core/render/Envsubst.h"
#include "core/render/Rendered.h"
#include "core/render/ToolRunner.h"

#include <map>

namespace holdfast::render {

/// One source of an app at a revision. The tree is a copy of its own: files are written into it.
struct AppTree {
    QString tree; ///< the exported commit
    manifest::Value source; ///< Argo CD: an entry of spec.sources or spec.source; Flux: the Kustomization's spec
    QString name; ///< of the app
    QString nameSpace; ///< where its objects go; of a Kustomization its own
    QString commit {}; ///< the rest is Argo CD's: what the tree was exported from
    QString instance {}; ///< by which its objects know it; empty: its name
    QString project {};
    std::map<QString, QString> refs {}; ///< `ref` of another source to its tree, which lies below this one
    QString kubeVersion {}; ///< of the cluster that its objects go to; empty: helm's own
    QStringList apiVersions {}; ///< that it serves: `apps/v1`, `apps/v1/Deployment`
    QString buildOptions {}; ///< of `kustomize build`, from the installation's settings
};

/// Renders as Argo CD's repo-server does: the tool that the source names, else Helm for a chart, Kustomize for a
/// kustomization, plain files otherwise; with the source's overrides. Unsupported for plugins and charts from a
/// registry.
[[nodiscard]] Result<Rendered> renderArgoSource(
    const ToolRunner& runner, const AppTree& app, const CancelToken& cancel);

/// Renders as kustomize-controller does: a kustomization of all manifests where there is none, the overrides of the
/// spec, variables substituted, common metadata and owner labels set. InvalidInput where a variable is not set, or a
/// name is none.
[[nodiscard]] Result<Rendered> renderFluxSource(
    const ToolRunner& runner, const AppTree& app, const Variables& variables, const CancelToken& cancel);

}
