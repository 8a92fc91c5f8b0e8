#include "app/sandbox/api/Cluster.h"

#include "app/sandbox/api/Access.h"
#include "app/sandbox/api/ApiServer.h"
#include "app/sandbox/api/BundledFiles.h"
#include "app/sandbox/api/Certificates.h"
#include "app/sandbox/api/ClusterStore.h"
#include "app/sandbox/api/Collector.h"
#include "app/sandbox/api/HttpServer.h"
#include "core/base/Clock.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QUuid>

namespace holdfast::sandbox {

namespace {

QSslConfiguration tlsFor(const ServerIdentity& identity)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate(identity.certificate));
    tls.setPrivateKey(QSslKey(identity.privateKey, QSsl::Ec));
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    tls.setAllowedNextProtocols({ QByteArrayLiteral("http/1.1") });
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    return tls;
}

void seed(ClusterStore& store)
{
    const WriteOptions options { .fieldManager = "kube-apiserver" };
    for (const char* name : { "default", "kube-system", "kube-public", "kube-node-lease" }) {
        (void)store.create({ "", "namespaces" },
            mapOf({ { "apiVersion", Value("v1") }, { "kind", Value("Namespace") },
                { "metadata", mapOf({ { "name", Value(name) } }) } }),
            options);
    }
    for (const Value& object : bootstrapPolicy())
        (void)store.create(*store.resourceOf(object["apiVersion"].text(), object["kind"].text()), object, options);
    const Value ports(Value::List { mapOf({ { "name", Value("https") }, { "port", Value(443) },
        { "protocol", Value("TCP") }, { "targetPort", Value(6443) } }) });
    (void)store.create({ "", "services" },
        mapOf({ { "apiVersion", Value("v1") }, { "kind", Value("Service") },
            { "metadata",
                mapOf({ { "name", Value("kubernetes") }, { "namespace", Value("default") },
                    { "labels",
                        mapOf({ { "component", Value("apiserver") }, { "provider", Value("kubernetes") } }) } }) },
            { "spec", mapOf({ { "clusterIP", Value("10.96.0.1") }, { "ports", ports } }) } }),
        options);
    for (const Value& definition : bundledDefinitions())
        (void)store.create(
            { "apiextensions.k8s.io", "customresourcedefinitions" }, definition, { .fieldManager = "kubectl-create" });
}

}

struct Cluster::State {
    std::string name;
    SystemClock systemClock;
    ServerIdentity identity;
    std::string token = QUuid::createUuid().toString(QUuid::Id128).toStdString();
    std::unique_ptr<ClusterStore> store;
    std::unique_ptr<Access> access;
    std::unique_ptr<ApiServer> api;
    std::unique_ptr<HttpServer> http;
    std::unique_ptr<Collector> collector;
    std::unique_ptr<NamespaceKeeper> keeper;
};

Cluster::Cluster(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

Cluster::~Cluster() = default;

std::unique_ptr<Cluster> Cluster::start(const ClusterOptions& options, QString* error)
{
    auto state = std::make_unique<State>();
    state->name = options.name;
    const auto identity = makeServerIdentity();
    if (!identity) {
        *error = QStringLiteral("the TLS library could not make a certificate");
        return nullptr;
    }
    state->identity = *identity;
    static const auto schemas = std::make_shared<BuiltInSchemas>();
    state->store = std::make_unique<ClusterStore>(schemas, options.clock ? *options.clock : state->systemClock);
    state->access = std::make_unique<Access>(*state->store, state->token);
    state->api = std::make_unique<ApiServer>(*state->store, *state->access, QByteArray());
    state->http = std::make_unique<HttpServer>(
        tlsFor(*identity), [api = state->api.get()](const HttpRequest& request, HttpExchange& exchange) {
            api->handle(request, exchange);
        });
    if (!state->http->listen(options.port)) {
        *error = QStringLiteral("cannot listen on port %1: %2")
                     .arg(QString::number(options.port), state->http->errorText());
        return nullptr;
    }
    state->api->setServerAddress("127.0.0.1:" + QByteArray::number(state->http->port()));
    state->collector = std::make_unique<Collector>(*state->store);
    state->keeper = std::make_unique<NamespaceKeeper>(*state->store, identity->authority.toStdString());
    seed(*state->store);
    state->store->shelves().compact(); // nobody watches from before the cluster was there
    return std::unique_ptr<Cluster>(new Cluster(std::move(state)));
}

const std::string& Cluster::name() const
{
    return m_state->name;
}

ObjectStore& Cluster::store()
{
    return *m_state->store;
}

QString Cluster::url() const
{
    return QStringLiteral("https://127.0.0.1:%1").arg(m_state->http->port());
}

QByteArray Cluster::authorityPem() const
{
    return m_state->identity.authority;
}

QByteArray Cluster::adminToken() const
{
    return QByteArray::fromStdString(m_state->token);
}

}
