#include "core/render/AppRender.h"

#include "core/manifest/MergePatch.h"
#include "core/manifest/Resource.h"
#include "core/manifest/YamlReader.h"
#include "core/render/Directory.h"
#include "core/render/HelmChart.h"
#include "core/render/KustomizationFile.h"
#include "core/render/Kustomize.h"
#include "core/render/TreeFiles.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <map>

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

/// The source's own values: an object, else a text.
Result<Value> inlineValues(const Value& helm)
{
    if (!helm["valuesObject"].isNull())
        return helm["valuesObject"];
    const auto documents = manifest::readYaml(helm["values"].text(), u"spec.source.helm.values"_s);
    if (!documents)
        return std::unexpected(documents.error());
    return documents->empty() ? Value() : documents->front().value;
}

/// The variables of a build, as Argo CD sets them.
QString environmentOf(const AppTree& app, const QString& name)
{
    const auto source = [&app](std::string_view field) { return toQString(app.source[field].text()); };
    const std::map<QString, QString> all { { u"ARGOCD_APP_NAME"_s, app.instance.isEmpty() ? app.name : app.instance },
        { u"ARGOCD_APP_NAMESPACE"_s, app.nameSpace }, { u"ARGOCD_APP_PROJECT_NAME"_s, app.project },
        { u"ARGOCD_APP_REVISION"_s, app.commit }, { u"ARGOCD_APP_REVISION_SHORT"_s, app.commit.left(7) },
        { u"ARGOCD_APP_REVISION_SHORT_8"_s, app.commit.left(8) },
        { u"ARGOCD_APP_SOURCE_REPO_URL"_s, source("repoURL") }, { u"ARGOCD_APP_SOURCE_PATH"_s, source("path") },
        { u"ARGOCD_APP_SOURCE_TARGET_REVISION"_s, source("targetRevision") } };
    const auto found = all.find(name);
    return found == all.end() ? QString() : found->second;
}

/// `$NAME` and `${NAME}` replaced; a name that no build has is empty, `$$` stands for `$`.
QString withEnvironment(const AppTree& app, const QString& text)
{
    static const QRegularExpression place(u"\\$(?:(\\$)|\\{([^}]*)\\}|([A-Za-z_0-9]+))"_s);
    QString result;
    qsizetype from = 0;
    for (auto matches = place.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        result += text.sliced(from, match.capturedStart() - from);
        from = match.capturedEnd();
        result += match.hasCaptured(1) ? u"$"_s : environmentOf(app, match.captured(2) + match.captured(3));
    }
    return result + text.sliced(from);
}

Value annotations(const AppTree& app, const Value& kustomize)
{
    Value all = kustomize["commonAnnotations"];
    if (!kustomize["commonAnnotationsEnvsubst"].boolOr(false))
        return all;
    for (const auto& [name, text] : all.map())
        all = all.with(name, Value(withEnvironment(app, toQString(text.text())).toStdString()));
    return all;
}

Value labels(const Value& kustomize)
{
    Value::Map entry { { "pairs", kustomize["commonLabels"] } };
    if (kustomize["labelIncludeTemplates"].boolOr(false))
        entry.emplace_back("includeTemplates", Value(true));
    return Value(Value::List { Value(std::move(entry)) });
}

/// The fields that Argo CD edits into the kustomization.
Value overrides(const AppTree& app, const QString& path)
{
    const Value& kustomize = app.source["kustomize"];
    Value fields = Value::emptyMap();
    for (const std::string_view field : { "namePrefix", "nameSuffix", "namespace", "replicas", "patches" }) {
        if (!kustomize[field].isEmpty())
            fields = fields.with(field, kustomize[field]);
    }
    if (!kustomize["commonAnnotations"].isEmpty())
        fields = fields.with("commonAnnotations", annotations(app, kustomize));
    if (!kustomize["commonLabels"].isEmpty())
        fields = kustomize["labelWithoutSelector"].boolOr(false)
            ? fields.with("labels", labels(kustomize))
            : fields.with("commonLabels", kustomize["commonLabels"]);
    Value::List images;
    for (const Value& one : kustomize["images"].list())
        images.push_back(image(toQString(one.text())));
    if (!images.empty())
        fields = fields.with("images", Value(std::move(images)));
    const Value components = presentComponents(app.tree, path, kustomize);
    return components.isEmpty() ? fields : fields.with("components", components);
}

Objects kustomized(const ToolRunner& runner, const AppTree& app, const QString& path, const CancelToken& cancel)
{
    const Value fields = overrides(app, path);
    if (!fields.isEmpty()) {
        if (const Result<void> edited = editKustomization(app.tree, path, fields); !edited)
            return std::unexpected(edited.error());
    }
    return buildKustomization(runner, { .tree = app.tree, .path = path, .loads = Loads::BelowKustomization }, cancel);
}

