#pragma once

#include "core/git/Mirrors.h"
#include "core/git/Repository.h"
#include "core/render/AppRender.h"
#include "core/workflow/World.h"

namespace holdfast::session {

/// What Git declares for an app at a revision.
struct DesiredState {
    std::vector<manifest::Value> objects; ///< as the agent would apply them: place and tracking filled in
    QString repository; ///< of the first source, without credentials
    git::CommitId commit; ///< that the first source was rendered at
    QStringList notes;
};

/// An app and the revision it is rendered at; empty: what the app tracks.
struct DesiredQuery {
    gitops::App app;
    QString revision;
};

/// Renders apps from mirrors of their repositories. Its calls block: never on the GUI thread.
class DesiredStates final {
public:
    DesiredStates(std::shared_ptr<workflow::ClusterAccess> clusters, const QString& mirrors);

    /// Errors say what stands in the way: a repository that cannot be reached, a tool that is missing, a manifest that
    /// is broken (with file and line). Precondition for an app whose source is no Git repository.
    [[nodiscard]] Result<DesiredState> desired(const DesiredQuery& query, const CancelToken& cancel) const;

private:
    struct Part;

    [[nodiscard]] Result<DesiredState> application(
        const DesiredQuery& query, const manifest::Value& object, const CancelToken& cancel) const;
    [[nodiscard]] Result<DesiredState> kustomization(
        const DesiredQuery& query, const manifest::Value& object, const CancelToken& cancel) const;
    [[nodiscard]] Result<std::map<QString, QString>> variables(
        const DesiredQuery& query, const manifest::Value& postBuild, const CancelToken& cancel) const;
    /// A commit of a repository as a tree of files.
    [[nodiscard]] Result<Part> exported(const QString& url, const QString& revision, const CancelToken& cancel) const;

    std::shared_ptr<workflow::ClusterAccess> m_clusters;
    git::Mirrors m_mirrors;
    render::ToolRunner m_runner;
};

}
