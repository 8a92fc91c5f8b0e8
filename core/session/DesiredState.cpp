#include "core/session/DesiredState.h"

#include "core/manifest/Resource.h"
#include "core/session/ArgoApp.h"
#include "core/session/FluxInputs.h"
#include "core/session/FluxRelease.h"

namespace holdfast::session {

using manifest::toQString;
using manifest::Value;

namespace {

/// Where a source lies below the tree of another, by the name that value files call it.
Result<std::map<QString, QString>> refsFor(
    const SourceTrees& trees, const SourceTree& tree, const std::vector<Value>& sources, const CancelToken& cancel)
{
    std::map<QString, QString> refs;
    for (const Value& source : sources) {
        if (source["ref"].isEmpty())
            continue;
        const Result<QString> folder = trees.addTo(tree, sourceRevision(source), cancel);
        if (!folder)
            return std::unexpected(folder.error());
        refs.emplace(toQString(source["ref"].text()), *folder);
    }
    return refs;
}

bool usesRefs(const Value& source)
{
    for (const Value& file : source.at({ "helm", "valueFiles" }).list()) {
        if (file.text().starts_with('$'))
            return true;
    }
    return false;
}

}

DesiredStates::DesiredStates(std::shared_ptr<workflow::ClusterAccess> clusters, const QString& mirrors)
    : m_clusters(std::move(clusters))
    , m_trees(mirrors)
{
}

Result<DesiredState> DesiredStates::desired(const DesiredQuery& query, const CancelToken& cancel) const
{
    const Result<Value> object = m_clusters->object(workflow::placeOf(query.app.id), cancel);
    if (!object)
        return std::unexpected(object.error());
    switch (query.app.id.kind) {
    case gitops::AppKind::Application:
        return application(query, *object, cancel);
    case gitops::AppKind::Kustomization:
        return kustomization(query, *object, cancel);
    case gitops::AppKind::HelmRelease:
        return helmRelease(query, *object, cancel);
    }
    std::unreachable();
}

Result<DesiredState> DesiredStates::application(
    const DesiredQuery& query, const Value& object, const CancelToken& cancel) const
{
    const std::vector<Value> sources = gitSources(object);
    if (sources.empty())
        return notFromGit(query.app.id);
    const Result<ArgoApp> app = argoApp(*m_clusters, query.app.id, object, cancel);
    if (!app)
        return std::unexpected(app.error());
    DesiredState state { .notes = app->notes, .rules = app->rules, .predictor = app->predictor };
    bool first = true;
    for (const Value& source : sources) {
        if (source["path"].isEmpty() && !source["ref"].isEmpty())
            continue;
        if (!source["chart"].isEmpty())
            return notFromGit(query.app.id);
        SourceRevision from = sourceRevision(source);
        if (first && !query.revision.isEmpty())
            from.revision = query.revision;
        const Result<SourceTree> tree = m_trees.exported(from, cancel);
        if (!tree)
            return std::unexpected(tree.error());
        const auto refs
            = usesRefs(source) ? refsFor(m_trees, *tree, sources, cancel) : Result<std::map<QString, QString>>();
        if (!refs)
            return std::unexpected(refs.error());
        const Result<render::Rendered> rendered
            = render::renderArgoSource(m_runner, argoTree(*app, source, *tree, *refs), cancel);
        if (!rendered)
            return std::unexpected(rendered.error());
        if (first) {
            state.commit = tree->commit;
            state.repository = from.url;
        }
        first = false;
        addMarked(*app, rendered->objects, state);
        state.notes += rendered->notes;
    }
    return state;
}

Result<DesiredState> DesiredStates::kustomization(
    const DesiredQuery& query, const Value& object, const CancelToken& cancel) const
{
    const FluxReader reader { .clusters = *m_clusters, .app = query.app.id, .cancel = cancel };
    const Result<FluxSource> source = fluxSource(reader, object.at({ "spec", "sourceRef" }));
    if (!source)
        return std::unexpected(source.error());
    const Result<render::Variables> values = postBuildVariables(reader, object.at({ "spec", "postBuild" }));
    if (!values)
        return std::unexpected(values.error());
    const Result<SourceTree> tree = exportedSource(m_trees, *source, query.revision, cancel);
    if (!tree)
        return std::unexpected(tree.error());
    const Result<render::Rendered> rendered = render::renderFluxSource(m_runner,
        { .tree = tree->path,
            .source = object["spec"],
            .name = query.app.id.name,
            .nameSpace = query.app.id.nameSpace },
        *values, cancel);
    if (!rendered)
        return std::unexpected(rendered.error());
    DesiredState state { .repository = source->from.url,
        .commit = tree->commit,
        .notes = source->notes + rendered->notes,
        .rules = object,
        .predictor = Predictor::Rules };
    const QString nameSpace = toQString(object.at({ "spec", "targetNamespace" }).text());
    for (const Value& one : rendered->objects)
        state.objects.push_back(placed(one, nameSpace));
    return state;
}

Result<DesiredState> DesiredStates::helmRelease(
    const DesiredQuery& query, const Value& object, const CancelToken& cancel) const
{
    const FluxReader reader { .clusters = *m_clusters, .app = query.app.id, .cancel = cancel };
    const Value& chart = object.at({ "spec", "chart", "spec" });
    const Result<FluxSource> source = fluxSource(reader, chart["sourceRef"]);
    if (!source)
        return std::unexpected(source.error());
    const Result<SourceTree> tree = exportedSource(m_trees, *source, query.revision, cancel);
    if (!tree)
        return std::unexpected(tree.error());
    const Result<std::vector<Value>> objects = releaseObjects(m_runner, reader, object, *tree);
    if (!objects)
        return std::unexpected(objects.error());
    const Result<render::Rendered> rendered = render::checked(*objects);
    if (!rendered)
        return std::unexpected(rendered.error());
    DesiredState state { .repository = source->from.url,
        .commit = tree->commit,
        .notes = source->notes + rendered->notes,
        .rules = object,
        .predictor = Predictor::Rules };
    for (const Value& one : rendered->objects)
        state.objects.push_back(placed(one, releaseNameSpace(object)));
    return state;
}

}
