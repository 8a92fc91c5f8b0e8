#pragma once

#include "core/workflow/World.h"

namespace holdfast::workflow {

/// An app that goes back, and where it lives.
struct PlannedApp {
    gitops::AppId app;
    QString server; ///< of its cluster
    QString clusterUid;
    std::size_t repository = 0; ///< index of the one whose commit it is to reach
    enum class Sync { ByItself, ByUs } sync = Sync::ByItself;
    enum class Part { Asked, Through } part = Part::Asked; ///< Through: the Kustomization that applies an asked one
    friend bool operator==(const PlannedApp&, const PlannedApp&) = default;
};

/// The commits of one repository, made and reviewed.
struct PlannedRepository {
    QString url;
    QString branch;
    QString tip; ///< of the remote, as reviewed
    QString commit; ///< what it is to become; the tip itself where nothing is left to undo
    QString head; ///< the branch of a pull request; empty: it is pushed to `branch` itself
    QString title; ///< of the pull request
    friend bool operator==(const PlannedRepository&, const PlannedRepository&) = default;
};

}
