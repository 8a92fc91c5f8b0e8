#include "core/session/ArgoApp.h"

#include "core/diff/Inventory.h"
#include "core/manifest/Resource.h"

#include <algorithm>

namespace holdfast::session {

using manifest::toQString;
using manifest::Value;

namespace {

/// A ConfigMap of the installation; null, with a note, where it is not there or not ours to read.
Result<Value> configMap(
    workflow::ClusterAccess& clusters, const workflow::Place& place, QStringList& notes, const CancelToken& cancel)
{
    const Result<Value> object = clusters.object(place, cancel);
    if (object)
        return *object;
    if (object.error().code == ErrorCode::Cancelled)
        return std::unexpected(object.error());
    if (object.error().code != ErrorCode::NotFound)
        notes << QStringLiteral("%1 cannot be read, so rules that hold for all of Argo CD's apps are not applied: %2")
                     .arg(place.key.name, errorText(object.error()));
    return Value();
}

/// The app's own word wins over the installation's; who applies on the server also compares there (since 3.6).
Predictor predictorOf(const Value& application, const ArgoSettings& settings)
{
    static constexpr std::string_view key = "argocd.argoproj.io/compare-options";
    const std::string_view options = application.at({ "metadata", "annotations", key }).text();
    if (options.contains("ServerSideDiff=false"))
        return Predictor::Rules;
    const manifest::Value::List& sync = application.at({ "spec", "syncPolicy", "syncOptions" }).list();
    const bool applies
        = std::ranges::any_of(sync, [](const Value& option) { return option.text() == "ServerSideApply=true"; });
    const bool asks = settings.serverSideDiff || applies || options.contains("ServerSideDiff=true");
    return asks ? Predictor::Server : Predictor::Rules;
}

Value rulesOf(const Value& application, const ArgoSettings& settings)
{
    static constexpr std::string_view key = "argocd.argoproj.io/compare-options";
    Value options = settings.compareOptions;
    if (application.at({ "metadata", "annotations", key }).text().contains("IncludeMutationWebhook=true"))
        options = options.with("includeMutationWebhook", Value(true));
    return application.with(
        "spec", application["spec"].with("resourceOverrides", settings.overrides).with("compareOptions", options));
}

}

Result<ArgoApp> argoApp(
    workflow::ClusterAccess& clusters, const gitops::AppId& id, const Value& object, const CancelToken& cancel)
{
    const Value& controller = object.at({ "status", "controllerNamespace" });
    const QString home = controller.isEmpty() ? id.nameSpace : toQString(controller.text());
    ArgoApp app { .name = id.name,
        .instance = id.nameSpace == home ? id.name : id.nameSpace + u'_' + id.name,
        .nameSpace = toQString(object.at({ "spec", "destination", "namespace" }).text()),
        .project = toQString(object.at({ "spec", "project" }).text()) };
    const auto read = [&](const char* name) {
        return configMap(clusters,
            { .context = id.context,
                .key = { .kind = QStringLiteral("ConfigMap"), .nameSpace = home, .name = QLatin1String(name) } },
            app.notes, cancel);
    };
    const Result<Value> settings = read("argocd-cm");
    if (!settings)
        return std::unexpected(settings.error());
    const Result<Value> parameters = read("argocd-cmd-params-cm");
    if (!parameters)
        return std::unexpected(parameters.error());
    const Result<ArgoSettings> all = argoSettings(*settings, *parameters);
    if (!all)
        return std::unexpected(all.error());
    app.settings = *all;
    app.rules = rulesOf(object, *all);
    app.predictor = predictorOf(object, *all);
    app.cluster = clusters.capabilities(id, cancel).value_or(kube::Capabilities());
    return app;
}

std::vector<Value> gitSources(const Value& application)
{
    const Value& spec = application["spec"];
    if (const Value& hydrator = spec["sourceHydrator"]; !hydrator.isNull()) {
        const Value& sync = hydrator["syncSource"];
        const Value& url = sync["repoURL"].isEmpty() ? hydrator.at({ "drySource", "repoURL" }) : sync["repoURL"];
        return { Value(
            Value::Map { { "repoURL", url }, { "path", sync["path"] }, { "targetRevision", sync["targetBranch"] } }) };
    }
    return spec["sources"].isEmpty() ? std::vector<Value> { spec["source"] } : spec["sources"].list();
}

SourceRevision sourceRevision(const Value& source)
{
    return { .url = toQString(source["repoURL"].text()), .revision = toQString(source["targetRevision"].text()) };
}

render::AppTree argoTree(
    const ArgoApp& app, const Value& source, const SourceTree& tree, const std::map<QString, QString>& refs)
{
    return { .tree = tree.path,
        .source = source,
        .name = app.name,
        .nameSpace = app.nameSpace,
        .commit = tree.commit.text(),
        .instance = app.instance,
        .project = app.project,
        .refs = refs,
        .kubeVersion = app.cluster.version,
        .apiVersions = app.cluster.apis,
        .buildOptions = app.settings.kustomizeOptions };
}

Value placed(const Value& object, const QString& nameSpace)
{
    const manifest::ObjectKey key = manifest::objectKey(object);
    if (nameSpace.isEmpty() || !key.nameSpace.isEmpty() || diff::isClusterScoped(key.group, key.kind))
        return object;
    return object.with("metadata", object["metadata"].with("namespace", Value(nameSpace.toStdString())));
}

void addMarked(const ArgoApp& app, const std::vector<Value>& objects, DesiredState& state)
{
    const auto before = static_cast<std::ptrdiff_t>(state.objects.size());
    for (const Value& object : objects) {
        const Value marked = tracked(placed(object, app.nameSpace), app.settings, app.instance, app.nameSpace);
        const manifest::ObjectKey key = manifest::objectKey(marked);
        const auto end = state.objects.begin() + before;
        const auto same = std::find_if(
            state.objects.begin(), end, [&key](const Value& one) { return manifest::objectKey(one) == key; });
        if (same == end) {
            state.objects.push_back(marked);
            continue;
        }
        *same = marked;
        state.notes
            << QStringLiteral("%1 comes from several sources; the last one counts.").arg(manifest::objectText(key));
    }
}

std::unexpected<Error> notFromGit(const gitops::AppId& app)
{
    return fail(ErrorCode::Precondition, ObjectPlace { .object = gitops::appText(app) },
        QStringLiteral("its source is no Git repository that could be rendered"));
}

}
