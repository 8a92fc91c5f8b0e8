#include "core/render/Kustomize.h"

#include "core/manifest/Resource.h"
#include "core/manifest/YamlReader.h"
#include "core/render/Directory.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QStandardPaths>

namespace holdfast::render {

using namespace Qt::StringLiterals;
using manifest::Value;

namespace {

bool isRemote(const QString& entry)
{
    return entry.contains(u"://") || entry.startsWith(u"git@") || entry.contains(u"?ref=")
        || entry.startsWith(u"github.com/") || entry.startsWith(u"git::");
}

/// Reads one kustomization; folders that it builds on are added to `open`.
Result<void> look(const QString& tree, const QString& path, QStringList& open)
{
    const QString name = kustomizationFile(tree + u'/' + path);
    QFile file(name);
    const QString shown = QDir(tree).relativeFilePath(name);
    if (name.isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray content = file.readAll();
    const auto documents = manifest::readYaml(std::string_view(content), shown);
    if (!documents)
        return std::unexpected(documents.error());
    for (const manifest::YamlDocument& document : *documents) {
        if (!document.value["helmCharts"].isEmpty())
            return fail(ErrorCode::Precondition, FilePlace { .file = shown },
                u"it inflates a Helm chart, which would be fetched from outside the repository"_s);
        for (const char* field : { "resources", "bases", "components", "crds" })
            for (const Value& entry : document.value[field].list()) {
                const QString base = manifest::toQString(entry.text());
                if (isRemote(base))
                    return fail(ErrorCode::Precondition, FilePlace { .file = shown },
                        u"the remote base %1 is not fetched: only what the repository holds is rendered"_s.arg(base));
                open.append(QDir::cleanPath(path + u'/' + base));
            }
    }
    return {};
}

}

QString kustomizationFile(const QString& folder)
{
    for (const QString& name : { u"kustomization.yaml"_s, u"kustomization.yml"_s, u"Kustomization"_s })
        if (QFileInfo::exists(folder + u'/' + name))
            return folder + u'/' + name;
    return {};
}

Result<void> refuseRemote(const QString& tree, const QString& path)
{
    QSet<QString> seen;
    QStringList open { QDir::cleanPath(path) };
    while (!open.isEmpty()) {
        const QString next = open.takeLast();
        if (seen.contains(next) || !folderInside(tree, next))
            continue; // files, and what kustomize itself refuses
        seen.insert(next);
        if (const Result<void> looked = look(tree, next, open); !looked)
            return looked;
    }
    return {};
}

Result<std::vector<Value>> buildKustomization(
    const ToolRunner& runner, const QString& tree, const QString& path, const CancelToken& cancel)
{
    if (const Result<QString> folder = folderInside(tree, path); !folder)
        return std::unexpected(folder.error());
    if (const Result<void> local = refuseRemote(tree, path); !local)
        return std::unexpected(local.error());
    ToolCall call { .program = QStandardPaths::findExecutable(u"kustomize"_s),
        .arguments = { u"build"_s, u"--load-restrictor=LoadRestrictionsRootOnly"_s, u"."_s },
        .tree = tree,
        .folder = path };
    if (call.program.isEmpty()) {
        call.program = QStandardPaths::findExecutable(u"kubectl"_s);
        call.arguments.front() = u"kustomize"_s;
    }
    if (call.program.isEmpty())
        return fail(ErrorCode::Unsupported, {}, u"neither kustomize nor kubectl is on PATH"_s);
    return runner.run(call, cancel).and_then([&path](const QByteArray& output) {
        return readObjects(std::string_view(output), u"the output of kustomize for "_s + path);
    });
}

}
