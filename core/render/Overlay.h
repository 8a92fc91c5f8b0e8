#pragma once

#include "core/render/Rendered.h"

namespace holdfast::render {

/// Writes a kustomization over the one at `path` into a folder of its own, with the given fields, and answers with that
/// folder, relative to the tree. Io.
[[nodiscard]] Result<QString> writeOverlay(const QString& tree, const QString& path, const manifest::Value& fields);

/// Makes a kustomization of all manifests at and below `path` where it has none, as kustomize-controller does. Io.
[[nodiscard]] Result<void> generateKustomization(const QString& tree, const QString& path);

/// Writes a file below the tree. Io.
[[nodiscard]] Result<void> writeInto(const QString& tree, const QString& name, const QByteArray& content);

}
