#pragma once

#include "core/render/Rendered.h"
#include "core/render/ToolRunner.h"

#include <map>

namespace holdfast::render {

/// One source of an app at a revision. The tree is a copy of its own: files are written into it.
struct AppTree {
    QString tree; ///< the exported commit
    manifest::Value source; ///< Argo CD: an entry of spec.sources or spec.source; Flux: the Kustomization's spec
    QString name; ///< of the app
    QString nameSpace; ///< where its objects go
};

/// Renders as Argo CD's repo-server does: the tool that the source names, else Helm for a chart, Kustomize for a
/// kustomization, plain files otherwise; with the source's overrides. Unsupported for plugins and charts from a
/// registry.
[[nodiscard]] Result<Rendered> renderArgoSource(
    const ToolRunner& runner, const AppTree& app, const CancelToken& cancel);

/// Renders as kustomize-controller does: a kustomization of all manifests where there is none, the overrides of the
/// spec, variables substituted, common metadata and owner labels set.
[[nodiscard]] Result<Rendered> renderFluxSource(const ToolRunner& runner, const AppTree& app,
    const std::map<QString, QString>& variables, const CancelToken& cancel);

/// The text with `${name}` and `${name:=default}` (also `:-`, `=`, `-`) replaced; `$${` stands for `${`. An unknown
/// name without a default is empty, as in Flux.
[[nodiscard]] QString substituted(const QString& text, const std::map<QString, QString>& variables);

}
