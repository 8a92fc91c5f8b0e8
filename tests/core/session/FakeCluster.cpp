#include "tests/core/session/FakeCluster.h"

#include "core/base/Async.h"
#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"

#include <QTimer>
#include <QUrlQuery>

#include <algorithm>

namespace holdfast::session::test {

using manifest::ObjectKey;
using manifest::Value;

namespace {

QByteArray bytes(const Value& value)
{
    return QByteArray::fromStdString(manifest::writeJson(value));
}

Value string(const QString& text)
{
    return Value(text.toStdString());
}

QByteArray status(int code)
{
    return R"({"kind":"Status","apiVersion":"v1","status":"Failure","message":"refused by the test","reason":")"
        + QByteArray(code == 403 ? "Forbidden" : "NotFound") + R"(","code":)" + QByteArray::number(code) + "}";
}

Value tableCells(const Value& object)
{
    return Value(Value::List { object["metadata"]["name"], object["status"]["sync"]["status"],
        object["status"]["health"]["status"], object["status"]["sync"]["revision"], object["spec"]["project"] });
}

bool wantsMetadata(const net::Request& request)
{
    return std::ranges::any_of(request.headers, [](const net::Header& header) {
        return header.name.toLower() == "accept" && header.value.contains("as=PartialObjectMetadata");
    });
}

Value metadataOf(const Value& object)
{
    return Value(Value::Map { { "apiVersion", Value("meta.k8s.io/v1") }, { "kind", Value("PartialObjectMetadata") },
        { "metadata", object["metadata"] } });
}

QByteArray metadataList(const QByteArray& list)
{
    const Value whole = manifest::readJson(std::string_view(list)).value();
    Value::List items;
    for (const Value& item : whole["items"].list())
        items.push_back(metadataOf(item));
    return bytes(
        Value(Value::Map { { "apiVersion", Value("meta.k8s.io/v1") }, { "kind", Value("PartialObjectMetadataList") },
            { "metadata", whole["metadata"] }, { "items", Value(std::move(items)) } }));
}

}

void FakeCluster::serve(const Kind& kind)
{
    m_kinds.push_back(kind);
}

void FakeCluster::tell(const char* type, const Value& object)
{
    const ObjectKey key = manifest::objectKey(object);
    const auto line = [type](const Value& told) {
        return bytes(Value(Value::Map { { "type", Value(type) }, { "object", told } })) + '\n';
    };
    for (const Watch& watch : m_watches) {
        const Target place = target(u'/' + watch.plural);
        const bool same = place.kind != nullptr && place.kind->kind == key.kind && place.kind->group == key.group;
        if (same && !watch.cancel.isCancelled() && (watch.nameSpace.isEmpty() || watch.nameSpace == key.nameSpace))
            watch.handler.data(line(watch.metadata ? metadataOf(object) : object));
    }
}

void FakeCluster::put(const Value& object)
{
    const ObjectKey key = manifest::objectKey(object);
    const bool isNew = !m_objects.contains(key);
    const Value stored
        = object.with("metadata", object["metadata"].with("resourceVersion", Value(std::to_string(++m_version))));
    m_objects.insert_or_assign(key, stored);
    tell(isNew ? "ADDED" : "MODIFIED", stored);
}

void FakeCluster::remove(const Value& object)
{
    const auto found = m_objects.find(manifest::objectKey(object));
    if (found == m_objects.end())
        return;
    const Value gone = found->second.with(
        "metadata", found->second["metadata"].with("resourceVersion", Value(std::to_string(++m_version))));
    m_objects.erase(found);
    tell("DELETED", gone);
}

int FakeCluster::watches(const QString& plural) const
{
    return int(std::ranges::count_if(
        m_watches, [&plural](const Watch& watch) { return watch.plural == plural && !watch.cancel.isCancelled(); }));
}

void FakeCluster::unplug()
{
    m_unplugged = true;
    for (const Watch& watch : std::exchange(m_watches, {}))
        if (!watch.cancel.isCancelled())
            watch.handler.done(fail(ErrorCode::Unreachable, {}, QStringLiteral("the test pulled the plug")));
}

QByteArray FakeCluster::discovery(bool core) const
{
    Value::List groups;
    for (const Kind& kind : m_kinds) {
        if (kind.group.isEmpty() != core)
            continue;
        const Value verbs(Value::List { Value("get"), Value("list"), Value("watch") });
        const Value resource(Value::Map { { "resource", string(kind.plural) },
            { "responseKind", Value(Value::Map { { "kind", string(kind.kind) } }) },
            { "scope", Value(kind.namespaced ? "Namespaced" : "Cluster") }, { "verbs", verbs } });
        const Value version(
            Value::Map { { "version", string(kind.version) }, { "resources", Value(Value::List { resource }) } });
        groups.emplace_back(Value::Map { { "metadata", Value(Value::Map { { "name", string(kind.group) } }) },
            { "versions", Value(Value::List { version }) } });
    }
    return bytes(Value(Value::Map { { "kind", Value("APIGroupDiscoveryList") },
        { "apiVersion", Value("apidiscovery.k8s.io/v2") }, { "items", Value(std::move(groups)) } }));
}

FakeCluster::Target FakeCluster::target(const QString& path) const
{
    QStringList parts = path.split(u'/', Qt::SkipEmptyParts);
    Target found;
    const qsizetype space = parts.indexOf(QStringLiteral("namespaces"));
    if (space >= 0 && space + 2 < parts.size()) {
        found.nameSpace = parts.at(space + 1);
        parts.remove(space, 2);
    }
    for (const Kind& kind : m_kinds) {
        const qsizetype at = parts.lastIndexOf(kind.plural);
        const bool group
            = kind.group.isEmpty() ? !path.contains(u"/apis/") : path.contains(kind.group) || !path.contains(u"/apis/");
        if (at < 0 || !group || at + 2 < parts.size())
            continue;
        found.kind = &kind;
        found.name = at + 1 < parts.size() ? parts.at(at + 1) : QString();
        return found;
    }
    return found;
}

