#include "app/sandbox/api/Selector.h"
#include "app/sandbox/api/Tables.h"

namespace holdfast::sandbox {

namespace {

using Cells = std::vector<Value>;

Value name(const Value& object)
{
    return object.at({ "metadata", "name" });
}

Value age(const Value& object)
{
    return Value(ageOf(object.at({ "metadata", "creationTimestamp" })));
}

Value countOf(const Value& value)
{
    return Value(static_cast<std::int64_t>(value.isMap() ? value.map().size() : value.list().size()));
}

Value orNone(const std::string& text)
{
    return Value(text.empty() ? "<none>" : text);
}

std::string pairsText(const Value& map)
{
    std::vector<std::string> texts;
    for (const auto& [key, value] : map.map())
        texts.push_back(key + "=" + textOf(value));
    return joinedTexts(texts);
}

Cells configMap(const Value& object)
{
    return { name(object), Value(countOf(object["data"]).intOr(0) + countOf(object["binaryData"]).intOr(0)),
        age(object) };
}

Cells secret(const Value& object)
{
    return { name(object), object["type"], countOf(object["data"]), age(object) };
}

std::string externalAddress(const Value& object)
{
    const std::string_view type = object.at({ "spec", "type" }).text();
    if (type == "ExternalName")
        return textOf(object.at({ "spec", "externalName" }));
    std::vector<std::string> addresses;
    for (const Value& ingress : object.at({ "status", "loadBalancer", "ingress" }).list())
        addresses.push_back(ingress["ip"].isNull() ? textOf(ingress["hostname"]) : textOf(ingress["ip"]));
    for (const Value& address : object.at({ "spec", "externalIPs" }).list())
        addresses.push_back(textOf(address));
    return addresses.empty() ? type == "LoadBalancer" ? "<pending>" : "<none>" : joinedTexts(addresses);
}

Cells service(const Value& object)
{
    const Value& spec = object["spec"];
    std::vector<std::string> ports;
    for (const Value& port : spec["ports"].list()) {
        std::string text = plainText(port["port"]);
        if (port["nodePort"].intOr(0) > 0)
            text += ":" + plainText(port["nodePort"]);
        ports.push_back(text + "/" + textOf(port["protocol"]));
    }
    return { name(object), spec["type"], orNone(textOf(spec["clusterIP"])), Value(externalAddress(object)),
        orNone(joinedTexts(ports)), age(object), orNone(pairsText(spec["selector"])) };
}

Cells ingress(const Value& object)
{
    std::vector<std::string> hosts;
    for (const Value& rule : object.at({ "spec", "rules" }).list())
        hosts.push_back(textOf(rule["host"]));
    std::vector<std::string> addresses;
    for (const Value& one : object.at({ "status", "loadBalancer", "ingress" }).list())
        addresses.push_back(one["ip"].isNull() ? textOf(one["hostname"]) : textOf(one["ip"]));
    const bool secure = !object.at({ "spec", "tls" }).list().empty();
    const std::string all = joinedTexts(hosts);
    return { name(object), orNone(textOf(object.at({ "spec", "ingressClassName" }))), Value(all.empty() ? "*" : all),
        Value(joinedTexts(addresses)), Value(secure ? "80, 443" : "80"), age(object) };
}

Cells account(const Value& object)
{
    return { name(object), countOf(object["secrets"]), age(object) };
}

Cells endpoints(const Value& object)
{
    std::vector<std::string> all;
    for (const Value& subset : object["subsets"].list()) {
        for (const Value& address : subset["addresses"].list()) {
            for (const Value& port : subset["ports"].list())
                all.push_back(textOf(address["ip"]) + ":" + plainText(port["port"]));
        }
    }
    return { name(object), orNone(joinedTexts(all)), age(object) };
}

Cells slice(const Value& object)
{
    std::vector<std::string> ports;
    std::vector<std::string> addresses;
    for (const Value& port : object["ports"].list())
        ports.push_back(plainText(port["port"]));
    for (const Value& endpoint : object["endpoints"].list()) {
        for (const Value& address : endpoint["addresses"].list())
            addresses.push_back(textOf(address));
    }
    return { name(object), object["addressType"], Value(ports.empty() ? "<unset>" : joinedTexts(ports)),
        Value(addresses.empty() ? "<unset>" : joinedTexts(addresses)), age(object) };
}

Cells claim(const Value& object)
{
    std::vector<std::string> modes;
    for (const Value& mode : object.at({ "spec", "accessModes" }).list()) {
        const std::string_view text = mode.text();
        modes.emplace_back(text == "ReadWriteOnce" ? "RWO"
                : text == "ReadOnlyMany"           ? "ROX"
                : text == "ReadWriteMany"          ? "RWX"
                                                   : "RWOP");
    }
    const bool bound = !object.at({ "spec", "volumeName" }).text().empty();
    return { name(object), object.at({ "status", "phase" }), Value(textOf(object.at({ "spec", "volumeName" }))),
        Value(bound ? plainText(object.at({ "status", "capacity", "storage" })) : std::string()),
        Value(bound ? joinedTexts(modes) : std::string()), Value(textOf(object.at({ "spec", "storageClassName" }))),
        Value("<unset>"), age(object), object.at({ "spec", "volumeMode" }) };
}

Cells networkPolicy(const Value& object)
{
    return { name(object), orNone(LabelSelector::fromObject(object.at({ "spec", "podSelector" })).text()),
        age(object) };
}

Cells budget(const Value& object)
{
    const Value& least = object.at({ "spec", "minAvailable" });
    const Value& most = object.at({ "spec", "maxUnavailable" });
    return { name(object), Value(least.isNull() ? "N/A" : plainText(least)),
        Value(most.isNull() ? "N/A" : plainText(most)), Value(object.at({ "status", "disruptionsAllowed" }).intOr(0)),
        age(object) };
}

Cells autoscaler(const Value& object)
{
    const Value& target = object.at({ "spec", "scaleTargetRef" });
    std::vector<std::string> targets;
    for (const Value& metric : object.at({ "spec", "metrics" }).list()) {
        std::string current = "<unknown>";
        for (const Value& now : object.at({ "status", "currentMetrics" }).list()) {
            if (now.at({ "resource", "name" }) == metric.at({ "resource", "name" })
                && !now.at({ "resource", "current", "averageUtilization" }).isNull())
                current = plainText(now.at({ "resource", "current", "averageUtilization" })) + "%";
        }
        targets.push_back(textOf(metric.at({ "resource", "name" })) + ": " + current + "/"
            + plainText(metric.at({ "resource", "target", "averageUtilization" })) + "%");
    }
    return { name(object), Value(textOf(target["kind"]) + "/" + textOf(target["name"])),
        Value(targets.empty() ? "<none>" : joinedTexts(targets, ", ")),
        Value(plainText(object.at({ "spec", "minReplicas" }))), object.at({ "spec", "maxReplicas" }),
        Value(object.at({ "status", "currentReplicas" }).intOr(0)), age(object) };
}

std::vector<TableColumn> columns(std::initializer_list<TableColumn> shown)
{
    std::vector<TableColumn> all { { .name = "Name" } };
    all.insert(all.end(), shown);
    return all;
}

}

void addConfigForms(std::map<ResourceName, TableForm>& forms)
{
    const TableColumn created { .name = "Age" };
    forms[{ "", "configmaps" }] = { columns({ { .name = "Data" }, created }), configMap };
    forms[{ "", "secrets" }] = { columns({ { .name = "Type" }, { .name = "Data" }, created }), secret };
    forms[{ "", "serviceaccounts" }] = { columns({ { .name = "Secrets" }, created }), account };
    forms[{ "", "services" }] = { columns({ { .name = "Type" }, { .name = "Cluster-IP" }, { .name = "External-IP" },
                                      { .name = "Port(s)" }, created, { .name = "Selector", .priority = 1 } }),
        service };
    forms[{ "", "endpoints" }] = { columns({ { .name = "Endpoints" }, created }), endpoints };
    forms[{ "discovery.k8s.io", "endpointslices" }]
        = { columns({ { .name = "AddressType" }, { .name = "Ports" }, { .name = "Endpoints" }, created }), slice };
    forms[{ "networking.k8s.io", "ingresses" }]
        = { columns({ { .name = "Class" }, { .name = "Hosts" }, { .name = "Address" }, { .name = "Ports" }, created }),
              ingress };
    forms[{ "networking.k8s.io", "networkpolicies" }]
        = { columns({ { .name = "Pod-Selector" }, created }), networkPolicy };
    forms[{ "", "persistentvolumeclaims" }]
        = { columns({ { .name = "Status" }, { .name = "Volume" }, { .name = "Capacity" }, { .name = "Access Modes" },
                { .name = "StorageClass" }, { .name = "VolumeAttributesClass" }, created,
                { .name = "VolumeMode", .priority = 1 } }),
              claim };
    forms[{ "policy", "poddisruptionbudgets" }]
        = { columns({ { .name = "Min Available" }, { .name = "Max Unavailable" },
                { .name = "Allowed Disruptions", .type = "integer" }, created }),
              budget };
    forms[{ "autoscaling", "horizontalpodautoscalers" }]
        = { columns({ { .name = "Reference" }, { .name = "Targets" }, { .name = "MinPods" },
                { .name = "MaxPods", .type = "integer" }, { .name = "Replicas", .type = "integer" }, created }),
              autoscaler };
}

}
