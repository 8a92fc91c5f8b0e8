#include "core/gitops/Engine.h"
#include "core/gitops/ObjectReading.h"
#include "core/gitops/engines/argocd/Application.h"

namespace holdfast::gitops::argocd {

using manifest::Value;

namespace {

/// Argo CD: Applications, in any namespace. A row stands alone: Argo CD itself keeps its settled verdict.
class ArgoEngine final : public Engine {
public:
    [[nodiscard]] QString name() const override { return QStringLiteral("Argo CD"); }

    [[nodiscard]] std::vector<WatchedKind> kinds() const override
    {
        return { { QStringLiteral("argoproj.io"), QStringLiteral("Application"), WatchedKind::Role::App } };
    }

    [[nodiscard]] App app(const ContextName& context, const Value& object, const ReferenceLookup&,
        const std::optional<Settled>&) const override
    {
        return applicationRow(context, object);
    }

    [[nodiscard]] App tableApp(const ContextName& context, const QString&, const kube::TableRow& row) const override
    {
        App app { .id = appId(context, AppKind::Application, row.metadata), .detail = Detail::Table };
        if (app.id.name.isEmpty())
            app.id.name = text(row.cells["Name"]);
        app.agent.verdict = syncVerdict(row.cells["Sync Status"].text());
        app.health.status = healthStatus(row.cells["Health Status"].text());
        app.revision = Revision(text(row.cells["Revision"]));
        app.project = text(row.cells["Project"]);
        app.team = team(row.metadata, app.project);
        app.owner = owner(row.metadata);
        app.automation = { .mode = AutomationMode::Manual, .lease = lease(row.metadata) };
        app.openRun = openRun(row.metadata);
        app.createdAt = time(row.metadata["creationTimestamp"]);
        return app;
    }

    [[nodiscard]] std::vector<AppObject> objects(const Value& object) const override { return statusResources(object); }

    [[nodiscard]] std::optional<ObjectVerdict> verdict(const AppObject& object, const Value& live) const override
    {
        // The Application only says OutOfSync of an object that is not there.
        return live.isNull() && object.verdict == ObjectVerdict::OutOfSync ? ObjectVerdict::Missing : object.verdict;
    }

    [[nodiscard]] std::vector<Deployment> deployments(const Value& object) const override
    {
        return deploymentsOf(object);
    }

    [[nodiscard]] std::vector<Condition> conditions(const Value& object) const override
    {
        std::vector<Condition> conditions = statusConditions(object);
        for (Condition& condition : conditions)
            if (condition.status.isEmpty())
                condition.status = QStringLiteral("True"); // Argo CD lists only those that hold
        return conditions;
    }

    [[nodiscard]] std::vector<manifest::ObjectKey> references(const Value&) const override { return {}; }
    [[nodiscard]] Value kept(const Value&) const override { return {}; }
};

}

EnginePointer engine();
EnginePointer engine()
{
    return std::make_shared<ArgoEngine>();
}

}
