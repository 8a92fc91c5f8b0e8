#include "core/session/FluxRelease.h"

#include "core/manifest/JsonWriter.h"
#include "core/manifest/MergePatch.h"
#include "core/manifest/Resource.h"
#include "core/manifest/YamlReader.h"
#include "core/manifest/YamlWriter.h"
#include "core/render/HelmChart.h"
#include "core/render/HelmSet.h"
#include "core/render/KustomizationFile.h"
#include "core/render/Kustomize.h"
#include "core/render/TreeFiles.h"

#include <algorithm>

namespace holdfast::session {

using manifest::toQString;
using manifest::Value;
using Objects = Result<std::vector<Value>>;

namespace {

const QString postFolder = QStringLiteral(".holdfast-post-render");

Result<Value> valuesIn(const std::string& text, const QString& name)
{
    const auto documents = manifest::readYaml(text, name);
    if (!documents)
        return std::unexpected(documents.error());
    return documents->empty() ? Value::emptyMap() : documents->front().value;
}

QString shown(const Value& from)
{
    return QStringLiteral("%1/%2").arg(toQString(from["kind"].text()), toQString(from["name"].text()));
}

/// A single value at its place; quotes make it a text (fluxcd/pkg/chartutil, ReplacePathValue).
Result<Value> withSingle(const Value& values, const Value& from, std::string_view text)
{
    const std::string_view path = from["targetPath"].text();
    if (from["literal"].boolOr(false))
        return render::withSetValue(values, path, text, render::SetType::Literal);
    const bool quoted = text.size() > 1 && text.front() == text.back() && (text.front() == '"' || text.front() == '\'');
    if (!quoted)
        return render::withSetValue(values, path, text, render::SetType::Typed);
    return render::withSetValue(values, path, text.substr(1, text.size() - 2), render::SetType::Text);
}

Result<Value> withReferred(const FluxReader& reader, const Value& from, const Value& values)
{
    const std::string key = from["valuesKey"].isEmpty() ? "values.yaml" : std::string(from["valuesKey"].text());
    const bool optional = from["optional"].boolOr(false);
    const Result<Value> object = reader.object(from.without("namespace"));
    if (!object && object.error().code == ErrorCode::NotFound && optional)
        return values;
    if (!object)
        return std::unexpected(object.error());
    const auto data = dataOf(*object);
    const auto found = data.find(key);
    if (found == data.end() && optional)
        return values;
    if (found == data.end())
        return fail(ErrorCode::NotFound, ObjectPlace { .object = shown(from), .field = toQString(key) },
            QStringLiteral("spec.valuesFrom names a key that is not there"));
    if (!from["targetPath"].isEmpty())
        return withSingle(values, from, found->second);
    return valuesIn(found->second, shown(from)).transform([&values](const Value& read) {
        return render::mergedValues(values, read);
    });
}

/// `valuesFiles` of the chart take the place of its values.yaml.
Result<void> mergeValuesFiles(const Value& chart, const SourceTree& tree, const QString& path)
{
    Value merged = Value::emptyMap();
    if (chart["valuesFiles"].isEmpty())
        return {};
    for (const Value& file : chart["valuesFiles"].list()) {
        const Result<QByteArray> content = render::readInside(tree.path, toQString(file.text()));
        if (!content && content.error().code == ErrorCode::NotFound && chart["ignoreMissingValuesFiles"].boolOr(false))
            continue;
        if (!content)
            return std::unexpected(content.error());
        const Result<Value> read = valuesIn(content->toStdString(), toQString(file.text()));
        if (!read)
            return std::unexpected(read.error());
        merged = render::mergedValues(merged, *read);
    }
    return render::writeInside(
        tree.path, path + QStringLiteral("/values.yaml"), QByteArray::fromStdString(manifest::writeYaml(merged)));
}

QString releaseName(const Value& release)
{
    const Value& spec = release["spec"];
    if (!spec["releaseName"].isEmpty())
        return toQString(spec["releaseName"].text());
    const QString name = toQString(release.at({ "metadata", "name" }).text());
    return spec["targetNamespace"].isEmpty() ? name : toQString(spec["targetNamespace"].text()) + u'-' + name;
}

Value with(const Value& object, std::string_view field, const Value& entries)
{
    if (entries.isEmpty())
        return object;
    return object.with("metadata",
        object["metadata"].with(field, manifest::applyMergePatch(object.at({ "metadata", field }), entries)));
}

Value owned(const Value& object, const Value& release)
{
    const Value owner(Value::Map { { "helm.toolkit.fluxcd.io/name", release.at({ "metadata", "name" }) },
        { "helm.toolkit.fluxcd.io/namespace", release.at({ "metadata", "namespace" }) } });
    const Value& common = release.at({ "spec", "commonMetadata" });
    return with(with(with(object, "labels", common["labels"]), "annotations", common["annotations"]), "labels", owner);
}

/// A release's chart in its tree.
struct Chart {
    const render::ToolRunner& runner;
    const Value& release;
    const SourceTree& tree;
};

/// The CRDs beside a chart's templates, unless the release wants none of them.
render::HelmCrds crdsOf(const Value& spec)
{
    const bool installs = spec.at({ "install", "crds" }).text() != "Skip";
    const std::string_view upgrade = spec.at({ "upgrade", "crds" }).text();
    return installs || upgrade.starts_with("Create") ? render::HelmCrds::Include : render::HelmCrds::Skip;
}

Objects postRendered(const Chart& chart, std::vector<Value> objects, const CancelToken& cancel)
{
    const SourceTree& tree = chart.tree;
    for (const Value& renderer : chart.release.at({ "spec", "postRenderers" }).list()) {
        const Value& kustomize = renderer["kustomize"];
        if (kustomize.isEmpty())
            continue;
        std::string all;
        for (const Value& object : objects)
            all += "---\n" + manifest::writeYaml(object);
        if (const Result<void> written
            = render::writeInside(tree.path, postFolder + QStringLiteral("/all.yaml"), QByteArray::fromStdString(all));
            !written)
            return std::unexpected(written.error());
        if (const Result<void> made = render::generateKustomization(tree.path, postFolder).and_then([&] {
                return render::editKustomization(tree.path, postFolder,
                    Value(Value::Map { { "patches", kustomize["patches"] }, { "images", kustomize["images"] } }));
            });
            !made)
            return std::unexpected(made.error());
        Objects built = render::buildKustomization(chart.runner, { .tree = tree.path, .path = postFolder }, cancel);
        if (!built)
            return built;
        objects = *std::move(built);
        if (const Result<void> cleared = render::removeInside(tree.path, postFolder); !cleared)
            return std::unexpected(cleared.error());
    }
    return objects;
}

}

QString releaseNameSpace(const Value& release)
{
    const Value& target = release.at({ "spec", "targetNamespace" });
    return toQString((target.isEmpty() ? release.at({ "metadata", "namespace" }) : target).text());
}

Result<Value> releaseChart(const FluxReader& reader, const Value& release)
{
    const Value& reference = release.at({ "spec", "chartRef" });
    if (reference.isNull())
        return release.at({ "spec", "chart", "spec" });
    if (reference["kind"].text() != "HelmChart")
        return fail(ErrorCode::Precondition, ObjectPlace { .object = shown(reference), .field = {} },
            QStringLiteral("the chart is an artifact of a registry, which is not fetched"));
    const Result<Value> chart = reader.object(reference, QStringLiteral("source.toolkit.fluxcd.io"));
    if (!chart)
        return std::unexpected(chart.error());
    const Value source = chart->at({ "spec", "sourceRef" }).with("namespace", chart->at({ "metadata", "namespace" }));
    return (*chart)["spec"].with("sourceRef", source);
}

Result<Value> releaseValues(const FluxReader& reader, const Value& release)
{
    const Value& spec = release["spec"];
    Value values = Value::emptyMap();
    for (const Value& from : spec["valuesFrom"].list()) {
        Result<Value> more = withReferred(reader, from, values);
        if (!more)
            return more;
        values = *std::move(more);
    }
    return spec["values"].isNull() ? values : render::mergedValues(values, spec["values"]);
}

QByteArrayList ReleaseInputs::keyParts() const
{
    const auto json = [](const Value& value) { return QByteArray::fromStdString(manifest::writeJson(value)); };
    const Value& metadata = release["metadata"];
    return { json(release["spec"]), json(metadata["name"]), json(metadata["namespace"]), json(chart), json(values),
        cluster.version.toUtf8(), cluster.apis.join(u'\n').toUtf8() };
}

Objects releaseObjects(
    const render::ToolRunner& runner, const ReleaseInputs& inputs, const SourceTree& tree, const CancelToken& cancel)
{
    const Value& release = inputs.release;
    const QString path = toQString(inputs.chart["chart"].text());
    if (const Result<void> merged = mergeValuesFiles(inputs.chart, tree, path); !merged)
        return std::unexpected(merged.error());
    Objects objects = render::templated(runner,
        { .tree = tree.path,
            .path = path,
            .release = releaseName(release),
            .nameSpace = releaseNameSpace(release),
            .values = inputs.values,
            .kubeVersion = inputs.cluster.version,
            .apiVersions = inputs.cluster.apis,
            .crds = crdsOf(release["spec"]) },
        cancel);
    if (!objects)
        return objects;
    objects = postRendered({ runner, release, tree }, *std::move(objects), cancel);
    if (objects)
        std::ranges::transform(*objects, objects->begin(), [&](const Value& one) { return owned(one, release); });
    return objects;
}

}
