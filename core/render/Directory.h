#pragma once

#include "core/base/Cancel.h"
#include "core/render/Rendered.h"

namespace holdfast::render {

enum class Recursion { No, Yes };

/// A folder of plain manifests, as Argo CD takes it.
struct DirectorySource {
    QString tree; ///< the exported commit
    QString path; ///< relative to the tree
    Recursion recursion = Recursion::No;
    QString include; ///< glob over the path below `path`; empty takes all
    QString exclude;
};

/// Whether a glob matches the whole text: `*` and `?` cross slashes, `{a,b}` and `[a-z]` as usual.
[[nodiscard]] bool globMatches(const QString& glob, const QString& text);

/// Unsupported for jsonnet, Precondition for a file or folder outside the tree. A YAML file without Kubernetes objects
/// is passed over as Argo CD does. The objects are not checked yet.
[[nodiscard]] Result<std::vector<manifest::Value>> readDirectory(
    const DirectorySource& source, const CancelToken& cancel);

}
