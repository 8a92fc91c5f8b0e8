#include "app/sandbox/sim/HelmReleaseController.h"

#include "app/sandbox/sim/Health.h"
#include "app/sandbox/sim/Processes.h"

#include "core/manifest/JsonWriter.h"

#include <algorithm>
#include <format>
#include <set>

namespace holdfast::sandbox::sim {

namespace {

constexpr std::chrono::seconds waitInterval { 1 };

bool isHook(const Value& object)
{
    return !annotation(object, "helm.sh/hook").empty();
}

// The words of a drift report: counts of changes, never values.
std::string summary(const std::vector<Drift>& drift)
{
    std::size_t additions = 0;
    std::size_t changes = 0;
    std::string names;
    for (const auto& one : drift) {
        (one.live.isNull() ? additions : changes) += 1;
        names += std::format("\n{} {}", fluxName(one.desired),
            one.live.isNull() ? "removed" : "changed (0 additions, 1 changes, 0 removals)");
    }
    return std::format("Cluster state of release has drifted from the desired state:{}", names);
}

std::vector<Value> withoutHooks(const std::vector<Value>& objects)
{
    std::vector<Value> plain;
    std::ranges::copy_if(objects, std::back_inserter(plain), [](const Value& object) { return !isHook(object); });
    return plain;
}

}

void HelmReleaseController::rendered(const ObjectName& name, const RenderAnswer& answer)
{
    const auto object = find(name);
    if (object.isNull() || isDeleting(object))
        return settle(name);
    if (!answer)
        return fail(name, answer.error().message);
    m_states[name].attempt.objects = owned(object, (*answer)->objects);
    runHooks(name, "pre", [this, name] { applyObjects(name); });
}

void HelmReleaseController::runHooks(const ObjectName& name, const char* when, std::function<void()> then)
{
    const auto& attempt = m_states[name].attempt;
    const auto wanted = std::format("{}-{}", when, attempt.action);
    std::vector<Value> hooks;
    for (const auto& object : attempt.objects) {
        if (!annotation(object, "helm.sh/hook").contains(wanted))
            continue;
        hooks.push_back(object);
        // before-hook-creation is Helm's default: the last run's leftover goes when the next begins.
        if (const auto resource = world().store().resourceOf(object["apiVersion"].text(), object["kind"].text()))
            static_cast<void>(
                world().store().remove(*resource, nameIn(object), { .propagation = Propagation::Background }));
    }
    const auto applied = m_applier.apply(hooks);
    if (!applied)
        return fail(name, applied.error());
    awaitAll(name, hooks, std::move(then));
}

void HelmReleaseController::applyObjects(const ObjectName& name)
{
    const auto object = find(name);
    const auto objects = withoutHooks(m_states[name].attempt.objects);
    if (object.isNull())
        return;
    const ObjectName home { {}, releaseNamespaceOf(object) };
    if (object.at({ "spec", "install", "createNamespace" }).boolOr(false)
        && world().find(kinds::namespaces, home).isNull())
        static_cast<void>(world().create(
            kinds::namespaces, tree({ { "metadata", tree({ { "name", home.name } }) } }), "helm-controller"));
    const auto applied = m_applier.apply(objects);
    if (!applied)
        return fail(name, applied.error());
    std::set<std::string> kept;
    for (const auto& one : objects)
        kept.insert(inventoryId(one));
    for (const auto& entry : object.at({ "status", "inventory", "entries" }).list()) {
        const auto old = inventoryObject(text(entry["id"]));
        const auto resource
            = world().store().resourceOf((old.group.empty() ? "" : old.group + "/") + text(entry["v"]), old.kind);
        if (!kept.contains(text(entry["id"])) && resource)
            static_cast<void>(world().store().remove(
                *resource, { old.nameSpace, old.name }, { .propagation = Propagation::Background }));
    }
    awaitAll(name, objects, [this, name] { runHooks(name, "post", [this, name] { succeed(name); }); });
}

void HelmReleaseController::awaitAll(
    const ObjectName& name, const std::vector<Value>& targets, std::function<void()> then)
{
    const auto object = find(name);
    if (object.isNull() || isDeleting(object))
        return settle(name);
    std::string pending;
    for (const auto& target : targets) {
        const auto resource = world().store().resourceOf(target["apiVersion"].text(), target["kind"].text());
        const auto live = resource ? world().store().get(*resource, nameIn(target)).value_or(Value()) : Value();
        const auto readiness = live.isNull() ? Readiness::InProgress : readinessOf(live);
        if (readiness == Readiness::Failed)
            return fail(name,
                std::format("resource {} not ready. status: Failed, message: {}", fluxName(live),
                    "Progress deadline exceeded"));
        if (readiness == Readiness::InProgress)
            pending += std::format(
                "{}resource {} not ready. status: InProgress", pending.empty() ? "" : "\n", fluxName(target));
    }
    if (pending.empty())
        return then();
    const auto limit = durationOf(object.at({ "spec", "timeout" }), std::chrono::minutes(5));
    if (m_states[name].attempt.startedAt.msecsTo(world().time()) >= limit.count())
        return fail(name, pending + "\ncontext deadline exceeded");
    world().agenda().after(waitInterval, this, [this, name, targets, then] { awaitAll(name, targets, then); });
}

void HelmReleaseController::store(const Value& object, int version, const char* status)
{
    const auto& attempt = m_states[nameIn(object)].attempt;
    const auto release = releaseNameOf(object);
    const auto& history = object.at({ "status", "history" });
    const HelmRevision revision { .name = release,
        .nameSpace = releaseNamespaceOf(object),
        .version = version,
        .status = status,
        .description = std::format("{} {}", attempt.action == "install" ? "Install" : "Upgrade",
            std::string_view(status) == "deployed" ? "complete" : "failed"),
        .firstDeployed = history.isEmpty() ? world().now() : text(history[0]["firstDeployed"]),
        .lastDeployed = world().now(),
        .chart = attempt.chart,
        .values = attempt.values,
        .objects = attempt.objects };
    static_cast<void>(world().create(kinds::secrets, helmSecret(revision), "helm-controller"));
    const ObjectName before { releaseNamespaceOf(object), helmSecretName(release, version - 1) };
    if (std::string_view(status) == "deployed" && !world().find(kinds::secrets, before).isNull())
        static_cast<void>(world().merge(kinds::secrets, before,
            put(Value(), { "metadata", "labels", "status" }, Value("superseded")), "helm-controller"));
}

void HelmReleaseController::succeed(const ObjectName& name)
{
    auto object = find(name);
    if (object.isNull())
        return;
    const auto& attempt = m_states[name].attempt;
    auto history = object.at({ "status", "history" }).list();
    const auto version = history.empty() ? 1 : static_cast<int>(history.front()["version"].intOr(0)) + 1;
    store(object, version, "deployed");
    const auto full = std::format("{}/{}.v{}", releaseNamespaceOf(object), releaseNameOf(object), version);
    // Without helm the chart's own rendered manifests stood in: the status says so.
    const auto note
        = Processes::isInstalled(QStringLiteral("helm")) ? "" : " (its rendered manifests: helm is not installed)";
    const auto message = std::format("Helm {} succeeded for release {} with chart {}@{}{}", attempt.action, full,
        attempt.chartName, attempt.chartVersion, note);
    const auto reason = attempt.action == "install" ? "InstallSucceeded" : "UpgradeSucceeded";
    if (!history.empty())
        history.front() = history.front().with("status", Value("superseded"));
    const auto digest = "sha256:" + sha256(manifest::writeJson(attempt.values));
    history.insert(history.begin(),
        tree({ { "appVersion", attempt.chart["appVersion"] }, { "chartName", attempt.chartName },
            { "chartVersion", attempt.chartVersion }, { "configDigest", digest },
            { "digest", "sha256:" + sha256(full + attempt.chartVersion) }, { "action", attempt.action },
            { "firstDeployed", history.empty() ? Value(world().now()) : history.front()["firstDeployed"] },
            { "lastDeployed", world().now() }, { "name", releaseNameOf(object) },
            { "namespace", releaseNamespaceOf(object) }, { "status", "deployed" }, { "version", version } }));
    if (history.size() > 2)
        history.resize(2);
    object
        = withFluxConditions(withoutConditions(withHandledRequest(object), { "Reconciling", "Stalled", "Remediated" }),
            { { "Ready", "True", reason, message }, { "Released", "True", reason, message } }, world().now());
    std::vector<Value> entries;
    for (const auto& one : withoutHooks(attempt.objects)) {
        const auto api = text(one["apiVersion"]);
        entries.push_back(tree({ { "id", inventoryId(one) }, { "v", api.substr(api.find('/') + 1) } }));
    }
    auto status = object["status"]
                      .with("history", Value(std::move(history)))
                      .with("inventory", tree({ { "entries", sequence(entries) } }));
    status = status.without("failures").without("installFailures").without("upgradeFailures");
    status = status.with("observedGeneration", object.at({ "metadata", "generation" }));
    static_cast<void>(write(object.with("status", status)));
    tell(object, { .reason = reason, .message = message }, attempt.chartVersion);
    settle(name);
}

void HelmReleaseController::fail(const ObjectName& name, const std::string& trouble)
{
    auto object = find(name);
    if (object.isNull())
        return;
    const auto& attempt = m_states[name].attempt;
    const bool isInstall = attempt.action == "install";
    const auto message = std::format("Helm {} failed for release {}/{} with chart {}@{}: {}", attempt.action,
        releaseNamespaceOf(object), releaseNameOf(object), attempt.chartName, attempt.chartVersion, trouble);
    const auto reason = isInstall ? "InstallFailed" : "UpgradeFailed";
    const auto count = isInstall ? "installFailures" : "upgradeFailures";
    const auto stalled = std::format("Failed to {} after 1 attempt(s)", attempt.action);
    object = withFluxConditions(withoutConditions(withHandledRequest(object), { "Reconciling" }),
        { { "Stalled", "True", "RetriesExceeded", stalled }, { "Ready", "False", reason, message },
            { "Released", "False", reason, message } },
        world().now());
    auto status = object["status"].with("failures", Value(object.at({ "status", "failures" }).intOr(0) + 1));
    status = status.with(count, Value(status[count].intOr(0) + 1))
                 .with("observedGeneration", object.at({ "metadata", "generation" }));
    static_cast<void>(write(object.with("status", status)));
    tell(object, { .type = "Warning", .reason = reason, .message = message }, attempt.chartVersion);
    settle(name);
}

// Only the modes warn and enabled compare the release with the cluster at all.
void HelmReleaseController::lookForDrift(const ObjectName& name)
{
    auto object = withHandledRequest(find(name));
    object = put(object, { "status", "observedGeneration" }, object.at({ "metadata", "generation" }));
    const auto mode = text(object.at({ "spec", "driftDetection", "mode" }));
    auto& state = m_states[name];
    state.busy = true;
    const auto drift = mode == "warn" || mode == "enabled" ? m_applier.drift(withoutHooks(state.attempt.objects))
                                                           : std::vector<Drift> {};
    if (drift && !drift->empty()) {
        const auto version = text(object.at({ "status", "lastAttemptedRevision" }));
        tell(object, { .type = "Warning", .reason = "DriftDetected", .message = summary(*drift) }, version);
        const bool corrects = mode == "enabled" && m_applier.apply(withoutHooks(state.attempt.objects)).has_value();
        const auto release = std::format("{}/{}", releaseNamespaceOf(object), releaseNameOf(object));
        if (corrects)
            tell(object,
                { .reason = "DriftCorrected",
                    .message = "Cluster state of release " + release + " has been corrected" },
                version);
        object = withFluxConditions(object,
            { { "Drifted", corrects ? "False" : "True", corrects ? "NoDriftDetected" : "DriftDetected",
                summary(*drift) } },
            world().now());
    } else if (!mode.empty() && mode != "disabled"
        && !itemBy(object.at({ "status", "conditions" }), "type", "Drifted").isNull()) {
        object = withFluxConditions(
            object, { { "Drifted", "False", "NoDriftDetected", "No drift detected" } }, world().now());
    }
    static_cast<void>(write(object));
    settle(name);
}

}
