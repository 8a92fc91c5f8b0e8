#include "core/gitops/engines/argocd/Application.h"

#include "core/gitops/ObjectReading.h"
#include "core/manifest/Resource.h"

#include <algorithm>

namespace holdfast::gitops::argocd {

using manifest::Value;
using Kind = Value::Kind;

namespace {

Source source(const Value& spec)
{
    Source read { .kind = QStringLiteral("Git"),
        .repository = text(spec["repoURL"]),
        .path = text(spec["path"]),
        .chart = text(spec["chart"]),
        .target = text(spec["targetRevision"]) };
    if (read.repository.startsWith(QLatin1String("oci://")))
        read.kind = QStringLiteral("OCI");
    else if (!read.chart.isEmpty())
        read.kind = QStringLiteral("Helm");
    if (read.target.isEmpty() && read.chart.isEmpty())
        read.target = QStringLiteral("HEAD"); // what Argo CD takes when the field is absent
    return read;
}

/// What Argo CD deploys of a hydrated app: the branch that the hydrator writes.
Source hydratedSource(const Value& hydrator)
{
    const Value& sync = hydrator["syncSource"];
    const Value& repository = sync["repoURL"].isEmpty() ? hydrator["drySource"]["repoURL"] : sync["repoURL"];
    return { .kind = QStringLiteral("Git"),
        .repository = text(repository),
        .path = text(sync["path"]),
        .target = text(sync["targetBranch"]) };
}

void readSources(const Value& spec, App& app)
{
    if (spec["sourceHydrator"].isMap()) {
        app.source = hydratedSource(spec["sourceHydrator"]);
    } else if (!spec["sources"].list().empty()) {
        for (const Value& item : spec["sources"].list())
            app.sources.push_back(source(item));
        app.source = app.sources.front();
    } else if (spec["source"].isMap()) {
        app.source = source(spec["source"]);
    }
}

void readRevisions(const Value& sync, App& app)
{
    for (const Value& revision : sync["revisions"].list())
        app.revisions.emplace_back(text(revision));
    app.revision = app.revisions.empty() ? Revision(text(sync["revision"])) : app.revisions.front();
}

Automation automation(const Value& object)
{
    const Value& automated = object.at({ "spec", "syncPolicy", "automated" });
    Automation read { .mode = AutomationMode::Manual,
        .prune = automated["prune"].boolOr(false),
        .selfHeal = automated["selfHeal"].boolOr(false),
        .lease = lease(object["metadata"]) };
    if (automated.isMap() && automated["enabled"].boolOr(true))
        read.mode = AutomationMode::Auto;
    if (read.lease)
        read.mode = AutomationMode::Suspended;
    return read;
}

bool operating(const Value& object)
{
    const std::string_view phase = object.at({ "status", "operationState", "phase" }).text();
    const Value& metadata = object["metadata"];
    return object["operation"].isMap() || phase == "Running" || phase == "Terminating"
        || !metadata["annotations"]["argocd.argoproj.io/refresh"].isEmpty() || !metadata["deletionTimestamp"].isNull();
}

/// What is worth saying beside the verdict when no condition speaks.
QString note(const Value& object)
{
    const Value& metadata = object["metadata"];
    if (!metadata["deletionTimestamp"].isNull())
        return QStringLiteral("The application is being deleted.");
    if (metadata["annotations"]["argocd.argoproj.io/skip-reconcile"].text() == "true")
        return QStringLiteral("Argo CD skips this application (annotation argocd.argoproj.io/skip-reconcile); "
                              "what it says of it is frozen.");
    const Value& operation = object["status"]["operationState"];
    const std::string_view phase = operation["phase"].text();
    return phase == "Failed" || phase == "Error" ? text(operation["message"]) : QString();
}

AgentVerdict agent(const Value& object)
{
    const Value& status = object["status"];
    AgentVerdict said { .verdict = syncVerdict(status["sync"]["status"].text()),
        .message = note(object),
        .at = time(status["reconciledAt"]),
        .reconciling = operating(object) };
    for (const Value& condition : status["conditions"].list()) {
        if (!condition["type"].text().ends_with("Error"))
            continue;
        said.reason = text(condition["type"]);
        said.message = text(condition["message"]);
        if (!said.at.isValid())
            said.at = time(condition["lastTransitionTime"]);
        break;
    }
    return said;
}

/// When status.sync.status was last written, at the latest: a manager's time moves with each change of its fields.
/// reconciledAt proves less, since a comparison after a change in the cluster leaves it as it is.
QDateTime verdictWritten(const Value& metadata)
{
    QDateTime latest;
    for (const Value& entry : metadata["managedFields"].list()) {
        if (!entry.at({ "fieldsV1", "f:status", "f:sync" }).contains("f:status"))
            continue;
        const QDateTime at = time(entry["time"]);
        if (!at.isValid())
            return {};
        latest = latest.isValid() ? std::max(latest, at) : at;
    }
    return latest;
}

/// The end of the last operation, where it brought all objects to what Git says.
QDateTime syncedAt(const Value& operation)
{
    const Value& sync = operation["operation"]["sync"];
    const bool whole = sync["resources"].list().empty() && !sync["dryRun"].boolOr(false);
    return operation["phase"].text() == "Succeeded" && whole ? time(operation["finishedAt"]) : QDateTime();
}

}

SyncVerdict syncVerdict(std::string_view word)
{
    if (word == "Synced")
        return SyncVerdict::Synced;
    return word == "OutOfSync" ? SyncVerdict::OutOfSync : SyncVerdict::Unknown;
}

HealthStatus healthStatus(std::string_view word)
{
    for (const HealthStatus status : { HealthStatus::Healthy, HealthStatus::Progressing, HealthStatus::Degraded,
             HealthStatus::Suspended, HealthStatus::Missing })
        if (manifest::toQString(word) == gitops::word(status))
            return status;
    return HealthStatus::Unknown;
}

App applicationRow(const ContextName& context, const Value& object)
{
    const Value& metadata = object["metadata"];
    const AppId id = appId(context, AppKind::Application, metadata);
    if (const auto why = malformed(object,
            { { { "spec" }, Kind::Map }, { { "spec", "source" }, Kind::Map }, { { "spec", "sources" }, Kind::List },
                { { "spec", "syncPolicy" }, Kind::Map }, { { "spec", "syncPolicy", "automated" }, Kind::Map },
                { { "spec", "destination" }, Kind::Map }, { { "metadata", "annotations" }, Kind::Map },
                { { "metadata", "labels" }, Kind::Map }, { { "status" }, Kind::Map },
                { { "status", "sync" }, Kind::Map }, { { "status", "sync", "status" }, Kind::String },
                { { "status", "health" }, Kind::Map }, { { "status", "health", "status" }, Kind::String },
                { { "status", "conditions" }, Kind::List }, { { "status", "resources" }, Kind::List },
                { { "status", "operationState" }, Kind::Map } }))
        return quarantined(id, object, *why);
    const Value& spec = object["spec"];
    const Value& status = object["status"];
    App app { .id = id, .agent = agent(object), .automation = automation(object) };
    app.health
        = { .status = healthStatus(status["health"]["status"].text()), .message = text(status["health"]["message"]) };
    readSources(spec, app);
    readRevisions(status["sync"], app);
    const Value& destination = spec["destination"];
    app.destination = { .server = text(destination["server"]),
        .name = text(destination["name"]),
        .nameSpace = text(destination["namespace"]) };
    app.project = spec["project"].isEmpty() ? QStringLiteral("default") : text(spec["project"]);
    app.team = team(metadata, app.project);
    app.owner = owner(metadata);
    if (!app.owner)
        app.owner = trackingOwner(object);
    app.whatDiffers = differenceLine(app, object);
    app.openRun = openRun(metadata);
    app.syncedAt = syncedAt(status["operationState"]);
    if (app.agent.verdict == SyncVerdict::OutOfSync) {
        app.differsSince = verdictWritten(metadata);
        app.sinceProof = SinceProof::Written;
    }
    app.createdAt = time(metadata["creationTimestamp"]);
    return app;
}

std::optional<manifest::ObjectKey> trackingOwner(const Value& object)
{
    const Value& metadata = object["metadata"];
    const QString id = text(metadata["annotations"]["argocd.argoproj.io/tracking-id"]);
    const QString nameSpace = text(metadata["namespace"]);
    const QString self = QStringLiteral(":argoproj.io/Application:%1/%2").arg(nameSpace, text(metadata["name"]));
    if (!id.endsWith(self))
        return std::nullopt;
    const QString instance = id.first(id.size() - self.size());
    // An Application outside the control plane's namespace is tracked as <namespace>_<name>.
    const qsizetype cut = instance.indexOf(u'_');
    const QString& home
        = object["status"]["controllerNamespace"].isEmpty() ? nameSpace : text(object["status"]["controllerNamespace"]);
    manifest::ObjectKey key { .group = QStringLiteral("argoproj.io"),
        .kind = QStringLiteral("Application"),
        .nameSpace = cut > 0 ? instance.first(cut) : home,
        .name = instance.sliced(cut + 1) };
    if (key.name.isEmpty() || (key.name == text(metadata["name"]) && key.nameSpace == nameSpace))
        return std::nullopt;
    return key;
}

}
