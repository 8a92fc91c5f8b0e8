#include "app/sandbox/sim/SourceController.h"

#include "core/manifest/YamlReader.h"

#include <QDir>
#include <QFile>
#include <QUrl>

#include <format>

namespace holdfast::sandbox::sim {

using namespace Qt::StringLiterals;

namespace {

const std::string manager = "source-controller";

Value withFinalizer(const Value& object)
{
    return object.at({ "metadata", "finalizers" }).isEmpty()
        ? put(object, { "metadata", "finalizers" }, sequence({ Value(fluxFinalizer) }))
        : object;
}

std::string targetOf(const Value& repository)
{
    const auto& reference = repository.at({ "spec", "ref" });
    for (const auto* key : { "commit", "name", "semver", "tag", "branch" }) {
        if (!reference[key].isEmpty())
            return text(reference[key]);
    }
    return "master";
}

std::string revisionOf(const Value& repository, const Commit& commit)
{
    const auto& reference = repository.at({ "spec", "ref" });
    if (!reference["commit"].isEmpty())
        return (reference["branch"].isEmpty() ? std::string() : text(reference["branch"]) + '@') + "sha1:" + commit.id;
    return std::format("{}@sha1:{}", targetOf(repository), commit.id);
}

std::string artifactPath(const char* kind, const Value& object, const std::string& file)
{
    return std::format("{}/{}/{}/{}", kind, namespaceOf(object), nameOf(object), file);
}

Value artifact(const std::string& path, const std::string& revision, const std::string& now)
{
    return tree({ { "digest", "sha256:" + sha256(path) }, { "lastUpdateTime", now }, { "path", path },
        { "revision", revision }, { "size", 3000 + static_cast<int>(path.size()) * 7 },
        { "url", "http://source-controller.flux-system.svc.cluster.local./" + path } });
}

}

bool isReplayed(const World& world)
{
    return world.time().secsTo(QDateTime::currentDateTimeUtc()) > 60;
}

GitSourceController::GitSourceController(World& world, Repositories& repositories)
    : Controller(world)
    , m_repositories(repositories)
{
    follow(kinds::gitRepositories);
}

void GitSourceController::write(const Value& object)
{
    static_cast<void>(world().updateStatus(kinds::gitRepositories, object, manager));
}

void GitSourceController::reconcile(const ObjectName& name)
{
    auto object = world().find(kinds::gitRepositories, name);
    if (object.isNull())
        return;
    if (isDeleting(object)) {
        static_cast<void>(world().update(
            kinds::gitRepositories, put(object, { "metadata", "finalizers" }, Value::emptyList()), manager));
        return;
    }
    if (object.at({ "spec", "suspend" }).boolOr(false) || m_busy.contains(name))
        return;
    const auto interval = durationOf(object.at({ "spec", "interval" }), std::chrono::minutes(1));
    const auto last = m_lookedAt[name];
    const bool isDue = !last.isValid() || last.msecsTo(world().time()) >= interval.count();
    const bool isChanged = object.at({ "metadata", "generation" }) != object.at({ "status", "observedGeneration" })
        && itemBy(object.at({ "status", "conditions" }), "type", "Ready")["observedGeneration"]
            != object.at({ "metadata", "generation" });
    if (!isDue && !isChanged && openRequest(object).empty())
        return;
    m_lookedAt[name] = world().time();
    if (const auto written = world().update(kinds::gitRepositories, withFinalizer(object), manager))
        object = *written;
    if (object["status"].isEmpty() || isChanged) {
        const auto message = std::format("processing object: new generation {} -> {}",
            object.at({ "status", "observedGeneration" }).intOr(-1), object.at({ "metadata", "generation" }).intOr(1));
        write(withFluxConditions(object,
            { { "Reconciling", "True", "Progressing", message }, { "Ready", "Unknown", "Progressing", message } },
            world().now()));
    }
    const auto secret = text(object.at({ "spec", "secretRef", "name" }));
    if (!secret.empty() && world().find(kinds::secrets, { name.nameSpace, secret }).isNull())
        return failed(world().find(kinds::gitRepositories, name), "AuthenticationFailed",
            std::format("failed to get secret '{}/{}': secrets \"{}\" not found", name.nameSpace, secret, secret));
    m_busy.insert(name);
    m_repositories.resolve(
        text(object.at({ "spec", "url" })), targetOf(object), this, [this, name](const auto& commit) {
            m_busy.erase(name);
            fetched(name, commit);
        });
}

void GitSourceController::lookAgain(const Value& object)
{
    if (!isReplayed(world()))
        enqueue(nameIn(object), durationOf(object.at({ "spec", "interval" }), std::chrono::minutes(1)));
}

void GitSourceController::failed(const Value& object, const char* reason, const std::string& message)
{
    lookAgain(object);
    const auto whole = withFluxConditions(withHandledRequest(object),
        { { "Reconciling", "True", "ProgressingWithRetry", "building artifact" }, { "Ready", "False", reason, message },
            { "FetchFailed", "True", reason, message } },
        world().now());
    write(whole);
    world().tell(whole, { .type = "Warning", .reason = reason, .message = message, .component = manager });
}

void GitSourceController::fetched(const ObjectName& name, const std::expected<Commit, GitTrouble>& commit)
{
    auto object = world().find(kinds::gitRepositories, name);
    if (object.isNull() || isDeleting(object))
        return;
    if (!commit)
        return failed(object, "GitOperationFailed",
            std::format("failed to checkout and determine revision: unable to clone '{}': {}",
                text(object.at({ "spec", "url" })), commit.error().message));
    lookAgain(object);
    object = withHandledRequest(object);
    const auto revision = revisionOf(object, *commit);
    const bool isNew = object.at({ "status", "artifact", "revision" }).text() != revision;
    const auto message = std::format("stored artifact for revision '{}'", revision);
    object = withFluxConditions(withoutConditions(object, { "Reconciling", "FetchFailed", "Stalled" }),
        { { "Ready", "True", "Succeeded", message }, { "ArtifactInStorage", "True", "Succeeded", message } },
        world().now());
    if (isNew)
        object = put(object, { "status", "artifact" },
            artifact(artifactPath("gitrepository", object, commit->id + ".tar.gz"), revision, world().now()));
    object = put(object, { "status", "observedGeneration" }, object.at({ "metadata", "generation" }));
    write(object);
    if (isNew)
        world().tell(object,
            { .reason = "NewArtifact",
                .message = std::format("stored artifact for commit '{}'", commit->subject),
                .component = manager,
                .annotations = tree({ { "source.toolkit.fluxcd.io/revision", revision } }) });
}

HelmSourceController::HelmSourceController(World& world, Repositories& repositories)
    : Controller(world)
    , m_repositories(repositories)
{
    follow(kinds::helmCharts);
    // The two kinds share one queue; a name says which it is by its kind in front.
    followWith(kinds::helmRepositories, [](const Value& object) {
        return std::vector { ObjectName { namespaceOf(object), "repository/" + nameOf(object) } };
    });
    followWith(kinds::gitRepositories, [this](const Value& repository) {
        std::vector<ObjectName> names;
        for (const auto& chart : this->world().list(kinds::helmCharts, namespaceOf(repository))) {
            if (chart.at({ "spec", "sourceRef", "name" }).text() == nameOf(repository))
                names.push_back(nameIn(chart));
        }
        return names;
    });
}

void HelmSourceController::reconcile(const ObjectName& name)
{
    if (name.name.starts_with("repository/")) {
        const auto repository = world().find(kinds::helmRepositories, { name.nameSpace, name.name.substr(11) });
        if (!repository.isNull())
            reconcileRepository(repository);
        return;
    }
    const auto chart = world().find(kinds::helmCharts, name);
    if (!chart.isNull())
        reconcileChart(chart);
}

void HelmSourceController::reconcileRepository(const Value& repository)
{
    // One of type oci is static: Flux writes no status for it.
    if (isDeleting(repository) || repository.at({ "spec", "suspend" }).boolOr(false)
        || repository.at({ "spec", "type" }).text() == "oci")
        return;
    const auto url = text(repository.at({ "spec", "url" }));
    const auto host = string(QUrl(QString::fromStdString(url)).host());
    const auto message = std::format("failed to fetch Helm repository index: failed to cache index to temporary file: "
                                     "Get \"{}/index.yaml\": dial tcp: "
                                     "lookup {}: no such host",
        url, host);
    const auto object = withFluxConditions(withHandledRequest(repository),
        { { "Reconciling", "True", "ProgressingWithRetry", "fetching index" }, { "Ready", "False", "Failed", message },
            { "FetchFailed", "True", "Failed", message } },
        world().now());
    static_cast<void>(world().updateStatus(kinds::helmRepositories, object, manager));
}

void HelmSourceController::fail(const Value& chart, const char* reason, const std::string& message)
{
    const auto object = withFluxConditions(withHandledRequest(chart),
        { { "Reconciling", "True", "ProgressingWithRetry", "building artifact" }, { "Ready", "False", reason, message },
            { "FetchFailed", "True", reason, message } },
        world().now());
    static_cast<void>(world().updateStatus(kinds::helmCharts, object, manager));
}

void HelmSourceController::reconcileChart(const Value& chart)
{
    if (isDeleting(chart)) {
        static_cast<void>(
            world().update(kinds::helmCharts, put(chart, { "metadata", "finalizers" }, Value::emptyList()), manager));
        return;
    }
    const auto& reference = chart.at({ "spec", "sourceRef" });
    const auto source = world().find(kinds::gitRepositories, { namespaceOf(chart), text(reference["name"]) });
    if (reference["kind"].text() != "GitRepository")
        return fail(chart, "ChartPullError", "the practice has charts from Git only");
    if (source.isNull())
        return fail(chart, "SourceUnavailable",
            std::format("failed to retrieve source: GitRepository.source.toolkit.fluxcd.io \"{}\" not found",
                text(reference["name"])));
    const auto revision = text(source.at({ "status", "artifact", "revision" }));
    const bool isDone = chart.at({ "status", "observedSourceArtifactRevision" }).text() == revision && isSettled(chart);
    if (revision.empty() || (isDone && openRequest(chart).empty()))
        return;
    const auto commit = revision.substr(revision.rfind(':') + 1);
    m_repositories.checkOut(
        text(source.at({ "spec", "url" })), commit, this, [this, name = nameIn(chart), source](const auto& folder) {
            if (folder)
                package(name, source, *folder);
        });
}

void HelmSourceController::package(const ObjectName& name, const Value& source, const QString& folder)
{
    auto chart = world().find(kinds::helmCharts, name);
    if (chart.isNull() || isDeleting(chart))
        return;
    const auto path = text(chart.at({ "spec", "chart" }));
    QFile file(QDir::cleanPath(folder + u'/' + QString::fromStdString(path)) + u"/Chart.yaml"_s);
    const auto bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    const auto documents
        = manifest::readYaml({ bytes.constData(), static_cast<std::size_t>(bytes.size()) }, u"Chart.yaml"_s);
    if (!documents || documents->empty())
        return fail(chart, "InvalidChartReference",
            std::format("invalid chart reference: stat {}: no such file or directory", path));
    const auto& about = documents->front().value;
    const auto revision = text(source.at({ "status", "artifact", "revision" }));
    auto version = text(about["version"]);
    if (chart.at({ "spec", "reconcileStrategy" }).text() == "Revision")
        version += "+" + revision.substr(revision.rfind(':') + 1, 12);
    const auto message = std::format("packaged '{}' chart with version '{}'", text(about["name"]), version);
    if (const auto written = world().update(kinds::helmCharts, withFinalizer(chart), manager))
        chart = *written;
    chart
        = withFluxConditions(withoutConditions(withHandledRequest(chart), { "Reconciling", "FetchFailed", "Stalled" }),
            { { "Ready", "True", "ChartPackageSucceeded", message },
                { "ArtifactInStorage", "True", "ChartPackageSucceeded", message } },
            world().now());
    const auto archive = std::format("{}-{}.tgz", text(about["name"]), version);
    auto status = chart["status"];
    if (status.at({ "artifact", "revision" }).text() != version)
        status = status.with("artifact", artifact(artifactPath("helmchart", chart, archive), version, world().now()));
    status = status.with("observedChartName", about["name"])
                 .with("observedGeneration", chart.at({ "metadata", "generation" }));
    status = status.with("observedSourceArtifactRevision", Value(revision));
    static_cast<void>(world().updateStatus(kinds::helmCharts, chart.with("status", status), manager));
}

}
