#include "core/session/DesiredState.h"

#include "core/manifest/JsonWriter.h"
#include "core/manifest/Resource.h"
#include "core/render/TreeFiles.h"
#include "core/session/ArgoApp.h"
#include "core/session/FluxInputs.h"
#include "core/session/FluxRelease.h"
#include "core/session/Measurement.h"
#include "core/workflow/Targets.h"

#include <algorithm>

namespace holdfast::session {

using manifest::toQString;
using manifest::Value;

namespace {

/// What a query asks of a source: its repository at the revision of the query, others as the app tracks them.
SourceRevision asked(SourceRevision source, const DesiredQuery& query)
{
    if (!query.revision.isEmpty() && workflow::comparableUrl(source.url) == workflow::comparableUrl(query.repository))
        source = { .url = query.repository, .revision = query.revision };
    source.oldest = query.oldest;
    return source;
}

/// Sources by the names that value files call them.
std::map<QString, SourceRevision> namedSources(const std::vector<Value>& sources, const DesiredQuery& query)
{
    std::map<QString, SourceRevision> named;
    for (const Value& source : sources)
        if (!source["ref"].isEmpty())
            named.emplace(toQString(source["ref"].text()), asked(sourceRevision(source), query));
    return named;
}

/// What other sources are at, by the same names.
using NamedCommits = std::map<QString, SourceCommit>;

Result<NamedCommits> refsOf(
    const SourceTrees& trees, const std::map<QString, SourceRevision>& sources, const CancelToken& cancel)
{
    NamedCommits refs;
    for (const auto& [name, source] : sources) {
        const Result<SourceCommit> commit = trees.find(source, cancel);
        if (!commit)
            return std::unexpected(commit.error());
        refs.emplace(name, *commit);
    }
    return refs;
}

/// Where they lie below the tree of another source.
Result<std::map<QString, QString>> foldersOf(
    const SourceTrees& trees, const SourceTree& tree, const NamedCommits& refs, const CancelToken& cancel)
{
    std::map<QString, QString> folders;
    for (const auto& [name, commit] : refs) {
        const Result<QString> folder = trees.addTo(tree, commit, cancel);
        if (!folder)
            return std::unexpected(folder.error());
        folders.emplace(name, *folder);
    }
    return folders;
}

/// The query with the repository that its revision is one of.
DesiredQuery resolved(DesiredQuery query, const QString& firstRepository)
{
    if (query.repository.isEmpty())
        query.repository = firstRepository;
    return query;
}

/// The first source that is rendered.
QString firstRepository(const std::vector<Value>& sources)
{
    const auto first = std::ranges::find_if(
        sources, [](const Value& source) { return !source["path"].isEmpty() || source["ref"].isEmpty(); });
    return first == sources.end() ? QString() : sourceRevision(*first).url;
}

FluxSource atRevision(FluxSource source, const DesiredQuery& query)
{
    source.from = asked(source.from, resolved(query, source.from.url));
    return source;
}

constexpr int mostObjectsKept = 50'000;

QByteArray json(const Value& value)
{
    return QByteArray::fromStdString(manifest::writeJson(value));
}

QByteArrayList ignoredParts(const git::IgnorePatterns& ignored)
{
    return { ignored.first.join(u'\n').toUtf8(), ignored.perDirectoryFile.toUtf8(), ignored.last.join(u'\n').toUtf8() };
}

bool isAbsent(const DesiredQuery& query, const SourceTree& tree, const Value& path)
{
    if (query.absent == AbsentFolder::IsAnError)
        return false;
    const Result<QString> folder = render::folderInside(tree.path, toQString(path.text()));
    return !folder && folder.error().code == ErrorCode::NotFound;
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

struct DesiredStates::ArgoPart {
    const ArgoApp& app;
    const Value& source;
    const SourceCommit& at;
    NamedCommits refs;

    [[nodiscard]] QByteArray key() const
    {
        QByteArrayList parts { at.commit.text().toUtf8(), json(source), app.name.toUtf8(), app.nameSpace.toUtf8(),
            app.instance.toUtf8(), app.project.toUtf8(), app.settings.kustomizeOptions.toUtf8(),
            app.cluster.version.toUtf8(), app.cluster.apis.join(u'\n').toUtf8() };
        for (const auto& [name, commit] : refs)
            parts << name.toUtf8() << commit.commit.text().toUtf8();
        return render::renderKey(parts);
    }
};

struct DesiredStates::ReleasePart {
    const FluxSource& source;
    const SourceCommit& at;
    const ReleaseInputs& inputs;

    [[nodiscard]] QByteArray key() const
    {
        return render::renderKey(
            QByteArrayList { at.commit.text().toUtf8() } + ignoredParts(source.ignored) + inputs.keyParts());
    }
};

struct DesiredStates::FluxPart {
    const FluxSource& source;
    const SourceCommit& at;
    const Value& spec;
    const render::Variables& variables;

    [[nodiscard]] QByteArray key(const gitops::AppId& app) const
    {
        QByteArrayList parts { at.commit.text().toUtf8(), json(spec), app.name.toUtf8(), app.nameSpace.toUtf8() };
        parts += ignoredParts(source.ignored);
        for (const auto& [name, value] : variables)
            parts << QByteArray::fromStdString(name) << QByteArray::fromStdString(value);
        return render::renderKey(parts);
    }
};

DesiredStates::DesiredStates(std::shared_ptr<workflow::ClusterAccess> clusters, const QString& mirrors)
    : m_clusters(std::move(clusters))
    , m_trees(mirrors)
    , m_cache(std::make_unique<render::RenderCache>(mostObjectsKept))
{
}

DesiredStates::~DesiredStates() = default;

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

namespace {

DesiredQuery queryAt(const workflow::RenderPoint& point)
{
    return { .app = { .id = point.app },
        .revision = point.commit.text(),
        .repository = point.repository,
        .absent = AbsentFolder::HasNoObjects };
}

QString differenceOf(const MeasuredObject& object)
{
    const QString name = manifest::objectText(object.key);
    if (object.comparison.verdict == diff::Verdict::Missing)
        return name + QStringLiteral(" is missing");
    if (object.comparison.verdict == diff::Verdict::Extra)
        return name + QStringLiteral(" is there, and not in Git");
    return QStringLiteral("%1 differs in %2 field(s)").arg(name).arg(differingFields(object));
}

}

Result<std::vector<Value>> DesiredStates::renderedAt(
    const workflow::RenderPoint& point, const CancelToken& cancel) const
{
    Result<DesiredState> state = desired(queryAt(point), cancel);
    return state ? Result<std::vector<Value>>(std::move(state->objects)) : std::unexpected(state.error());
}

Result<QStringList> DesiredStates::differing(const workflow::RenderPoint& point, const CancelToken& cancel) const
{
    const Result<Measurement> measurement = measure(*this, *m_clusters, queryAt(point), cancel);
    if (!measurement)
        return std::unexpected(measurement.error());
    QStringList all;
    for (const MeasuredObject& object : measurement->objects) {
        if (differs(object))
            all.append(differenceOf(object));
    }
    return all;
}

Result<render::Rendered> DesiredStates::rendered(
    const DesiredQuery& query, const ArgoPart& part, const CancelToken& cancel) const
{
    const QByteArray key = part.key();
    if (auto kept = m_cache->find(key))
        return *std::move(kept);
    const Result<SourceTree> tree = m_trees.exported(part.at, cancel);
    if (!tree)
        return std::unexpected(tree.error());
    if (isAbsent(query, *tree, part.source["path"]))
        return render::Rendered {};
    const auto folders = foldersOf(m_trees, *tree, part.refs, cancel);
    if (!folders)
        return std::unexpected(folders.error());
    Result<render::Rendered> rendered
        = render::renderArgoSource(m_runner, argoTree(part.app, part.source, *tree, *folders), cancel);
    if (rendered)
        m_cache->keep(key, *rendered);
    return rendered;
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
    const DesiredQuery wanted = resolved(query, firstRepository(sources));
    bool first = true;
    for (const Value& source : sources) {
        if (source["path"].isEmpty() && !source["ref"].isEmpty())
            continue;
        if (!source["chart"].isEmpty())
            return notFromGit(query.app.id);
        const SourceRevision from = asked(sourceRevision(source), wanted);
        const Result<SourceCommit> at = m_trees.find(from, cancel);
        if (!at)
            return std::unexpected(at.error());
        if (std::exchange(first, false)) {
            state.commit = at->commit;
            state.mirror = at->mirror;
            state.repository = from.url;
        }
        Result<NamedCommits> refs;
        if (usesRefs(source))
            refs = refsOf(m_trees, namedSources(sources, wanted), cancel);
        if (!refs)
            return std::unexpected(refs.error());
        const Result<render::Rendered> rendered
            = this->rendered(wanted, ArgoPart { .app = *app, .source = source, .at = *at, .refs = *refs }, cancel);
        if (!rendered)
            return std::unexpected(rendered.error());
        addMarked(*app, rendered->objects, state);
        state.notes += rendered->notes;
    }
    return state;
}

Result<render::Rendered> DesiredStates::rendered(
    const DesiredQuery& query, const FluxPart& part, const CancelToken& cancel) const
{
    const gitops::AppId& app = query.app.id;
    const QByteArray key = part.key(app);
    if (auto kept = m_cache->find(key))
        return *std::move(kept);
    const Result<SourceTree> tree = exportedSource(m_trees, part.at, part.source, cancel);
    if (!tree)
        return std::unexpected(tree.error());
    if (isAbsent(query, *tree, part.spec["path"]))
        return render::Rendered {};
    Result<render::Rendered> rendered = render::renderFluxSource(m_runner,
        { .tree = tree->path, .source = part.spec, .name = app.name, .nameSpace = app.nameSpace }, part.variables,
        cancel);
    if (rendered)
        m_cache->keep(key, *rendered);
    return rendered;
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
    const FluxSource from = atRevision(*source, query);
    const Result<SourceCommit> at = m_trees.find(from.from, cancel);
    if (!at)
        return std::unexpected(at.error());
    DesiredState state { .repository = source->from.url,
        .commit = at->commit,
        .mirror = at->mirror,
        .notes = source->notes,
        .rules = object,
        .predictor = Predictor::Rules };
    const Result<render::Rendered> rendered = this->rendered(
        query, FluxPart { .source = from, .at = *at, .spec = object["spec"], .variables = *values }, cancel);
    if (!rendered)
        return std::unexpected(rendered.error());
    state.notes += rendered->notes;
    const QString nameSpace = toQString(object.at({ "spec", "targetNamespace" }).text());
    for (const Value& one : rendered->objects)
        state.objects.push_back(placed(one, nameSpace));
    return state;
}

Result<render::Rendered> DesiredStates::rendered(
    const DesiredQuery& query, const ReleasePart& part, const CancelToken& cancel) const
{
    const QByteArray key = part.key();
    if (auto kept = m_cache->find(key))
        return *std::move(kept);
    const Result<SourceTree> tree = exportedSource(m_trees, part.at, part.source, cancel);
    if (!tree)
        return std::unexpected(tree.error());
    if (isAbsent(query, *tree, part.inputs.chart["chart"]))
        return render::Rendered {};
    Result<render::Rendered> rendered
        = releaseObjects(m_runner, part.inputs, *tree, cancel).and_then([](std::vector<Value> objects) {
              return render::checked(std::move(objects));
          });
    if (rendered)
        m_cache->keep(key, *rendered);
    return rendered;
}

Result<DesiredState> DesiredStates::helmRelease(
    const DesiredQuery& query, const Value& object, const CancelToken& cancel) const
{
    const FluxReader reader { .clusters = *m_clusters, .app = query.app.id, .cancel = cancel };
    const Result<Value> chart = releaseChart(reader, object);
    if (!chart)
        return std::unexpected(chart.error());
    const Result<FluxSource> source = fluxSource(reader, (*chart)["sourceRef"]);
    if (!source)
        return std::unexpected(source.error());
    const Result<Value> values = releaseValues(reader, object);
    if (!values)
        return std::unexpected(values.error());
    const FluxSource from = atRevision(*source, query);
    const Result<SourceCommit> at = m_trees.find(from.from, cancel);
    if (!at)
        return std::unexpected(at.error());
    const ReleaseInputs inputs { .release = object,
        .chart = *chart,
        .values = *values,
        .cluster = m_clusters->capabilities(query.app.id, cancel).value_or(kube::Capabilities()) };
    const Result<render::Rendered> rendered
        = this->rendered(query, ReleasePart { .source = from, .at = *at, .inputs = inputs }, cancel);
    if (!rendered)
        return std::unexpected(rendered.error());
    DesiredState state { .repository = source->from.url,
        .commit = at->commit,
        .mirror = at->mirror,
        .notes = source->notes + rendered->notes,
        .rules = object,
        .predictor = Predictor::Rules };
    for (const Value& one : rendered->objects)
        state.objects.push_back(placed(one, releaseNameSpace(object)));
    return state;
}

}
