#include "app/sandbox/sim/SyncRun.h"

#include "app/sandbox/sim/Health.h"
#include "app/sandbox/sim/ThreeWay.h"

#include <algorithm>
#include <format>
#include <set>
#include <tuple>

namespace holdfast::sandbox::sim {

namespace {

constexpr std::chrono::milliseconds lookInterval { 200 };
constexpr std::chrono::seconds waveDelay { 2 };
const std::string manager = "argocd-controller";

}

std::expected<std::string, std::string> argoApply(World& target, const Value& object)
{
    const auto resource = target.store().resourceOf(object["apiVersion"].text(), object["kind"].text());
    if (!resource)
        return std::unexpected(
            std::format("The Kubernetes API could not find {}/{} for requested resource {}/{}. Make sure the \"{}\" "
                        "CRD is installed on the destination cluster.",
                groupOf(object), text(object["kind"]), namespaceOf(object), nameOf(object), text(object["kind"])));
    const auto whole = put(object, { "metadata", "annotations", lastAppliedKey }, Value(lastApplied(object)));
    const auto live = target.store().get(*resource, nameIn(object)).value_or(Value());
    const auto name = kubectlName(object);
    if (live.isNull()) {
        const auto made = target.store().create(*resource, whole, { .fieldManager = manager });
        return made ? std::expected<std::string, std::string>(name + " created")
                    : std::unexpected(made.error().message);
    }
    const auto lists = isBuiltIn(groupOf(object)) ? ListMerge::ByKey : ListMerge::Whole;
    const auto patch = threeWayPatch(readLastApplied(live), withEncodedSecret(whole), lists);
    const auto type = lists == ListMerge::ByKey ? PatchType::Strategic : PatchType::Merge;
    const auto written = target.store().patch(*resource, nameIn(object), type, patch, { .fieldManager = manager });
    if (!written)
        return std::unexpected(
            std::format("error when patching \"/dev/shm/{}\": {}", safeHash(object), written.error().message));
    const bool same
        = written->object.at({ "metadata", "resourceVersion" }) == live.at({ "metadata", "resourceVersion" });
    return name + (same ? " unchanged" : " configured");
}

SyncRun::SyncRun(World& target, SyncOrder order, std::function<void(const SyncOutcome&)> progressed, QObject* parent)
    : QObject(parent)
    , m_target(target)
    , m_order(std::move(order))
    , m_progressed(std::move(progressed))
{
}

void SyncRun::start()
{
    plan();
    step();
}

bool SyncRun::isSelected(const Value& object) const
{
    const auto& resources = m_order.operation.at({ "sync", "resources" });
    return resources.isEmpty() || std::ranges::any_of(resources.list(), [&](const Value& one) {
        return one["kind"] == object["kind"] && one["group"].text() == groupOf(object)
            && one["name"].text() == nameOf(object)
            && (one["namespace"].isEmpty() || one["namespace"].text() == namespaceOf(object));
    });
}

void SyncRun::addTask(const Value& object, bool isPrune)
{
    const auto phases = hookPhases(object);
    const auto& sync = m_order.operation["sync"];
    const bool withHooks = sync.at({ "syncStrategy", "apply" }).isNull() && sync["resources"].isEmpty();
    if (phases.empty()) {
        if (isSelected(object))
            m_tasks.push_back({ .wave = waveOf(object), .object = object, .isPrune = isPrune });
        return;
    }
    for (const auto phase : phases) {
        if (withHooks && !isPrune && phase != SyncPhase::Skip)
            m_tasks.push_back({ .phase = phase, .wave = waveOf(object), .object = object, .isHook = true });
    }
}

void SyncRun::plan()
{
    const auto home = text(m_order.app.at({ "spec", "destination", "namespace" }));
    const auto& options = m_order.operation.at({ "sync", "syncOptions" }).isNull()
        ? m_order.app.at({ "spec", "syncPolicy", "syncOptions" })
        : m_order.operation.at({ "sync", "syncOptions" });
    if (hasOption(options, "CreateNamespace=true") && m_target.find(kinds::namespaces, { {}, home }).isNull()) {
        const auto object
            = tree({ { "apiVersion", "v1" }, { "kind", "Namespace" }, { "metadata", tree({ { "name", home } }) } });
        m_tasks.push_back({ .phase = SyncPhase::PreSync, .wave = -1000, .object = object });
    }
    for (const auto& object : m_order.extra)
        addTask(object, true);
    for (const auto& object : m_order.desired)
        addTask(object, false);
    std::ranges::stable_sort(m_tasks, {}, [](const Task& task) {
        return std::tuple(
            task.phase, task.wave, !task.isPrune, kindOrder(task.object["kind"].text()), nameOf(task.object));
    });
}

// Looks at what runs; when all of a wave is done, begins the next after a pause.
void SyncRun::step()
{
    if (m_over)
        return;
    for (auto& task : m_tasks) {
        if (task.state == TaskState::Running)
            look(task);
    }
    const auto failed = std::ranges::find(m_tasks, TaskState::Failed, &Task::state);
    if (failed != m_tasks.end() && runFailHooks())
        return m_target.agenda().after(lookInterval, this, [this] { step(); });
    if (failed != m_tasks.end())
        return finish("Failed",
            failed->result["status"].text() == "SyncFailed"
                ? "one or more objects failed to apply"
                : "one or more synchronization tasks completed unsuccessfully");
    if (!advance())
        m_target.agenda().after(
            m_waited ? std::chrono::milliseconds(waveDelay) : lookInterval, this, [this] { step(); });
}

// The hooks of a failed sync; true while they run.
bool SyncRun::runFailHooks()
{
    bool isRunning = false;
    for (auto& task : m_tasks) {
        if (task.phase == SyncPhase::SyncFail && task.state == TaskState::Waiting)
            begin(task);
        isRunning = isRunning || (task.phase == SyncPhase::SyncFail && task.state == TaskState::Running);
    }
    return isRunning;
}

bool SyncRun::advance()
{
    const auto state = [](const Task& task) { return task.state; };
    const bool running = std::ranges::find(m_tasks, TaskState::Running, state) != m_tasks.end();
    const auto next = std::ranges::find(m_tasks, TaskState::Waiting,
        [](const Task& task) { return task.phase == SyncPhase::SyncFail ? TaskState::Done : task.state; });
    if (next == m_tasks.end()) {
        const bool isFlat = std::ranges::none_of(
            m_tasks, [](const Task& task) { return task.isHook || (task.wave != 0 && task.wave != -1000); });
        if (running && !isFlat)
            return false;
        finish("Succeeded", isFlat ? "successfully synced (all tasks run)" : "successfully synced (no more tasks)");
        return true;
    }
    if (running) {
        m_waited = false;
        report("Running", waitMessage());
        return false;
    }
    // The namespace of CreateNamespace holds nothing up.
    const bool first = next == m_tasks.begin() || (next - 1)->wave == -1000;
    if (!first && !m_waited) {
        m_waited = true;
        return false;
    }
    m_waited = false;
    const auto phase = next->phase;
    const auto wave = next->wave;
    for (auto& task : m_tasks) {
        if (task.state == TaskState::Waiting && task.phase == phase && task.wave == wave)
            begin(task);
    }
    if (wave == -1000
        || std::ranges::all_of(m_tasks, [](const Task& task) { return task.state != TaskState::Waiting; })) {
        step();
        return true;
    }
    report("Running", waitMessage());
    return false;
}

// What holds the next wave up, in gitops-engine's words.
std::string SyncRun::waitMessage() const
{
    const auto runs = [](const Task& task) { return task.state == TaskState::Running; };
    const auto first = std::ranges::find_if(m_tasks, runs);
    if (first == m_tasks.end())
        return {};
    const auto more = std::ranges::count_if(m_tasks, runs) - 1;
    const std::string also = std::format(" and {} more {}", more, first->isHook ? "hooks" : "resources");
    return std::format("waiting for {} {}/{}/{}{}", first->isHook ? "completion of hook" : "healthy state of",
        groupOf(first->object), first->object["kind"].text(), nameOf(first->object), more > 0 ? also : "");
}

void SyncRun::begin(Task& task)
{
    if (task.isPrune)
        prune(task);
    else
        apply(task);
}

void SyncRun::apply(Task& task)
{
    if (task.isHook && !annotationHas(task.object, "argocd.argoproj.io/hook-delete-policy", "HookFailed")
        && !liveOf(m_target, task.object).isNull()) {
        const auto resource = m_target.store().resourceOf(task.object["apiVersion"].text(), task.object["kind"].text());
        static_cast<void>(
            m_target.store().remove(*resource, nameIn(task.object), { .propagation = Propagation::Background }));
    }
    const auto applied = argoApply(m_target, task.object);
    task.state = applied ? TaskState::Running : TaskState::Failed;
    if (applied && task.wave == -1000)
        task.state = TaskState::Done;
    task.result = applied ? resultOf(task, "Synced", *applied) : resultOf(task, "SyncFailed", applied.error());
}

void SyncRun::prune(Task& task)
{
    task.state = TaskState::Done;
    const bool isKept = annotationHas(task.object, "argocd.argoproj.io/sync-options", "Prune=false");
    if (!m_order.operation.at({ "sync", "prune" }).boolOr(false) || isKept) {
        task.result = resultOf(task, "PruneSkipped", isKept ? "ignored (no prune)" : "ignored (requires pruning)");
        return;
    }
    const auto resource = m_target.store().resourceOf(task.object["apiVersion"].text(), task.object["kind"].text());
    if (resource)
        static_cast<void>(
            m_target.store().remove(*resource, nameIn(task.object), { .propagation = Propagation::Foreground }));
    task.result = resultOf(task, "Pruned", "pruned");
}

void SyncRun::look(Task& task)
{
    const auto live = liveOf(m_target, task.object);
    const auto health = healthOf(live);
    if (health == Health::Healthy || (!task.isHook && !hasHealth(live))) {
        task.state = TaskState::Done;
        task.result = task.result.with("hookPhase", Value("Succeeded"));
        if (task.isHook)
            task.result = task.result.with("message", Value("Reached expected number of succeeded pods"));
        clean(task);
    } else if (health == Health::Degraded && task.isHook) {
        task.state = TaskState::Failed;
        task.result = task.result.with("hookPhase", Value("Failed"))
                          .with("message", Value("Job has reached the specified backoff limit"));
    }
}

void SyncRun::clean(const Task& task)
{
    if (!task.isHook || !annotationHas(task.object, "argocd.argoproj.io/hook-delete-policy", "HookSucceeded"))
        return;
    if (const auto resource = m_target.store().resourceOf(task.object["apiVersion"].text(), task.object["kind"].text()))
        static_cast<void>(
            m_target.store().remove(*resource, nameIn(task.object), { .propagation = Propagation::Background }));
}

Value SyncRun::resultOf(const Task& task, const char* status, const std::string& message) const
{
    std::vector<Value> images;
    for (const auto& image : imagesOf(task.object))
        images.emplace_back(image);
    const bool failed = task.state == TaskState::Failed;
    return tree({ { "group", groupOf(task.object) }, { "version", versionOf(task.object) },
        { "kind", task.object["kind"] }, { "namespace", namespaceOf(task.object) }, { "name", nameOf(task.object) },
        { "status", status }, { "message", message },
        { "hookPhase",
            failed             ? "Failed"
                : task.isPrune ? "Succeeded"
                               : "Running" },
        { "hookType", task.isHook ? Value(phaseText(task.phase)) : Value() }, { "syncPhase", phaseText(task.phase) },
        { "images", images.empty() ? Value() : sequence(images) } });
}

void SyncRun::terminate()
{
    if (!m_over)
        finish("Failed", "Operation terminated");
}

void SyncRun::finish(const std::string& phase, const std::string& message)
{
    m_over = true;
    std::string whole = message;
    if (phase == "Failed") {
        for (const auto& task : m_tasks) {
            if (task.state == TaskState::Failed && !whole.contains(", reason: "))
                whole += ", reason: " + text(task.result["message"]);
        }
    }
    report(phase, whole);
}

void SyncRun::report(const std::string& phase, const std::string& message)
{
    std::vector<Value> results;
    for (const auto& task : m_tasks) {
        if (!task.result.isNull())
            results.push_back(task.result);
    }
    m_progressed({ phase, message, sequence(std::move(results)) });
}

}
