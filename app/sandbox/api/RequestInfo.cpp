#include "app/sandbox/api/RequestInfo.h"

#include <algorithm>

namespace holdfast::sandbox {

namespace {

std::string resourceVerb(const HttpRequest& request, bool named)
{
    const std::string watch = request.parameter("watch");
    if (request.method == "GET" || request.method == "HEAD") {
        const bool asksForWatch = request.has("watch") && watch != "false" && watch != "0";
        return asksForWatch ? "watch" : named ? "get" : "list";
    }
    if (request.method == "POST")
        return "create";
    if (request.method == "PUT")
        return "update";
    if (request.method == "PATCH")
        return "patch";
    return request.method == "DELETE" ? (named ? "delete" : "deletecollection") : "";
}

}

RequestInfo requestInfo(const HttpRequest& request)
{
    RequestInfo info;
    info.path = request.target.substr(0, request.target.find('?'));
    info.verb = request.method;
    std::ranges::transform(
        info.verb, info.verb.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    std::vector<std::string> parts = request.path;
    const bool core = parts.size() >= 3 && parts[0] == "api";
    const bool grouped = parts.size() >= 4 && parts[0] == "apis";
    if (!core && !grouped)
        return info;
    info.isResource = true;
    info.group = core ? "" : parts[1];
    info.version = core ? parts[1] : parts[2];
    parts.erase(parts.begin(), parts.begin() + (core ? 2 : 3));
    if (parts[0] == "watch" && parts.size() > 1) {
        parts.erase(parts.begin());
        info.verb = "watch";
    }
    if (parts[0] == "namespaces" && parts.size() > 1) {
        info.nameSpace = parts[1];
        const bool ofNamespace = parts.size() == 3 && (parts[2] == "status" || parts[2] == "finalize");
        if (parts.size() > 2 && !ofNamespace)
            parts.erase(parts.begin(), parts.begin() + 2);
    }
    info.resource = parts[0];
    if (parts.size() > 1)
        info.name = parts[1];
    if (parts.size() > 2)
        info.subresource = parts[2];
    if (info.resource == "namespaces" && info.group.empty())
        info.nameSpace.clear();
    info.verb = info.verb == "watch" ? "watch" : resourceVerb(request, !info.name.empty());
    return info;
}

}
