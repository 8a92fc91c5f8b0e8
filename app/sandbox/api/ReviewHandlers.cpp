#include "app/sandbox/api/ApiServer.h"
#include "app/sandbox/api/Strategy.h"

#include <QDateTime>

namespace holdfast::sandbox {

namespace {

constexpr std::int64_t DefaultTokenSeconds = 3600;
constexpr std::int64_t ShortestTokenSeconds = 600;

AccessQuestion questionIn(const Value& spec)
{
    AccessQuestion question;
    if (const Value& path = spec["nonResourceAttributes"]; path.isMap()) {
        question.isResource = false;
        question.verb = textOf(path["verb"]);
        question.path = textOf(path["path"]);
        return question;
    }
    const Value& asked = spec["resourceAttributes"];
    question.verb = textOf(asked["verb"]);
    question.group = textOf(asked["group"]);
    question.resource = textOf(asked["resource"]);
    if (!asked["subresource"].text().empty())
        question.resource += "/" + textOf(asked["subresource"]);
    question.name = textOf(asked["name"]);
    question.nameSpace = textOf(asked["namespace"]);
    return question;
}

Value statusOf(const AccessAnswer& answer)
{
    return mapOf({ { "allowed", Value(answer.allowed) }, { "reason", textValue(answer.reason) } });
}

Value reviewOf(const ApiCall& call, const Value& spec, const Value& status)
{
    return mapOf({ { "kind", Value(call.type->kind) }, { "apiVersion", Value(call.type->apiVersion()) },
        { "metadata", Value::emptyMap() }, { "spec", spec.isNull() ? Value::emptyMap() : spec },
        { "status", status } });
}

Value userValue(const UserInfo& user)
{
    return mapOf(
        { { "username", Value(user.name) }, { "uid", textValue(user.uid) }, { "groups", textList(user.groups) } });
}

UserInfo userIn(const Value& spec)
{
    UserInfo user { .name = textOf(spec["user"]), .uid = textOf(spec["uid"]), .groups = {}, .extra = {} };
    for (const Value& group : spec["groups"].list())
        user.groups.push_back(textOf(group));
    return user;
}

Value rulesStatus(const std::vector<Value>& rules)
{
    Value::List resources;
    Value::List paths;
    for (const Value& rule : rules) {
        if (rule["nonResourceURLs"].isNull())
            resources.push_back(rule);
        else
            paths.push_back(rule);
    }
    return mapOf({ { "resourceRules", Value(std::move(resources)) }, { "nonResourceRules", Value(std::move(paths)) },
        { "incomplete", Value(false) } });
}

}

bool ApiServer::serveReview(ApiCall& call)
{
    const std::string& group = call.type->name.group;
    const std::string& plural = call.type->name.plural;
    if ((group != "authorization.k8s.io" && group != "authentication.k8s.io") || call.info.verb != "create")
        return false;
    const auto body = bodyOf(call);
    if (!body) {
        refuse(call, body.error());
        return true;
    }
    const Value& spec = (*body)["spec"];
    if (plural == "selfsubjectaccessreviews") {
        answer(call, 201, reviewOf(call, spec, statusOf(m_access.decide(call.user, questionIn(spec)))));
    } else if (plural == "subjectaccessreviews" || plural == "localsubjectaccessreviews") {
        answer(call, 201, reviewOf(call, spec, statusOf(m_access.decide(userIn(spec), questionIn(spec)))));
    } else if (plural == "selfsubjectrulesreviews") {
        answer(call, 201, reviewOf(call, {}, rulesStatus(m_access.rulesFor(call.user, textOf(spec["namespace"])))));
    } else if (plural == "selfsubjectreviews") {
        const Value review = reviewOf(call, {}, mapOf({ { "userInfo", userValue(call.user) } })).without("spec");
        answer(call, 201, setAt(review, { "metadata", "creationTimestamp" }, Value(m_store.now())));
    } else {
        const auto user = m_access.userOf(textOf(spec["token"]));
        answer(call, 201,
            reviewOf(call, spec,
                user ? mapOf({ { "authenticated", Value(true) }, { "user", userValue(*user) } })
                     : mapOf({ { "error", Value("invalid bearer token") } })));
    }
    return true;
}

void ApiServer::createToken(ApiCall& call)
{
    const ObjectName name { .nameSpace = call.info.nameSpace, .name = call.info.name };
    const auto account = m_store.get(call.type->name, name);
    if (!account)
        return refuse(call, account.error());
    const auto body = bodyOf(call);
    if (!body)
        return refuse(call, body.error());
    const std::int64_t seconds = body->at({ "spec", "expirationSeconds" }).intOr(DefaultTokenSeconds);
    if (seconds < ShortestTokenSeconds)
        return refuse(call,
            invalid("TokenRequest", "authentication.k8s.io", "",
                { invalidCause(
                    "spec.expirationSeconds", Value(seconds), "may not specify a duration less than 10 minutes") }));
    const std::string token = m_access.issueToken(*account, seconds);
    const std::string expiry = QDateTime::currentDateTimeUtc().addSecs(seconds).toString(Qt::ISODate).toStdString();
    answer(call, 201,
        mapOf({ { "kind", Value("TokenRequest") }, { "apiVersion", Value("authentication.k8s.io/v1") },
            { "metadata", mapOf({ { "name", Value(name.name) }, { "namespace", Value(name.nameSpace) } }) },
            { "spec", setAt((*body)["spec"], { "expirationSeconds" }, Value(seconds)) },
            { "status", mapOf({ { "token", Value(token) }, { "expirationTimestamp", Value(expiry) } }) } }));
}

void ApiServer::evict(ApiCall& call)
{
    const ObjectName name { .nameSpace = call.info.nameSpace, .name = call.info.name };
    const auto removed = m_store.remove(call.type->name, name, {});
    if (!removed)
        return refuse(call, removed.error());
    answer(call, 201, successStatus({}));
}

void ApiServer::podLog(ApiCall& call)
{
    const auto pod = m_store.get(call.type->name, { .nameSpace = call.info.nameSpace, .name = call.info.name });
    if (!pod)
        return refuse(call, pod.error());
    const Value& started = pod->at({ "status", "startTime" });
    QByteArray text;
    if (!started.isNull())
        text = QByteArray::fromStdString(textOf(started)) + " practice pod " + QByteArray::fromStdString(call.info.name)
            + " started\n";
    answerBytes(call, { .status = 200, .contentType = "text/plain", .headers = {}, .body = text });
}

void ApiServer::bindPod(ApiCall& call)
{
    const auto body = bodyOf(call);
    const auto pod = m_store.get(call.type->name, { .nameSpace = call.info.nameSpace, .name = call.info.name });
    if (!body || !pod)
        return refuse(call, body ? pod.error() : body.error());
    const Value bound = setAt(*pod, { "spec", "nodeName" }, body->at({ "target", "name" }));
    const auto written = m_store.update(call.type->name, bound, writeOptions(call));
    if (!written)
        return refuse(call, written.error());
    answer(call, 201, successStatus({}));
}

}
