#include "app/sandbox/api/Access.h"

#include "app/sandbox/api/HttpServer.h"
#include "app/sandbox/api/RequestInfo.h"
#include "core/manifest/JsonWriter.h"

#include <QByteArray>
#include <QDateTime>
#include <QUuid>

#include <algorithm>

namespace holdfast::sandbox {

namespace {

const char* const RbacGroup = "rbac.authorization.k8s.io";

bool lists(const Value& list, std::string_view text)
{
    return std::ranges::any_of(
        list.list(), [&](const Value& item) { return item.text() == text || item.text() == "*"; });
}

bool listsResource(const Value& list, const std::string& resource)
{
    const std::size_t slash = resource.find('/');
    return std::ranges::any_of(list.list(), [&](const Value& item) {
        if (item.text() == "*" || item.text() == resource)
            return true;
        return slash != std::string::npos && item.text() == "*/" + resource.substr(slash + 1);
    });
}

bool listsPath(const Value& list, const std::string& path)
{
    return std::ranges::any_of(list.list(), [&](const Value& item) {
        const std::string_view text = item.text();
        return text == "*" || text == path
            || (text.ends_with('*') && path.starts_with(text.substr(0, text.size() - 1)));
    });
}

bool permits(const Value& rule, const AccessQuestion& question)
{
    if (!lists(rule["verbs"], question.verb))
        return false;
    if (!question.isResource)
        return listsPath(rule["nonResourceURLs"], question.path);
    const Value& names = rule["resourceNames"];
    return lists(rule["apiGroups"], question.group) && listsResource(rule["resources"], question.resource)
        && (names.list().empty()
            || (!question.name.empty() && std::ranges::find(names.list(), Value(question.name)) != names.list().end()));
}

/// `Group "devs"` where the binding names the user, else nothing.
std::optional<std::string> subjectText(const Value& binding, const UserInfo& user)
{
    for (const Value& subject : binding["subjects"].list()) {
        const std::string_view kind = subject["kind"].text();
        const std::string name = textOf(subject["name"]);
        std::string space = textOf(subject["namespace"]);
        if (space.empty())
            space = textOf(binding.at({ "metadata", "namespace" }));
        if (kind == "User" && name == user.name)
            return "User \"" + name + "\"";
        if (kind == "Group" && std::ranges::find(user.groups, name) != user.groups.end())
            return "Group \"" + name + "\"";
        if (kind == "ServiceAccount" && user.name == "system:serviceaccount:" + space + ":" + name)
            return "ServiceAccount \"" + name + "/" + space + "\"";
    }
    return std::nullopt;
}

bool isMaster(const UserInfo& user)
{
    return std::ranges::find(user.groups, "system:masters") != user.groups.end();
}

std::vector<std::string> split(const std::string& text)
{
    std::vector<std::string> parts;
    for (const QByteArray& part : QByteArray::fromStdString(text).split(','))
        parts.push_back(part.trimmed().toStdString());
    return parts;
}

StatusError unauthorized()
{
    StatusError error;
    error.code = 401;
    error.reason = "Unauthorized";
    error.message = "Unauthorized";
    return error;
}

std::string encoded(const std::string& text)
{
    return QByteArray::fromStdString(text)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        .toStdString();
}

}

Access::Access(ClusterStore& store, std::string adminToken)
    : m_store(store)
    , m_adminToken(std::move(adminToken))
{
}

Answer<UserInfo> Access::authenticate(const HttpRequest& request) const
{
    const std::string header = request.header("authorization");
    if (header.empty())
        return UserInfo { .name = "system:anonymous", .uid = {}, .groups = { "system:unauthenticated" }, .extra = {} };
    const bool bearer = header.starts_with("Bearer ") || header.starts_with("bearer ");
    const auto user = bearer ? userOf(header.substr(7)) : std::nullopt;
    return user ? Answer<UserInfo>(*user) : std::unexpected(unauthorized());
}

std::optional<UserInfo> Access::userOf(const std::string& token) const
{
    if (token == m_adminToken)
        return UserInfo {
            .name = "kubernetes-admin", .uid = {}, .groups = { "system:masters", "system:authenticated" }, .extra = {}
        };
    const auto found = m_issued.find(token);
    if (found == m_issued.end() || found->second.expires < QDateTime::currentSecsSinceEpoch())
        return std::nullopt;
    const auto account = m_store.get({ "", "serviceaccounts" }, found->second.account);
    if (!account || account->at({ "metadata", "uid" }).text() != found->second.user.uid)
        return std::nullopt;
    return found->second.user;
}

Answer<UserInfo> Access::impersonated(const HttpRequest& request, const UserInfo& user) const
{
    const std::string name = request.header("impersonate-user");
    const std::string groups = request.header("impersonate-group");
    if (name.empty() && groups.empty())
        return user;
    const auto refuse = [&](const std::string& resource, const std::string& what) -> std::optional<StatusError> {
        AccessQuestion question { .isResource = true,
            .verb = "impersonate",
            .group = {},
            .resource = resource,
            .name = what,
            .nameSpace = {},
            .path = {} };
        return decide(user, question).allowed ? std::nullopt : std::optional(accessRefused(user, question));
    };
    if (const auto refusal = refuse("users", name))
        return std::unexpected(*refusal);
    UserInfo other { .name = name, .uid = request.header("impersonate-uid"), .groups = {}, .extra = {} };
    for (const std::string& group : groups.empty() ? std::vector<std::string>() : split(groups)) {
        if (const auto refusal = refuse("groups", group))
            return std::unexpected(*refusal);
        other.groups.push_back(group);
    }
    if (name.starts_with("system:serviceaccount:") && groups.empty()) {
        const std::string rest = name.substr(22);
        other.groups = { "system:serviceaccounts", "system:serviceaccounts:" + rest.substr(0, rest.find(':')) };
    }
    if (std::ranges::find(other.groups, "system:authenticated") == other.groups.end() && name != "system:anonymous")
        other.groups.emplace_back("system:authenticated");
    return other;
}

Access::Grant Access::grantOf(const Value& binding, const std::string& subject) const
{
    const Value& reference = binding["roleRef"];
    const bool clusterRole = reference["kind"].text() == "ClusterRole";
    const std::string space = textOf(binding.at({ "metadata", "namespace" }));
    const std::string name = textOf(reference["name"]);
    const auto role = m_store.get({ RbacGroup, clusterRole ? "clusterroles" : "roles" },
        { .nameSpace = clusterRole ? std::string() : space, .name = name });
    Grant grant;
    if (role)
        grant.rules = (*role)["rules"].list();
    const std::string bindingName = textOf(binding.at({ "metadata", "name" }));
    grant.reason = "RBAC: allowed by "
        + (space.empty() ? "ClusterRoleBinding \"" + bindingName : "RoleBinding \"" + bindingName + "/" + space)
        + "\" of " + textOf(reference["kind"]) + " \"" + name + "\" to " + subject;
    return grant;
}

std::vector<Access::Grant> Access::grantsFor(const UserInfo& user, const std::string& nameSpace) const
{
    std::vector<Grant> grants;
    for (const auto& [name, stored] : m_store.shelves().objects({ RbacGroup, "clusterrolebindings" })) {
        if (const auto subject = subjectText(stored->value, user))
            grants.push_back(grantOf(stored->value, *subject));
    }
    for (const auto& [name, stored] : m_store.shelves().objects({ RbacGroup, "rolebindings" })) {
        if (nameSpace.empty() || name.nameSpace != nameSpace)
            continue;
        if (const auto subject = subjectText(stored->value, user))
            grants.push_back(grantOf(stored->value, *subject));
    }
    return grants;
}

AccessAnswer Access::decide(const UserInfo& user, const AccessQuestion& question) const
{
    if (isMaster(user))
        return { .allowed = true, .reason = {} };
    for (const Grant& grant : grantsFor(user, question.nameSpace)) {
        const auto permitting = [&](const Value& rule) { return permits(rule, question); };
        if (std::ranges::any_of(grant.rules, permitting))
            return { .allowed = true, .reason = grant.reason };
    }
    return {};
}

std::vector<Value> Access::rulesFor(const UserInfo& user, const std::string& nameSpace) const
{
    std::vector<Value> rules;
    for (const Grant& grant : grantsFor(user, nameSpace))
        rules.insert(rules.end(), grant.rules.begin(), grant.rules.end());
    return rules;
}

std::string Access::issueToken(const Value& account, std::int64_t seconds)
{
    const ObjectName name = objectNameOf(account);
    const std::string uid = textOf(account.at({ "metadata", "uid" }));
    const qint64 expires = QDateTime::currentSecsSinceEpoch() + seconds;
    const Value claims = mapOf({ { "sub", Value("system:serviceaccount:" + name.nameSpace + ":" + name.name) },
        { "exp", Value(std::int64_t { expires }) }, { "iss", Value("https://kubernetes.default.svc.cluster.local") },
        { "jti", Value(QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString()) } });
    const std::string token = encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + encoded(manifest::writeJson(claims))
        + "." + encoded(QUuid::createUuid().toByteArray().toStdString());
    UserInfo user { .name = "system:serviceaccount:" + name.nameSpace + ":" + name.name,
        .uid = uid,
        .groups = { "system:serviceaccounts", "system:serviceaccounts:" + name.nameSpace, "system:authenticated" },
        .extra = {} };
    m_issued.insert_or_assign(token, Issued { .user = std::move(user), .account = name, .expires = expires });
    return token;
}

AccessQuestion questionOf(const RequestInfo& info)
{
    const std::string resource = info.subresource.empty() ? info.resource : info.resource + "/" + info.subresource;
    const std::string space = info.resource == "namespaces" && info.group.empty() ? info.name : info.nameSpace;
    return { .isResource = info.isResource,
        .verb = info.verb,
        .group = info.group,
        .resource = resource,
        .name = info.name,
        .nameSpace = space,
        .path = info.path };
}

StatusError accessRefused(const UserInfo& user, const AccessQuestion& question)
{
    StatusError subject;
    subject.group = question.group;
    subject.kind = question.resource.substr(0, question.resource.find('/'));
    subject.name = question.name;
    const std::string who = "User \"" + user.name + "\" cannot ";
    if (!question.isResource) {
        subject = {};
        subject.code = 403;
        subject.reason = "Forbidden";
        subject.message = "forbidden: " + who + question.verb + " path \"" + question.path + "\"";
        return subject;
    }
    const bool ofNamespace = !question.nameSpace.empty() && question.resource != "namespaces";
    return forbidden(subject,
        who + question.verb + " resource \"" + question.resource + "\" in API group \"" + question.group + "\" "
            + (ofNamespace ? "in the namespace \"" + question.nameSpace + "\"" : std::string("at the cluster scope")));
}

}
