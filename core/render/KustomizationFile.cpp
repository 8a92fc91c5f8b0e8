#include "core/render/KustomizationFile.h"

#include "core/manifest/JsonWriter.h"
#include "core/manifest/YamlReader.h"
#include "core/render/TreeFiles.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace holdfast::render {

using namespace Qt::StringLiterals;
using manifest::Value;

namespace {

constexpr std::array<std::string_view, 2> named { "images", "replicas" };
constexpr std::array<std::string_view, 3> added { "patches", "components", "labels" };
constexpr std::array<std::string_view, 2> merged { "commonLabels", "commonAnnotations" };

Value header()
{
    return Value(
        Value::Map { { "apiVersion", Value("kustomize.config.k8s.io/v1beta1") }, { "kind", Value("Kustomization") } });
}

Value byName(const Value& old, const Value& wanted)
{
    Value::List all = old.list();
    for (const Value& entry : wanted.list()) {
        const auto same = std::ranges::find_if(all, [&](const Value& one) { return one["name"] == entry["name"]; });
        if (same == all.end())
            all.push_back(entry);
        else
            *same = entry;
    }
    return Value(std::move(all));
}

Value joined(const Value& old, const Value& more)
{
    Value::List all = old.list();
    std::ranges::copy(more.list(), std::back_inserter(all));
    return Value(std::move(all));
}

Value overlaid(Value old, const Value& more)
{
    for (const Value::Member& member : more.map())
        old = old.with(member.first, member.second);
    return old;
}

Value edited(std::string_view field, const Value& old, const Value& wanted)
{
    if (std::ranges::contains(named, field))
        return byName(old, wanted);
    if (std::ranges::contains(added, field))
        return joined(old, wanted);
    return std::ranges::contains(merged, field) ? overlaid(old, wanted) : wanted;
}

/// One folder's part of a generated kustomization.
struct Scan {
    const QString& tree;
    const QString& root; ///< the folder of the kustomization
    Value::List resources;
};

Result<void> take(Scan& scan, const QFileInfo& entry);

/// The manifests of a folder; a folder below that is a kustomization of its own counts whole.
Result<void> collect(Scan& scan, const QString& folder)
{
    const QDir dir(folder);
    for (const QFileInfo& entry :
        dir.entryInfoList(QDir::Files | QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name)) {
        if (const Result<void> taken = take(scan, entry); !taken)
            return taken;
    }
    return {};
}

Result<void> take(Scan& scan, const QFileInfo& entry)
{
    const QString name = QDir(scan.root).relativeFilePath(entry.filePath());
    if (entry.isDir() && entry.isSymLink())
        return {};
    if (entry.isDir() && kustomizationFile(entry.filePath()).isEmpty())
        return collect(scan, entry.filePath());
    if (entry.isDir()) {
        scan.resources.emplace_back(name.toStdString());
        return {};
    }
    if (entry.suffix() != u"yaml" && entry.suffix() != u"yml")
        return {};
    const QString shown = QDir(scan.tree).relativeFilePath(entry.filePath());
    const Result<QByteArray> content = readInside(scan.tree, shown);
    if (!content)
        return std::unexpected(content.error());
    if (const auto objects = readObjects(std::string_view(*content), shown); !objects)
        return std::unexpected(objects.error());
    scan.resources.emplace_back(name.toStdString());
    return {};
}

}

QString kustomizationFile(const QString& folder)
{
    for (const QString& name : { u"kustomization.yaml"_s, u"kustomization.yml"_s, u"Kustomization"_s })
        if (QFileInfo(folder + u'/' + name).isFile())
            return folder + u'/' + name;
    return {};
}

namespace {

/// The place of a folder's kustomization in the tree.
Result<QString> placeIn(const QString& tree, const QString& path)
{
    return folderInside(tree, path).transform([&tree](const QString& folder) {
        return QDir(tree).relativeFilePath(kustomizationFile(folder));
    });
}

}

Result<Value> readKustomization(const QString& tree, const QString& path)
{
    const Result<QString> file = placeIn(tree, path);
    if (!file)
        return std::unexpected(file.error());
    const Result<QByteArray> content = readInside(tree, *file);
    if (!content)
        return std::unexpected(content.error());
    const auto documents = manifest::readYaml(std::string_view(*content), *file);
    if (!documents)
        return std::unexpected(documents.error());
    return documents->empty() ? header() : documents->front().value;
}

Result<void> writeKustomization(const QString& tree, const QString& path, const Value& kustomization)
{
    return placeIn(tree, path).and_then([&](const QString& file) {
        return writeInside(tree, file, QByteArray::fromStdString(manifest::writeJson(kustomization)));
    });
}

Value withFields(Value kustomization, const Value& fields)
{
    for (const auto& [field, wanted] : fields.map())
        kustomization = kustomization.with(field, edited(field, kustomization[field], wanted));
    return kustomization;
}

Result<void> editKustomization(const QString& tree, const QString& path, const Value& fields)
{
    return readKustomization(tree, path).and_then([&](const Value& old) {
        return writeKustomization(tree, path, withFields(old, fields));
    });
}

Result<void> generateKustomization(const QString& tree, const QString& path)
{
    const Result<QString> folder = folderInside(tree, path);
    if (!folder)
        return std::unexpected(folder.error());
    if (!kustomizationFile(*folder).isEmpty())
        return {};
    Scan scan { .tree = tree, .root = *folder, .resources = {} };
    if (const Result<void> collected = collect(scan, *folder); !collected)
        return collected;
    const Value content = header().with("resources", Value(std::move(scan.resources)));
    return writeInside(tree, path + u"/kustomization.yaml"_s, QByteArray::fromStdString(manifest::writeJson(content)));
}

}
