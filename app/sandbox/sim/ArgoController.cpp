#include "app/sandbox/sim/ArgoController.h"

#include "core/manifest/JsonWriter.h"

#include <QRegularExpression>

#include <algorithm>
#include <format>
#include <set>

namespace holdfast::sandbox::sim {

namespace {

const std::string manager = "argocd-application-controller";
// Real ones ask Git every two to three minutes; nobody rehearses that slowly.
constexpr std::chrono::seconds pollInterval { 15 };
constexpr std::chrono::milliseconds liveDelay { 100 };

}

std::string digestOf(const LoadedSources& sources)
{
    return sha256(manifest::writeJson(sequence(sources.objects)));
}

ArgoController::ArgoController(World& home, GitAccess git, std::vector<Destination> destinations)
    : Controller(home)
    , m_git(git)
    , m_destinations(std::move(destinations))
{
    for (const auto& destination : m_destinations) {
        m_tracked.push_back(new TrackedObjects(*destination.world, [this](const std::string& app) {
            const auto mark = app.find('_');
            const auto name = mark == std::string::npos ? ObjectName { "argocd", app }
                                                        : ObjectName { app.substr(0, mark), app.substr(mark + 1) };
            m_apps[name].stale = true;
            enqueue(name, liveDelay);
        }));
    }
    follow(kinds::applications);
}

World* ArgoController::targetOf(const Value& app) const
{
    const auto& wanted = app.at({ "spec", "destination" });
    const auto found = std::ranges::find_if(m_destinations, [&](const Destination& one) {
        return wanted["server"].isEmpty() ? wanted["name"].text() == one.name : wanted["server"].text() == one.server;
    });
    return found == m_destinations.end() ? nullptr : found->world;
}

std::string ArgoController::specTrouble(const Value& app) const
{
    const auto project
        = app.at({ "spec", "project" }).isEmpty() ? std::string("default") : text(app.at({ "spec", "project" }));
    if (project != "default" && world().find(kinds::projects, { "argocd", project }).isNull())
        return std::format("Application referencing project {} which does not exist", project);
    const auto& wanted = app.at({ "spec", "destination" });
    if (targetOf(app) == nullptr && wanted["server"].isEmpty())
        return std::format("there are no clusters with this name: {}", text(wanted["name"]));
    if (targetOf(app) == nullptr)
        return std::format(
            "error getting cluster by server \"{0}\": rpc error: code = NotFound desc = cluster \"{0}\" not found",
            text(wanted["server"]));
    return {};
}

void ArgoController::write(const Value& app)
{
    static_cast<void>(world().update(kinds::applications, app, manager));
}

void ArgoController::tell(
    const Value& app, const std::string& reason, const std::string& message, const std::string& type)
{
    const auto annotations = tree({ { "dest-namespace", app.at({ "spec", "destination", "namespace" }) },
        { "dest-server", app.at({ "spec", "destination", "server" }) } });
    world().tell(
        app, { .type = type, .reason = reason, .message = message, .component = manager, .annotations = annotations });
}

bool ArgoController::needsComparison(const Value& app, const AppState& state) const
{
    return state.stale || !annotation(app, refreshKey).empty() || !(state.spec == app["spec"])
        || !state.comparedAt.isValid()
        || state.comparedAt.msecsTo(world().time()) >= Milliseconds(pollInterval).count();
}

/// Argo CD leaves Applications of other namespaces alone, unless its settings name them.
bool ArgoController::looksAt(const std::string& nameSpace) const
{
    const auto settings = world().find(kinds::configMaps, { "argocd", "argocd-cmd-params-cm" });
    const auto globs = QString::fromStdString(text(settings.at({ "data", "application.namespaces" })));
    return nameSpace == "argocd" || std::ranges::any_of(globs.split(u',', Qt::SkipEmptyParts), [&](const QString& one) {
        const auto glob = QRegularExpression::wildcardToRegularExpression(
            one.trimmed(), QRegularExpression::NonPathWildcardConversion);
        return QRegularExpression(glob).match(QString::fromStdString(nameSpace)).hasMatch();
    });
}

void ArgoController::reconcile(const ObjectName& name)
{
    const auto app = find(name);
    if (app.isNull()) {
        m_apps.erase(name);
        return;
    }
    if (!looksAt(name.nameSpace))
        return;
    auto& state = m_apps[name];
    if (isDeleting(app))
        return finalize(app);
    const auto phase = app.at({ "status", "operationState", "phase" }).text();
    if (state.run && phase == "Terminating")
        return state.run->terminate();
    if (!app["operation"].isNull() && state.operation.isNull())
        return startOperation(app);
    if (annotation(app, "argocd.argoproj.io/skip-reconcile") != "true" && needsComparison(app, state))
        refresh(name);
}

void ArgoController::load(const Value& app, const Value& sync, const Loaded& done)
{
    auto sources = sync["sources"].isEmpty() && sync["source"].isNull() ? sourcesOf(app["spec"]) : sourcesOf(sync);
    const auto collected = std::make_shared<LoadedSources>();
    const auto next = std::make_shared<std::function<void(std::size_t)>>();
    *next = [this, app, sync, sources, collected, done, weak = std::weak_ptr(next)](std::size_t index) {
        if (index == sources.size() || !collected->error.empty())
            return done(*collected);
        const auto& source = sources[index];
        const auto& asked = isMultiSource(app) ? sync["revisions"][index] : sync["revision"];
        const auto revision = asked.isEmpty() ? text(source["targetRevision"]) : text(asked);
        loadSource(app, source, revision, [collected, sources, index, self = weak.lock()](const LoadedSources& one) {
            const auto append = [](auto& all, const auto& more) { all.insert(all.end(), more.begin(), more.end()); };
            append(collected->revisions, one.revisions);
            append(collected->types, one.types);
            append(collected->objects, one.objects);
            if (!one.error.empty())
                collected->error
                    = std::format("Failed to load target state: failed to generate manifest for source {} of {}: {}",
                        index + 1, sources.size(), one.error);
            (*self)(index + 1);
        });
    };
    (*next)(0);
}

void ArgoController::loadSource(const Value& app, const Value& source, const std::string& revision, const Loaded& done)
{
    const auto url = text(source["repoURL"]);
    const auto release = nameOf(app);
    m_git.repositories.resolve(url, revision, this, [this, app, source, url, release, done](const auto& commit) {
        if (!commit)
            return done({ .error
                = std::format("rpc error: code = Unknown desc = failed to list refs: {}", commit.error().message) });
        if (!source["ref"].isEmpty() && source["path"].isEmpty())
            return done({ .revisions = { commit->id }, .types = { "Directory" } });
        const auto helm = tree({ { "releaseName",
                                     source.at({ "helm", "releaseName" }).isEmpty()
                                         ? Value(release)
                                         : source.at({ "helm", "releaseName" }) },
            { "namespace", app.at({ "spec", "destination", "namespace" }) },
            { "values", source.at({ "helm", "valuesObject" }) }, { "valueFiles", source.at({ "helm", "valueFiles" }) },
            { "parameters", source.at({ "helm", "parameters" }) } });
        const auto recursion = source.at({ "directory", "recurse" }).boolOr(false) ? Recursion::Yes : Recursion::No;
        m_git.renderer.render({ url, commit->id, text(source["path"]), RenderStyle::Argo, recursion, helm }, this,
            [done, id = commit->id](const RenderAnswer& answer) {
                if (!answer)
                    return done({ .error = answer.error().message });
                done({ .revisions = { id }, .types = { (*answer)->sourceType }, .objects = (*answer)->objects });
            });
    });
}

void ArgoController::refresh(const ObjectName& name)
{
    auto& state = m_apps[name];
    if (state.busy)
        return;
    const auto app = find(name);
    state.stale = false;
    state.spec = app["spec"];
    state.comparedAt = world().time();
    if (!specTrouble(app).empty())
        return finishRefresh(name, {});
    state.busy = true;
    load(app, Value(), [this, name](const LoadedSources& sources) {
        m_apps[name].busy = false;
        finishRefresh(name, sources);
    });
}

Comparison ArgoController::comparisonOf(const Value& app, const LoadedSources& sources)
{
    Comparison comparison { .sources = sources, .now = world().now(), .invalidSpec = specTrouble(app) };
    auto* target = targetOf(app);
    if (!comparison.invalidSpec.empty() || target == nullptr)
        return comparison;
    std::vector<Value> desired;
    for (const auto& object : sources.objects)
        desired.push_back(tracked(*target, app, object));
    std::vector<Value> live;
    for (std::size_t index = 0; index < m_destinations.size(); ++index) {
        if (m_destinations[index].world == target)
            live = m_tracked[index]->of(instanceName(app));
    }
    comparison.objects = compare(*target, app, desired, live);
    std::set<std::string> images;
    std::set<std::string> spaces;
    for (const auto& one : comparison.objects) {
        const auto own = imagesOf(one.live);
        images.insert(own.begin(), own.end());
        const auto& selector = one.live.at({ "spec", "selector" });
        if (one.live.isNull() || selector["matchLabels"].isEmpty())
            continue;
        for (const auto& pod : target->list(kinds::pods, namespaceOf(one.live))) {
            const auto theirs = imagesOf(pod);
            if (selects(selector, pod.at({ "metadata", "labels" })))
                images.insert(theirs.begin(), theirs.end());
        }
    }
    comparison.images.assign(images.begin(), images.end());
    return comparison;
}

void ArgoController::finishRefresh(const ObjectName& name, const LoadedSources& sources)
{
    const auto app = find(name);
    if (app.isNull() || isDeleting(app))
        return;
    const auto comparison = comparisonOf(app, sources);
    m_apps[name].comparedContent = digestOf(sources);
    auto next = drop(app, { "metadata", "annotations", refreshKey });
    if (next.at({ "metadata", "annotations" }).isEmpty())
        next = drop(next, { "metadata", "annotations" });
    next = next.with("status", comparedStatus(app, comparison));
    // A look that found nothing new leaves the time of the last one for two minutes, as the real poll would.
    const auto last = fromStamp(app.at({ "status", "reconciledAt" }));
    const bool isFresh = last.isValid() && last.secsTo(world().time()) < 120 && annotation(app, refreshKey).empty();
    const auto unstamped = [](const Value& one) { return one["status"].without("reconciledAt"); };
    if (!isFresh || !(unstamped(next) == unstamped(app)))
        write(next);
    tellChanges(app, next);
    autoSync(name);
    // While the past is replayed only what happens there moves an app; a poll would find nothing.
    if (world().time().secsTo(QDateTime::currentDateTimeUtc()) <= 60)
        enqueue(name, pollInterval);
}

void ArgoController::tellChanges(const Value& before, const Value& after)
{
    const auto word = [](const Value& app, const char* what) { return text(app.at({ "status", what, "status" })); };
    if (word(before, "sync") != word(after, "sync"))
        tell(after, "ResourceUpdated",
            std::format("Updated sync status: {} -> {}", word(before, "sync"), word(after, "sync")));
    if (word(before, "health") == word(after, "health"))
        return;
    const auto cause = text(after.at({ "status", "health", "message" }));
    tell(after, "ResourceUpdated",
        std::format("Updated health status: {} -> {}{}", word(before, "health"), word(after, "health"),
            cause.empty() ? "" : std::format(" ({})", cause)));
}

void ArgoController::autoSync(const ObjectName& name)
{
    const auto app = find(name);
    const auto& state = m_apps[name];
    const bool isUnchanged = !annotation(app, "argocd.argoproj.io/manifest-generate-paths").empty()
        && state.comparedContent == state.syncedContent;
    const auto decided = decideAutoSync(app, isUnchanged ? RevisionChange::None : RevisionChange::Possible);
    const bool isFailed = decided.decision == AutoSync::Decision::Failed;
    if (isFailed && itemBy(app.at({ "status", "conditions" }), "type", "SyncError").isNull()) {
        const auto message = std::format("Failed last sync attempt to [{}]: {} (retried {} times).",
            text(app.at({ "status", "sync", "revision" })), text(app.at({ "status", "operationState", "message" })),
            app.at({ "status", "operationState", "retryCount" }).intOr(0));
        const auto condition
            = tree({ { "type", "SyncError" }, { "message", message }, { "lastTransitionTime", world().now() } });
        write(put(app, { "status", "conditions" }, withCondition(app.at({ "status", "conditions" }), condition)));
    } else if (!isFailed && !itemBy(app.at({ "status", "conditions" }), "type", "SyncError").isNull()) {
        const auto rest = withoutCondition(app.at({ "status", "conditions" }), "SyncError");
        write(rest.isEmpty() ? drop(app, { "status", "conditions" }) : put(app, { "status", "conditions" }, rest));
    }
    if (decided.operation.isNull())
        return;
    const auto revision = app.at({ "status", "sync", "revision" }).text();
    tell(app, "OperationStarted", std::format("Initiated automated sync to '{}'", revision));
    write(find(name).with("operation", decided.operation));
}

}
