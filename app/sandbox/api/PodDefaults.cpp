#include "app/sandbox/api/PodDefaults.h"

namespace holdfast::sandbox {

namespace {

/// `Always` for :latest or no tag, else `IfNotPresent`.
const char* pullPolicy(std::string_view image)
{
    if (image.contains('@'))
        return "IfNotPresent";
    const std::size_t slash = image.rfind('/');
    const std::size_t colon = image.find(':', slash == std::string_view::npos ? 0 : slash);
    return colon == std::string_view::npos || image.substr(colon) == ":latest" ? "Always" : "IfNotPresent";
}

Value probeWithDefaults(const Value& probe)
{
    if (!probe.isMap())
        return probe;
    Value full = defaultAt(probe, { "timeoutSeconds" }, Value(1));
    full = defaultAt(full, { "periodSeconds" }, Value(10));
    full = defaultAt(full, { "successThreshold" }, Value(1));
    full = defaultAt(full, { "failureThreshold" }, Value(3));
    if (full["httpGet"].isMap()) {
        full = defaultAt(full, { "httpGet", "scheme" }, Value("HTTP"));
        full = defaultAt(full, { "httpGet", "path" }, Value("/"));
    }
    return full;
}

Value requestsFromLimits(const Value& resources)
{
    Value full = resources;
    for (const auto& [name, amount] : resources["limits"].map())
        full = defaultAt(full, { "requests", name }, amount);
    return full;
}

Value environmentWithDefaults(const Value& variable)
{
    return variable["valueFrom"]["fieldRef"].isMap()
        ? defaultAt(variable, { "valueFrom", "fieldRef", "apiVersion" }, Value("v1"))
        : variable;
}

Value containerWithDefaults(const Value& container)
{
    Value full = defaultAt(container, { "terminationMessagePath" }, Value("/dev/termination-log"));
    full = defaultAt(full, { "terminationMessagePolicy" }, Value("File"));
    full = defaultAt(full, { "imagePullPolicy" }, Value(pullPolicy(full["image"].text())));
    full = defaultAt(full, { "resources" }, Value::emptyMap());
    full = full.with("resources", requestsFromLimits(full["resources"]));
    if (full["ports"].isList()) {
        full = full.with("ports",
            mapItems(full["ports"], [](const Value& port) { return defaultAt(port, { "protocol" }, Value("TCP")); }));
    }
    if (full["env"].isList())
        full = full.with("env", mapItems(full["env"], environmentWithDefaults));
    for (const char* probe : { "livenessProbe", "readinessProbe", "startupProbe" }) {
        if (full[probe].isMap())
            full = full.with(probe, probeWithDefaults(full[probe]));
    }
    return full;
}

Value volumeWithDefaults(const Value& volume)
{
    constexpr int mode = 0644;
    Value full = volume;
    for (const char* source : { "configMap", "secret", "downwardAPI", "projected" }) {
        if (full[source].isMap())
            full = defaultAt(full, { source, "defaultMode" }, Value(mode));
    }
    if (full["hostPath"].isMap())
        full = defaultAt(full, { "hostPath", "type" }, Value(""));
    const bool hasSource = full.map().size() > 1;
    return hasSource ? full : full.with("emptyDir", Value::emptyMap());
}

}

Value podSpecWithDefaults(const Value& spec)
{
    Value full = defaultAt(spec, { "restartPolicy" }, Value("Always"));
    full = defaultAt(full, { "terminationGracePeriodSeconds" }, Value(30));
    full = defaultAt(full, { "dnsPolicy" }, Value("ClusterFirst"));
    full = defaultAt(full, { "securityContext" }, Value::emptyMap());
    full = defaultAt(full, { "schedulerName" }, Value("default-scheduler"));
    if (full["serviceAccountName"].isString())
        full = defaultAt(full, { "serviceAccount" }, full["serviceAccountName"]);
    else if (full["serviceAccount"].isString())
        full = full.with("serviceAccountName", full["serviceAccount"]);
    for (const char* kind : { "containers", "initContainers" }) {
        if (full[kind].isList())
            full = full.with(kind, mapItems(full[kind], containerWithDefaults));
    }
    if (full["volumes"].isList())
        full = full.with("volumes", mapItems(full["volumes"], volumeWithDefaults));
    return full;
}

}
