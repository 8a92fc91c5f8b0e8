#pragma once

#include "core/render/Envsubst.h"
#include "core/session/SourceTrees.h"
#include "core/workflow/World.h"

namespace holdfast::session {

/// Reads what an app of Flux refers to.
struct FluxReader {
    workflow::ClusterAccess& clusters;
    const gitops::AppId& app;
    const CancelToken& cancel;

    /// An object beside the app, or in the namespace that is named.
    [[nodiscard]] Result<manifest::Value> object(
        const manifest::Value& reference, const QString& group = QString()) const;
};

/// The Git side of a source: of an OCI artifact the repository and revision that it says it was made from.
struct FluxSource {
    SourceRevision from;
    git::IgnorePatterns ignored; ///< what the artifact leaves out
    QStringList notes;
};

/// Precondition for a source that names no Git repository: a bucket, a chart repository, an artifact without origin.
[[nodiscard]] Result<FluxSource> fluxSource(const FluxReader& reader, const manifest::Value& reference);

/// The source's files without those that it ignores.
[[nodiscard]] Result<SourceTree> exportedSource(
    const SourceTrees& trees, const SourceCommit& commit, const FluxSource& source, const CancelToken& cancel);

/// The variables of `spec.postBuild`, those of ConfigMaps and Secrets included.
[[nodiscard]] Result<render::Variables> postBuildVariables(const FluxReader& reader, const manifest::Value& postBuild);

/// The decoded `data` of a ConfigMap or Secret.
[[nodiscard]] std::map<std::string, std::string> dataOf(const manifest::Value& object);

}
