#include "app/sandbox/api/Access.h"

namespace holdfast::sandbox {

namespace {

using Texts = std::vector<std::string>;

const Texts ReadVerbs { "get", "list", "watch" };
const Texts WriteVerbs { "create", "delete", "deletecollection", "patch", "update" };

Value rule(const Texts& verbs, const Texts& groups, const Texts& resources)
{
    return mapOf(
        { { "apiGroups", textList(groups) }, { "resources", textList(resources) }, { "verbs", textList(verbs) } });
}

Value paths(const Texts& urls)
{
    return mapOf({ { "nonResourceURLs", textList(urls) }, { "verbs", textList(Texts { "get" }) } });
}

Value labels()
{
    return mapOf({ { "kubernetes.io/bootstrapping", Value("rbac-defaults") } });
}

Value role(const char* name, std::vector<Value> rules)
{
    return mapOf({ { "apiVersion", Value("rbac.authorization.k8s.io/v1") }, { "kind", Value("ClusterRole") },
        { "metadata", mapOf({ { "name", Value(name) }, { "labels", labels() } }) },
        { "rules", Value(std::move(rules)) } });
}

Value binding(const char* name, const char* roleName, const Texts& groups)
{
    Value::List subjects;
    for (const std::string& group : groups) {
        subjects.push_back(mapOf({ { "apiGroup", Value("rbac.authorization.k8s.io") }, { "kind", Value("Group") },
            { "name", Value(group) } }));
    }
    return mapOf({ { "apiVersion", Value("rbac.authorization.k8s.io/v1") }, { "kind", Value("ClusterRoleBinding") },
        { "metadata", mapOf({ { "name", Value(name) }, { "labels", labels() } }) },
        { "roleRef",
            mapOf({ { "apiGroup", Value("rbac.authorization.k8s.io") }, { "kind", Value("ClusterRole") },
                { "name", Value(roleName) } }) },
        { "subjects", Value(std::move(subjects)) } });
}

std::vector<Value> workloadRules(const Texts& verbs)
{
    return { rule(verbs, { "" },
                 { "configmaps", "endpoints", "persistentvolumeclaims", "pods", "replicationcontrollers",
                     "serviceaccounts", "services" }),
        rule(verbs, { "apps" },
            { "controllerrevisions", "daemonsets", "deployments", "deployments/scale", "replicasets",
                "replicasets/scale", "statefulsets", "statefulsets/scale" }),
        rule(verbs, { "autoscaling" }, { "horizontalpodautoscalers" }),
        rule(verbs, { "batch" }, { "cronjobs", "jobs" }), rule(verbs, { "policy" }, { "poddisruptionbudgets" }),
        rule(verbs, { "networking.k8s.io" }, { "ingresses", "networkpolicies" }) };
}

std::vector<Value> viewRules()
{
    std::vector<Value> rules = workloadRules(ReadVerbs);
    rules.push_back(rule(ReadVerbs, { "" },
        { "bindings", "events", "limitranges", "namespaces", "namespaces/status", "pods/log", "pods/status",
            "resourcequotas", "services/status" }));
    rules.push_back(rule(ReadVerbs, { "apps" },
        { "daemonsets/status", "deployments/status", "replicasets/status", "statefulsets/status" }));
    rules.push_back(rule(ReadVerbs, { "discovery.k8s.io" }, { "endpointslices" }));
    return rules;
}

std::vector<Value> editRules()
{
    std::vector<Value> rules = viewRules();
    const std::vector<Value> writes = workloadRules(WriteVerbs);
    rules.insert(rules.end(), writes.begin(), writes.end());
    Texts all = ReadVerbs;
    all.insert(all.end(), WriteVerbs.begin(), WriteVerbs.end());
    rules.push_back(rule(all, { "" }, { "secrets" }));
    rules.push_back(
        rule({ "create" }, { "" }, { "pods/eviction", "pods/exec", "pods/portforward", "serviceaccounts/token" }));
    return rules;
}

std::vector<Value> adminRules()
{
    std::vector<Value> rules = editRules();
    Texts all = ReadVerbs;
    all.insert(all.end(), WriteVerbs.begin(), WriteVerbs.end());
    rules.push_back(rule(all, { "rbac.authorization.k8s.io" }, { "rolebindings", "roles" }));
    rules.push_back(rule({ "create" }, { "authorization.k8s.io" }, { "localsubjectaccessreviews" }));
    return rules;
}

}

std::vector<Value> bootstrapPolicy()
{
    const Texts everything { "*" };
    const Texts info { "/healthz", "/livez", "/readyz", "/version", "/version/" };
    const Texts discovery { "/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*",
        "/readyz", "/version", "/version/" };
    return { role("cluster-admin",
                 { rule(everything, everything, everything),
                     mapOf({ { "nonResourceURLs", textList(everything) }, { "verbs", textList(everything) } }) }),
        role("admin", adminRules()), role("edit", editRules()), role("view", viewRules()),
        role("system:discovery", { paths(discovery) }), role("system:public-info-viewer", { paths(info) }),
        role("system:service-account-issuer-discovery",
            { paths({ "/.well-known/openid-configuration", "/openid/v1/jwks" }) }),
        role("system:basic-user",
            { rule({ "create" }, { "authorization.k8s.io" }, { "selfsubjectaccessreviews", "selfsubjectrulesreviews" }),
                rule({ "create" }, { "authentication.k8s.io" }, { "selfsubjectreviews" }) }),
        binding("cluster-admin", "cluster-admin", { "system:masters" }),
        binding("system:basic-user", "system:basic-user", { "system:authenticated" }),
        binding("system:discovery", "system:discovery", { "system:authenticated" }),
        binding("system:public-info-viewer", "system:public-info-viewer",
            { "system:authenticated", "system:unauthenticated" }),
        binding("system:service-account-issuer-discovery", "system:service-account-issuer-discovery",
            { "system:serviceaccounts" }) };
}

}
