#include "core/workflow/AppRender.h"

#include "core/git/Tree.h"
#include "core/gitops/ObjectReading.h"
#include "core/render/Directory.h"
#include "core/render/Kustomize.h"

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

bool isRenderedByOthers(const Value& source, const QString& folder)
{
    return source["helm"].isMap() || source["plugin"].isMap() || !source["chart"].isEmpty()
        || QFile::exists(folder + QStringLiteral("/Chart.yaml"));
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
    const Value source = sourceOf(target);
    if (isRenderedByOthers(source, *folder))
        return fail(ErrorCode::Unsupported, {}, QStringLiteral("it is rendered by a chart or a plugin"));
    if (!render::kustomizationFile(*folder).isEmpty())
        return render::buildKustomization(render::ToolRunner(), tree.path(), target.path, cancel);
    const bool all
        = target.app.app.kind != gitops::AppKind::Application || source["directory"]["recurse"].boolOr(false);
    return render::readDirectory({ .tree = tree.path(),
                                     .path = target.path,
                                     .recursion = all ? render::Recursion::Yes : render::Recursion::No,
                                     .include = gitops::text(source["directory"]["include"]),
                                     .exclude = gitops::text(source["directory"]["exclude"]) },
        cancel);
}

}
