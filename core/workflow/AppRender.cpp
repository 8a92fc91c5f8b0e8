#include "core/workflow/AppRender.h"

#include "core/git/Tree.h"
#include "core/gitops/ObjectReading.h"
#include "core/render/AppRender.h"
#include "core/render/TreeFiles.h"

#include <QTemporaryDir>

namespace holdfast::workflow {

using manifest::Value;

namespace {

/// The source of the object that this target is; a Flux Kustomization has none and is always a kustomization or folder.
Value sourceOf(const Target& target)
{
    const Value& spec = target.object["spec"];
    for (const Value& source : spec["sources"].list())
        if (comparableUrl(gitops::text(source["repoURL"])) == comparableUrl(target.url)
            && cleanPath(gitops::text(source["path"])) == target.path)
            return source;
    return spec["source"];
}

/// What the spec itself says; variables from objects of the cluster are not looked up for a history.
render::Variables variablesOf(const Value& spec)
{
    render::Variables variables;
    for (const Value::Member& member : spec["postBuild"]["substitute"].map())
        variables.emplace(member.first, member.second.text());
    return variables;
}

Result<render::Rendered> rendered(const Target& target, const QString& tree, const CancelToken& cancel)
{
    const render::ToolRunner runner;
    const bool flux = target.app.app.kind != gitops::AppKind::Application;
    const Value& owner = flux ? target.deployer : target.object;
    const Value& spec = owner["spec"];
    const render::AppTree app { .tree = tree,
        .source = flux ? spec : sourceOf(target),
        .name = gitops::text(owner["metadata"]["name"]),
        .nameSpace = gitops::text(flux ? spec["targetNamespace"] : spec["destination"]["namespace"]) };
    return flux ? render::renderFluxSource(runner, app, variablesOf(spec), cancel)
                : render::renderArgoSource(runner, app, cancel);
}

}

Result<std::vector<Value>> renderedAt(const Target& target, const git::CommitId& commit, const CancelToken& cancel)
{
    const QTemporaryDir tree;
    if (!tree.isValid())
        return fail(ErrorCode::Io, FilePlace { .file = tree.path() }, tree.errorString());
    if (Result<void> exported = git::exportTree(target.mirror, commit, tree.path(), cancel); !exported)
        return std::unexpected(exported.error());
    const Result<QString> folder = render::folderInside(tree.path(), target.path);
    if (!folder && folder.error().code == ErrorCode::NotFound)
        return std::vector<Value>();
    if (!folder)
        return std::unexpected(folder.error());
    Result<render::Rendered> made = rendered(target, tree.path(), cancel);
    return made ? Result<std::vector<Value>>(std::move(made->objects)) : std::unexpected(made.error());
}

}
