#include "app/sandbox/api/Strategy.h"

#include <QCryptographicHash>

#include <map>

namespace holdfast::sandbox {

namespace {

/// A stable number for an object, for addresses and ports.
unsigned numberFor(const Value& object)
{
    const std::string name
        = textOf(object.at({ "metadata", "namespace" })) + "/" + textOf(object.at({ "metadata", "name" }));
    const QByteArray hash = QCryptographicHash::hash(QByteArray::fromStdString(name), QCryptographicHash::Sha1);
    return (static_cast<unsigned char>(hash[0]) << 16U) | (static_cast<unsigned char>(hash[1]) << 8U)
        | static_cast<unsigned char>(hash[2]);
}

Value service(const Value& object)
{
    const std::string type = textOf(object.at({ "spec", "type" }));
    if (type == "ExternalName")
        return object;
    const unsigned number = numberFor(object);
    std::string address = textOf(object.at({ "spec", "clusterIP" }));
    if (address.empty())
        address = "10.96." + std::to_string((number >> 8U) % 256U) + "." + std::to_string(number % 254U + 1U);
    Value full = setAt(object, { "spec", "clusterIP" }, Value(address));
    full = defaultAt(full, { "spec", "clusterIPs" }, textList(std::vector { address }));
    full = defaultAt(full, { "spec", "ipFamilies" }, textList(std::vector { std::string("IPv4") }));
    full = defaultAt(full, { "spec", "ipFamilyPolicy" }, Value("SingleStack"));
    if (type != "NodePort" && type != "LoadBalancer")
        return full;
    Value::List ports;
    int offset = 0;
    for (const Value& port : full.at({ "spec", "ports" }).list())
        ports.push_back(defaultAt(port, { "nodePort" }, Value(30000 + static_cast<int>(number % 2700U) + offset++)));
    return setAt(full, { "spec", "ports" }, Value(std::move(ports)));
}

Value toleration(const char* key)
{
    return mapOf({ { "key", Value(key) }, { "operator", Value("Exists") }, { "effect", Value("NoExecute") },
        { "tolerationSeconds", Value(300) } });
}

Value pod(const Value& object)
{
    Value full = defaultAt(object, { "spec", "serviceAccountName" }, Value("default"));
    full = defaultAt(full, { "spec", "serviceAccount" }, full.at({ "spec", "serviceAccountName" }));
    full = defaultAt(full, { "spec", "priority" }, Value(0));
    full = defaultAt(full, { "spec", "preemptionPolicy" }, Value("PreemptLowerPriority"));
    return defaultAt(full, { "spec", "tolerations" },
        Value(
            Value::List { toleration("node.kubernetes.io/not-ready"), toleration("node.kubernetes.io/unreachable") }));
}

const char* qualityOf(const Value& spec)
{
    bool any = false;
    bool all = true;
    for (const Value& container : spec["containers"].list()) {
        const Value& resources = container["resources"];
        any = any || !resources["requests"].isEmpty() || !resources["limits"].isEmpty();
        for (const char* name : { "cpu", "memory" })
            all = all && !resources["limits"][name].isNull()
                && resources["limits"][name] == resources["requests"][name];
    }
    return !any ? "BestEffort" : all ? "Guaranteed" : "Burstable";
}

Value jobWithSelector(const Value& object)
{
    const Value& uid = object.at({ "metadata", "uid" });
    const Value& name = object.at({ "metadata", "name" });
    Value full = object;
    if (object.at({ "spec", "selector" }).isNull()) {
        full = setAt(full, { "spec", "selector", "matchLabels", "batch.kubernetes.io/controller-uid" }, uid);
        for (const char* key : { "batch.kubernetes.io/controller-uid", "controller-uid" })
            full = setAt(full, { "spec", "template", "metadata", "labels", key }, uid);
        for (const char* key : { "batch.kubernetes.io/job-name", "job-name" })
            full = setAt(full, { "spec", "template", "metadata", "labels", key }, name);
    }
    return full;
}

}

Value withServerFields(const ResourceType& type, const Value& object)
{
    if (type.name == ResourceName { "", "services" })
        return service(object);
    if (type.name == ResourceName { "", "pods" })
        return pod(object);
    if (type.name == ResourceName { "batch", "jobs" })
        return jobWithSelector(object);
    return object;
}

Value withInitialStatus(const ResourceType& type, const Value& object)
{
    static const std::map<std::string, const char*, std::less<>> phases { { "namespaces", "Active" },
        { "persistentvolumeclaims", "Pending" }, { "persistentvolumes", "Pending" } };
    if (!type.subresource("status"))
        return object;
    const Value bare = object.without("status");
    if (type.origin == Origin::Custom)
        return bare;
    if (type.name == ResourceName { "", "pods" }) {
        return bare.with(
            "status", mapOf({ { "phase", Value("Pending") }, { "qosClass", Value(qualityOf(object["spec"])) } }));
    }
    if (type.name.plural == "nodes")
        return object;
    if (const auto found = phases.find(type.name.plural); found != phases.end())
        return bare.with("status", mapOf({ { "phase", Value(found->second) } }));
    if (type.name.plural == "services" || type.name.plural == "ingresses")
        return bare.with("status", mapOf({ { "loadBalancer", Value::emptyMap() } }));
    if (type.name.plural == "daemonsets") {
        return bare.with("status",
            mapOf({ { "currentNumberScheduled", Value(0) }, { "numberMisscheduled", Value(0) },
                { "desiredNumberScheduled", Value(0) }, { "numberReady", Value(0) } }));
    }
    if (type.name.plural == "replicasets" || type.name.plural == "statefulsets")
        return bare.with("status", mapOf({ { "replicas", Value(0) } }));
    return bare.with("status", Value::emptyMap());
}

}
