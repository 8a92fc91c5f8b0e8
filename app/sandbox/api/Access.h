#pragma once

#include "app/sandbox/api/ClusterStore.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace holdfast::sandbox {

struct HttpRequest;
struct RequestInfo;

/// Who asks.
struct UserInfo {
    std::string name;
    std::string uid;
    std::vector<std::string> groups;
    Value extra;
};

/// Something a user may or may not do.
struct AccessQuestion {
    bool isResource = true;
    std::string verb;
    std::string group;
    std::string resource; ///< with `/subresource`
    std::string name;
    std::string nameSpace;
    std::string path;
};

struct AccessAnswer {
    bool allowed = false;
    std::string reason;
};

/// Tells users by their tokens and decides by the RBAC objects of the cluster. The administrator may do everything.
class Access final {
public:
    Access(ClusterStore& store, std::string adminToken);

    /// 401 for a token that nobody has; no token is system:anonymous.
    [[nodiscard]] Answer<UserInfo> authenticate(const HttpRequest& request) const;
    /// The user that a request acts as, with `Impersonate-*` headers.
    [[nodiscard]] Answer<UserInfo> impersonated(const HttpRequest& request, const UserInfo& user) const;
    [[nodiscard]] AccessAnswer decide(const UserInfo& user, const AccessQuestion& question) const;
    /// Rules that hold for the user in a namespace, cluster-wide ones included.
    [[nodiscard]] std::vector<Value> rulesFor(const UserInfo& user, const std::string& nameSpace) const;

    /// A token of a ServiceAccount, as the TokenRequest subresource gives it.
    [[nodiscard]] std::string issueToken(const Value& account, std::int64_t seconds);
    [[nodiscard]] std::optional<UserInfo> userOf(const std::string& token) const;

private:
    struct Grant {
        std::vector<Value> rules;
        std::string reason;
    };
    [[nodiscard]] std::vector<Grant> grantsFor(const UserInfo& user, const std::string& nameSpace) const;
    [[nodiscard]] Grant grantOf(const Value& binding, const std::string& subject) const;

    ClusterStore& m_store;
    std::string m_adminToken;
    struct Issued {
        UserInfo user;
        ObjectName account;
        qint64 expires = 0;
    };
    std::map<std::string, Issued, std::less<>> m_issued;
};

/// The question a request puts.
[[nodiscard]] AccessQuestion questionOf(const RequestInfo& info);
/// 403 in the API server's words.
[[nodiscard]] StatusError accessRefused(const UserInfo& user, const AccessQuestion& question);
/// The default roles and bindings of a new cluster.
[[nodiscard]] std::vector<Value> bootstrapPolicy();

}
