#include "core/render/AppRender.h"

#include "core/manifest/JsonWriter.h"
#include "core/manifest/Resource.h"
#include "core/render/Directory.h"
#include "core/render/Kustomize.h"
#include "core/render/Overlay.h"

#include <QFileInfo>
#include <QStandardPaths>

namespace holdfast::render {

using namespace Qt::StringLiterals;
using manifest::toQString;
using manifest::Value;

namespace {

using Objects = Result<std::vector<Value>>;

/// `name=other:tag`, `name:tag` or `name@digest` as kustomize writes it.
Value image(const QString& text)
{
    QString name = text.section(u'=', 0, 0);
    QString rest = text.contains(u'=') ? text.section(u'=', 1) : text;
    Value::Map fields;
    if (const qsizetype at = rest.indexOf(u'@'); at >= 0) {
        fields.emplace_back("digest", Value(rest.sliced(at + 1).toStdString()));
        rest.truncate(at);
    } else if (const qsizetype colon = rest.lastIndexOf(u':'); colon > rest.lastIndexOf(u'/')) {
        fields.emplace_back("newTag", Value(rest.sliced(colon + 1).toStdString()));
        rest.truncate(colon);
    }
    if (text.contains(u'='))
        fields.emplace_back("newName", Value(rest.toStdString()));
    else
        name = rest;
    fields.emplace_back("name", Value(name.toStdString()));
    return Value(std::move(fields));
}

/// The fields that Argo CD edits into the kustomization.
Value overrides(const Value& kustomize, const QString& path)
{
    Value fields = Value::emptyMap();
    for (const std::string_view field :
        { "namePrefix", "nameSuffix", "namespace", "replicas", "commonAnnotations", "patches" }) {
        if (!kustomize[field].isEmpty())
            fields = fields.with(field, kustomize[field]);
    }
    if (const Value& labels = kustomize["commonLabels"]; !labels.isEmpty()) {
        const bool plain = kustomize["labelWithoutSelector"].boolOr(false);
        fields = plain ? fields.with("labels", Value(Value::List { Value(Value::Map { { "pairs", labels } }) }))
                       : fields.with("commonLabels", labels);
    }
    Value::List images;
    for (const Value& one : kustomize["images"].list())
        images.push_back(image(toQString(one.text())));
    if (!images.empty())
        fields = fields.with("images", Value(std::move(images)));
    Value::List components;
    for (const Value& one : kustomize["components"].list())
        components.emplace_back((u"../"_s + path + u'/' + toQString(one.text())).toStdString());
    return components.empty() ? fields : fields.with("components", Value(std::move(components)));
}

Objects kustomized(const ToolRunner& runner, const AppTree& app, const QString& path, const CancelToken& cancel)
{
    const Value fields = overrides(app.source["kustomize"], path);
    if (fields.isEmpty())
        return buildKustomization(runner, app.tree, path, cancel);
    const Result<QString> overlay = writeOverlay(app.tree, path, fields);
    return overlay ? buildKustomization(runner, app.tree, *overlay, cancel) : Objects(std::unexpected(overlay.error()));
}

/// `helm template`'s arguments; the values of the source are written into the tree.
Result<QStringList> helmArguments(const AppTree& app, const QString& path)
{
    const Value& helm = app.source["helm"];
    const QString release = helm["releaseName"].isEmpty() ? app.name : toQString(helm["releaseName"].text());
    QStringList arguments { u"template"_s, release, u"."_s, u"--namespace"_s, app.nameSpace };
    if (!helm["skipCrds"].boolOr(false))
        arguments << u"--include-crds"_s;
    for (const Value& file : helm["valueFiles"].list())
        arguments << u"--values"_s << toQString(file.text());
    const Value& object = helm["valuesObject"];
    const QByteArray values
        = QByteArray::fromStdString(object.isNull() ? std::string(helm["values"].text()) : manifest::writeJson(object));
    if (!values.isEmpty()) {
        if (const Result<void> written = writeInto(app.tree, path + u"/.holdfast-values.yaml"_s, values); !written)
            return std::unexpected(written.error());
        arguments << u"--values"_s << u".holdfast-values.yaml"_s;
    }
    for (const Value& parameter : helm["parameters"].list())
        arguments << (parameter["forceString"].boolOr(false) ? u"--set-string"_s : u"--set"_s)
                  << toQString(parameter["name"].text()) + u'=' + toQString(parameter["value"].text());
    if (!helm["kubeVersion"].isEmpty())
        arguments << u"--kube-version"_s << toQString(helm["kubeVersion"].text());
    for (const Value& version : helm["apiVersions"].list())
        arguments << u"--api-versions"_s << toQString(version.text());
    return arguments;
}

Objects helmed(const ToolRunner& runner, const AppTree& app, const QString& path, const CancelToken& cancel)
{
    const Result<QString> folder = folderInside(app.tree, path);
    if (!folder)
        return std::unexpected(folder.error());
    const QString program = QStandardPaths::findExecutable(u"helm"_s);
    if (program.isEmpty())
        return fail(
            ErrorCode::Unsupported, FilePlace { .file = path }, u"this is a Helm chart, and helm is not on PATH"_s);
    const Result<QStringList> arguments = helmArguments(app, path);
    if (!arguments)
        return std::unexpected(arguments.error());
    return runner.run({ .program = program, .arguments = *arguments, .tree = app.tree, .folder = path }, cancel)
        .and_then([&path](const QByteArray& output) {
            return readObjects(std::string_view(output), u"the output of helm for "_s + path);
        });
}

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

Objects objectsOf(const ToolRunner& runner, const AppTree& app, const CancelToken& cancel)
{
    const Value& source = app.source;
    const QString path = source["path"].isEmpty() ? u"."_s : toQString(source["path"].text());
    if (!source["chart"].isEmpty())
        return fail(ErrorCode::Unsupported, {}, u"the chart comes from a registry, not from Git"_s);
    if (!source["plugin"].isNull())
        return fail(ErrorCode::Unsupported, {}, u"a config management plugin renders this app"_s);
    const QString folder = app.tree + u'/' + path;
    const bool isChart = !source["helm"].isNull() || QFileInfo::exists(folder + u"/Chart.yaml"_s);
    if (source["directory"].isEmpty() && source["kustomize"].isNull() && isChart)
        return helmed(runner, app, path, cancel);
    if (source["directory"].isEmpty() && (!source["kustomize"].isNull() || !kustomizationFile(folder).isEmpty()))
        return kustomized(runner, app, path, cancel);
    return directory(app, path, cancel);
}

}

Result<Rendered> renderArgoSource(const ToolRunner& runner, const AppTree& app, const CancelToken& cancel)
{
    return objectsOf(runner, app, cancel).and_then([](std::vector<Value> objects) {
        return checked(std::move(objects));
    });
}

}
