#include "app/sandbox/sim/Renderer.h"

#include "core/manifest/JsonWriter.h"
#include "core/manifest/YamlReader.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <format>

namespace holdfast::sandbox::sim {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<RenderTrouble> trouble(std::string message)
{
    return std::unexpected(RenderTrouble { std::move(message), false });
}

std::expected<std::vector<Value>, std::string> objectsIn(const QByteArray& yaml, const QString& name)
{
    auto documents = manifest::readYaml({ yaml.constData(), static_cast<std::size_t>(yaml.size()) }, name);
    if (!documents) {
        const auto* place = std::get_if<FilePlace>(&documents.error().where);
        return std::unexpected(
            std::format("yaml: line {}: {}", place ? place->line : 0, documents.error().detail.toStdString()));
    }
    std::vector<Value> objects;
    for (const auto& document : *documents)
        objects.push_back(document.value);
    return objects;
}

RenderAnswer finished(std::vector<Value> objects, const char* sourceType)
{
    for (const auto& object : objects) {
        if (object["kind"].isEmpty() || object["apiVersion"].isEmpty())
            return trouble("Failed to unmarshal manifest: Object 'Kind' is missing");
    }
    return std::make_shared<const Rendered>(std::move(objects), sourceType);
}

QStringList manifestFiles(const QString& folder, Recursion recursion)
{
    QStringList files;
    QDirIterator found(folder, { u"*.yaml"_s, u"*.yml"_s, u"*.json"_s }, QDir::Files,
        recursion == Recursion::Yes ? QDirIterator::Subdirectories : QDirIterator::NoIteratorFlags);
    while (found.hasNext())
        files.append(found.next());
    files.sort();
    return files;
}

RenderAnswer directory(const RenderRequest& request, const QString& folder)
{
    std::vector<Value> all;
    for (const auto& path : manifestFiles(folder, request.recursion)) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return trouble(file.errorString().toStdString());
        const auto name = QDir(folder).relativeFilePath(path);
        const auto objects = objectsIn(file.readAll(), name);
        if (!objects && request.style == RenderStyle::Flux)
            return trouble(
                std::format("kustomize build failed: accumulating resources: accumulating resources from '{0}': "
                            "MalformedYAMLError: {1} in File: {0}",
                    name.toStdString(), objects.error()));
        if (!objects)
            return trouble(std::format(
                "rpc error: code = FailedPrecondition desc = Failed to unmarshal \"{}\": failed to unmarshal "
                "manifest: error converting YAML to JSON: {}",
                name.toStdString(), objects.error()));
        all.insert(all.end(), objects->begin(), objects->end());
    }
    return finished(std::move(all), request.style == RenderStyle::Flux ? "Kustomize" : "Directory");
}

bool isKustomization(const QDir& folder)
{
    return folder.exists(u"kustomization.yaml"_s) || folder.exists(u"kustomization.yml"_s)
        || folder.exists(u"Kustomization"_s);
}

RenderAnswer missing(const RenderRequest& request, const QString& folder)
{
    if (request.style == RenderStyle::Argo)
        return std::unexpected(RenderTrouble {
            std::format("rpc error: code = Unknown desc = {}: app path does not exist", request.path), true });
    return std::unexpected(RenderTrouble {
        std::format("kustomization path not found: stat {}: no such file or directory", folder.toStdString()), true });
}

RenderAnswer output(const RenderRequest& request, const ProcessResult& result, const char* tool)
{
    const auto errors = QString::fromUtf8(result.errors).trimmed().toStdString();
    if (result.exitCode != 0 && request.style == RenderStyle::Flux)
        return trouble(std::format("{} build failed: {}", tool, errors));
    if (result.exitCode != 0)
        return trouble(std::format("rpc error: code = Unknown desc = `{} build` failed: {}", tool, errors));
    const auto objects = objectsIn(result.output, u"output"_s);
    if (!objects)
        return trouble(objects.error());
    return finished(*objects, std::string_view(tool) == "kustomize" ? "Kustomize" : "Helm");
}

}

Renderer::Renderer(Repositories& repositories, Processes& processes, QObject* parent)
    : QObject(parent)
    , m_repositories(repositories)
    , m_processes(processes)
{
}

void Renderer::render(const RenderRequest& request, QObject* context, Done done)
{
    const auto key = std::format("{} {} {} {} {} {}", request.url, request.commit, request.path,
        request.style == RenderStyle::Argo ? "argo" : "flux", request.recursion == Recursion::Yes,
        manifest::writeJson(request.helm));
    if (const auto known = m_cache.find(key); known != m_cache.end())
        return done(known->second);
    auto& waiting = m_underway[key];
    const QPointer<QObject> alive(context);
    waiting.push_back([alive, done](const RenderAnswer& answer) {
        if (alive)
            done(answer);
    });
    if (waiting.size() > 1)
        return;
    const Done keep = [this, key](const RenderAnswer& answer) {
        m_cache.insert_or_assign(key, answer);
        for (const auto& one : std::exchange(m_underway[key], {}))
            one(answer);
    };
    m_repositories.checkOut(
        request.url, request.commit, this, [this, request, keep](const std::expected<QString, GitTrouble>& folder) {
            if (folder)
                renderTree(request, QDir::cleanPath(*folder + u'/' + QString::fromStdString(request.path)), keep);
            else
                keep(trouble(folder.error().message));
        });
}

void Renderer::renderTree(const RenderRequest& request, const QString& folder, const Done& keep)
{
    const QDir place(folder);
    if (!place.exists())
        return keep(missing(request, folder));
    if (place.exists(u"Chart.yaml"_s))
        return renderChart(request, folder, keep);
    if (!isKustomization(place))
        return keep(directory(request, folder));
    m_processes.run({ u"kustomize"_s, { u"build"_s, folder }, {}, {} }, this,
        [request, keep](const ProcessResult& result) { keep(output(request, result, "kustomize")); });
}

// Where helm is not installed the chart's own rendering beside it stands in: rendered/<release>.yaml.
void Renderer::renderChart(const RenderRequest& request, const QString& folder, const Done& keep)
{
    const auto release = QString::fromStdString(text(request.helm["releaseName"]));
    if (Processes::isInstalled(u"helm"_s)) {
        const auto values = QByteArray::fromStdString(
            manifest::writeJson(request.helm["values"].isNull() ? Value::emptyMap() : request.helm["values"]));
        QStringList arguments { u"template"_s, release, folder, u"--namespace"_s,
            QString::fromStdString(text(request.helm["namespace"])), u"--include-crds"_s };
        for (const auto& file : request.helm["valueFiles"].list())
            arguments << u"--values"_s << folder + u'/' + QString::fromStdString(text(file));
        arguments << u"--values"_s << u"-"_s;
        for (const auto& one : request.helm["parameters"].list())
            arguments << u"--set"_s << QString::fromStdString(text(one["name"]) + '=' + text(one["value"]));
        return m_processes.run({ u"helm"_s, arguments, {}, values }, this,
            [request, keep](const ProcessResult& result) { keep(output(request, result, "helm")); });
    }
    QFile file(folder + u"/rendered/"_s + release + u".yaml"_s);
    if (!file.open(QIODevice::ReadOnly))
        return keep(trouble("helm is not installed, and the chart holds no rendered manifests for this release"));
    const auto objects = objectsIn(file.readAll(), release + u".yaml"_s);
    keep(objects ? finished(*objects, "Helm") : RenderAnswer(trouble(objects.error())));
}

}
