#include "app/sandbox/sim/KustomizationController.h"

#include "app/sandbox/sim/SourceController.h"

#include <algorithm>
#include <format>

namespace holdfast::sandbox::sim {

namespace {

// The controller writes its own objects under this name, and what it applies under kustomize-controller.
const std::string manager = "gotk-kustomize-controller";
constexpr std::chrono::seconds dependencyRetry { 5 };

std::chrono::milliseconds intervalOf(const Value& object)
{
    return durationOf(object.at({ "spec", "interval" }), std::chrono::minutes(10));
}

std::chrono::milliseconds timeoutOf(const Value& object)
{
    const auto otherwise
        = std::max<std::chrono::milliseconds>(intervalOf(object) - std::chrono::seconds(30), std::chrono::seconds(30));
    return durationOf(object.at({ "spec", "timeout" }), otherwise);
}

}

KustomizationController::KustomizationController(World& world, Renderer& renderer)
    : Controller(world)
    , m_renderer(renderer)
    , m_applier(world, "kustomize-controller")
{
    follow(kinds::kustomizations);
    followWith(kinds::gitRepositories, [this](const Value& source) {
        std::vector<ObjectName> names;
        for (const auto& one : this->world().list(kinds::kustomizations)) {
            const auto& reference = one.at({ "spec", "sourceRef" });
            const auto home = reference["namespace"].isEmpty() ? namespaceOf(one) : text(reference["namespace"]);
            if (reference["name"].text() == nameOf(source) && home == namespaceOf(source))
                names.push_back(nameIn(one));
        }
        return names;
    });
}

Value KustomizationController::write(const Value& object)
{
    return world().updateStatus(kinds::kustomizations, object, manager).value_or(object);
}

void KustomizationController::tell(const Value& object, const EventText& what, const std::string& revision)
{
    auto text = what;
    text.component = "kustomize-controller";
    text.annotations = tree({ { "kustomize.toolkit.fluxcd.io/revision", revision } });
    world().tell(object, text);
}

Value KustomizationController::sourceOf(const Value& object) const
{
    const auto& reference = object.at({ "spec", "sourceRef" });
    const auto home = reference["namespace"].isEmpty() ? namespaceOf(object) : text(reference["namespace"]);
    return reference["kind"].text() == "GitRepository"
        ? world().find(kinds::gitRepositories, { home, text(reference["name"]) })
        : Value();
}

void KustomizationController::reconcile(const ObjectName& name)
{
    auto object = find(name);
    if (object.isNull()) {
        m_states.erase(name);
        return;
    }
    if (isDeleting(object))
        return finalize(object);
    if (object.at({ "metadata", "finalizers" }).isEmpty()) {
        object = put(object, { "metadata", "finalizers" }, sequence({ Value(fluxFinalizer) }));
        static_cast<void>(world().update(kinds::kustomizations, object, manager));
        return;
    }
    if (object.at({ "spec", "suspend" }).boolOr(false))
        return answerSuspended(object);
    const auto source = sourceOf(object);
    if (!m_states[name].busy && isDue(object, source))
        begin(object, source);
}

// A suspended one does nothing, and answers all the same that it was asked.
void KustomizationController::answerSuspended(const Value& object)
{
    if (openRequest(object).empty())
        return;
    auto next = withHandledRequest(object);
    if (isFluxReady(object))
        next = put(next, { "status", "observedGeneration" }, object.at({ "metadata", "generation" }));
    static_cast<void>(write(next));
}

bool KustomizationController::isDue(const Value& object, const Value& source)
{
    auto& state = m_states[nameIn(object)];
    const auto generation = object.at({ "metadata", "generation" }).intOr(1);
    const auto revision = source.at({ "status", "artifact", "revision" });
    if (!state.attemptedAt.isValid() || state.attemptedGeneration != generation || !openRequest(object).empty())
        return true;
    if (!revision.isEmpty() && revision.text() != state.attempt.revision)
        return true;
    const auto wait
        = state.failed ? durationOf(object.at({ "spec", "retryInterval" }), intervalOf(object)) : intervalOf(object);
    const auto& reason = itemBy(object.at({ "status", "conditions" }), "type", "Ready")["reason"];
    const auto rest = reason.text() == "DependencyNotReady" ? std::chrono::milliseconds(dependencyRetry) : wait;
    return state.attemptedAt.msecsTo(world().time()) >= rest.count();
}

std::string KustomizationController::missingDependency(const Value& object) const
{
    for (const auto& one : object.at({ "spec", "dependsOn" }).list()) {
        const auto home = one["namespace"].isEmpty() ? namespaceOf(object) : text(one["namespace"]);
        const auto other = find({ home, text(one["name"]) });
        const auto named = std::format("{}/{}", home, text(one["name"]));
        if (other.isNull())
            return std::format("dependency '{}' not found", named);
        const auto revision = sourceOf(other).at({ "status", "artifact", "revision" });
        const bool isBehind = other.at({ "spec", "sourceRef" }) == object.at({ "spec", "sourceRef" })
            && !(other.at({ "status", "lastAppliedRevision" }) == revision);
        if (!isSettled(other))
            return std::format("dependency '{}' is not ready", named);
        if (isBehind)
            return std::format("dependency '{}' revision is not up to date", named);
    }
    return {};
}

void KustomizationController::begin(const Value& object, const Value& source)
{
    const auto name = nameIn(object);
    auto& state = m_states[name];
    state.attemptedAt = world().time();
    state.attemptedGeneration = object.at({ "metadata", "generation" }).intOr(1);
    const auto revision = text(source.at({ "status", "artifact", "revision" }));
    state.attempt = { world().time(), revision, {}, {} };
    const auto& reference = object.at({ "spec", "sourceRef" });
    if (source.isNull())
        return fail(name, "ArtifactFailed",
            std::format(
                "{}.source.toolkit.fluxcd.io \"{}\" not found", text(reference["kind"]), text(reference["name"])));
    if (revision.empty())
        return fail(name, "ArtifactFailed",
            std::format("Source artifact not found, retrying in {}", durationText(std::chrono::seconds(30))));
    if (const auto missing = missingDependency(object); !missing.empty()) {
        const auto next = withoutConditions(
            withFluxConditions(object, { { "Ready", "False", "DependencyNotReady", missing } }, world().now()),
            { "Reconciling" });
        tell(next,
            { .reason = "DependencyNotReady",
                .message = std::format(
                    "Dependencies do not meet ready condition, retrying in {}", durationText(dependencyRetry)) },
            revision);
        static_cast<void>(write(next));
        return endAttempt(name, dependencyRetry);
    }
    state.busy = true;
    const auto message = std::format(
        "Fetching manifests for revision {} with a timeout of {}", revision, durationText(timeoutOf(object)));
    static_cast<void>(write(withFluxConditions(object,
        { { "Reconciling", "True", "Progressing", message },
            { "Ready", "Unknown", "Progressing", "Reconciliation in progress" } },
        world().now())));
    const auto commit = revision.substr(revision.rfind(':') + 1);
    m_renderer.render({ text(source.at({ "spec", "url" })), commit, text(object.at({ "spec", "path" })),
                          RenderStyle::Flux, Recursion::Yes, {} },
        this, [this, name](const RenderAnswer& answer) { rendered(name, answer); });
}

void KustomizationController::rendered(const ObjectName& name, const RenderAnswer& answer)
{
    const auto object = find(name);
    if (object.isNull() || isDeleting(object) || object.at({ "spec", "suspend" }).boolOr(false))
        return endAttempt(name, std::chrono::milliseconds(0));
    if (!answer)
        return fail(name, answer.error().isMissing ? "ArtifactFailed" : "BuildFailed", answer.error().message);
    apply(name, owned(object, (*answer)->objects));
}

void KustomizationController::endAttempt(const ObjectName& name, std::chrono::milliseconds next)
{
    m_states[name].busy = false;
    if (!isReplayed(world()) || next <= std::chrono::milliseconds(dependencyRetry))
        enqueue(name, std::max(next, std::chrono::milliseconds(1)));
}

void KustomizationController::finalize(const Value& object)
{
    const bool keeps = object.at({ "spec", "suspend" }).boolOr(false) || !object.at({ "spec", "prune" }).boolOr(false)
        || object.at({ "spec", "deletionPolicy" }).text() == "Orphan";
    if (!keeps) {
        auto pruned = prune(object, {});
        if (!pruned.empty())
            tell(object, { .reason = "ReconciliationSucceeded", .message = "garbage collection done" },
                text(object.at({ "status", "lastAppliedRevision" })));
    }
    static_cast<void>(
        world().update(kinds::kustomizations, put(object, { "metadata", "finalizers" }, Value::emptyList()), manager));
}

}
