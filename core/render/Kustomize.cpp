#include "core/render/Kustomize.h"

#include "core/manifest/Resource.h"
#include "core/manifest/YamlReader.h"
#include "core/render/KustomizationFile.h"
#include "core/render/TreeFiles.h"

#include <QDir>
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

std::unexpected<Error> remote(const QString& file, const QString& entry)
{
    return fail(ErrorCode::Precondition, FilePlace { .file = file },
        u"the remote base %1 is not fetched: only what the repository holds is rendered"_s.arg(entry));
}

/// The places that a kustomization names.
std::vector<QString> placesIn(const Value& kustomization)
{
    std::vector<QString> places;
    for (const char* field : { "resources", "bases", "components", "crds", "configurations", "generators",
             "transformers", "validators", "patchesStrategicMerge" })
        for (const Value& entry : kustomization[field].list())
            places.push_back(manifest::toQString(entry.text()));
    for (const char* field : { "patches", "patchesJson6902", "replacements" })
        for (const Value& entry : kustomization[field].list())
            places.push_back(manifest::toQString(entry["path"].text()));
    places.push_back(manifest::toQString(kustomization.at({ "openapi", "path" }).text()));
    std::erase_if(places, [](const QString& place) { return place.isEmpty() || place.contains(u'\n'); });
    return places;
}

/// Reads one kustomization; what it builds on is added to `open`.
Result<void> look(const QString& tree, const QString& path, QStringList& open)
{
    const QString name = kustomizationFile(tree + u'/' + path);
    if (name.isEmpty())
        return {};
    const QString shown = QDir(tree).relativeFilePath(name);
    const Result<QByteArray> content = readInside(tree, shown);
    if (!content)
        return std::unexpected(content.error());
    const auto documents = manifest::readYaml(std::string_view(*content), shown);
    if (!documents)
        return std::unexpected(documents.error());
    for (const manifest::YamlDocument& document : *documents) {
        if (!document.value["helmCharts"].isEmpty() || !document.value["helmChartInflationGenerator"].isEmpty())
            return fail(ErrorCode::Precondition, FilePlace { .file = shown },
                u"it inflates a Helm chart, which would be fetched from outside the repository"_s);
        for (const QString& place : placesIn(document.value)) {
            if (isRemote(place))
                return remote(shown, place);
            open.append(QDir::cleanPath(path + u'/' + place));
        }
    }
    return {};
}

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

Value presentComponents(const QString& tree, const QString& path, const Value& spec)
{
    Value::List present;
    for (const Value& one : spec["components"].list()) {
        const bool absent = !folderInside(tree, path + u'/' + manifest::toQString(one.text()));
        if (!absent || !spec["ignoreMissingComponents"].boolOr(false))
            present.push_back(one);
    }
    return Value(std::move(present));
}

Result<std::vector<Value>> buildKustomization(
    const ToolRunner& runner, const KustomizeBuild& build, const CancelToken& cancel)
{
    if (const Result<QString> folder = folderInside(build.tree, build.path); !folder)
        return std::unexpected(folder.error());
    if (const Result<void> local = refuseRemote(build.tree, build.path); !local)
        return std::unexpected(local.error());
    // Out of its folder only where nothing but the tree can be reached.
    const bool free = build.loads == Loads::Tree && runner.containment() == Containment::Sandboxed;
    ToolCall call { .program = QStandardPaths::findExecutable(u"kustomize"_s),
        .arguments = { u"build"_s,
            u"--load-restrictor=%1"_s.arg(free ? u"LoadRestrictionsNone"_s : u"LoadRestrictionsRootOnly"_s), u"."_s },
        .tree = build.tree,
        .folder = build.path };
    if (call.program.isEmpty()) {
        call.program = QStandardPaths::findExecutable(u"kubectl"_s);
        call.arguments.front() = u"kustomize"_s;
    }
    if (call.program.isEmpty())
        return fail(ErrorCode::Unsupported, {}, u"neither kustomize nor kubectl is on PATH"_s);
    return runner.run(call, cancel).and_then([&build](const QByteArray& output) {
        return readObjects(std::string_view(output), u"the output of kustomize for "_s + build.path);
    });
}

}
