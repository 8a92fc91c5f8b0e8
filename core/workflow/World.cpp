#include "core/workflow/World.h"

#include "core/git/BranchPush.h"
#include "core/git/Mirrors.h"

#include <algorithm>

namespace holdfast::workflow {

namespace {

class MirroredGit final : public GitAccess {
public:
    MirroredGit(const QString& folder, std::shared_ptr<net::HttpTransport> transport)
        : m_mirrors(folder)
        , m_forge(std::move(transport))
    {
    }
    [[nodiscard]] Result<QString> refresh(const QString& url, const CancelToken& cancel) override
    {
        return m_mirrors.refresh(url, cancel);
    }
    [[nodiscard]] Result<QString> known(const QString& url, const CancelToken& cancel) override
    {
        Result<QString> mirror = m_mirrors.known(url);
        return mirror ? mirror : refresh(url, cancel);
    }
    [[nodiscard]] Result<git::PushOutcome> push(const git::PushRequest& request, const CancelToken& cancel) override
    {
        return git::push(request, cancel);
    }
    [[nodiscard]] Result<git::PushOutcome> pushNewBranch(
        const git::PushRequest& request, const CancelToken& cancel) override
    {
        return git::pushNewBranch(request, cancel);
    }
    [[nodiscard]] Result<git::PullRequest> propose(const git::Proposal& proposal, const CancelToken& cancel) override
    {
        return m_forge.open(proposal, cancel);
    }
    [[nodiscard]] Result<git::PullRequest> proposed(const git::Proposal& proposal, const CancelToken& cancel) override
    {
        return m_forge.find(proposal, cancel);
    }

private:
    git::Mirrors m_mirrors;
    git::Forge m_forge;
};

QString groupOf(gitops::AppKind kind)
{
    switch (kind) {
    case gitops::AppKind::Application:
        return QStringLiteral("argoproj.io");
    case gitops::AppKind::Kustomization:
        return QStringLiteral("kustomize.toolkit.fluxcd.io");
    case gitops::AppKind::HelmRelease:
        return QStringLiteral("helm.toolkit.fluxcd.io");
    }
    return {};
}

QString kindName(gitops::AppKind kind)
{
    switch (kind) {
    case gitops::AppKind::Application:
        return QStringLiteral("Application");
    case gitops::AppKind::Kustomization:
        return QStringLiteral("Kustomization");
    case gitops::AppKind::HelmRelease:
        return QStringLiteral("HelmRelease");
    }
    return {};
}

}

std::unique_ptr<GitAccess> mirroredGit(const QString& folder, std::shared_ptr<net::HttpTransport> transport)
{
    return std::make_unique<MirroredGit>(folder, std::move(transport));
}

Result<manifest::Value> ClusterAccess::live(
    const gitops::AppId& app, const manifest::ObjectKey& key, const CancelToken& cancel)
{
    return object({ .context = app.context, .key = key }, cancel);
}

Result<kube::Capabilities> ClusterAccess::capabilities(const gitops::AppId& app, const CancelToken&)
{
    return fail(ErrorCode::Unsupported, ObjectPlace { .object = gitops::appText(app), .field = {} },
        QStringLiteral("no server can be asked what it serves"));
}

Result<manifest::Value> ClusterAccess::predicted(const gitops::AppId&, const ApplyPreview& apply, const CancelToken&)
{
    return fail(ErrorCode::Unsupported, ObjectPlace { .object = manifest::objectText(apply.key), .field = {} },
        QStringLiteral("no server can be asked what an apply would do"));
}

Result<QStringList> AppRenders::differing(const RenderPoint& point, const CancelToken&) const
{
    return fail(ErrorCode::Unsupported, ObjectPlace { .object = gitops::appText(point.app), .field = {} },
        QStringLiteral("nothing here compares it"));
}

Result<manifest::Value> World::patch(const Place& place, const manifest::Value& merge, const CancelToken& cancel) const
{
    mark("patch");
    Result<manifest::Value> answer = clusters->patch(place, merge, cancel);
    mark("patched");
    return answer;
}

Result<git::PushOutcome> World::push(const git::PushRequest& request, const CancelToken& cancel) const
{
    mark("push");
    Result<git::PushOutcome> answer = git->push(request, cancel);
    mark("pushed");
    return answer;
}

const gitops::Engine* World::engineOf(gitops::AppKind kind) const
{
    const auto reads = [kind](const gitops::EnginePointer& engine) {
        return std::ranges::contains(engine->kinds(), kindName(kind), &gitops::WatchedKind::kind);
    };
    const auto found = std::ranges::find_if(engines, reads);
    return found == engines.end() ? nullptr : found->get();
}

Place placeOf(const gitops::AppId& app)
{
    return { .context = app.context,
        .key
        = { .group = groupOf(app.kind), .kind = kindName(app.kind), .nameSpace = app.nameSpace, .name = app.name } };
}

}
