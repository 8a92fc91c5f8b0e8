#pragma once

#include "core/workflow/PlannedApp.h"

#include <QByteArrayList>

namespace holdfast::workflow {

/// One Git source of an app that goes back: a branch of a repository, and the files that the app is made of.
struct Target {
    PlannedApp app;
    gitops::AutomationMode automation = gitops::AutomationMode::Auto;
    manifest::Value object; ///< of the app
    manifest::Value deployer; ///< the object whose history tells what was deployed: the app, or what applies it
    QString url;
    QString branch;
    QString path; ///< from the root of the tree; empty is the root
    QString mirror; ///< the git directory
    git::CommitId tip;
    std::optional<PlannedApp> through; ///< the Kustomization whose Git it is, where that is another app
};

/// The Git sources of the apps, on the remotes as they are now. Precondition for an app without one, and one that
/// follows a tag or a commit.
[[nodiscard]] Result<std::vector<Target>> targetsOf(
    const std::vector<gitops::AppId>& apps, const World& world, const CancelToken& cancel);

/// Precondition where the app's object carries the mark of an open run.
[[nodiscard]] Result<void> notInAnotherRun(const gitops::AppId& app, const manifest::Value& object);

/// What a deployment brought to this source; nothing where the app's history has no such id.
[[nodiscard]] std::optional<QString> deployedRevision(const World& world, const Target& target, const QString& id);
/// The revision of a deployment that is this source's.
[[nodiscard]] QString revisionOf(const gitops::Deployment& deployment, const Target& target);

/// A repository's address without what does not tell two repositories apart.
[[nodiscard]] QString comparableUrl(const QString& url);
/// The address without a password: what may be kept, shown, and pushed to with git's own credentials.
[[nodiscard]] QString keptUrl(const QString& url);
/// `./shop/` is `shop`.
[[nodiscard]] QString cleanPath(const QString& path);

/// The files and folders that an app is rendered from at a commit: its path, and the bases, components and value files
/// that the kustomizations on the way pull in. Literal paths from the root; `.` is all of it.
[[nodiscard]] QByteArrayList pathsOf(const Target& target, const git::CommitId& commit, const CancelToken& cancel);
/// Whether a changed file is one of these paths or below one.
[[nodiscard]] bool touches(const QByteArrayList& paths, const QByteArrayList& changed);

}
