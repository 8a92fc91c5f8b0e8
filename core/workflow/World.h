#pragma once

#include "core/base/Cancel.h"
#include "core/base/Clock.h"
#include "core/git/Forge.h"
#include "core/git/Push.h"
#include "core/gitops/Engine.h"
#include "core/kube/Capabilities.h"

#include <functional>
#include <memory>

/// What the steps of a run see and touch.
namespace holdfast::workflow {

/// An object of a cluster.
struct Place {
    ContextName context;
    manifest::ObjectKey key;
};

/// What an apply of an object would make of it.
struct ApplyPreview {
    manifest::ObjectKey key;
    manifest::Value desired;
    QString manager; ///< the agent's field manager
};

/// The clusters as a run needs them. Calls block until answered or cancelled, and may come from any thread but the
/// GUI's.
class ClusterAccess {
public:
    virtual ~ClusterAccess() = default;
    /// The whole fleet as last seen.
    [[nodiscard]] virtual Result<std::vector<gitops::App>> apps(const CancelToken& cancel) = 0;
    /// Which cluster a context leads to.
    [[nodiscard]] virtual Result<kube::ClusterIdentity> identity(const ContextName& context, const CancelToken& cancel)
        = 0;
    /// The most recent state.
    [[nodiscard]] virtual Result<manifest::Value> object(const Place& place, const CancelToken& cancel) = 0;
    /// An object of an app in the cluster that the app deploys to.
    [[nodiscard]] virtual Result<manifest::Value> live(
        const gitops::AppId& app, const manifest::ObjectKey& key, const CancelToken& cancel);
    /// The server's answer to a dry run of an apply, in the cluster that the app deploys to. Unsupported where nobody
    /// can be asked.
    [[nodiscard]] virtual Result<manifest::Value> predicted(
        const gitops::AppId& app, const ApplyPreview& apply, const CancelToken& cancel);
    /// What the cluster that the app deploys to serves. Unsupported where nobody can be asked.
    [[nodiscard]] virtual Result<kube::Capabilities> capabilities(const gitops::AppId& app, const CancelToken& cancel);
    /// A JSON merge patch with `metadata.resourceVersion`; Conflict where the object is a newer one.
    [[nodiscard]] virtual Result<manifest::Value> patch(
        const Place& place, const manifest::Value& merge, const CancelToken& cancel)
        = 0;
    [[nodiscard]] virtual Result<gitops::AppDetails> details(const gitops::AppId& app, const CancelToken& cancel) = 0;
};

/// The remotes of repositories. Calls block.
class GitAccess {
public:
    virtual ~GitAccess() = default;
    /// The git directory that holds all of the remote as it is now.
    [[nodiscard]] virtual Result<QString> refresh(const QString& url, const CancelToken& cancel) = 0;
    /// The same as it was last brought here; from the remote where it never was.
    [[nodiscard]] virtual Result<QString> known(const QString& url, const CancelToken& cancel)
    {
        return refresh(url, cancel);
    }
    [[nodiscard]] virtual Result<git::PushOutcome> push(const git::PushRequest& request, const CancelToken& cancel) = 0;
    /// A branch that the remote does not have yet.
    [[nodiscard]] virtual Result<git::PushOutcome> pushNewBranch(
        const git::PushRequest& request, const CancelToken& cancel)
        = 0;
    /// The pull request from head to base; opens one where there is none that is open.
    [[nodiscard]] virtual Result<git::PullRequest> propose(const git::Proposal& proposal, const CancelToken& cancel)
        = 0;
    [[nodiscard]] virtual Result<git::PullRequest> proposed(const git::Proposal& proposal, const CancelToken& cancel)
        = 0;
};

/// An app with one of its repositories at a commit that the mirror holds, pushed or not; its other repositories stand
/// where the app tracks them.
struct RenderPoint {
    gitops::AppId app;
    QString repository;
    git::CommitId commit;
};

/// What Git declares for an app. Calls block.
class AppRenders {
public:
    virtual ~AppRenders() = default;
    /// The objects as the agent would apply them; none where the commit does not have the app's folder. Errors say what
    /// stands in the way: a tool that is missing, a manifest that is broken.
    [[nodiscard]] virtual Result<std::vector<manifest::Value>> renderedAt(
        const RenderPoint& point, const CancelToken& cancel) const
        = 0;
    /// What of the app at the commit is not so in its cluster, by Holdfast's own comparison: a line for each object;
    /// none where it is equal. Unsupported where nothing can be compared.
    [[nodiscard]] virtual Result<QStringList> differing(const RenderPoint& point, const CancelToken& cancel) const;
};

/// Mirrors below a folder, pushes to the real remotes, and forges behind the transport.
[[nodiscard]] std::unique_ptr<GitAccess> mirroredGit(
    const QString& folder, std::shared_ptr<net::HttpTransport> transport);

struct World {
    std::shared_ptr<ClusterAccess> clusters;
    std::shared_ptr<GitAccess> git;
    std::shared_ptr<const AppRenders> renders; ///< null: nothing can be rendered
    std::shared_ptr<const Clock> clock;
    std::vector<gitops::EnginePointer> engines;
    /// Called before and after each record, request and push, so that a test can end the program there.
    std::function<void(const char* point)> mark = [](const char*) { };

    /// As the interfaces have it, with marks around.
    [[nodiscard]] Result<manifest::Value> patch(
        const Place& place, const manifest::Value& merge, const CancelToken& cancel) const;
    [[nodiscard]] Result<git::PushOutcome> push(const git::PushRequest& request, const CancelToken& cancel) const;
    /// The engine that reads this kind of app; null where there is none.
    [[nodiscard]] const gitops::Engine* engineOf(gitops::AppKind kind) const;
};

/// The object that an app is.
[[nodiscard]] Place placeOf(const gitops::AppId& app);

}