QByteArray FakeCluster::list(const Target& target, bool table) const
{
    Value::List items;
    for (const auto& [key, object] : m_objects) {
        if (key.kind != target.kind->kind || key.group != target.kind->group
            || (!target.nameSpace.isEmpty() && key.nameSpace != target.nameSpace))
            continue;
        items.push_back(table ? Value(Value::Map { { "cells", tableCells(object) },
                                    { "object", Value(Value::Map { { "metadata", object["metadata"] } }) } })
                              : object);
    }
    Value::Map answer { { "apiVersion", Value("v1") },
        { "metadata", Value(Value::Map { { "resourceVersion", Value(std::to_string(m_version)) } }) } };
    if (!table) {
        const QString version
            = (target.kind->group.isEmpty() ? QString() : target.kind->group + u'/') + target.kind->version;
        answer.front().second = string(version);
        answer.emplace_back("kind", string(target.kind->kind + QStringLiteral("List")));
        answer.emplace_back("items", Value(std::move(items)));
        return bytes(Value(std::move(answer)));
    }
    Value::List columns;
    for (const char* name : { "Name", "Sync Status", "Health Status", "Revision", "Project" })
        columns.emplace_back(Value::Map { { "name", Value(name) }, { "type", Value("string") } });
    answer.emplace_back("kind", Value("Table"));
    answer.emplace_back("columnDefinitions", Value(std::move(columns)));
    answer.emplace_back("rows", Value(std::move(items)));
    return bytes(Value(std::move(answer)));
}

std::pair<int, QByteArray> FakeCluster::answer(const net::Request& request) const
{
    const QString path = request.url.path();
    if (path == u"/api" || path == u"/apis")
        return { 200, discovery(path == u"/api") };
    if (path == u"/version")
        return { 200, R"({"gitVersion":"v1.33.3"})" };
    const Target found = target(path);
    if (found.kind == nullptr)
        return { 404, status(404) };
    if (const int refused = m_refused.value(found.kind->plural); refused != 0)
        return { refused, status(refused) };
    if (m_refusedSpaces.contains(found.kind->plural + u'/' + found.nameSpace))
        return { 403, status(403) };
    if (!found.name.isEmpty()) {
        const auto object = m_objects.find({ found.kind->group, found.kind->kind, found.nameSpace, found.name });
        return object == m_objects.end() ? std::pair(404, status(404)) : std::pair(200, bytes(object->second));
    }
    bool table = false;
    for (const net::Header& header : request.headers)
        table |= header.name.toLower() == "accept" && header.value.contains("as=Table");
    if (table && !m_tables)
        return { 406, status(406) };
    return { 200, wantsMetadata(request) ? metadataList(list(found, false)) : list(found, table) };
}

void FakeCluster::respond(const net::Request& request, const net::StreamHandler& handler)
{
    if (m_unplugged)
        return handler.done(fail(ErrorCode::Unreachable, {}, QStringLiteral("no route to the test's cluster")));
    const auto [code, body] = answer(request);
    const net::ResponseHead head { .status = code, .headers = { { "Content-Type", "application/json" } } };
    if (handler.head(head) && handler.data(body))
        handler.done({});
    else
        handler.done(fail(ErrorCode::Cancelled, {}, QStringLiteral("cancelled")));
}

QFuture<Result<net::Response>> FakeCluster::send(net::Request request, CancelToken)
{
    const auto [code, body] = answer(request);
    return ready(Result<net::Response>({ .head = { .status = code, .headers = {} }, .body = body }));
}

void FakeCluster::stream(net::Request request, net::StreamKind kind, net::StreamHandler handler, CancelToken cancel)
{
    const QString path = request.url.path();
    ++m_requests[path];
    for (const net::Header& header : request.headers)
        if (header.name.toLower() == "accept")
            m_accepted[path] << header.value;
    const bool watch = kind == net::StreamKind::Watch && QUrlQuery(request.url).hasQueryItem(QStringLiteral("watch"));
    QTimer::singleShot(0, this, [this, request = std::move(request), watch, handler = std::move(handler), cancel] {
        if (cancel.isCancelled())
            return handler.done(fail(ErrorCode::Cancelled, {}, QStringLiteral("cancelled")));
        const Target found = target(request.url.path());
        if (!watch || m_unplugged || found.kind == nullptr || m_refused.contains(found.kind->plural))
            return respond(request, handler);
        if (m_watchesRefused.contains(found.kind->plural)) {
            if (handler.head({ .status = 403, .headers = { { "Content-Type", "application/json" } } })
                && handler.data(status(403)))
                handler.done({});
            return;
        }
        handler.head({ .status = 200, .headers = { { "Content-Type", "application/json" } } });
        m_watches.push_back({ found.kind->plural, found.nameSpace, wantsMetadata(request), handler, cancel,
            cancel.onCancelled(
                [done = handler.done] { done(fail(ErrorCode::Cancelled, {}, QStringLiteral("cancelled"))); }) });
    });
}

QFuture<Result<kube::Authorization>> FakeCredentials::authorize(CancelToken)
{
    if (failure)
        return ready(Result<kube::Authorization>(std::unexpected(*failure)));
    return ready(Result<kube::Authorization>(kube::Authorization {}));
}

}
