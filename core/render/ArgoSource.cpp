#include "core/render/AppRender.h"

#include "core/manifest/MergePatch.h"
#include "core/manifest/Resource.h"
#include "core/manifest/YamlReader.h"
#include "core/render/ArgoTools.h"
#include "core/render/Directory.h"
#include "core/render/KustomizationFile.h"
#include "core/render/TreeFiles.h"

#include <QFileInfo>

namespace holdfast::render {

using namespace Qt::StringLiterals;
using manifest::toQString;
using manifest::Value;

namespace {

using Objects = Result<std::vector<Value>>;

Objects directory(const AppTree& app, const QString& path, const CancelToken& cancel)
{
    const Value& options = app.source["directory"];
    if (!options["jsonnet"].isEmpty())
        return fail(ErrorCode::Unsupported, FilePlace { .file = path }, u"jsonnet is not rendered"_s);
    return readDirectory({ .tree = app.tree,
                             .path = path,
                             .recursion = options["recurse"].boolOr(false) ? Recursion::Yes : Recursion::No,
                             .include = toQString(options["include"].text()),
                             .exclude = toQString(options["exclude"].text()) },
        cancel);
}

/// The source with what `.argocd-source.yaml` and `.argocd-source-APP.yaml` in its folder say of the tools' options.
Result<Value> overridden(const AppTree& app, const QString& path)
{
    Value source = app.source;
    for (const QString& name : { u".argocd-source.yaml"_s, u".argocd-source-%1.yaml"_s.arg(app.name) }) {
        const Result<QByteArray> content = readInside(app.tree, path + u'/' + name);
        if (!content && content.error().code == ErrorCode::NotFound)
            continue;
        if (!content)
            return std::unexpected(content.error());
        const auto documents = manifest::readYaml(std::string_view(*content), path + u'/' + name);
        if (!documents)
            return std::unexpected(documents.error());
        for (const std::string_view tool : { "helm", "kustomize", "directory", "plugin" }) {
            if (!documents->empty() && documents->front().value.contains(tool))
                source = source.with(tool, manifest::applyMergePatch(source[tool], documents->front().value[tool]));
        }
    }
    return source;
}

/// The tools whose options a source sets.
QStringList toolsOf(const Value& source)
{
    QStringList tools;
    for (const std::string_view tool : { "kustomize", "helm", "directory", "plugin" }) {
        const bool isSet = tool == "plugin" ? !source[tool].isNull() : !source[tool].isEmpty();
        if (isSet)
            tools << toQString(tool);
    }
    return tools;
}

/// The tool that is named, else what the folder holds; a kustomization comes before a chart (util/app/discovery).
Result<QString> toolFor(const Value& source, const QString& folder)
{
    const QStringList named = toolsOf(source);
    if (named.size() > 1)
        return fail(ErrorCode::InvalidInput, {},
            u"the source sets options of several tools (%1), which Argo CD refuses"_s.arg(named.join(u", "_s)));
    if (!named.isEmpty())
        return named.front();
    if (!kustomizationFile(folder).isEmpty())
        return u"kustomize"_s;
    return QFileInfo::exists(folder + u"/Chart.yaml"_s) ? u"helm"_s : u"directory"_s;
}

Objects objectsOf(const ToolRunner& runner, const AppTree& app, const CancelToken& cancel)
{
    const QString path = app.source["path"].isEmpty() ? u"."_s : toQString(app.source["path"].text());
    if (!app.source["chart"].isEmpty())
        return fail(ErrorCode::Unsupported, {}, u"the chart comes from a registry, not from Git"_s);
    const Result<Value> source = overridden(app, path);
    if (!source)
        return std::unexpected(source.error());
    AppTree full = app;
    full.source = *source;
    const Result<QString> tool = toolFor(*source, app.tree + u'/' + path);
    if (!tool)
        return std::unexpected(tool.error());
    if (*tool == u"plugin")
        return fail(ErrorCode::Unsupported, {}, u"a config management plugin renders this app"_s);
    if (*tool == u"helm")
        return helmedSource(runner, full, path, cancel);
    return *tool == u"kustomize" ? kustomizedSource(runner, full, path, cancel) : directory(full, path, cancel);
}

}

Result<Rendered> renderArgoSource(const ToolRunner& runner, const AppTree& app, const CancelToken& cancel)
{
    return objectsOf(runner, app, cancel).and_then([](std::vector<Value> objects) {
        return checked(std::move(objects));
    });
}

}
