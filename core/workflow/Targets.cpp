#include "core/workflow/Targets.h"

#include "core/git/GitProgram.h"
#include "core/gitops/ObjectReading.h"
#include "core/workflow/AppObjects.h"

#include <QDir>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace holdfast::workflow {

namespace {

ObjectPlace placeOfApp(const gitops::AppId& app)
{
    return { .object = gitops::appText(app) };
}

bool isGit(const gitops::Source& source)
{
    return source.kind == QLatin1String("Git") && !source.repository.isEmpty();
}

/// `HEAD` and no branch at all are the remote's own branch; a tag or a commit is no place to push to.
Result<QString> branchOf(
    const gitops::AppId& app, const gitops::Source& source, const QString& mirror, const CancelToken& cancel)
{
    if (source.target.isEmpty() || source.target == QLatin1String("HEAD")) {
        const Result<QByteArray> head = git::gitOutput(
            { .repository = mirror,
                .arguments = { QStringLiteral("symbolic-ref"), QStringLiteral("--short"), QStringLiteral("HEAD") } },
            cancel);
        return head ? Result<QString>(QString::fromUtf8(*head)) : std::unexpected(head.error());
    }
    const QString branch
        = source.target.startsWith(QLatin1String("refs/heads/")) ? source.target.sliced(11) : source.target;
    const Result<git::CommitId> tip = git::branchTip(mirror, branch, cancel);
    if (tip)
        return branch;
    if (tip.error().code != ErrorCode::NotFound)
        return std::unexpected(tip.error());
    const bool pinned = git::commitNamed(mirror, source.target, cancel).has_value();
    return fail(ErrorCode::Precondition, placeOfApp(app),
        pinned
            ? QStringLiteral("it follows \"%1\", which is no branch: change what it follows instead").arg(source.target)
            : QStringLiteral("it follows \"%1\", which the repository does not have").arg(source.target));
}

Result<Target> target(const Target& base, const gitops::Source& source, const World& world, const CancelToken& cancel)
{
    Target made = base;
    made.url = keptUrl(source.repository);
    made.path = cleanPath(source.path);
    const Result<QString> mirror = world.git->refresh(made.url, cancel);
    if (!mirror)
        return std::unexpected(mirror.error());
    made.mirror = *mirror;
    const Result<QString> branch = branchOf(base.app.app, source, *mirror, cancel);
    if (!branch)
        return std::unexpected(branch.error());
    made.branch = *branch;
    const Result<git::CommitId> tip = git::branchTip(*mirror, *branch, cancel);
    if (!tip)
        return std::unexpected(tip.error());
    made.tip = *tip;
    return made;
}

/// An app whose Git it is.
struct Owner {
    gitops::App row;
    manifest::Value object;
};

/// A HelmRelease's own values stand in the Git of the Kustomization that applies it.
Result<Owner> gitOwner(const World& world, const Owner& own, const CancelToken& cancel)
{
    const gitops::App& row = own.row;
    if (row.id.kind != gitops::AppKind::HelmRelease || !row.owner || row.owner->kind != QLatin1String("Kustomization"))
        return own;
    const gitops::AppId owner { .context = row.id.context,
        .kind = gitops::AppKind::Kustomization,
        .nameSpace = row.owner->nameSpace,
        .name = row.owner->name };
    const PlannedApp planned { .app = owner };
    const Result<manifest::Value> object = world.clusters->object(placeOf(owner), cancel);
    if (!object)
        return std::unexpected(object.error());
    const Result<gitops::App> applier = appRow(world, planned, *object, cancel);
    return applier ? Result<Owner>(Owner { *applier, *object }) : std::unexpected(applier.error());
}

Result<void> appendTargets(
    const gitops::AppId& app, const World& world, const CancelToken& cancel, std::vector<Target>& all)
{
    const Result<kube::ClusterIdentity> identity = world.clusters->identity(app.context, cancel);
    if (!identity)
        return std::unexpected(identity.error());
    Target base { .app = { .app = app, .server = identity->server, .clusterUid = identity->uid } };
    const Result<manifest::Value> object = appObject(world, base.app, cancel);
    if (!object)
        return std::unexpected(object.error());
    const Result<gitops::App> row = appRow(world, base.app, *object, cancel);
    if (!row)
        return std::unexpected(row.error());
    base.object = *object;
    base.automation = row->automation.mode;
    const Result<Owner> found = gitOwner(world, { *row, *object }, cancel);
    if (!found)
        return std::unexpected(found.error());
    const gitops::App* owner = &found->row;
    base.deployer = found->object;
    if (owner->id != app)
        base.through = PlannedApp {
            .app = owner->id, .server = identity->server, .clusterUid = identity->uid, .part = PlannedApp::Part::Through
        };
    const std::vector<gitops::Source> sources
        = owner->sources.empty() ? std::vector<gitops::Source> { owner->source } : owner->sources;
    const std::size_t before = all.size();
    for (const gitops::Source& source : sources) {
        if (!isGit(source))
            continue;
        Result<Target> made = target(base, source, world, cancel);
        if (!made)
            return std::unexpected(made.error());
        all.push_back(*std::move(made));
    }
    if (all.size() == before)
        return fail(ErrorCode::Precondition, placeOfApp(app), QStringLiteral("it does not come from a Git repository"));
    return {};
}

}

Result<void> notInAnotherRun(const gitops::AppId& app, const manifest::Value& object)
{
    const std::optional<gitops::OpenRun> open = gitops::openRun(object["metadata"]);
    return open ? Result<void>(std::unexpected(inRun(app, *open))) : Result<void>();
}

QString revisionOf(const gitops::Deployment& deployment, const Target& target)
{
    for (std::size_t index = 0; index < std::min(deployment.revisions.size(), deployment.repositories.size()); ++index)
        if (comparableUrl(deployment.repositories[index]) == comparableUrl(target.url))
            return deployment.revisions[index].text();
    return deployment.revisions.empty() ? QString() : deployment.revisions.front().text();
}

std::optional<QString> deployedRevision(const World& world, const Target& target, const QString& id)
{
    const gitops::Engine* engine = world.engineOf(target.through ? target.through->app.kind : target.app.app.kind);
    if (engine == nullptr)
        return std::nullopt;
    for (const gitops::Deployment& deployment : engine->deployments(target.deployer))
        if (!deployment.id.isEmpty() && deployment.id == id)
            return revisionOf(deployment, target);
    return std::nullopt;
}

QString keptUrl(const QString& url)
{
    QUrl read(url);
    if (!url.contains(QLatin1String("://")) || !read.isValid())
        return url;
    read.setPassword({});
    if (read.scheme().startsWith(QLatin1String("http")))
        read.setUserName({});
    return read.toString();
}

QString comparableUrl(const QString& url)
{
    QString text = keptUrl(url);
    while (text.endsWith(u'/'))
        text.chop(1);
    if (text.endsWith(QLatin1String(".git")))
        text.chop(4);
    return text;
}

QString cleanPath(const QString& path)
{
    QString clean = QDir::cleanPath(path);
    while (clean.startsWith(u'/'))
        clean.remove(0, 1);
    return clean == QLatin1String(".") ? QString() : clean;
}

Result<std::vector<Target>> targetsOf(
    const std::vector<gitops::AppId>& apps, const World& world, const CancelToken& cancel)
{
    std::vector<Target> all;
    for (const gitops::AppId& app : apps)
        if (Result<void> appended = appendTargets(app, world, cancel, all); !appended)
            return std::unexpected(appended.error());
    return all;
}

}
