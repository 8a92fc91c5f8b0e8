#include "core/session/DesiredState.h"

#include "core/diff/Inventory.h"
#include "core/git/Tree.h"
#include "core/manifest/Base64.h"
#include "core/manifest/Resource.h"

#include <QTemporaryDir>

namespace holdfast::session {

using manifest::toQString;
using manifest::Value;

namespace {

constexpr std::string_view trackingId = "argocd.argoproj.io/tracking-id";

/// The namespace stands where the kind has one; custom kinds are taken to have one, as most do.
Value placed(const Value& object, const QString& nameSpace)
{
    const manifest::ObjectKey key = manifest::objectKey(object);
    if (nameSpace.isEmpty() || !key.nameSpace.isEmpty() || diff::isClusterScoped(key.group, key.kind))
        return object;
    return object.with("metadata", object["metadata"].with("namespace", Value(nameSpace.toStdString())));
}

/// With the mark by which Argo CD knows its objects; CRDs and hooks carry it, too.
Value tracked(const Value& object, const QString& instance)
{
    const manifest::ObjectKey key = manifest::objectKey(object);
    const QString id = QStringLiteral("%1:%2/%3:%4/%5").arg(instance, key.group, key.kind, key.nameSpace, key.name);
    const Value annotations = object.at({ "metadata", "annotations" }).with(trackingId, Value(id.toStdString()));
    return object.with("metadata", object["metadata"].with("annotations", annotations));
}

std::vector<Value> sourcesOf(const Value& application)
{
    const Value& spec = application["spec"];
    if (!spec["sourceHydrator"].isNull())
        return {};
    if (spec["sources"].isEmpty())
        return { spec["source"] };
    std::vector<Value> sources;
    for (const Value& source : spec["sources"].list()) {
        if (!source["path"].isEmpty() || source["ref"].isEmpty())
            sources.push_back(source);
    }
    return sources;
}

QString flatText(const Value& value)
{
    return value.isString() ? toQString(value.text()) : QString();
}

std::unexpected<Error> noGit(const gitops::App& app)
{
    return fail(ErrorCode::Precondition, ObjectPlace { .object = gitops::appText(app.id) },
        QStringLiteral("its source is no Git repository that could be rendered"));
}

}

struct DesiredStates::Part {
    std::shared_ptr<QTemporaryDir> folder;
    git::CommitId commit;
};

DesiredStates::DesiredStates(std::shared_ptr<workflow::ClusterAccess> clusters, const QString& mirrors)
    : m_clusters(std::move(clusters))
    , m_mirrors(mirrors)
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
        break;
    }
    return fail(ErrorCode::Unsupported, ObjectPlace { .object = gitops::appText(query.app.id) },
        QStringLiteral("a HelmRelease is not rendered; its agent's verdict stands alone"));
}

Result<DesiredStates::Part> DesiredStates::exported(
    const QString& url, const QString& revision, const CancelToken& cancel) const
{
    const Result<QString> mirror = m_mirrors.refresh(url, cancel);
    if (!mirror)
        return std::unexpected(mirror.error());
    const Result<git::CommitId> commit
        = git::commitNamed(*mirror, revision.isEmpty() ? QStringLiteral("HEAD") : revision, cancel);
    if (!commit)
        return fail(ErrorCode::NotFound, UrlPlace { .url = url },
            QStringLiteral("the repository has no revision \"%1\"").arg(revision));
    Part part { .folder = std::make_shared<QTemporaryDir>(), .commit = *commit };
    if (!part.folder->isValid())
        return fail(ErrorCode::Io, FilePlace { .file = part.folder->path() }, part.folder->errorString());
    if (const Result<void> done = git::exportTree(*mirror, *commit, part.folder->path(), cancel); !done)
        return std::unexpected(done.error());
    return part;
}

Result<DesiredState> DesiredStates::application(
    const DesiredQuery& query, const Value& object, const CancelToken& cancel) const
{
    const std::vector<Value> sources = sourcesOf(object);
    if (sources.empty())
        return noGit(query.app);
    const QString nameSpace = toQString(object.at({ "spec", "destination", "namespace" }).text());
    DesiredState state;
    for (const Value& source : sources) {
        if (!source["chart"].isEmpty())
            return noGit(query.app);
        const bool first = state.commit.isEmpty();
        const QString target = toQString(source["targetRevision"].text());
        const Result<Part> part = exported(
            toQString(source["repoURL"].text()), first && !query.revision.isEmpty() ? query.revision : target, cancel);
        if (!part)
            return std::unexpected(part.error());
        const Result<render::Rendered> rendered = render::renderArgoSource(m_runner,
            { .tree = part->folder->path(), .source = source, .name = query.app.id.name, .nameSpace = nameSpace },
            cancel);
        if (!rendered)
            return std::unexpected(rendered.error());
        if (first) {
            state.commit = part->commit;
            state.repository = toQString(source["repoURL"].text());
        }
        for (const Value& one : rendered->objects)
            state.objects.push_back(tracked(placed(one, nameSpace), query.app.id.name));
        state.notes += rendered->notes;
    }
    return state;
}

Result<std::map<QString, QString>> DesiredStates::variables(
    const DesiredQuery& query, const Value& postBuild, const CancelToken& cancel) const
{
    std::map<QString, QString> all;
    for (const Value& from : postBuild["substituteFrom"].list()) {
        const workflow::Place place { .context = query.app.id.context,
            .key = { .group = {},
                .kind = toQString(from["kind"].text()),
                .nameSpace = query.app.id.nameSpace,
                .name = toQString(from["name"].text()) } };
        const Result<Value> object = m_clusters->object(place, cancel);
        if (!object && object.error().code == ErrorCode::NotFound && from["optional"].boolOr(false))
            continue;
        if (!object)
            return std::unexpected(object.error());
        const bool secret = place.key.kind == QLatin1String("Secret");
        for (const Value::Member& member : (*object)["data"].map()) {
            const std::string text = secret ? manifest::decodeBase64(member.second.text()).value_or(std::string())
                                            : std::string(member.second.text());
            all[toQString(member.first)] = QString::fromStdString(text);
        }
    }
    for (const Value::Member& member : postBuild["substitute"].map())
        all[toQString(member.first)] = flatText(member.second);
    return all;
}

Result<DesiredState> DesiredStates::kustomization(
    const DesiredQuery& query, const Value& object, const CancelToken& cancel) const
{
    const gitops::Source& source = query.app.source;
    if (source.kind != QLatin1String("Git") || source.repository.isEmpty())
        return noGit(query.app);
    const Result<std::map<QString, QString>> values = variables(query, object.at({ "spec", "postBuild" }), cancel);
    if (!values)
        return std::unexpected(values.error());
    const Result<Part> part
        = exported(source.repository, query.revision.isEmpty() ? source.target : query.revision, cancel);
    if (!part)
        return std::unexpected(part.error());
    const Result<render::Rendered> rendered = render::renderFluxSource(m_runner,
        { .tree = part->folder->path(),
            .source = object["spec"],
            .name = query.app.id.name,
            .nameSpace = query.app.id.nameSpace },
        *values, cancel);
    if (!rendered)
        return std::unexpected(rendered.error());
    DesiredState state {
        .objects = {}, .repository = source.repository, .commit = part->commit, .notes = rendered->notes
    };
    const QString nameSpace = toQString(object.at({ "spec", "targetNamespace" }).text());
    for (const Value& one : rendered->objects)
        state.objects.push_back(placed(one, nameSpace));
    return state;
}

}
