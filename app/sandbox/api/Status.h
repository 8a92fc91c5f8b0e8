#pragma once

#include "core/manifest/Value.h"

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::sandbox {

/// One cause of a Status: what is wrong with which field.
struct StatusCause {
    std::string reason;
    std::string message;
    std::string field;
};

/// A refusal as the API server words it: HTTP code, reason and message of a `Status`.
struct StatusError {
    int code = 500;
    std::string reason; ///< empty where a real server gives none
    std::string message;
    std::string group;
    std::string kind; ///< of `details`; the plural in some answers, as on a real server
    std::string name;
    std::string uid;
    std::vector<StatusCause> causes;
    int retryAfterSeconds = 0;
    std::string continueToken; ///< with 410: a token that goes on with the newest state
};

template <typename T> using Answer = std::expected<T, StatusError>;

/// The body of an error answer, kind Status.
[[nodiscard]] manifest::Value statusObject(const StatusError& error);
/// `{"kind":"Status","status":"Success"}`, the answer to a completed delete.
[[nodiscard]] manifest::Value successStatus(const manifest::Value& details);

/// `deployments.apps` or `pods`.
[[nodiscard]] std::string qualifiedResource(std::string_view plural, std::string_view group);

[[nodiscard]] StatusError notFound(std::string_view plural, std::string_view group, std::string_view name);
[[nodiscard]] StatusError alreadyExists(std::string_view plural, std::string_view group, std::string_view name);
[[nodiscard]] StatusError conflict(StatusError subject, std::string_view why);
[[nodiscard]] StatusError badRequest(std::string message);
[[nodiscard]] StatusError forbidden(StatusError subject, std::string_view why);
[[nodiscard]] StatusError internalError(std::string message);
[[nodiscard]] StatusError expired(std::string message);
/// 422 with its causes; the message is made of them. `kind` is the kind, not the plural.
[[nodiscard]] StatusError invalid(
    std::string_view kind, std::string_view group, std::string_view name, std::vector<StatusCause> causes);

}
