#pragma once

#include "core/render/AppRender.h"
#include "core/render/RenderCache.h"
#include "core/session/SourceTrees.h"
#include "core/workflow/World.h"

namespace holdfast::session {

/// Who says how an object would look after an apply.
enum class Predictor {
    Rules, ///< three-way patch, structured merge, or apply by field owner: shows what a webhook overrides, too
    Server ///< a dry-run apply with the agent's field manager, in which webhooks have had their say
};

/// What Git declares for an app at a revision.
struct DesiredState {
    std::vector<manifest::Value> objects; ///< as the agent would apply them: place and tracking filled in
    QString repository; ///< of the first source, without credentials
    git::CommitId commit; ///< that the first source was rendered at
    QString mirror; ///< the bare repository that has it
    QStringList notes;
    manifest::Value rules; ///< the app with its installation's rules, as diff::compareRules reads them
    Predictor predictor = Predictor::Rules;
};

/// What a revision means that does not have the app's folder.
enum class AbsentFolder {
    IsAnError,
    HasNoObjects ///< the app was not there yet, or is there no more
};

/// An app and the revision it is rendered at; empty: what the app tracks.
struct DesiredQuery {
    gitops::App app;
    QString revision;
    QString repository; ///< whose revision it is; empty: that of the app's first source
    AbsentFolder absent = AbsentFolder::IsAnError;
    std::chrono::seconds oldest { 0 }; ///< how long ago the remotes may have been asked
};

/// Renders apps from mirrors of their repositories. Its calls block: never on the GUI thread.
class DesiredStates final : public workflow::AppRenders {
public:
    DesiredStates(std::shared_ptr<workflow::ClusterAccess> clusters, const QString& mirrors);
    ~DesiredStates() override;

    /// Errors say what stands in the way: a repository that cannot be reached, a tool that is missing, a manifest that
    /// is broken (with file and line). Precondition for an app whose source is no Git repository.
    [[nodiscard]] Result<DesiredState> desired(const DesiredQuery& query, const CancelToken& cancel) const;
    [[nodiscard]] Result<std::vector<manifest::Value>> renderedAt(
        const workflow::RenderPoint& point, const CancelToken& cancel) const override;
    [[nodiscard]] Result<QStringList> differing(
        const workflow::RenderPoint& point, const CancelToken& cancel) const override;

private:
    /// One source of an Application, that of a Kustomization, and the chart of a HelmRelease, to be rendered unless
    /// they were before.
    struct ArgoPart;
    struct FluxPart;
    struct ReleasePart;
    [[nodiscard]] Result<render::Rendered> rendered(
        const DesiredQuery& query, const ArgoPart& part, const CancelToken& cancel) const;
    [[nodiscard]] Result<render::Rendered> rendered(
        const DesiredQuery& query, const FluxPart& part, const CancelToken& cancel) const;
    [[nodiscard]] Result<render::Rendered> rendered(
        const DesiredQuery& query, const ReleasePart& part, const CancelToken& cancel) const;
    [[nodiscard]] Result<DesiredState> application(
        const DesiredQuery& query, const manifest::Value& object, const CancelToken& cancel) const;
    [[nodiscard]] Result<DesiredState> kustomization(
        const DesiredQuery& query, const manifest::Value& object, const CancelToken& cancel) const;
    [[nodiscard]] Result<DesiredState> helmRelease(
        const DesiredQuery& query, const manifest::Value& object, const CancelToken& cancel) const;

    std::shared_ptr<workflow::ClusterAccess> m_clusters;
    SourceTrees m_trees;
    render::ToolRunner m_runner;
    std::unique_ptr<render::RenderCache> m_cache;
};

}
