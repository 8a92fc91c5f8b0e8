#include "app/sandbox/api/ApiServer.h"

#include "app/sandbox/api/OpenApiFiles.h"
#include "app/sandbox/api/Protobuf.h"
#include "app/sandbox/api/Tables.h"
#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"
#include "core/manifest/YamlReader.h"
#include "core/manifest/YamlWriter.h"

namespace holdfast::sandbox {

namespace {

HttpResponse plainText(int status, QByteArray text)
{
    return { .status = status,
        .contentType = "text/plain; charset=utf-8",
        .headers = { { "X-Content-Type-Options", "nosniff" } },
        .body = std::move(text) };
}

StatusError unknownResource(int code)
{
    StatusError error;
    error.code = code;
    error.reason = code == 405 ? "MethodNotAllowed" : "NotFound";
    error.message = code == 405 ? "the server does not allow this method on the requested resource"
                                : "the server could not find the requested resource";
    return error;
}

/// Nothing runs behind the pods, and a bare refusal would leave people looking for a mistake of their own.
StatusError nothingRuns(std::string_view what)
{
    StatusError error = unknownResource(405);
    error.message = "this is a practice cluster: no containers run in it, so there is nothing for \""
        + std::string(what) + "\" to connect to";
    return error;
}

std::string mediaTypeOf(const HttpRequest& request)
{
    std::string type = request.header("content-type");
    type = type.substr(0, type.find(';'));
    while (type.ends_with(' '))
        type.pop_back();
    return type;
}

/// A list of media types none of which the server can write.
bool isUnacceptable(const HttpRequest& request)
{
    const std::string accept = request.header("accept");
    return !accept.empty() && !accept.contains("json") && !accept.contains("yaml") && !accept.contains("protobuf")
        && !accept.contains("*/*") && !accept.contains("application/*");
}

StatusError notAcceptable()
{
    StatusError error;
    error.code = 406;
    error.reason = "NotAcceptable";
    error.message = "406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, "
                    "application/vnd.kubernetes.protobuf";
    return error;
}

bool wantsYaml(const HttpRequest& request)
{
    return request.header("accept").starts_with("application/yaml");
}

}

ApiServer::ApiServer(ClusterStore& store, Access& access, QByteArray serverAddress)
    : m_store(store)
    , m_access(access)
    , m_address(std::move(serverAddress))
    , m_tables(std::make_unique<Tables>())
    , m_openApi(std::make_unique<OpenApiFiles>(store.registry()))
{
}

ApiServer::~ApiServer() = default;

void ApiServer::handle(const HttpRequest& request, HttpExchange& exchange)
{
    ApiCall call { .request = request,
        .exchange = exchange,
        .info = requestInfo(request),
        .user = {},
        .type = nullptr,
        .warnings = {} };
    auto user = m_access.authenticate(request);
    if (user)
        user = m_access.impersonated(request, *user);
    if (!user)
        return refuse(call, user.error());
    call.user = *user;
    const AccessQuestion question = questionOf(call.info);
    if (!m_access.decide(call.user, question).allowed)
        return refuse(call, accessRefused(call.user, question));
    dispatch(call);
}

void ApiServer::dispatch(ApiCall& call)
{
    if (!call.info.isResource) {
        if (!serveMeta(call))
            answerBytes(call, plainText(404, "404 page not found\n"));
        return;
    }
    const RequestInfo& info = call.info;
    if (!m_store.registry().servesGroupVersion(info.group, info.version))
        return answerBytes(call, plainText(404, "404 page not found\n"));
    if (isUnacceptable(call.request))
        return refuse(call, notAcceptable());
    call.type = m_store.registry().find(info.group, info.version, info.resource);
    if (!call.type)
        return refuse(call, unknownResource(404));
    if (!call.type->deprecation.empty())
        call.warnings.push_back(call.type->deprecation);
    serveResource(call);
}

void ApiServer::serveResource(ApiCall& call)
{
    const RequestInfo& info = call.info;
    const bool namespaced = call.type->scope == Scope::Namespaced;
    if (!info.nameSpace.empty() && !namespaced)
        return refuse(call, unknownResource(404));
    if (namespaced && info.nameSpace.empty() && !info.name.empty())
        return refuse(call, unknownResource(404));
    if (serveReview(call))
        return;
    if (!info.subresource.empty())
        return serveSubresource(call);
    if (!call.type->hasVerb(info.verb))
        return refuse(call, unknownResource(405));
    serveObject(call);
}

void ApiServer::serveObject(ApiCall& call)
{
    const std::string& verb = call.info.verb;
    if (verb == "get")
        getObject(call);
    else if (verb == "list")
        listObjects(call);
    else if (verb == "watch")
        watchObjects(call);
    else if (verb == "create" && call.info.name.empty())
        createObject(call);
    else if (verb == "update" && !call.info.name.empty())
        updateObject(call);
    else if (verb == "patch" && !call.info.name.empty())
        patchObject(call);
    else if (verb == "delete")
        deleteObject(call);
    else if (verb == "deletecollection")
        deleteCollection(call);
    else
        refuse(call, unknownResource(405));
}

void ApiServer::serveSubresource(ApiCall& call)
{
    const std::string& sub = call.info.subresource;
    if (!call.type->subresource(sub)) {
        StatusError error = notFound(call.type->name.plural, call.type->name.group, call.info.name);
        if (call.type->origin == Origin::Custom)
            error.message = "the server could not find the requested resource";
        else
            error = unknownResource(404);
        return refuse(call, error);
    }
    if (sub == "token" && call.info.verb == "create")
        return createToken(call);
    if (sub == "eviction" && call.info.verb == "create")
        return evict(call);
    if (sub == "log" && call.info.verb == "get")
        return podLog(call);
    if (sub == "binding" && call.info.verb == "create")
        return bindPod(call);
    if (sub == "exec" || sub == "attach" || sub == "portforward")
        return refuse(call, nothingRuns(sub));
    if (call.info.verb == "get")
        return getObject(call);
    const bool writes = sub == "status" || sub == "scale" || sub == "finalize" || sub == "resize"
        || sub == "ephemeralcontainers" || sub == "approval";
    if (writes && call.info.verb == "update")
        return updateObject(call);
    if (writes && call.info.verb == "patch")
        return patchObject(call);
    refuse(call, unknownResource(405));
}

std::vector<std::pair<QByteArray, QByteArray>> warningHeaders(const std::vector<std::string>& warnings)
{
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    for (const std::string& warning : warnings) {
        QByteArray text = QByteArray::fromStdString(warning);
        text.replace('\\', "\\\\").replace('"', "\\\"");
        headers.emplace_back("Warning", "299 - \"" + text + "\"");
    }
    return headers;
}

void answerBytes(ApiCall& call, const HttpResponse& response)
{
    HttpResponse complete = response;
    for (auto& header : warningHeaders(call.warnings))
        complete.headers.push_back(std::move(header));
    call.exchange.respond(complete);
}

void answer(ApiCall& call, int status, const Value& body)
{
    HttpResponse response { .status = status, .contentType = "application/json", .headers = {}, .body = {} };
    if (wantsYaml(call.request)) {
        response.contentType = "application/yaml";
        response.body = QByteArray::fromStdString(manifest::writeYaml(body));
    } else {
        const bool kindFirst = !call.type || call.type->origin == Origin::BuiltIn;
        const Stored stored = makeStored(
            body, 0, kindFirst && body["metadata"].isMap() ? Shelves::Form::BuiltIn : Shelves::Form::Custom);
        response.body = QByteArray::fromStdString(stored->json) + '\n';
    }
    answerBytes(call, response);
}

void refuse(ApiCall& call, const StatusError& error)
{
    HttpResponse response { .status = error.code, .contentType = "application/json", .headers = {}, .body = {} };
    if (error.retryAfterSeconds > 0)
        response.headers.emplace_back("Retry-After", QByteArray::number(error.retryAfterSeconds));
    response.body = QByteArray::fromStdString(makeStored(statusObject(error), 0, Shelves::Form::BuiltIn)->json) + '\n';
    answerBytes(call, response);
}

Answer<Value> bodyOf(const ApiCall& call)
{
    if (call.request.bodyTooLarge) {
        StatusError error;
        error.code = 413;
        error.reason = "RequestEntityTooLarge";
        error.message = "Request entity too large: limit is 3145728";
        return std::unexpected(error);
    }
    const QByteArray& body = call.request.body;
    const std::string_view text(body.constData(), static_cast<std::size_t>(body.size()));
    const std::string type = mediaTypeOf(call.request);
    if (type == "application/vnd.kubernetes.protobuf" && (!call.type || call.type->origin == Origin::BuiltIn)) {
        const auto object = readProtobuf(body);
        return object
            ? Answer<Value>(*object)
            : std::unexpected(badRequest("the object provided is unrecognized: it is no protobuf of a known kind"));
    }
    const bool yaml = type == "application/yaml" || type == "application/apply-patch+yaml";
    const bool json = type.empty() || type == "application/json" || type.ends_with("+json");
    if (!yaml && !json) {
        StatusError error;
        error.code = 415;
        error.reason = "UnsupportedMediaType";
        error.message = "the body of the request was in an unknown format - accepted media types include: "
                        "application/json, application/yaml, application/vnd.kubernetes.protobuf";
        return std::unexpected(error);
    }
    if (json || body.trimmed().startsWith('{')) {
        const auto value = manifest::readJson(text);
        if (value)
            return *value;
        if (json) {
            const std::string kind = call.type ? " (must be of type " + call.type->kind + ")" : "";
            const std::string shown = std::string(text.substr(0, 30)) + (text.size() > 30 ? " ..." : "");
            return std::unexpected(badRequest("the object provided is unrecognized" + kind
                + ": couldn't get version/kind; json parse error: " + value.error().detail.toStdString() + " (" + shown
                + ")"));
        }
    }
    const auto documents = manifest::readYaml(text, QStringLiteral("body"));
    if (!documents)
        return std::unexpected(badRequest("error decoding YAML: " + documents.error().detail.toStdString()));
    return documents->empty() ? Value() : documents->front().value;
}

ObjectForm wantedForm(const HttpRequest& request)
{
    const std::string accept = request.header("accept");
    for (const QByteArray& part : QByteArray::fromStdString(accept).split(',')) {
        if (part.contains("as=Table"))
            return ObjectForm::Table;
        if (part.contains("as=PartialObjectMetadata"))
            return ObjectForm::Metadata;
        if (part.trimmed() == "application/json" || part.trimmed() == "*/*" || part.trimmed() == "application/yaml")
            return ObjectForm::Full;
    }
    return ObjectForm::Full;
}

Value partialMetadata(const Value& object)
{
    return mapOf({ { "kind", Value("PartialObjectMetadata") }, { "apiVersion", Value("meta.k8s.io/v1") },
        { "metadata", object["metadata"] } });
}

}
