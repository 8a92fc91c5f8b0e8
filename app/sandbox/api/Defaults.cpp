#include "app/sandbox/api/PodDefaults.h"
#include "app/sandbox/api/SchemaCheck.h"
#include "app/sandbox/api/Strategy.h"

#include <QString>

#include <algorithm>
#include <functional>
#include <map>

namespace holdfast::sandbox {

namespace {

using Change = Value (*)(const Value&);

Value templated(const Value& object)
{
    const Value& spec = object.at({ "spec", "template", "spec" });
    return spec.isMap() ? setAt(object, { "spec", "template", "spec" }, podSpecWithDefaults(spec)) : object;
}

Value deployment(const Value& object)
{
    Value full = defaultAt(templated(object), { "spec", "replicas" }, Value(1));
    full = defaultAt(full, { "spec", "strategy", "type" }, Value("RollingUpdate"));
    if (full.at({ "spec", "strategy", "type" }).text() == "RollingUpdate") {
        full = defaultAt(full, { "spec", "strategy", "rollingUpdate", "maxUnavailable" }, Value("25%"));
        full = defaultAt(full, { "spec", "strategy", "rollingUpdate", "maxSurge" }, Value("25%"));
    }
    full = defaultAt(full, { "spec", "revisionHistoryLimit" }, Value(10));
    return defaultAt(full, { "spec", "progressDeadlineSeconds" }, Value(600));
}

Value replicaSet(const Value& object)
{
    return defaultAt(templated(object), { "spec", "replicas" }, Value(1));
}

Value daemonSet(const Value& object)
{
    Value full = defaultAt(templated(object), { "spec", "updateStrategy", "type" }, Value("RollingUpdate"));
    if (full.at({ "spec", "updateStrategy", "type" }).text() == "RollingUpdate") {
        full = defaultAt(full, { "spec", "updateStrategy", "rollingUpdate", "maxUnavailable" }, Value(1));
        full = defaultAt(full, { "spec", "updateStrategy", "rollingUpdate", "maxSurge" }, Value(0));
    }
    return defaultAt(full, { "spec", "revisionHistoryLimit" }, Value(10));
}

Value claimTemplate(const Value& claim)
{
    Value full = defaultAt(claim, { "apiVersion" }, Value("v1"));
    full = defaultAt(full, { "kind" }, Value("PersistentVolumeClaim"));
    full = defaultAt(full, { "spec", "volumeMode" }, Value("Filesystem"));
    return defaultAt(full, { "status", "phase" }, Value("Pending"));
}

Value statefulSet(const Value& object)
{
    Value full = defaultAt(templated(object), { "spec", "replicas" }, Value(1));
    full = defaultAt(full, { "spec", "podManagementPolicy" }, Value("OrderedReady"));
    full = defaultAt(full, { "spec", "updateStrategy", "type" }, Value("RollingUpdate"));
    if (full.at({ "spec", "updateStrategy", "type" }).text() == "RollingUpdate")
        full = defaultAt(full, { "spec", "updateStrategy", "rollingUpdate", "partition" }, Value(0));
    full = defaultAt(full, { "spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted" }, Value("Retain"));
    full = defaultAt(full, { "spec", "persistentVolumeClaimRetentionPolicy", "whenScaled" }, Value("Retain"));
    const Value& claims = full.at({ "spec", "volumeClaimTemplates" });
    if (claims.isList())
        full = setAt(full, { "spec", "volumeClaimTemplates" }, mapItems(claims, claimTemplate));
    return defaultAt(full, { "spec", "revisionHistoryLimit" }, Value(10));
}

Value jobSpec(const Value& spec)
{
    Value full = defaultAt(spec, { "completionMode" }, Value("NonIndexed"));
    if (full["completions"].isNull() && full["parallelism"].isNull())
        full = full.with("completions", Value(1));
    full = defaultAt(full, { "parallelism" }, Value(1));
    full = defaultAt(full, { "backoffLimit" }, Value(6));
    full = defaultAt(full, { "suspend" }, Value(false));
    full = defaultAt(full, { "manualSelector" }, Value(false)).without("manualSelector");
    full = defaultAt(full, { "podReplacementPolicy" }, Value("TerminatingOrFailed"));
    const Value& pod = full.at({ "template", "spec" });
    return pod.isMap() ? setAt(full, { "template", "spec" }, podSpecWithDefaults(pod)) : full;
}

Value job(const Value& object)
{
    return object["spec"].isMap() ? object.with("spec", jobSpec(object["spec"])) : object;
}

Value cronJob(const Value& object)
{
    Value full = defaultAt(object, { "spec", "concurrencyPolicy" }, Value("Allow"));
    full = defaultAt(full, { "spec", "suspend" }, Value(false));
    full = defaultAt(full, { "spec", "successfulJobsHistoryLimit" }, Value(3));
    full = defaultAt(full, { "spec", "failedJobsHistoryLimit" }, Value(1));
    const Value& pod = full.at({ "spec", "jobTemplate", "spec", "template", "spec" });
    if (pod.isMap())
        full = setAt(full, { "spec", "jobTemplate", "spec", "template", "spec" }, podSpecWithDefaults(pod));
    return full;
}

Value pod(const Value& object)
{
    if (!object["spec"].isMap())
        return object;
    Value full = object.with("spec", podSpecWithDefaults(object["spec"]));
    return defaultAt(full, { "spec", "enableServiceLinks" }, Value(true));
}

Value servicePort(const Value& port)
{
    Value full = defaultAt(port, { "protocol" }, Value("TCP"));
    return defaultAt(full, { "targetPort" }, full["port"]);
}

Value service(const Value& object)
{
    Value full = defaultAt(object, { "spec", "sessionAffinity" }, Value("None"));
    full = defaultAt(full, { "spec", "type" }, Value("ClusterIP"));
    const std::string type = textOf(full.at({ "spec", "type" }));
    if (full.at({ "spec", "ports" }).isList())
        full = setAt(full, { "spec", "ports" }, mapItems(full.at({ "spec", "ports" }), servicePort));
    if (type == "ExternalName")
        return full;
    full = defaultAt(full, { "spec", "internalTrafficPolicy" }, Value("Cluster"));
    if (type == "NodePort" || type == "LoadBalancer")
        full = defaultAt(full, { "spec", "externalTrafficPolicy" }, Value("Cluster"));
    if (type == "LoadBalancer")
        full = defaultAt(full, { "spec", "allocateLoadBalancerNodePorts" }, Value(true));
    return full;
}

Value secret(const Value& object)
{
    Value full = defaultAt(object, { "type" }, Value("Opaque"));
    for (const auto& [key, text] : object["stringData"].map()) {
        const QByteArray bytes(text.text().data(), qsizetype(text.text().size()));
        full = setAt(full, { "data", key }, Value(bytes.toBase64().toStdString()));
    }
    return full.without("stringData");
}

Value namespaceObject(const Value& object)
{
    Value full
        = setAt(object, { "metadata", "labels", "kubernetes.io/metadata.name" }, object.at({ "metadata", "name" }));
    return defaultAt(full, { "spec", "finalizers" }, textList(std::vector { std::string("kubernetes") }));
}

Value claim(const Value& object)
{
    return defaultAt(object, { "spec", "volumeMode" }, Value("Filesystem"));
}

Value volume(const Value& object)
{
    Value full = defaultAt(object, { "spec", "volumeMode" }, Value("Filesystem"));
    return defaultAt(full, { "spec", "persistentVolumeReclaimPolicy" }, Value("Retain"));
}

Value storageClass(const Value& object)
{
    Value full = defaultAt(object, { "reclaimPolicy" }, Value("Delete"));
    return defaultAt(full, { "volumeBindingMode" }, Value("Immediate"));
}

Value subjectWithGroup(const Value& subject)
{
    const std::string_view kind = subject["kind"].text();
    const bool person = kind == "User" || kind == "Group";
    return person ? defaultAt(subject, { "apiGroup" }, Value("rbac.authorization.k8s.io")) : subject;
}

Value binding(const Value& object)
{
    Value full = defaultAt(object, { "roleRef", "apiGroup" }, Value("rbac.authorization.k8s.io"));
    return full["subjects"].isList() ? full.with("subjects", mapItems(full["subjects"], subjectWithGroup)) : full;
}

Value autoscaler(const Value& object)
{
    return defaultAt(object, { "spec", "minReplicas" }, Value(1));
}

Value networkPolicy(const Value& object)
{
    if (object.at({ "spec", "policyTypes" }).isList())
        return object;
    std::vector<std::string> types { "Ingress" };
    if (object.at({ "spec", "egress" }).isList())
        types.emplace_back("Egress");
    return setAt(object, { "spec", "policyTypes" }, textList(types));
}

Value definition(const Value& object)
{
    const Value& names = object.at({ "spec", "names" });
    Value full = defaultAt(object, { "spec", "conversion", "strategy" }, Value("None"));
    const std::string kind = textOf(names["kind"]);
    full = defaultAt(full, { "spec", "names", "listKind" }, Value(kind + "List"));
    return defaultAt(
        full, { "spec", "names", "singular" }, Value(QString::fromStdString(kind).toLower().toStdString()));
}

const std::map<ResourceName, Change>& changes()
{
    static const std::map<ResourceName, Change> all {
        { { "apps", "deployments" }, deployment },
        { { "apps", "replicasets" }, replicaSet },
        { { "", "replicationcontrollers" }, replicaSet },
        { { "apps", "daemonsets" }, daemonSet },
        { { "apps", "statefulsets" }, statefulSet },
        { { "batch", "jobs" }, job },
        { { "batch", "cronjobs" }, cronJob },
        { { "", "pods" }, pod },
        { { "", "services" }, service },
        { { "", "secrets" }, secret },
        { { "", "namespaces" }, namespaceObject },
        { { "", "persistentvolumeclaims" }, claim },
        { { "", "persistentvolumes" }, volume },
        { { "storage.k8s.io", "storageclasses" }, storageClass },
        { { "rbac.authorization.k8s.io", "rolebindings" }, binding },
        { { "rbac.authorization.k8s.io", "clusterrolebindings" }, binding },
        { { "autoscaling", "horizontalpodautoscalers" }, autoscaler },
        { { "networking.k8s.io", "networkpolicies" }, networkPolicy },
        { { "apiextensions.k8s.io", "customresourcedefinitions" }, definition },
    };
    return all;
}

}

Value withDefaults(const ResourceType& type, const Value& object)
{
    if (type.origin == Origin::Custom)
        return withSchemaDefaults(type.schema, object, DefaultRule::All);
    const auto found = changes().find(type.name);
    return found == changes().end() ? object : found->second(object);
}

bool countsGenerations(const ResourceType& type)
{
    static const std::vector<std::string> groups { "apps", "batch", "networking.k8s.io", "policy",
        "apiextensions.k8s.io", "admissionregistration.k8s.io", "scheduling.k8s.io" };
    if (type.origin == Origin::Custom || type.name == ResourceName { "", "pods" })
        return true;
    if (type.name.plural == "controllerrevisions")
        return false;
    return std::ranges::find(groups, type.name.group) != groups.end() || type.name.plural == "replicationcontrollers";
}

const Value& podTemplateOf(const ResourceType& type, const Value& object)
{
    static const Value none;
    if (type.name.group == "apps" || type.name.plural == "replicationcontrollers" || type.name.plural == "jobs")
        return object.at({ "spec", "template" });
    if (type.name.plural == "cronjobs")
        return object.at({ "spec", "jobTemplate", "spec", "template" });
    return none;
}

}
