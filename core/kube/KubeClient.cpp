#include "core/kube/KubeClient.h"

#include "core/base/Async.h"
#include "core/base/SharedAnswer.h"
#include "core/kube/ApiPath.h"
#include "core/kube/Discovery.h"
#include "core/kube/KubeCalls.h"
#include "core/kube/KubeWrites.h"
#include "core/kube/StatusError.h"
#include "core/kube/Timers.h"

namespace holdfast::kube {

namespace {

using manifest::toQString;
using manifest::Value;

constexpr std::chrono::seconds probeLimit { 15 };
constexpr auto tableAccept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
constexpr auto jsonAccept = "application/json";

/// `v1.36.2-gke.1`: a server of 1.34 on streams lists unless told not to (feature WatchList).
bool isStreamingVersion(const QString& version)
{
    const QStringList parts = version.split(u'.');
    return parts.value(0) == u"v1" && parts.value(1).toInt() >= 34;
}

Result<Value> checkObject(const Value& object, const ApiResource& resource, const QString& name)
{
    if (toQString(object["kind"].text()) == resource.kind && toQString(object["metadata"]["name"].text()) == name)
        return object;
    return fail(ErrorCode::InvalidInput, {},
        QStringLiteral("asked for %1 %2, the server answered with %3 %4")
            .arg(resource.kind, name, toQString(object["kind"].text()), toQString(object["metadata"]["name"].text())));
}

}

struct KubeClient::State {
    Context context;
    CallServices services;
    std::shared_ptr<WarningList> warnings = std::make_shared<WarningList>();
    std::shared_ptr<bool> streamsLists = std::make_shared<bool>(false);
    SharedAnswer<std::vector<ApiResource>> discovery;
    SharedAnswer<QString> probe;
    QObject home; ///< last: dies first, and with it what is under way

