#include "core/gitops/Engine.h"
#include "core/gitops/ObjectReading.h"
#include "core/gitops/engines/flux/FluxObject.h"
#include "core/gitops/engines/flux/Verdict.h"

#include <array>

namespace holdfast::gitops::flux {

using manifest::Value;
using Kind = Value::Kind;

namespace {

constexpr std::array sourceKinds { "GitRepository", "OCIRepository", "Bucket", "HelmRepository", "HelmChart",
    "ExternalArtifact" };

AppKind appKind(const QString& kind)
{
    return kind == QLatin1String("HelmRelease") ? AppKind::HelmRelease : AppKind::Kustomization;
}

Automation automation(AppKind kind, const Value& object)
{
    const Value& spec = object["spec"];
    const bool helm = kind == AppKind::HelmRelease;
    Automation read { .mode = AutomationMode::Auto,
        .prune = helm || spec["prune"].boolOr(false),
        .selfHeal = !helm || spec["driftDetection"]["mode"].text() == "enabled",
        .lease = lease(object["metadata"]) };
    if (spec["suspend"].boolOr(false) || read.lease)
        read.mode = AutomationMode::Suspended;
    return read;
}

App row(const AppId& id, const Value& object, const SourceState& source, Verdict verdict)
{
    const Value& spec = object["spec"];
    App app { .id = id, .agent = std::move(verdict.agent), .health = std::move(verdict.health) };
    app.automation = automation(id.kind, object);
    app.revision = Revision(appliedRevision(id.kind, object));
    app.source = source.source;
    app.destination.nameSpace = text(spec["targetNamespace"]);
    const Value& kubeConfig = spec["kubeConfig"];
    app.destination.kubeConfigSecret = kubeConfig["secretRef"].isMap() ? text(kubeConfig["secretRef"]["name"])
                                                                       : text(kubeConfig["configMapRef"]["name"]);
    app.team = team(object["metadata"], {});
    app.owner = owner(object["metadata"]);
    // A root Kustomization applies its own manifest; it is nobody's child.
    if (app.owner && app.owner->name == id.name && app.owner->nameSpace == id.nameSpace
        && word(id.kind).compare(app.owner->kind, Qt::CaseInsensitive) == 0)
        app.owner.reset();
    app.differsSince = verdict.differsSince;
    app.sinceProof = verdict.sinceProof;
    app.whatDiffers = std::move(verdict.whatDiffers);
    app.openRun = openRun(object["metadata"]);
    app.createdAt = time(object["metadata"]["creationTimestamp"]);
    return app;
}

/// Flux: Kustomizations and HelmReleases, seen together with their sources.
class FluxEngine final : public Engine {
public:
    [[nodiscard]] QString name() const override { return QStringLiteral("Flux"); }

    [[nodiscard]] std::vector<WatchedKind> kinds() const override
    {
        std::vector<WatchedKind> kinds { { QStringLiteral("kustomize.toolkit.fluxcd.io"),
                                             QStringLiteral("Kustomization"), WatchedKind::Role::App },
            { QStringLiteral("helm.toolkit.fluxcd.io"), QStringLiteral("HelmRelease"), WatchedKind::Role::App } };
        for (const char* kind : sourceKinds)
            kinds.push_back({ QStringLiteral("source.toolkit.fluxcd.io"), QString::fromLatin1(kind),
                WatchedKind::Role::Reference });
        return kinds;
    }

    [[nodiscard]] App app(const ContextName& context, const Value& object, const ReferenceLookup& lookup,
        const std::optional<Settled>& settled) const override
    {
        const AppKind kind = appKind(text(object["kind"]));
        const AppId id = appId(context, kind, object["metadata"]);
        if (const auto why = malformed(object,
                { { { "spec" }, Kind::Map }, { { "spec", "sourceRef" }, Kind::Map }, { { "spec", "chart" }, Kind::Map },
                    { { "spec", "chartRef" }, Kind::Map }, { { "metadata", "annotations" }, Kind::Map },
                    { { "metadata", "labels" }, Kind::Map }, { { "status" }, Kind::Map },
                    { { "status", "conditions" }, Kind::List }, { { "status", "history" }, Kind::List },
                    { { "status", "observedGeneration" }, Kind::Int },
                    { { "status", "lastAppliedRevision" }, Kind::String },
                    { { "status", "lastAttemptedRevision" }, Kind::String } }))
            return quarantined(id, object, *why);
        const SourceState source = sourceState(kind, object, lookup);
        return row(id, object, source, verdictOf(kind, object, source, settled));
    }

    [[nodiscard]] App tableApp(
        const ContextName& context, const QString& kind, const kube::TableRow& row) const override
    {
        App app { .id = appId(context, appKind(kind), row.metadata), .detail = Detail::Table };
        if (app.id.name.isEmpty())
            app.id.name = text(row.cells["Name"]);
        const std::string_view ready = row.cells["Ready"].text();
        if (ready == "True") {
            app.agent.verdict = SyncVerdict::Synced;
            app.health.status = HealthStatus::Healthy;
        } else {
            app.agent.message = text(row.cells["Status"]);
            app.agent.reconciling = ready == "Unknown";
            app.whatDiffers = firstLine(app.agent.message);
        }
        const QString applied = QStringLiteral("Applied revision: ");
        if (const QString said = text(row.cells["Status"]); said.startsWith(applied))
            app.revision = Revision(said.sliced(applied.size()));
        app.team = team(row.metadata, {});
        app.owner = owner(row.metadata);
        app.openRun = openRun(row.metadata);
        app.createdAt = time(row.metadata["creationTimestamp"]);
        return app;
    }

    [[nodiscard]] std::vector<AppObject> objects(const Value& object) const override { return inventory(object); }

    [[nodiscard]] std::optional<ObjectVerdict> verdict(const AppObject&, const Value& live) const override
    {
        if (live.isNull())
            return ObjectVerdict::Missing;
        return isExcluded(live) ? ObjectVerdict::Excluded : ObjectVerdict::Synced;
    }

    [[nodiscard]] std::vector<Deployment> deployments(const Value& object) const override
    {
        return deploymentsOf(object);
    }

    [[nodiscard]] std::vector<Condition> conditions(const Value& object) const override
    {
        return statusConditions(object);
    }

    [[nodiscard]] std::vector<manifest::ObjectKey> references(const Value& object) const override
    {
        return sourceKeys(appKind(text(object["kind"])), object);
    }

    [[nodiscard]] Value kept(const Value& object) const override { return keptFields(object); }
};

}

EnginePointer engine();
EnginePointer engine()
{
    return std::make_shared<FluxEngine>();
}

}
