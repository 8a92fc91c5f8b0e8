#include "app/sandbox/sim/LoadGenerator.h"

#include <array>
#include <format>
#include <ranges>

namespace holdfast::sandbox::sim {

namespace {

constexpr std::string_view manager = "argocd-application-controller";
constexpr std::chrono::milliseconds tick { 10 };

Value resources(const std::string& space)
{
    static constexpr auto kindsOf = std::to_array<std::pair<std::string_view, std::string_view>>(
        { { "", "ConfigMap" }, { "", "Secret" }, { "", "Service" }, { "", "ServiceAccount" }, { "apps", "Deployment" },
            { "autoscaling", "HorizontalPodAutoscaler" }, { "networking.k8s.io", "Ingress" },
            { "policy", "PodDisruptionBudget" }, { "rbac.authorization.k8s.io", "Role" },
            { "rbac.authorization.k8s.io", "RoleBinding" } });
    std::vector<Value> all;
    for (std::size_t index = 0; index < 20; ++index) {
        const auto [group, kind] = kindsOf[index % kindsOf.size()];
        all.push_back(tree({ { "group", group.empty() ? Value() : Value(group) }, { "kind", kind },
            { "name", std::format("{}-component-{:02}", space, index) }, { "namespace", space },
            { "status", index == 7 ? "OutOfSync" : "Synced" }, { "version", "v1" } }));
    }
    return sequence(std::move(all));
}

Value results(const std::string& space)
{
    std::vector<Value> all;
    // A sync of what differed: not all of them.
    const auto listed = resources(space);
    for (const auto& one : listed.list() | std::views::take(4))
        all.push_back(one.with("group", Value(text(one["group"])))
                .with("status", Value("Synced"))
                .with("hookPhase", Value("Running"))
                .with("syncPhase", Value("Sync"))
                .with("message", Value(std::format("{}/{} configured", text(one["kind"]), text(one["name"])))));
    return sequence(std::move(all));
}

Value history(const Value& source, int index, const QDateTime& now)
{
    std::vector<Value> all;
    for (int id = 0; id < 3; ++id) {
        const auto at = stamp(now.addSecs(-86'400 * (3 - id)));
        all.push_back(tree(
            { { "id", id }, { "revision", sha256(std::format("{}-{}", index, id)).substr(0, 40) }, { "source", source },
                { "deployStartedAt", at }, { "deployedAt", at }, { "initiatedBy", tree({ { "automated", true } }) } }));
    }
    return sequence(std::move(all));
}

}

Value loadApplication(int index, const QDateTime& now)
{
    const auto name = std::format("load-{:05}", index);
    const auto space = std::format("team-{:02}-{}", index % 40, name);
    const auto source = tree({ { "repoURL", "https://git.example.com/load/apps.git" }, { "path", "apps/" + name },
        { "targetRevision", "main" } });
    const auto destination = tree({ { "server", "https://kubernetes.default.svc" }, { "namespace", space } });
    const auto policy = tree({ { "automated", tree({ { "prune", true }, { "selfHeal", true } }) },
        { "syncOptions", sequence({ Value("CreateNamespace=true") }) } });
    const auto revision = sha256(std::format("{}-2", index)).substr(0, 40);
    const auto earlier = stamp(now.addSecs(-3600));
    const bool isOut = index % 10 == 3;
    const auto sync = tree({ { "status", isOut ? "OutOfSync" : "Synced" }, { "revision", revision },
        { "comparedTo", tree({ { "source", source }, { "destination", destination } }) } });
    const auto operation = tree({ { "sync", tree({ { "revision", revision }, { "prune", true } }) },
        { "initiatedBy", tree({ { "automated", true } }) } });
    const auto state = tree({ { "operation", operation }, { "phase", "Succeeded" },
        { "message", "successfully synced (all tasks run)" }, { "startedAt", earlier }, { "finishedAt", earlier },
        { "syncResult", tree({ { "resources", results(space) }, { "revision", revision }, { "source", source } }) } });
    const auto status = tree({ { "sync", sync },
        { "health",
            tree({ { "status", index % 25 == 7 ? "Degraded" : "Healthy" }, { "lastTransitionTime", earlier } }) },
        { "history", history(source, index, now) }, { "operationState", state }, { "reconciledAt", stamp(now) },
        { "resources", resources(space) }, { "resourceHealthSource", "appTree" }, { "sourceType", "Kustomize" },
        { "controllerNamespace", "argocd" },
        { "summary",
            tree({ { "images",
                sequence({ Value(std::format("registry.example.com/{}:1.{}.0", name, index % 30)) }) } }) } });
    const auto labels = tree({ { "team", std::format("team-{:02}", index % 40) } });
    return tree({ { "metadata", tree({ { "name", name }, { "namespace", "argocd" }, { "labels", labels } }) },
        { "spec",
            tree({ { "project", "default" }, { "source", source }, { "destination", destination },
                { "syncPolicy", policy } }) },
        { "status", status } });
}

LoadGenerator::LoadGenerator(World& world, Size size)
    : QObject(&world)
    , m_world(world)
    , m_size(size)
{
    connect(&m_timer, &QTimer::timeout, this, &LoadGenerator::change);
}

void LoadGenerator::start()
{
    static_cast<void>(m_world.create(
        kinds::namespaces, tree({ { "metadata", tree({ { "name", "argocd" } }) } }), "holdfast-sandbox"));
    for (int index = 0; index < m_size.applications; ++index) {
        const auto made
            = m_world.create(kinds::applications, loadApplication(index, m_world.time()), std::string(manager));
        if (!made)
            return qWarning("the load cannot be made: %s", made.error().message.c_str());
    }
    m_begun = QDateTime::currentDateTimeUtc();
    if (m_size.changesPerSecond > 0 && m_size.applications > 0)
        m_timer.start(tick);
}

// As many as are due by now, so that a late timer keeps the rate.
void LoadGenerator::change()
{
    const auto due = m_begun.msecsTo(QDateTime::currentDateTimeUtc()) * m_size.changesPerSecond / 1000;
    for (; m_changed < due; ++m_changed) {
        const auto index = static_cast<int>(m_changed * 7919 % m_size.applications);
        const auto app = m_world.find(kinds::applications, { "argocd", std::format("load-{:05}", index) });
        if (app.isNull())
            continue;
        const bool wasOut = app.at({ "status", "sync", "status" }).text() == "OutOfSync";
        auto next = put(app, { "status", "sync", "status" }, Value(wasOut ? "Synced" : "OutOfSync"));
        next = put(next, { "status", "reconciledAt" }, Value(m_world.now()));
        static_cast<void>(m_world.update(kinds::applications, next, std::string(manager)));
    }
}

}
