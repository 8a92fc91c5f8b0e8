#include "app/sandbox/sim/ArgoController.h"
#include "app/sandbox/sim/Durations.h"

#include <algorithm>
#include <cmath>
#include <format>

namespace holdfast::sandbox::sim {

namespace {

constexpr std::string_view cascadeFinalizer = "resources-finalizer.argocd.argoproj.io";

std::chrono::milliseconds backoff(const Value& retry, int attempt)
{
    const auto& policy = retry["backoff"];
    const auto first = durationOf(policy["duration"], std::chrono::seconds(5));
    const auto most = durationOf(policy["maxDuration"], std::chrono::minutes(3));
    const auto factor = static_cast<double>(policy["factor"].intOr(2));
    return std::min(std::chrono::milliseconds(
                        static_cast<std::int64_t>(static_cast<double>(first.count()) * std::pow(factor, attempt))),
        most);
}

std::string revisionText(const LoadedSources& sources)
{
    std::string all;
    for (const auto& revision : sources.revisions)
        all += (all.empty() ? "" : ", ") + revision;
    return all;
}

Value resultOf(const Value& app, const Value& operation, const LoadedSources& sources, const SyncOutcome& outcome)
{
    const auto& sync = operation["sync"];
    const bool isMulti = isMultiSource(app);
    std::vector<Value> revisions;
    for (const auto& revision : sources.revisions)
        revisions.emplace_back(revision);
    const auto source = sync["source"].isNull() ? app.at({ "spec", "source" }) : sync["source"];
    const auto many = sync["sources"].isNull() ? app.at({ "spec", "sources" }) : sync["sources"];
    return tree({ { "resources", outcome.resources },
        { "revision", isMulti || revisions.empty() ? Value("") : revisions.front() },
        { "revisions", isMulti ? sequence(revisions) : Value() }, { "source", isMulti ? Value() : source },
        { "sources", isMulti ? many : Value() } });
}

}

void ArgoController::startOperation(const Value& app)
{
    const auto name = nameIn(app);
    auto& state = m_apps[name];
    state.operation = app["operation"];
    state.attempt = 0;
    const auto running
        = tree({ { "operation", app["operation"] }, { "phase", "Running" }, { "startedAt", world().now() } });
    write(put(app, { "status", "operationState" }, running));
    for (const auto* error : { "ComparisonError", "InvalidSpecError" }) {
        const auto& condition = itemBy(app.at({ "status", "conditions" }), "type", error);
        if (!condition.isNull())
            return finishOperation(name, { "Error", std::format("{}: {}", error, text(condition["message"])), {} });
    }
    if (const auto trouble = specTrouble(app); !trouble.empty())
        return finishOperation(name, { "Error", trouble, {} });
    load(app, state.operation["sync"], [this, name](const LoadedSources& sources) { beginRun(name, sources); });
}

void ArgoController::beginRun(const ObjectName& name, const LoadedSources& sources)
{
    const auto app = find(name);
    if (app.isNull() || isDeleting(app))
        return;
    auto& state = m_apps[name];
    state.loaded = sources;
    if (!sources.error.empty())
        return finishOperation(name, { "Error", "ComparisonError: " + sources.error, {} });
    auto* target = targetOf(app);
    SyncOrder order { app, state.operation, {}, {} };
    for (const auto& one : comparisonOf(app, sources).objects) {
        if (one.desired.isNull() && !one.isHook)
            order.extra.push_back(one.live);
    }
    for (const auto& object : sources.objects)
        order.desired.push_back(tracked(*target, app, object));
    if (state.operation.at({ "sync", "dryRun" }).boolOr(false))
        return finishOperation(name, { "Succeeded", "successfully synced (all tasks run)", Value::emptyList() });
    state.run = std::make_shared<SyncRun>(
        *target, std::move(order), [this, name](const SyncOutcome& outcome) { runProgressed(name, outcome); }, nullptr);
    state.run->start();
}

void ArgoController::runProgressed(const ObjectName& name, const SyncOutcome& outcome)
{
    const auto app = find(name);
    if (app.isNull())
        return;
    if (outcome.phase != "Running")
        return finishOperation(name, outcome);
    auto operationState = app.at({ "status", "operationState" });
    const auto& state = m_apps[name];
    operationState = operationState.with("message", Value(outcome.message))
                         .with("syncResult", resultOf(app, state.operation, state.loaded, outcome));
    write(put(app, { "status", "operationState" }, operationState));
}

// A failed attempt with tries left stays Running, with the time it failed.
bool ArgoController::retryLater(const Value& app, const SyncOutcome& outcome)
{
    const auto name = nameIn(app);
    auto& state = m_apps[name];
    const auto& retry = state.operation["retry"];
    const auto limit = retry["limit"].intOr(0);
    if (outcome.phase != "Failed" || outcome.message == "Operation terminated"
        || (limit >= 0 && state.attempt >= limit))
        return false;
    const auto wait = backoff(retry, state.attempt);
    ++state.attempt;
    const auto message = std::format("{}. Retrying attempt #{} at {}.", outcome.message, state.attempt,
        stamp(world().time().addMSecs(wait.count())));
    auto operationState = app.at({ "status", "operationState" });
    operationState = operationState.with("finishedAt", Value(world().now()))
                         .with("message", Value(message))
                         .with("retryCount", Value(state.attempt));
    operationState = operationState.with("syncResult", resultOf(app, state.operation, state.loaded, outcome));
    write(put(app, { "status", "operationState" }, operationState));
    world().agenda().after(wait, this, [this, name] {
        const auto now = find(name);
        if (now.isNull() || m_apps[name].operation.isNull())
            return;
        if (now.at({ "status", "operationState", "phase" }).text() == "Terminating")
            return finishOperation(name, { "Failed", "Operation terminated", {} });
        load(now, m_apps[name].operation["sync"],
            [this, name](const LoadedSources& sources) { beginRun(name, sources); });
    });
    return true;
}

void ArgoController::finishOperation(const ObjectName& name, const SyncOutcome& outcome)
{
    auto app = find(name);
    if (app.isNull() || retryLater(app, outcome))
        return;
    auto& state = m_apps[name];
    const auto operation = std::exchange(state.operation, Value());
    // The run may be telling this itself: it goes when the stack is empty.
    world().agenda().after(Milliseconds(0), this, [run = std::exchange(state.run, nullptr)] { });
    auto operationState = app.at({ "status", "operationState" });
    const auto retries = operationState["retryCount"].intOr(0);
    const auto message = outcome.phase == "Failed" && retries > 0
        ? std::format("{} (retried {} times).", outcome.message, retries)
        : outcome.message;
    operationState = operationState.with("phase", Value(outcome.phase))
                         .with("message", Value(message))
                         .with("finishedAt", Value(world().now()));
    if (!outcome.resources.isNull())
        operationState = operationState.with("syncResult", resultOf(app, operation, state.loaded, outcome));
    app = put(app.without("operation"), { "status", "operationState" }, operationState);
    const auto& sync = operation["sync"];
    const bool isPartial = !sync["resources"].isEmpty() || sync["dryRun"].boolOr(false);
    if (outcome.phase == "Succeeded")
        state.syncedContent = digestOf(state.loaded);
    if (outcome.phase == "Succeeded" && !isPartial) {
        const auto entry
            = operationState["syncResult"].without("resources").with("deployStartedAt", operationState["startedAt"]);
        app = app.with("status",
            withHistory(app, app["status"],
                entry.with("deployedAt", Value(world().now()))
                    .with("initiatedBy",
                        operation["initiatedBy"].isMap() ? operation["initiatedBy"] : Value::emptyMap())));
    }
    write(app);
    const auto revision = state.loaded.revisions.empty() ? text(app.at({ "spec", "source", "targetRevision" }))
                                                         : revisionText(state.loaded);
    const auto what
        = std::format("{} operation to {}", sync["resources"].isEmpty() ? "Sync" : "Partial sync", revision);
    const bool isGood = outcome.phase == "Succeeded";
    tell(app, "OperationCompleted", isGood ? what + " succeeded" : std::format("{} failed: {}", what, outcome.message),
        isGood ? "Normal" : "Warning");
    state.stale = true;
    enqueue(name);
}

void ArgoController::finalize(const Value& app)
{
    const auto& finalizers = app.at({ "metadata", "finalizers" }).list();
    const auto isOurs = [](const Value& one) { return one.text().starts_with(cascadeFinalizer); };
    if (std::ranges::none_of(finalizers, isOurs))
        return;
    auto* target = targetOf(app);
    bool isEmpty = true;
    for (std::size_t index = 0; index < m_destinations.size(); ++index) {
        if (m_destinations[index].world != target)
            continue;
        for (const auto& object : m_tracked[index]->of(instanceName(app))) {
            isEmpty = false;
            const auto resource = target->store().resourceOf(object["apiVersion"].text(), object["kind"].text());
            if (resource && !isDeleting(object))
                static_cast<void>(
                    target->store().remove(*resource, nameIn(object), { .propagation = Propagation::Foreground }));
        }
    }
    if (!isEmpty)
        return enqueue(nameIn(app), std::chrono::milliseconds(300));
    Value::List rest;
    std::ranges::copy_if(finalizers, std::back_inserter(rest), [&](const Value& one) { return !isOurs(one); });
    write(put(app, { "metadata", "finalizers" }, Value(std::move(rest))));
}

}
