#include "core/session/FluxRelease.h"

#include "core/manifest/MergePatch.h"
#include "core/manifest/Resource.h"
#include "core/manifest/YamlReader.h"
#include "core/manifest/YamlWriter.h"
#include "core/render/HelmChart.h"
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

/// Values of ConfigMaps and Secrets in their order, then the release's own; single values as helm's arguments.
struct Values {
    Value merged = Value::emptyMap();
    QStringList set;
};

QString shown(const Value& from)
{
    return QStringLiteral("%1/%2").arg(toQString(from["kind"].text()), toQString(from["name"].text()));
}

Result<void> addFrom(const FluxReader& reader, const Value& from, Values& values)
{
    const std::string key = from["valuesKey"].isEmpty() ? "values.yaml" : std::string(from["valuesKey"].text());
    const bool optional = from["optional"].boolOr(false);
    const Result<Value> object = reader.object(from.without("namespace"));
    if (!object && object.error().code == ErrorCode::NotFound && optional)
        return {};
    if (!object)
        return std::unexpected(object.error());
    const auto data = dataOf(*object);
    const auto found = data.find(key);
    if (found == data.end() && optional)
        return {};
    if (found == data.end())
        return fail(ErrorCode::NotFound, ObjectPlace { .object = shown(from), .field = toQString(key) },
            QStringLiteral("spec.valuesFrom names a key that is not there"));
    if (!from["targetPath"].isEmpty()) {
        values.set << (from["literal"].boolOr(false) ? QStringLiteral("--set-literal=") : QStringLiteral("--set="))
                + toQString(from["targetPath"].text()) + u'=' + QString::fromStdString(found->second);
        return {};
    }
    const Result<Value> read = valuesIn(found->second, shown(from));
    if (!read)
        return std::unexpected(read.error());
    values.merged = manifest::applyMergePatch(values.merged, *read);
    return {};
}

Result<Values> valuesOf(const FluxReader& reader, const Value& spec)
{
    Values values;
    for (const Value& from : spec["valuesFrom"].list()) {
        if (const Result<void> added = addFrom(reader, from, values); !added)
            return std::unexpected(added.error());
    }
    values.merged = manifest::applyMergePatch(values.merged, spec["values"]);
    return values;
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
        merged = manifest::applyMergePatch(merged, *read);
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

Objects releaseObjects(
    const render::ToolRunner& runner, const FluxReader& reader, const Value& release, const SourceTree& tree)
{
    const Value& chart = release.at({ "spec", "chart", "spec" });
    const QString path = toQString(chart["chart"].text());
    const Result<Values> values = valuesOf(reader, release["spec"]);
    if (!values)
        return std::unexpected(values.error());
    if (const Result<void> merged = mergeValuesFiles(chart, tree, path); !merged)
        return std::unexpected(merged.error());
    Objects objects = render::templated(runner,
        { .tree = tree.path,
            .path = path,
            .release = releaseName(release),
            .nameSpace = releaseNameSpace(release),
            .values = values->merged,
            .set = values->set },
        reader.cancel);
    if (!objects)
        return objects;
    objects = postRendered({ runner, release, tree }, *std::move(objects), reader.cancel);
    if (objects)
        std::ranges::transform(*objects, objects->begin(), [&](const Value& one) { return owned(one, release); });
    return objects;
}

}
