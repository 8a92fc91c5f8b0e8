#pragma once

#include "app/sandbox/api/HttpServer.h"

#include <string>

namespace holdfast::sandbox {

/// What a request asks for, as the API server's own resolver reads it from method, path and query.
struct RequestInfo {
    bool isResource = false;
    std::string
        verb; ///< get, list, watch, create, update, patch, delete, deletecollection; else the method in lower case
    std::string group;
    std::string version;
    std::string nameSpace;
    std::string resource;
    std::string subresource;
    std::string name;
    std::string path; ///< without the query
};

[[nodiscard]] RequestInfo requestInfo(const HttpRequest& request);

}