/// A value file's place in the tree: from the chart's folder, from the root (`/`), or from another source (`$ref/`).
Result<QString> filePlace(const AppTree& app, const QString& path, const QString& named)
{
    const QString file = withEnvironment(app, named);
    if (file.contains(u"://"))
        return fail(ErrorCode::Unsupported, FilePlace { .file = file },
            u"this value file lies outside the repository and is not fetched"_s);
    if (named.startsWith(u'$') && named.contains(u'/')) {
        const QString ref = named.sliced(1).section(u'/', 0, 0);
        if (const auto found = app.refs.find(ref); found != app.refs.end())
            return found->second + u'/' + named.section(u'/', 1);
        if (environmentOf(app, ref).isEmpty())
            return fail(ErrorCode::InvalidInput, FilePlace { .file = named },
                u"no source of this app has the ref \"%1\""_s.arg(ref));
    }
    return file.startsWith(u'/') ? file.sliced(1) : path + u'/' + file;
}

Result<QStringList> valueFiles(const AppTree& app, const QString& path)
{
    const Value& helm = app.source["helm"];
    QStringList files;
    for (const Value& one : helm["valueFiles"].list()) {
        const Result<QString> place = filePlace(app, path, toQString(one.text()));
        if (!place)
            return std::unexpected(place.error());
        const bool absent = !QFileInfo::exists(app.tree + u'/' + *place);
        if (!absent || !helm["ignoreMissingValueFiles"].boolOr(false))
            files << *place;
    }
    return files;
}

/// Commas of a value do not part values, but for a list in braces.
QString escaped(const QString& value)
{
    static const QRegularExpression comma(u"(?<!\\\\),"_s);
    if (value.startsWith(u'{') && value.endsWith(u'}'))
        return value;
    return QString(value).replace(comma, u"\\,"_s);
}

QStringList parameters(const AppTree& app)
{
    QStringList all;
    for (const Value& parameter : app.source["helm"]["parameters"].list()) {
        const QString value = escaped(withEnvironment(app, toQString(parameter["value"].text())));
        all << (parameter["forceString"].boolOr(false) ? u"--set-string="_s : u"--set="_s)
                + toQString(parameter["name"].text()) + u'=' + value;
    }
    return all;
}

Result<HelmChart> chartOf(const AppTree& app, const QString& path)
{
    const Value& helm = app.source["helm"];
    HelmChart chart { .tree = app.tree, .path = path, .release = app.name, .nameSpace = app.nameSpace };
    if (!helm["releaseName"].isEmpty())
        chart.release = toQString(helm["releaseName"].text());
    if (!helm["namespace"].isEmpty())
        chart.nameSpace = toQString(helm["namespace"].text());
    const Result<QStringList> files = valueFiles(app, path);
    if (!files)
        return std::unexpected(files.error());
    chart.valueFiles = *files;
    const Result<Value> values = inlineValues(helm);
    if (!values)
        return std::unexpected(values.error());
    chart.values = *values;
    chart.set = parameters(app);
    for (const Value& file : helm["fileParameters"].list()) {
        const Result<QString> place = filePlace(app, path, toQString(file["path"].text()));
        if (!place)
            return std::unexpected(place.error());
        chart.files << toQString(file["name"].text()) + u'=' + *place;
    }
    chart.kubeVersion = toQString(helm["kubeVersion"].text());
    for (const Value& version : helm["apiVersions"].list())
        chart.apiVersions << toQString(version.text());
    chart.crds = helm["skipCrds"].boolOr(false) ? HelmCrds::Skip : HelmCrds::Include;
    chart.tests = helm["skipTests"].boolOr(false) ? HelmTests::Skip : HelmTests::Include;
    chart.schema = helm["skipSchemaValidation"].boolOr(false) ? HelmSchema::Ignore : HelmSchema::Validate;
    return chart;
}

Objects helmed(const ToolRunner& runner, const AppTree& app, const QString& path, const CancelToken& cancel)
{
    return chartOf(app, path).and_then([&](const HelmChart& chart) { return templated(runner, chart, cancel); });
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

Objects objectsOf(const ToolRunner& runner, const AppTree& app, const CancelToken& cancel)
{
    const QString path = app.source["path"].isEmpty() ? u"."_s : toQString(app.source["path"].text());
    if (!app.source["chart"].isEmpty())
        return fail(ErrorCode::Unsupported, {}, u"the chart comes from a registry, not from Git"_s);
    const Result<Value> merged = overridden(app, path);
    if (!merged)
        return std::unexpected(merged.error());
    const Value& source = *merged;
    AppTree full = app;
    full.source = source;
    if (!source["plugin"].isNull())
        return fail(ErrorCode::Unsupported, {}, u"a config management plugin renders this app"_s);
    const QString folder = app.tree + u'/' + path;
    const bool isChart = !source["helm"].isNull() || QFileInfo::exists(folder + u"/Chart.yaml"_s);
    if (source["directory"].isEmpty() && source["kustomize"].isNull() && isChart)
        return helmed(runner, full, path, cancel);
    if (source["directory"].isEmpty() && (!source["kustomize"].isNull() || !kustomizationFile(folder).isEmpty()))
        return kustomized(runner, full, path, cancel);
    return directory(full, path, cancel);
}

}

Result<Rendered> renderArgoSource(const ToolRunner& runner, const AppTree& app, const CancelToken& cancel)
{
    return objectsOf(runner, app, cancel).and_then([](std::vector<Value> objects) {
        return checked(std::move(objects));
    });
}

}