    KubeCalls calls()
    {
        return { .services = services, .server = context.cluster.server, .home = &home, .warnings = warnings };
    }
};

KubeClient::KubeClient(Context context, std::shared_ptr<net::HttpTransport> transport,
    std::shared_ptr<Credentials> credentials, std::shared_ptr<Timers> timers)
    : m_state(std::make_unique<State>())
{
    m_state->context = std::move(context);
    m_state->services = { .transport = std::move(transport),
        .credentials = std::move(credentials),
        .timers = timers ? std::move(timers) : std::make_shared<QtTimers>() };
}

KubeClient::~KubeClient() = default;

const Context& KubeClient::context() const
{
    return m_state->context;
}

QStringList KubeClient::warnings() const
{
    return m_state->warnings->all();
}

const std::shared_ptr<net::HttpTransport>& KubeClient::transport() const
{
    return m_state->services.transport;
}

const std::shared_ptr<Credentials>& KubeClient::credentials() const
{
    return m_state->services.credentials;
}

const std::shared_ptr<Timers>& KubeClient::timers() const
{
    return m_state->services.timers;
}

QFuture<Result<net::Request>> KubeClient::prepare(QString pathAndQuery, QByteArray accept, CancelToken cancel)
{
    net::Request request = m_state->calls().request(pathAndQuery, accept);
    return mapped<net::Request, Authorization>(m_state->services.credentials->authorize(std::move(cancel)),
        &m_state->home, [request](const Authorization& authorization) -> Result<net::Request> {
            return authorised(request, authorization);
        });
}

QFuture<Result<ClusterIdentity>> KubeClient::identity(CancelToken cancel)
{
    KubeCalls calls = m_state->calls();
    const ClusterIdentity known {
        .server = m_state->context.cluster.server.toString(QUrl::RemoveUserInfo), .uid = {}, .version = {}
    };
    return chained<ClusterIdentity, Value>(calls.json(QStringLiteral("/version"), jsonAccept, cancel), calls.home,
        [calls, known, cancel, streams = m_state->streamsLists](const Value& version) mutable {
            ClusterIdentity identity = known;
            identity.version = toQString(version["gitVersion"].text());
            *streams = isStreamingVersion(identity.version);
            if (identity.version.isEmpty())
                return ready<ClusterIdentity>(fail(ErrorCode::InvalidInput, UrlPlace { known.server },
                    QStringLiteral("this is not a Kubernetes API: /version names no gitVersion")));
            return recovered<ClusterIdentity, Value>(
                calls.json(QStringLiteral("/api/v1/namespaces/kube-system"), jsonAccept, cancel), calls.home,
                [identity](const Result<Value>& system) mutable -> Result<ClusterIdentity> {
                    if (system)
                        identity.uid = toQString((*system)["metadata"]["uid"].text());
                    else if (system.error().code == ErrorCode::Unauthorized
                        || system.error().code == ErrorCode::Unreachable || system.error().code == ErrorCode::Cancelled)
                        return std::unexpected(system.error());
                    return identity;
                });
        });
}

bool KubeClient::streamsLists() const
{
    return *m_state->streamsLists;
}

QFuture<Result<std::vector<ApiResource>>> KubeClient::discover(CancelToken cancel)
{
    return discoverAll(m_state->calls(), std::move(cancel));
}

QFuture<Result<std::vector<ApiResource>>> KubeClient::discoverRecent()
{
    return m_state->discovery.recent([this] { return discover({}); });
}

QFuture<Result<QString>> KubeClient::probe()
{
    return m_state->probe.recent([this] {
        KubeCalls calls = m_state->calls();
        calls.limit = probeLimit;
        return recovered<QString, Value>(calls.json(QStringLiteral("/version"), jsonAccept, {}), calls.home,
            [](const Result<Value>& version) -> Result<QString> {
                // Any answer of the server is a sign of life, also a refusal.
                if (!version && version.error().code == ErrorCode::Unreachable)
                    return std::unexpected(version.error());
                return version ? toQString((*version)["gitVersion"].text()) : QString();
            });
    });
}

QFuture<Result<Value>> KubeClient::object(
    const ApiResource& resource, const QString& nameSpace, const QString& name, CancelToken cancel)
{
    const auto path = objectPath(resource, nameSpace, name);
    if (!path)
        return ready<Value>(std::unexpected(path.error()));
    return mapped<Value, Value>(m_state->calls().json(*path, jsonAccept, std::move(cancel)), &m_state->home,
        [resource, name](const Value& object) { return checkObject(object, resource, name); });
}

QFuture<Result<std::vector<Value>>> KubeClient::list(
    const ApiResource& resource, const ListScope& scope, CancelToken cancel)
{
    const auto path = collectionPath(resource, scope.nameSpace);
    if (!path)
        return ready<std::vector<Value>>(std::unexpected(path.error()));
    return m_state->calls().items(
        withQuery(*path, selectors(scope) << QueryItem(QStringLiteral("resourceVersion"), QStringLiteral("0"))),
        resource, std::move(cancel));
}

QFuture<Result<std::vector<TableRow>>> KubeClient::table(
    const ApiResource& resource, const ListScope& scope, CancelToken cancel)
{
    auto rows = std::make_shared<std::vector<TableRow>>();
    const TableReader reader { .begin = [rows] { rows->clear(); },
        .row = [rows](TableRow row) { rows->push_back(std::move(row)); } };
    return recovered<std::vector<TableRow>, void>(readTable(resource, scope, reader, std::move(cancel)), &m_state->home,
        [rows](const Result<void>& read) -> Result<std::vector<TableRow>> {
            if (!read)
                return std::unexpected(read.error());
            return std::move(*rows);
        });
}

QFuture<Result<void>> KubeClient::readTable(
    const ApiResource& resource, const ListScope& scope, TableReader reader, CancelToken cancel)
{
    const auto path = collectionPath(resource, scope.nameSpace);
    if (!path)
        return ready<void>(std::unexpected(path.error()));
    const auto query = selectors(scope) << QueryItem(QStringLiteral("resourceVersion"), QStringLiteral("0"))
                                        << QueryItem(QStringLiteral("includeObject"), QStringLiteral("Metadata"));
    return m_state->calls().rows(withQuery(*path, query), tableAccept, std::move(reader), std::move(cancel));
}

QFuture<Result<Value>> KubeClient::patch(
    const ObjectRef& ref, const Patch& patch, const WriteOptions& options, CancelToken cancel)
{
    return patchObject(m_state->calls(), ref, { .patch = patch, .options = options }, cancel);
}

QFuture<Result<Value>> KubeClient::create(
    const ObjectRef& ref, const Value& object, const WriteOptions& options, CancelToken cancel)
{
    return createObject(m_state->calls(), ref, { .object = object, .options = options }, cancel);
}

QFuture<Result<Value>> KubeClient::remove(
    const ObjectRef& ref, const Removal& removal, const WriteOptions& options, CancelToken cancel)
{
    return removeObject(m_state->calls(), ref, { .removal = removal, .options = options }, cancel);
}

}
