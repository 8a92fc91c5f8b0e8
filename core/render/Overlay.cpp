#include "core/render/Overlay.h"

#include "core/manifest/JsonWriter.h"
#include "core/render/Directory.h"
#include "core/render/Kustomize.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

namespace holdfast::render {

using namespace Qt::StringLiterals;
using manifest::Value;

namespace {

Value header()
{
    return Value(
        Value::Map { { "apiVersion", Value("kustomize.config.k8s.io/v1beta1") }, { "kind", Value("Kustomization") } });
}

/// The manifests of a folder; a folder below that is a kustomization of its own counts whole.
void collect(const QString& root, const QString& folder, Value::List& resources)
{
    const QDir dir(folder);
    for (const QFileInfo& entry :
        dir.entryInfoList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name)) {
        const QString relative = QDir(root).relativeFilePath(entry.filePath());
        if (entry.isDir() && !kustomizationFile(entry.filePath()).isEmpty())
            resources.emplace_back(relative.toStdString());
        else if (entry.isDir())
            collect(root, entry.filePath(), resources);
        else if (entry.suffix() == u"yaml" || entry.suffix() == u"yml")
            resources.emplace_back(relative.toStdString());
    }
}

}

Result<void> writeInto(const QString& tree, const QString& name, const QByteArray& content)
{
    const QString path = QDir::cleanPath(tree + u'/' + name);
    QFile file(path);
    if (QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly)
        && file.write(content) == content.size())
        return {};
    return fail(ErrorCode::Io, FilePlace { .file = path }, file.errorString());
}

Result<QString> writeOverlay(const QString& tree, const QString& path, const Value& fields)
{
    const QString overlay = u".holdfast-overlay"_s;
    const QString base = QDir(tree + u'/' + overlay).relativeFilePath(QDir::cleanPath(tree + u'/' + path));
    Value content = header().with("resources", Value(Value::List { Value(base.toStdString()) }));
    for (const Value::Member& member : fields.map())
        content = content.with(member.first, member.second);
    const Result<void> written
        = writeInto(tree, overlay + u"/kustomization.yaml"_s, QByteArray::fromStdString(manifest::writeJson(content)));
    if (!written)
        return std::unexpected(written.error());
    return overlay;
}

Result<void> generateKustomization(const QString& tree, const QString& path)
{
    const Result<QString> folder = folderInside(tree, path);
    if (!folder)
        return std::unexpected(folder.error());
    if (!kustomizationFile(*folder).isEmpty())
        return {};
    Value::List resources;
    collect(*folder, *folder, resources);
    const Value content = header().with("resources", Value(std::move(resources)));
    return writeInto(tree, path + u"/kustomization.yaml"_s, QByteArray::fromStdString(manifest::writeJson(content)));
}

}
