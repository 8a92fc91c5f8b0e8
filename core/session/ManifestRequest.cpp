#include "core/session/ManifestRequest.h"

#include "core/base/Async.h"
#include "core/manifest/SecretMask.h"
#include "core/manifest/YamlWriter.h"

namespace holdfast::session {

using manifest::Value;

namespace {

using Answer = std::shared_ptr<QPromise<Result<Value>>>;

void give(const Answer& answer, Result<Value> result)
{
    answer->addResult(std::move(result));
    answer->finish();
}

/// The app itself lives in its own cluster, all else where it deploys to.
bool isTheApp(const ManifestQuery& query)
{
    const gitops::AppId& id = query.app.id;
    return query.object.nameSpace == id.nameSpace && query.object.name == id.name
        && gitops::word(id.kind).compare(query.object.kind, Qt::CaseInsensitive) == 0;
}

}

ManifestText manifestText(const Value& object, const QDateTime& at)
{
    const Value& metadata = object["metadata"];
    const Value shown = manifest::maskSecret(object.with("metadata", metadata.without("managedFields")));
    return { .yaml = QString::fromStdString(manifest::writeYaml(shown)),
        .resourceVersion = manifest::toQString(metadata["resourceVersion"].text()),
        .at = at };
}

QFuture<Result<Value>> requestLive(const ManifestQuery& query, CancelToken cancel, QObject* context)
{
    const auto answer = std::make_shared<QPromise<Result<Value>>>();
    answer->start();
    const auto read = [answer, query, cancel, context](const Result<ClusterSession*>& target) {
        if (!target)
            return give(answer, std::unexpected(target.error()));
        const auto resource = (*target)->resource(query.object.group, query.object.kind);
        if (!resource)
            return give(answer,
                fail(ErrorCode::NotFound, ObjectPlace { .object = objectText(query.object) },
                    QStringLiteral("the cluster does not serve this kind")));
        const QString wanted
            = query.object.nameSpace.isEmpty() ? query.app.destination.nameSpace : query.object.nameSpace;
        const QString nameSpace = resource->namespaced ? wanted : QString();
        onDone((*target)->client()->object(*resource, nameSpace, query.object.name, cancel), context,
            [answer](const Result<Value>& object) { give(answer, object); });
    };
    if (isTheApp(query))
        read(query.home);
    else
        onDone(query.destinations->find(query.home, query.app, cancel), context, read);
    return answer->future();
}

QFuture<Result<ManifestText>> requestManifest(const ManifestQuery& query, CancelToken cancel, QObject* context)
{
    const auto answer = std::make_shared<QPromise<Result<ManifestText>>>();
    answer->start();
    onDone(requestLive(query, std::move(cancel), context), context,
        [answer, clock = query.clock](const Result<Value>& object) {
            answer->addResult(object.transform([&](const Value& live) { return manifestText(live, clock->now()); }));
            answer->finish();
        });
    return answer->future();
}

}
