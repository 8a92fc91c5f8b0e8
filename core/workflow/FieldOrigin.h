#pragma once

#include "core/git/PathHistory.h"
#include "core/manifest/FieldPath.h"
#include "core/workflow/Targets.h"

namespace holdfast::workflow {

/// A field of an object that Git declares for an app.
struct FieldQuestion {
    gitops::AppId app;
    manifest::ObjectKey object;
    manifest::FieldPath field;
};

/// The commit since which Git declares the value that it declares now.
struct FieldOrigin {
    git::CommitLine commit;
    QString repository;
    QString branch;
    std::optional<manifest::Value> value; ///< none: since then Git does not declare the field
    std::optional<manifest::Value> before; ///< none: it was not declared; of a Secret both are `***`
};

/// Renders the app at one commit after the other, newest first, until the value is another one. NotFound where no
/// commit that touched the app's files changed it; errors as those of targets and renders.
[[nodiscard]] Result<FieldOrigin> fieldOrigin(
    const FieldQuestion& question, const World& world, const CancelToken& cancel);

}
