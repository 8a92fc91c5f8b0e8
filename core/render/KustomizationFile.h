#pragma once

#include "core/render/Rendered.h"

namespace holdfast::render {

/// The kustomization file of a folder; empty where it has none.
[[nodiscard]] QString kustomizationFile(const QString& folder);

/// The kustomization at `path`. InvalidInput with file and line where it cannot be read.
[[nodiscard]] Result<manifest::Value> readKustomization(const QString& tree, const QString& path);
[[nodiscard]] Result<void> writeKustomization(
    const QString& tree, const QString& path, const manifest::Value& kustomization);

/// The kustomization with fields set as editKustomization() sets them.
[[nodiscard]] manifest::Value withFields(manifest::Value kustomization, const manifest::Value& fields);

/// Sets fields of the kustomization at `path` as `kustomize edit` and kustomize-controller do: images and replicas by
/// their name, patches, components and labels added to those there are, label and annotation maps merged, all else
/// replaced. InvalidInput with file and line where it cannot be read.
[[nodiscard]] Result<void> editKustomization(const QString& tree, const QString& path, const manifest::Value& fields);

/// Makes a kustomization of all manifests at and below `path` where it has none, as kustomize-controller does.
/// InvalidInput where a file there is no Kubernetes manifest.
[[nodiscard]] Result<void> generateKustomization(const QString& tree, const QString& path);

}
