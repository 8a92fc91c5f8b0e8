#include "core/workflow/AppObjects.h"

#include "core/gitops/ObjectReading.h"
#include "core/manifest/JsonReader.h"

#include <QRegularExpression>

#include <map>

namespace holdfast::workflow {

using gitops::text;
using manifest::Value;

namespace {

Result<void> sameCluster(const World& world, const PlannedApp& app, const CancelToken& cancel)
{
    const Result<kube::ClusterIdentity> now = world.clusters->identity(app.app.context, cancel);
    if (!now)
        return std::unexpected(now.error());
    const bool sameUid = app.clusterUid.isEmpty() || now->uid.isEmpty() || app.clusterUid == now->uid;
    if (now->server == app.server && sameUid)
        return {};
    return fail(ErrorCode::Precondition, UrlPlace { .url = now->server },
        QStringLiteral("context \"%1\" led to another cluster when this was reviewed: %2")
            .arg(app.app.context.text(), app.server));
}

}

Error inRun(const gitops::AppId& app, const gitops::OpenRun& run)
{
    return {
        .code = ErrorCode::Precondition,
        .where = ObjectPlace { .object = gitops::appText(app) },
        .detail
        = QStringLiteral("it is in run %1 of %2, open since %3").arg(run.run, run.by, run.since.toString(Qt::ISODate))
    };
}

QString commitIn(const QString& revision)
{
    static const QRegularExpression hash(QStringLiteral("(?:^|[:/])([0-9a-f]{40})$"));
    return hash.match(revision).captured(1);
}

Result<Value> appObject(const World& world, const PlannedApp& app, const CancelToken& cancel)
{
    if (const Result<void> same = sameCluster(world, app, cancel); !same)
        return std::unexpected(same.error());
    return world.clusters->object(placeOf(app.app), cancel);
}

Result<std::vector<Place>> sourcesOf(const World& world, const PlannedApp& app, const CancelToken& cancel)
{
    std::vector<Place> places;
    const gitops::Engine* engine = world.engineOf(app.app.kind);
    if (engine == nullptr || app.app.kind == gitops::AppKind::Application)
        return places;
    const Result<Value> object = appObject(world, app, cancel);
    if (!object)
        return std::unexpected(object.error());
    for (const manifest::ObjectKey& key : engine->references(*object))
        places.push_back({ app.app.context, key });
    return places;
}

Result<gitops::App> appRow(const World& world, const PlannedApp& app, const Value& object, const CancelToken& cancel)
{
    const gitops::Engine* engine = world.engineOf(app.app.kind);
    if (engine == nullptr)
        return fail(ErrorCode::Unsupported, {}, QStringLiteral("no engine reads %1").arg(gitops::appText(app.app)));
    std::map<manifest::ObjectKey, Value> references;
    for (const manifest::ObjectKey& key : engine->references(object)) {
        const Result<Value> reference = world.clusters->object({ app.app.context, key }, cancel);
        if (!reference && reference.error().code != ErrorCode::NotFound)
            return std::unexpected(reference.error());
        references[key] = reference.value_or(Value());
    }
    const auto lookup = [&references](const manifest::ObjectKey& key) {
        const auto found = references.find(key);
        return found == references.end() ? Value() : found->second;
    };
    return engine->app(app.app.context, object, lookup, std::nullopt);
}

QString annotation(const Value& object, const char* name)
{
    return text(object.at({ "metadata", "annotations" })[name]);
}

Value annotationPatch(const Value& object, const QString& annotation, Value value)
{
    const Value annotations(Value::Map { { annotation.toStdString(), std::move(value) } });
    return Value(Value::Map { { "metadata",
        Value(Value::Map {
            { "resourceVersion", object.at({ "metadata", "resourceVersion" }) }, { "annotations", annotations } }) } });
}

Result<bool> holdsCommit(
    const World& world, const PlannedRepository& repository, const QString& revision, const CancelToken& cancel)
{
    const QString commit = commitIn(revision);
    if (commit.isEmpty())
        return false;
    if (commit == repository.commit)
        return true;
    const Result<QString> mirror = world.git->refresh(repository.url, cancel);
    if (!mirror)
        return std::unexpected(mirror.error());
    return git::isAncestor(*mirror, git::CommitId(repository.commit), git::CommitId(commit), cancel);
}

}
