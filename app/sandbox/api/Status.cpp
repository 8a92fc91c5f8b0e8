#include "app/sandbox/api/Status.h"

#include "app/sandbox/api/Tree.h"

namespace holdfast::sandbox {

namespace {

Value causesOf(const StatusError& error)
{
    if (error.causes.empty())
        return {};
    Value::List causes;
    for (const StatusCause& cause : error.causes) {
        causes.push_back(mapOf({ { "reason", textValue(cause.reason) }, { "message", textValue(cause.message) },
            { "field", textValue(cause.field) } }));
    }
    return Value(std::move(causes));
}

StatusError subjectOf(std::string_view plural, std::string_view group, std::string_view name)
{
    StatusError error;
    error.group = group;
    error.kind = plural;
    error.name = name;
    return error;
}

}

Value statusObject(const StatusError& error)
{
    Value details = mapOf({ { "name", textValue(error.name) }, { "group", textValue(error.group) },
        { "kind", textValue(error.kind) }, { "uid", textValue(error.uid) }, { "causes", causesOf(error) },
        { "retryAfterSeconds", error.retryAfterSeconds > 0 ? Value(error.retryAfterSeconds) : Value() } });
    if (details.isEmpty() && error.code != 404 && error.code != 405)
        details = Value();
    return mapOf({ { "kind", Value("Status") }, { "apiVersion", Value("v1") },
        { "metadata", mapOf({ { "continue", textValue(error.continueToken) } }) }, { "status", Value("Failure") },
        { "message", Value(error.message) }, { "reason", textValue(error.reason) }, { "details", details },
        { "code", Value(error.code) } });
}

Value successStatus(const Value& details)
{
    return mapOf({ { "kind", Value("Status") }, { "apiVersion", Value("v1") }, { "metadata", Value::emptyMap() },
        { "status", Value("Success") }, { "details", details } });
}

std::string qualifiedResource(std::string_view plural, std::string_view group)
{
    return group.empty() ? std::string(plural) : std::string(plural) + "." + std::string(group);
}

StatusError notFound(std::string_view plural, std::string_view group, std::string_view name)
{
    StatusError error = subjectOf(plural, group, name);
    error.code = 404;
    error.reason = "NotFound";
    error.message = qualifiedResource(plural, group) + " \"" + std::string(name) + "\" not found";
    return error;
}

StatusError alreadyExists(std::string_view plural, std::string_view group, std::string_view name)
{
    StatusError error = subjectOf(plural, group, name);
    error.code = 409;
    error.reason = "AlreadyExists";
    error.message = qualifiedResource(plural, group) + " \"" + std::string(name) + "\" already exists";
    return error;
}

StatusError conflict(StatusError subject, std::string_view why)
{
    subject.code = 409;
    subject.reason = "Conflict";
    subject.message = "Operation cannot be fulfilled on " + qualifiedResource(subject.kind, subject.group) + " \""
        + subject.name + "\": " + std::string(why);
    return subject;
}

StatusError badRequest(std::string message)
{
    StatusError error;
    error.code = 400;
    error.reason = "BadRequest";
    error.message = std::move(message);
    return error;
}

StatusError forbidden(StatusError subject, std::string_view why)
{
    subject.code = 403;
    subject.reason = "Forbidden";
    const std::string name = subject.name.empty() ? "" : " \"" + subject.name + "\"";
    subject.message = qualifiedResource(subject.kind, subject.group) + name + " is forbidden: " + std::string(why);
    return subject;
}

StatusError internalError(std::string message)
{
    StatusError error;
    error.message = std::move(message);
    return error;
}

StatusError expired(std::string message)
{
    StatusError error;
    error.code = 410;
    error.reason = "Expired";
    error.message = std::move(message);
    return error;
}

StatusError invalid(
    std::string_view kind, std::string_view group, std::string_view name, std::vector<StatusCause> causes)
{
    StatusError error = subjectOf(kind, group, name);
    error.code = 422;
    error.reason = "Invalid";
    std::string all;
    for (const StatusCause& cause : causes)
        all += (all.empty() ? "" : ", ") + cause.field + ": " + cause.message;
    if (causes.size() > 1)
        all = "[" + all + "]";
    error.message = qualifiedResource(kind, group) + " \"" + std::string(name) + "\" is invalid: " + all;
    error.causes = std::move(causes);
    return error;
}

}
