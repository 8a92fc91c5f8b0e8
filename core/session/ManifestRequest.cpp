#include "core/session/ManifestRequest.h"

#include "core/base/Async.h"
#include "core/manifest/SecretMask.h"
#include "core/manifest/YamlWriter.h"

#include <functional>

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

using Call = std::function<QFuture<Result<Value>>(kube::KubeClient&, const kube::ObjectRef&)>;

/// A call about the object, to the cluster that the app deploys to.
QFuture<Result<Value>> atDestination(const ManifestQuery& query, const Call& call, QObject* context)
{
    const auto answer = std::make_shared<QPromise<Result<Value>>>();
    answer->start();
    const auto put = [answer, query, call, context](const Result<ClusterSession*>& target) {
        if (!target)
            return give(answer, std::unexpected(target.error()));
        const auto resource = (*target)->resource(query.object.group, query.object.kind);
        if (!resource)
            return give(answer,
                fail(ErrorCode::NotFound, ObjectPlace { .object = objectText(query.object) },
                    QStringLiteral("the cluster does not serve this kind")));
        const QString wanted
            = query.object.nameSpace.isEmpty() ? query.app.destination.nameSpace : query.object.nameSpace;
        const kube::ObjectRef ref {
            .resource = *resource, .nameSpace = resource->namespaced ? wanted : QString(), .name = query.object.name
        };
        onDone(
            call(*(*target)->client(), ref), context, [answer](const Result<Value>& object) { give(answer, object); });
    };
    if (isTheApp(query))
        put(query.home);
    else
        onDone(query.destinations->find(query.home, query.app), context, put);
    return answer->future();
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
    return atDestination(
        query,
        [cancel](kube::KubeClient& client, const kube::ObjectRef& ref) {
            return client.object(ref.resource, ref.nameSpace, ref.name, cancel);
        },
        context);
}

QFuture<Result<Value>> requestPrediction(
    const ManifestQuery& query, const DryRunApply& apply, CancelToken cancel, QObject* context)
{
    return atDestination(
        query,
        [apply, cancel](kube::KubeClient& client, const kube::ObjectRef& ref) {
            kube::ObjectRef exact = ref; // the body's version and the path's must agree
            exact.resource.version = manifest::groupVersionKind(apply.desired).version;
            return client.patch(exact, { kube::PatchType::Apply, apply.desired },
                { .fieldManager = apply.manager, .dryRun = kube::DryRun::All, .force = kube::Force::Yes }, cancel);
        },
        context);
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
