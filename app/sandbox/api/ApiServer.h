#pragma once

#include "app/sandbox/api/Access.h"
#include "app/sandbox/api/ClusterStore.h"
#include "app/sandbox/api/HttpServer.h"
#include "app/sandbox/api/RequestInfo.h"

#include <QObject>

#include <memory>

namespace holdfast::sandbox {

class Tables;
class OpenApiFiles;

/// One request on its way through the server.
struct ApiCall {
    const HttpRequest& request;
    HttpExchange& exchange;
    RequestInfo info;
    UserInfo user;
    ResourceTypePointer type; ///< null outside of resources
    std::vector<std::string> warnings;
};

/// Answers the HTTP API of one cluster from its store. One thread.
class ApiServer final : public QObject {
    Q_OBJECT
public:
    ApiServer(ClusterStore& store, Access& access, QByteArray serverAddress);
    ~ApiServer() override;

    void setServerAddress(QByteArray address) { m_address = std::move(address); }
    void handle(const HttpRequest& request, HttpExchange& exchange);

private:
    void dispatch(ApiCall& call);
    void serveResource(ApiCall& call);
    void serveObject(ApiCall& call);
    void serveSubresource(ApiCall& call);
    [[nodiscard]] bool serveMeta(ApiCall& call);

    void getObject(ApiCall& call);
    void listObjects(ApiCall& call);
    void watchObjects(ApiCall& call);
    void createObject(ApiCall& call);
    void updateObject(ApiCall& call);
    void patchObject(ApiCall& call);
    void deleteObject(ApiCall& call);
    void deleteCollection(ApiCall& call);
    void createToken(ApiCall& call);
    void evict(ApiCall& call);
    void podLog(ApiCall& call);
    void bindPod(ApiCall& call);
    [[nodiscard]] bool serveReview(ApiCall& call);
    void finishWrite(ApiCall& call, const Answer<Written>& written);
    [[nodiscard]] WriteOptions writeOptions(ApiCall& call) const;

    ClusterStore& m_store;
    Access& m_access;
    QByteArray m_address;
    std::unique_ptr<Tables> m_tables;
    std::unique_ptr<OpenApiFiles> m_openApi;
};

/// Sends a Status.
void refuse(ApiCall& call, const StatusError& error);
/// Sends a JSON (or YAML) body, with the call's warnings.
void answer(ApiCall& call, int status, const Value& body);
void answerBytes(ApiCall& call, const HttpResponse& response);
[[nodiscard]] std::vector<std::pair<QByteArray, QByteArray>> warningHeaders(const std::vector<std::string>& warnings);
/// The body as a tree: JSON or YAML by its Content-Type; 400, 413 or 415.
[[nodiscard]] Answer<Value> bodyOf(const ApiCall& call);

/// The form in which a client wants objects.
enum class ObjectForm { Full, Table, Metadata };
[[nodiscard]] ObjectForm wantedForm(const HttpRequest& request);
/// The object as the asked version of its type shows it.
[[nodiscard]] Value converted(const ResourceType& type, const Value& object);
/// And back into the version it is stored in.
[[nodiscard]] Value toStored(const ResourceType& type, const Value& object);
/// Where the objects of the type are kept.
[[nodiscard]] ResourceName storageName(const ResourceType& type);
[[nodiscard]] Value partialMetadata(const Value& object);

}
