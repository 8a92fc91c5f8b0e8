#include "app/sandbox/api/ApiServer.h"
#include "app/sandbox/api/Discovery.h"
#include "app/sandbox/api/OpenApiFiles.h"

#include <QCryptographicHash>

namespace holdfast::sandbox {

namespace {

const char* const AggregatedType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

/// In the order and with the indent of a real server.
const char* const VersionText = R"({
  "major": "1",
  "minor": "36",
  "emulationMajor": "1",
  "emulationMinor": "36",
  "minCompatibilityMajor": "1",
  "minCompatibilityMinor": "35",
  "gitVersion": "v1.36.3",
  "gitCommit": "",
  "gitTreeState": "clean",
  "buildDate": "2026-10-20T10:00:00Z",
  "goVersion": "none",
  "compiler": "holdfast-sandbox",
  "platform": "linux/amd64"
})";

void answerText(ApiCall& call, const QByteArray& text)
{
    answerBytes(call,
        { .status = 200,
            .contentType = "text/plain; charset=utf-8",
            .headers = { { "X-Content-Type-Options", "nosniff" } },
            .body = text });
}

bool wantsAggregated(const HttpRequest& request)
{
    for (const QByteArray& part : QByteArray::fromStdString(request.header("accept")).split(',')) {
        const QByteArray type = part.trimmed();
        if (type.contains("g=apidiscovery.k8s.io") && type.contains("v=v2;"))
            return true;
        if (type.endsWith("v=v2"))
            return true;
        if (type == "application/json")
            return false;
    }
    return false;
}

void answerTagged(ApiCall& call, HttpResponse response, const QByteArray& tag)
{
    response.headers.emplace_back("Etag", '"' + tag + '"');
    response.headers.emplace_back("Vary", "Accept");
    const QByteArray known = QByteArray::fromStdString(call.request.header("if-none-match"));
    if (known == '"' + tag + '"') {
        response.status = 304;
        response.contentType.clear();
        response.body.clear();
    }
    answerBytes(call, response);
}

void answerGroups(ApiCall& call, const Registry& registry, std::string_view root, const QByteArray& address)
{
    const auto which = root == "api" ? DiscoveryRoot::Core : DiscoveryRoot::Groups;
    if (wantsAggregated(call.request)) {
        const QByteArray body = QByteArray::fromStdString(
                                    makeStored(aggregatedDiscovery(registry, which), 0, Shelves::Form::BuiltIn)->json)
            + '\n';
        const QByteArray tag = QCryptographicHash::hash(body, QCryptographicHash::Sha512).toHex().toUpper();
        return answerTagged(call,
            { .status = 200,
                .contentType = AggregatedType,
                .headers = { { "Cache-Control", "public" } },
                .body = body },
            tag);
    }
    const std::string accept = call.request.header("accept");
    if (accept.contains("apidiscovery") && !accept.contains(",")) {
        StatusError error;
        error.code = 406;
        error.reason = "NotAcceptable";
        error.message = "only the following media types are accepted: application/json, application/yaml, "
                        "application/vnd.kubernetes.protobuf";
        return refuse(call, error);
    }
    answer(call, 200, which == DiscoveryRoot::Core ? coreVersions(address.toStdString()) : groupList(registry));
}

void answerOpenApi(ApiCall& call, OpenApiFiles& files)
{
    const std::string path = call.info.path;
    if (path == "/openapi/v3" || path == "/openapi/v3/") {
        const QByteArray body = files.index();
        return answerTagged(call, { .status = 200, .contentType = "application/json", .headers = {}, .body = body },
            QCryptographicHash::hash(body, QCryptographicHash::Sha512).toHex().toUpper());
    }
    const std::string name = path.substr(12);
    const OpenApiFiles::File* file = files.find(name);
    if (!file)
        return answerBytes(call,
            { .status = 404,
                .contentType = "text/plain; charset=utf-8",
                .headers = {},
                .body = "404 page not found\n" });
    const std::string hash = call.request.parameter("hash");
    if (!hash.empty() && hash != file->hash.toStdString()) {
        const QByteArray location = "/openapi/v3/" + QByteArray::fromStdString(name) + "?hash=" + file->hash;
        return answerBytes(call,
            { .status = 301, .contentType = "application/json", .headers = { { "Location", location } }, .body = {} });
    }
    HttpResponse response { .status = 200, .contentType = "application/json", .headers = {}, .body = file->body };
    if (!hash.empty())
        response.headers.emplace_back("Cache-Control", "public, immutable");
    answerTagged(call, response, file->hash);
}

}

bool ApiServer::serveMeta(ApiCall& call)
{
    const std::vector<std::string>& path = call.request.path;
    const Registry& registry = m_store.registry();
    if (path.empty())
        return answer(call, 200,
                   mapOf({ { "paths",
                       textList(std::vector<std::string> { "/api", "/api/v1", "/apis", "/healthz", "/livez",
                           "/openapi/v3", "/readyz", "/version" }) } })),
               true;
    const std::string& first = path[0];
    if (first == "readyz" || first == "healthz" || first == "livez")
        return answerText(call,
                   call.request.has("verbose")
                       ? "[+]ping ok\n[+]log ok\n[+]etcd ok\n" + QByteArray::fromStdString(first) + " check passed\n"
                       : QByteArray("ok")),
               true;
    if (first == "version" && path.size() == 1) {
        answerBytes(call, { .status = 200, .contentType = "application/json", .headers = {}, .body = VersionText });
        return true;
    }
    if ((first == "api" || first == "apis") && path.size() == 1)
        return answerGroups(call, registry, first, m_address), true;
    if (first == "api" && path.size() == 2 && registry.servesGroupVersion("", path[1]))
        return answer(call, 200, resourceList(registry, "", path[1])), true;
    if (first == "apis" && path.size() == 2) {
        const Value group = groupOf(registry, path[1]);
        return !group.isNull() && (answer(call, 200, group), true);
    }
    if (first == "apis" && path.size() == 3 && registry.servesGroupVersion(path[1], path[2]))
        return answer(call, 200, resourceList(registry, path[1], path[2])), true;
    if (first == "openapi" && path.size() >= 2 && path[1] == "v3")
        return answerOpenApi(call, *m_openApi), true;
    return false;
}

}
