#include "core/kube/KubeWrites.h"

#include "core/kube/ApiPath.h"
#include "core/manifest/JsonWriter.h"

#include <algorithm>

namespace holdfast::kube {

namespace {

using manifest::toQString;
using manifest::Value;

QByteArray contentType(PatchType type)
{
    switch (type) {
    case PatchType::Json:
        return QByteArrayLiteral("application/json-patch+json");
    case PatchType::Merge:
        return QByteArrayLiteral("application/merge-patch+json");
    case PatchType::StrategicMerge:
        return QByteArrayLiteral("application/strategic-merge-patch+json");
    case PatchType::Apply:
        return QByteArrayLiteral("application/apply-patch+yaml");
    }
    return {};
}

std::string nameOf(Propagation propagation)
{
    switch (propagation) {
    case Propagation::Background:
        return "Background";
    case Propagation::Foreground:
        return "Foreground";
    case Propagation::Orphan:
        return "Orphan";
    }
    return {};
}

bool hasPrecondition(const Patch& patch)
{
    if (patch.type == PatchType::Json)
        return std::ranges::any_of(
            patch.body.list(), [](const Value& operation) { return operation["op"].text() == "test"; });
    return !patch.body.at({ "metadata", "resourceVersion" }).text().empty();
}

QList<QueryItem> query(const WriteOptions& options)
{
    QList<QueryItem> items { { QStringLiteral("fieldManager"), options.fieldManager } };
    if (options.dryRun == DryRun::All)
        items << QueryItem(QStringLiteral("dryRun"), QStringLiteral("All"));
    return items;
}

net::Request writing(net::Request request, const QByteArray& method, const QByteArray& type, const Value& body)
{
    request.method = method;
    request.headers << net::Header { .name = QByteArrayLiteral("Content-Type"), .value = type };
    request.body = QByteArray::fromStdString(manifest::writeJson(body));
    return request;
}

/// Whether `live` is as the merge patch `wanted` would leave it; the precondition itself aside.
bool holds(const Value& live, const Value& wanted)
{
    if (!wanted.isMap())
        return live == wanted;
    return std::ranges::all_of(wanted.map(), [&](const Value::Member& member) {
        return member.first == "resourceVersion" || holds(live[member.first], member.second);
    });
}

Result<Value> judgeReadBack(const Error& lost, const Value& live, const Patch& patch)
{
    if (patch.type == PatchType::Json
        || live.at({ "metadata", "resourceVersion" }) == patch.body.at({ "metadata", "resourceVersion" }))
        return std::unexpected(lost);
    if (patch.type == PatchType::Merge && holds(live, patch.body))
        return live;
    return fail(ErrorCode::Conflict, lost.where,
        QStringLiteral("the reply was lost, and the object has changed to something else since: %1").arg(lost.detail));
}

Result<QString> pathOf(const ObjectRef& ref)
{
    auto path = objectPath(ref.resource, ref.nameSpace, ref.name);
    if (path && !ref.subresource.isEmpty())
        return *path + QLatin1Char('/') + ref.subresource;
    return path;
}

/// What the answer to a write must be about.
Result<Value> checkAnswer(const Value& answer, const ObjectRef& ref)
{
    if (toQString(answer["kind"].text()) == ref.resource.kind
        && toQString(answer.at({ "metadata", "name" }).text()) == ref.name)
        return answer;
    return fail(ErrorCode::InvalidInput, {},
        QStringLiteral("wrote %1 %2, the server answered with %3 %4")
            .arg(ref.resource.kind, ref.name, toQString(answer["kind"].text()),
                toQString(answer.at({ "metadata", "name" }).text())));
}

template <typename T> QFuture<Result<T>> refused(const QString& why)
{
    return ready<T>(fail(ErrorCode::Precondition, {}, why));
}

}

QFuture<Result<Value>> patchObject(
    const KubeCalls& calls, const ObjectRef& ref, const PatchCall& asked, const CancelToken& cancel)
{
    const auto path = pathOf(ref);
    if (!path)
        return ready<Value>(std::unexpected(path.error()));
    const bool isApply = asked.patch.type == PatchType::Apply;
    const bool isConditional = hasPrecondition(asked.patch);
    if (!isApply && !isConditional && asked.options.dryRun == DryRun::No)
        return refused<Value>(QStringLiteral("a patch without a precondition is not sent"));
    QList<QueryItem> items = query(asked.options);
    if (isApply && asked.options.force == Force::Yes)
        items << QueryItem(QStringLiteral("force"), QStringLiteral("true"));
    const auto answer
        = calls.write(writing(calls.request(withQuery(*path, items), QByteArrayLiteral("application/json")),
                          QByteArrayLiteral("PATCH"), contentType(asked.patch.type), asked.patch.body),
            isConditional ? Repeatable::ConditionalWrite : Repeatable::Write, cancel);
    const auto checked
        = mapped<Value, Value>(answer, calls.home, [ref](const Value& object) { return checkAnswer(object, ref); });
    if (!isConditional || asked.options.dryRun == DryRun::All)
        return checked;
    auto promise = std::make_shared<QPromise<Result<Value>>>();
    promise->start();
    onDone(checked, calls.home, [=](const Result<Value>& result) {
        const auto finish = [promise](const Result<Value>& outcome) {
            promise->addResult(outcome);
            promise->finish();
        };
        if (result || result.error().code != ErrorCode::Unreachable)
            return finish(result);
        onDone(calls.json(*path, QByteArrayLiteral("application/json"), cancel), calls.home,
            [finish, lost = result.error(), patch = asked.patch](const Result<Value>& live) {
                finish(live ? judgeReadBack(lost, *live, patch) : std::unexpected(lost));
            });
    });
    return promise->future();
}

QFuture<Result<Value>> createObject(
    const KubeCalls& calls, const ObjectRef& ref, const CreateCall& asked, const CancelToken& cancel)
{
    const auto path = collectionPath(ref.resource, ref.nameSpace);
    if (!path)
        return ready<Value>(std::unexpected(path.error()));
    return mapped<Value, Value>(
        calls.write(
            writing(calls.request(withQuery(*path, query(asked.options)), QByteArrayLiteral("application/json")),
                QByteArrayLiteral("POST"), QByteArrayLiteral("application/json"), asked.object),
            Repeatable::Write, cancel),
        calls.home, [ref](const Value& object) { return checkAnswer(object, ref); });
}

QFuture<Result<Value>> removeObject(
    const KubeCalls& calls, const ObjectRef& ref, const RemoveCall& asked, const CancelToken& cancel)
{
    const auto path = pathOf(ref);
    if (!path)
        return ready<Value>(std::unexpected(path.error()));
    if (asked.removal.uid.isEmpty())
        return refused<Value>(QStringLiteral("a removal without the object's UID is not sent"));
    Value conditions = Value::emptyMap().with("uid", Value(asked.removal.uid.toStdString()));
    if (!asked.removal.resourceVersion.isEmpty())
        conditions = conditions.with("resourceVersion", Value(asked.removal.resourceVersion.toStdString()));
    Value body = Value::emptyMap()
                     .with("apiVersion", Value("v1"))
                     .with("kind", Value("DeleteOptions"))
                     .with("preconditions", conditions)
                     .with("propagationPolicy", Value(nameOf(asked.removal.propagation)));
    if (asked.options.dryRun == DryRun::All)
        body = body.with("dryRun", Value(Value::List { Value("All") }));
    return calls.write(writing(calls.request(*path, QByteArrayLiteral("application/json")), QByteArrayLiteral("DELETE"),
                           QByteArrayLiteral("application/json"), body),
        Repeatable::ConditionalWrite, cancel);
}

}
