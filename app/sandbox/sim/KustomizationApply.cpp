#include "app/sandbox/sim/KustomizationController.h"

#include "app/sandbox/sim/Health.h"

#include "core/manifest/JsonWriter.h"

#include <algorithm>
#include <format>
#include <set>

namespace holdfast::sandbox::sim {

namespace {

// A kustomize-controller asks every five seconds.
constexpr std::chrono::seconds healthInterval { 1 };

std::chrono::milliseconds intervalOf(const Value& object)
{
    return durationOf(object.at({ "spec", "interval" }), std::chrono::minutes(10));
}

std::chrono::milliseconds retryOf(const Value& object)
{
    return durationOf(object.at({ "spec", "retryInterval" }), intervalOf(object));
}

std::chrono::milliseconds timeoutOf(const Value& object)
{
    const auto otherwise
        = std::max<std::chrono::milliseconds>(intervalOf(object) - std::chrono::seconds(30), std::chrono::seconds(30));
    return durationOf(object.at({ "spec", "timeout" }), otherwise);
}

bool waits(const Value& object)
{
    return object.at({ "spec", "wait" }).boolOr(false) || !object.at({ "spec", "healthChecks" }).isEmpty();
}

Value inventoryOf(const std::vector<Value>& objects)
{
    std::vector<Value> entries;
    for (const auto& object : objects) {
        const auto version = object["apiVersion"].text();
        entries.push_back(tree({ { "id", inventoryId(object) },
            { "v",
                std::string(
                    version.substr(version.find('/') == std::string_view::npos ? 0 : version.find('/') + 1)) } }));
    }
    return tree({ { "entries", sequence(std::move(entries)) } });
}

// ${name}, ${name:=default}; what is not given stays empty, as in the real controller.
std::string substituted(std::string source, const Value& variables)
{
    for (auto at = source.find("${"); at != std::string::npos; at = source.find("${", at)) {
        const auto end = source.find('}', at);
        if (end == std::string::npos)
            return source;
        const auto inner = source.substr(at + 2, end - at - 2);
        const auto mark = inner.find(":=");
        const auto& known = variables[inner.substr(0, mark)];
        const auto value = known.isString() ? text(known)
            : mark == std::string::npos     ? std::string()
                                            : inner.substr(mark + 2);
        source.replace(at, end - at + 1, value);
        at += value.size();
    }
    return source;
}

Value withVariables(const Value& value, const Value& variables)
{
    if (value.isString())
        return Value(substituted(text(value), variables));
    if (value.isList()) {
        auto list = value.list();
        for (auto& item : list)
            item = withVariables(item, variables);
        return Value(std::move(list));
    }
    auto map = value.map();
    for (auto& [key, member] : map)
        member = withVariables(member, variables);
    return value.isMap() ? Value(std::move(map)) : value;
}

}

std::vector<Value> KustomizationController::owned(const Value& object, const std::vector<Value>& objects) const
{
    const auto home = text(object.at({ "spec", "targetNamespace" }));
    const auto& variables = object.at({ "spec", "postBuild", "substitute" });
    std::vector<Value> all;
    for (auto one : objects) {
        if (!variables.isEmpty() && !isMarked(one, "kustomize.toolkit.fluxcd.io/substitute", "disabled"))
            one = withVariables(one, variables);
        const auto resource = world().store().resourceOf(one["apiVersion"].text(), one["kind"].text());
        const bool isNamespaced = !resource || world().store().isNamespaced(*resource);
        if (isNamespaced && (!home.empty() || namespaceOf(one).empty()))
            one = put(one, { "metadata", "namespace" }, Value(home.empty() ? std::string("default") : home));
        one = put(one, { "metadata", "labels", "kustomize.toolkit.fluxcd.io/name" }, Value(nameOf(object)));
        one = put(one, { "metadata", "labels", "kustomize.toolkit.fluxcd.io/namespace" }, Value(namespaceOf(object)));
        all.push_back(one);
    }
    return inFluxOrder(std::move(all));
}

void KustomizationController::apply(const ObjectName& name, const std::vector<Value>& objects)
{
    auto object = find(name);
    auto& attempt = m_states[name].attempt;
    std::string content;
    for (const auto& one : objects)
        content += manifest::writeJson(one);
    attempt.digest = "sha256:" + sha256(content);
    const bool isForced = object.at({ "spec", "force" }).boolOr(false);
    const auto applied = m_applier.apply(objects, isForced ? Refused::IsRecreated : Refused::Fails);
    if (!applied)
        return fail(name, "ReconciliationFailed", applied.error());
    auto lines = prune(object, objects);
    std::vector<std::string> changes;
    for (const auto& one : *applied) {
        if (one.action == "created" || one.action == "configured")
            changes.push_back(std::format("{} {}", fluxName(one.object), one.action));
    }
    changes.insert(changes.end(), lines.begin(), lines.end());
    std::string message;
    for (const auto& change : changes)
        message += (message.empty() ? "" : "\n") + change;
    if (!message.empty())
        tell(object, { .reason = "Progressing", .message = message }, attempt.revision);
    object = find(name);
    object = put(object, { "status", "inventory" }, inventoryOf(objects));
    object = put(object, { "status", "lastAttemptedRevision" }, Value(attempt.revision));
    if (!waits(object)) {
        static_cast<void>(write(withoutConditions(object, { "Healthy" })));
        return succeed(name);
    }
    const auto running = std::format("Running health checks for revision {} with a timeout of {}", attempt.revision,
        durationText(timeoutOf(object)));
    attempt.healthSince = world().time();
    std::vector<FluxCondition> conditions { { "Reconciling", "True", "Progressing", running },
        { "Ready", "Unknown", "Progressing", "Reconciliation in progress" } };
    // A reconciliation that changed nothing finds all healthy at once; its condition need not flicker.
    if (!changes.empty())
        conditions.push_back({ "Healthy", "Unknown", "Progressing", running });
    static_cast<void>(write(withFluxConditions(object, conditions, world().now())));
    lookAtHealth(name);
}

std::vector<std::string> KustomizationController::prune(const Value& object, const std::vector<Value>& objects)
{
    std::set<std::string> kept;
    for (const auto& one : objects)
        kept.insert(inventoryId(one));
    std::vector<std::string> lines;
    for (const auto& entry : object.at({ "status", "inventory", "entries" }).list()) {
        const auto id = text(entry["id"]);
        if (kept.contains(id) || !object.at({ "spec", "prune" }).boolOr(false))
            continue;
        const auto old = inventoryObject(id);
        const auto version = (old.group.empty() ? "" : old.group + "/") + text(entry["v"]);
        const auto resource = world().store().resourceOf(version, old.kind);
        const auto live
            = resource ? world().store().get(*resource, { old.nameSpace, old.name }).value_or(Value()) : Value();
        if (live.isNull() || isMarked(live, "kustomize.toolkit.fluxcd.io/prune", "disabled")
            || isMarked(live, "kustomize.toolkit.fluxcd.io/reconcile", "disabled")
            || label(live, "kustomize.toolkit.fluxcd.io/name") != nameOf(object))
            continue;
        static_cast<void>(world().store().remove(*resource, nameIn(live), { .propagation = Propagation::Background }));
        lines.push_back(fluxName(live) + " deleted");
    }
    return lines;
}

std::vector<Value> KustomizationController::healthTargets(const Value& object) const
{
    std::vector<Value> names;
    const auto add = [&](const std::string& version, const std::string& kind, const ObjectName& name) {
        const auto resource = world().store().resourceOf(version, kind);
        const auto live = resource ? world().store().get(*resource, name).value_or(Value()) : Value();
        const auto metadata = tree(
            { { "name", name.name }, { "namespace", name.nameSpace.empty() ? Value() : Value(name.nameSpace) } });
        names.push_back(
            live.isNull() ? tree({ { "kind", kind }, { "metadata", metadata }, { "missing", true } }) : live);
    };
    if (object.at({ "spec", "wait" }).boolOr(false)) {
        for (const auto& entry : object.at({ "status", "inventory", "entries" }).list()) {
            const auto one = inventoryObject(text(entry["id"]));
            add((one.group.empty() ? "" : one.group + "/") + text(entry["v"]), one.kind, { one.nameSpace, one.name });
        }
        return names;
    }
    for (const auto& check : object.at({ "spec", "healthChecks" }).list())
        add(text(check["apiVersion"]), text(check["kind"]), { text(check["namespace"]), text(check["name"]) });
    return names;
}

void KustomizationController::lookAtHealth(const ObjectName& name)
{
    const auto object = find(name);
    if (object.isNull() || isDeleting(object))
        return endAttempt(name, std::chrono::milliseconds(0));
    const auto& attempt = m_states[name].attempt;
    std::string failed;
    std::string pending;
    for (const auto& target : healthTargets(object)) {
        const auto readiness = target["missing"].boolOr(false) ? Readiness::InProgress : readinessOf(target);
        auto& list = readiness == Readiness::Failed ? failed : pending;
        if (readiness != Readiness::Current)
            list += std::format("{}{} status: '{}'", list.empty() ? "" : ", ", fluxName(target),
                readiness == Readiness::Failed ? "Failed" : "InProgress");
    }
    const auto elapsed = std::chrono::milliseconds(attempt.healthSince.msecsTo(world().time()));
    if (failed.empty() && pending.empty())
        return succeed(name);
    if (!failed.empty() && pending.empty())
        return failHealth(name, std::format("failed early due to stalled resources: [{}]", failed));
    if (elapsed >= timeoutOf(object))
        return failHealth(
            name, std::format("timeout waiting for: [{}{}{}]", failed, failed.empty() ? "" : ", ", pending));
    world().agenda().after(healthInterval, this, [this, name] { lookAtHealth(name); });
}

Value KustomizationController::withHistory(const Value& object, const std::string& reason)
{
    const auto& attempt = m_states[nameIn(object)].attempt;
    auto history = object.at({ "status", "history" }).list();
    const auto same = [&](const Value& one) {
        return one["digest"].text() == attempt.digest && one["lastReconciledStatus"].text() == reason;
    };
    const auto known = std::ranges::find_if(history, same);
    const auto took
        = durationText(std::chrono::milliseconds(std::max(attempt.startedAt.msecsTo(world().time()), qint64 { 41 })));
    auto entry = tree({ { "digest", attempt.digest },
        { "firstReconciled", known == history.end() ? Value(world().now()) : (*known)["firstReconciled"] },
        { "lastReconciled", world().now() }, { "lastReconciledDuration", took }, { "lastReconciledStatus", reason },
        { "metadata", tree({ { "revision", attempt.revision } }) },
        { "totalReconciliations", known == history.end() ? 1 : (*known)["totalReconciliations"].intOr(0) + 1 } });
    if (known != history.end())
        history.erase(known);
    history.insert(history.begin(), entry);
    if (history.size() > 5)
        history.resize(5);
    return put(object, { "status", "history" }, Value(std::move(history)));
}

void KustomizationController::succeed(const ObjectName& name)
{
    auto object = find(name);
    auto& state = m_states[name];
    const auto& attempt = state.attempt;
    const auto took
        = durationText(std::chrono::milliseconds(std::max(attempt.startedAt.msecsTo(world().time()), qint64 { 41 })));
    std::vector<FluxCondition> conditions { { "Ready", "True", "ReconciliationSucceeded",
        "Applied revision: " + attempt.revision } };
    const bool wasHealthy = conditionIs(object.at({ "status", "conditions" }), "Healthy", "True");
    if (waits(object) && !wasHealthy) {
        const auto message = "Health check passed in "
            + durationText(
                std::chrono::milliseconds(std::max(attempt.healthSince.msecsTo(world().time()), qint64 { 13 })));
        conditions.push_back({ "Healthy", "True", "Succeeded", message });
        tell(object, { .reason = "Progressing", .message = message }, attempt.revision);
    }
    object = withFluxConditions(
        withoutConditions(withHandledRequest(object), { "Reconciling", "Stalled" }), conditions, world().now());
    object = withHistory(object, "ReconciliationSucceeded");
    const bool isNew = object.at({ "status", "lastAppliedRevision" }).text() != attempt.revision;
    object = put(object, { "status", "lastAppliedRevision" }, Value(attempt.revision));
    object = put(object, { "status", "lastAttemptedRevision" }, Value(attempt.revision));
    object = put(object, { "status", "observedGeneration" }, object.at({ "metadata", "generation" }));
    static_cast<void>(write(object));
    if (isNew || state.failed)
        tell(object,
            { .reason = "ReconciliationSucceeded",
                .message = std::format(
                    "Reconciliation finished in {}, next run in {}", took, durationText(intervalOf(object))) },
            attempt.revision);
    state.failed = false;
    for (const auto& one : world().list(kinds::kustomizations)) {
        for (const auto& dependency : one.at({ "spec", "dependsOn" }).list()) {
            if (dependency["name"].text() == name.name)
                enqueue(nameIn(one), std::chrono::seconds(5));
        }
    }
    endAttempt(name, intervalOf(object));
}

void KustomizationController::fail(const ObjectName& name, const std::string& reason, const std::string& message)
{
    auto object = find(name);
    auto& state = m_states[name];
    const auto step = reason == "BuildFailed" ? "Building manifests"
        : reason == "ArtifactFailed"          ? "Fetching manifests"
                                              : "Detecting drift";
    const auto progress = std::format(
        "{} for revision {} with a timeout of {}", step, state.attempt.revision, durationText(timeoutOf(object)));
    std::vector<FluxCondition> conditions { { "Ready", "False", reason, message } };
    if (!state.attempt.revision.empty())
        conditions.push_back({ "Reconciling", "True", "ProgressingWithRetry", progress });
    else
        object = withoutConditions(object, { "Reconciling" });
    object = withFluxConditions(withHandledRequest(object), conditions, world().now());
    if (!state.attempt.revision.empty() && reason != "ArtifactFailed")
        object = put(object, { "status", "lastAttemptedRevision" }, Value(state.attempt.revision));
    static_cast<void>(write(object));
    tell(object, { .type = "Warning", .reason = reason, .message = message }, state.attempt.revision);
    state.failed = true;
    endAttempt(name, retryOf(object));
}

void KustomizationController::failHealth(const ObjectName& name, const std::string& message)
{
    auto object = find(name);
    auto& state = m_states[name];
    const auto took = durationText(
        std::chrono::milliseconds(std::max(state.attempt.healthSince.msecsTo(world().time()), qint64 { 13 })));
    const auto whole = std::format("health check failed after {}: {}", took, message);
    const auto progress = std::format("Running health checks for revision {} with a timeout of {}",
        state.attempt.revision, durationText(timeoutOf(object)));
    object = withFluxConditions(withHandledRequest(object),
        { { "Reconciling", "True", "ProgressingWithRetry", progress }, { "Ready", "False", "HealthCheckFailed", whole },
            { "Healthy", "False", "HealthCheckFailed", message } },
        world().now());
    object = put(
        withHistory(object, "HealthCheckFailed"), { "status", "lastAttemptedRevision" }, Value(state.attempt.revision));
    static_cast<void>(write(object));
    tell(object, { .type = "Warning", .reason = "HealthCheckFailed", .message = whole }, state.attempt.revision);
    state.failed = true;
    endAttempt(name, retryOf(object));
}

}
