#include "core/render/HelmChart.h"

#include "core/manifest/JsonWriter.h"
#include "core/manifest/Resource.h"
#include "core/manifest/YamlReader.h"
#include "core/render/TreeFiles.h"

#include <QDir>
#include <QDirIterator>
#include <QStandardPaths>

namespace holdfast::render {

using namespace Qt::StringLiterals;

namespace {

const QString inlineValues = u".holdfast-values.yaml"_s;

/// As the chart's folder sees a file of the tree.
QString fromChart(const HelmChart& chart, const QString& file)
{
    return QDir(u'/' + QDir::cleanPath(chart.path)).relativeFilePath(u'/' + QDir::cleanPath(file));
}

Result<void> addFiles(const HelmChart& chart, QStringList& arguments)
{
    QStringList all = chart.valueFiles;
    if (!chart.values.isNull()) {
        const QByteArray values = QByteArray::fromStdString(manifest::writeJson(chart.values));
        if (const Result<void> written = writeInside(chart.tree, inlineValues, values); !written)
            return written;
        all << inlineValues;
    }
    for (const QString& file : all) {
        if (const Result<QString> inside = fileInside(chart.tree, file); !inside)
            return std::unexpected(inside.error());
        arguments << u"--values="_s + fromChart(chart, file);
    }
    for (const QString& entry : chart.files) {
        const QString file = entry.section(u'=', 1);
        if (const Result<QString> inside = fileInside(chart.tree, file); !inside)
            return std::unexpected(inside.error());
        arguments << u"--set-file="_s + entry.section(u'=', 0, 0) + u'=' + fromChart(chart, file);
    }
    return {};
}

/// Copies the files of a folder, without links, so that it stands at another place of the tree as well.
Result<void> copyFolder(const QString& tree, const QString& from, const QString& to)
{
    QDirIterator walk(tree + u'/' + from, QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString name = QDir(tree + u'/' + from).relativeFilePath(walk.next());
        const Result<void> copied = readInside(tree, from + u'/' + name).and_then([&](const QByteArray& content) {
            return writeInside(tree, to + u'/' + name, content);
        });
        if (!copied)
            return copied;
    }
    return {};
}

/// Charts of the same repository that a chart builds on (`file://`) are put where helm looks for them, as `helm
/// dependency build` does; those of registries must lie in its folder.
Result<void> addDependencies(const HelmChart& chart)
{
    const QString file = chart.path + u"/Chart.yaml"_s;
    const Result<QByteArray> content = readInside(chart.tree, file);
    if (!content)
        return {}; // helm says what is missing
    const auto documents = manifest::readYaml(std::string_view(*content), file);
    if (!documents)
        return std::unexpected(documents.error());
    const manifest::Value dependencies
        = documents->empty() ? manifest::Value() : documents->front().value["dependencies"];
    for (const manifest::Value& one : dependencies.list()) {
        const QString from = manifest::toQString(one["repository"].text());
        const QString to = chart.path + u"/charts/"_s + manifest::toQString(one["name"].text());
        if (!from.startsWith(u"file://") || folderInside(chart.tree, to))
            continue;
        const QString place = QDir::cleanPath(chart.path + u'/' + from.sliced(7));
        if (const Result<QString> folder = folderInside(chart.tree, place); !folder)
            return std::unexpected(folder.error());
        if ((QDir::cleanPath(to) + u'/').startsWith(place + u'/'))
            return fail(ErrorCode::InvalidInput, FilePlace { .file = file }, u"the chart builds on itself"_s);
        if (const Result<void> copied = copyFolder(chart.tree, place, to); !copied)
            return copied;
    }
    return {};
}

/// Values stand behind `=` and the rest behind `--`: no text of a repository becomes an option.
Result<QStringList> argumentsOf(const HelmChart& chart)
{
    QStringList arguments { u"template"_s, u"--namespace="_s + chart.nameSpace };
    if (chart.crds == HelmCrds::Include)
        arguments << u"--include-crds"_s;
    if (chart.tests == HelmTests::Skip)
        arguments << u"--skip-tests"_s;
    if (chart.schema == HelmSchema::Ignore)
        arguments << u"--skip-schema-validation"_s;
    if (const Result<void> files = addFiles(chart, arguments); !files)
        return std::unexpected(files.error());
    arguments << chart.set;
    if (!chart.kubeVersion.isEmpty())
        arguments << u"--kube-version="_s + chart.kubeVersion;
    for (const QString& version : chart.apiVersions)
        arguments << u"--api-versions="_s + version;
    return arguments << u"--"_s << chart.release << u"."_s;
}

}

Result<std::vector<manifest::Value>> templated(
    const ToolRunner& runner, const HelmChart& chart, const CancelToken& cancel)
{
    const Result<QString> folder = folderInside(chart.tree, chart.path);
    if (!folder)
        return std::unexpected(folder.error());
    const QString program = QStandardPaths::findExecutable(u"helm"_s);
    if (program.isEmpty())
        return fail(ErrorCode::Unsupported, FilePlace { .file = chart.path },
            u"this is a Helm chart, and helm is not on PATH"_s);
    if (const Result<void> added = addDependencies(chart); !added)
        return std::unexpected(added.error());
    const Result<QStringList> arguments = argumentsOf(chart);
    if (!arguments)
        return std::unexpected(arguments.error());
    return runner.run({ .program = program, .arguments = *arguments, .tree = chart.tree, .folder = chart.path }, cancel)
        .and_then([&chart](const QByteArray& output) {
            return readObjects(std::string_view(output), u"the output of helm for "_s + chart.path);
        });
}

}
