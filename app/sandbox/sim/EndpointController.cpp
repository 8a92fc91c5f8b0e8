#include "app/sandbox/sim/EndpointController.h"

#include "app/sandbox/sim/PodSet.h"

#include <algorithm>
#include <format>

namespace holdfast::sandbox::sim {

namespace {

const std::string manager = "kube-controller-manager";

Value podReference(const Value& pod)
{
    return tree(
        { { "kind", "Pod" }, { "name", nameOf(pod) }, { "namespace", namespaceOf(pod) }, { "uid", uidOf(pod) } });
}

// A target port may be a name of a container's port.
Value targetPort(const Value& port, const std::vector<Value>& pods)
{
    const auto& target = port["targetPort"];
    if (!target.isString())
        return target.isNull() ? port["port"] : target;
    for (const auto& pod : pods) {
        for (const auto& container : pod.at({ "spec", "containers" }).list()) {
            const auto& found = itemBy(container["ports"], "name", target.text());
            if (!found.isNull())
                return found["containerPort"];
        }
    }
    return port["port"];
}

Value portsOf(const Value& service, const std::vector<Value>& pods)
{
    std::vector<Value> ports;
    for (const auto& port : service.at({ "spec", "ports" }).list())
        ports.push_back(tree({ { "name", port["name"] }, { "port", targetPort(port, pods) },
            { "protocol", port["protocol"].isNull() ? Value("TCP") : port["protocol"] } }));
    return sequence(std::move(ports));
}

}

EndpointController::EndpointController(World& world)
    : Controller(world)
{
    follow(kinds::services);
    followWith(kinds::pods, [this](const Value& pod) {
        std::vector<ObjectName> names;
        for (const auto& service : this->world().list(kinds::services, namespaceOf(pod))) {
            const auto selector = tree({ { "matchLabels", service.at({ "spec", "selector" }) } });
            if (selects(selector, pod.at({ "metadata", "labels" })))
                names.push_back(nameIn(service));
        }
        return names;
    });
}

void EndpointController::reconcile(const ObjectName& name)
{
    const auto service = world().find(kinds::services, name);
    if (service.isNull()) {
        world().remove(kinds::endpoints, name);
        return;
    }
    if (service.at({ "spec", "selector" }).isEmpty() || isDeleting(service))
        return;
    const auto selector = tree({ { "matchLabels", service.at({ "spec", "selector" }) } });
    auto pods = world().list(kinds::pods, name.nameSpace);
    std::erase_if(pods, [&](const Value& pod) {
        return !selects(selector, pod.at({ "metadata", "labels" })) || pod.at({ "status", "podIP" }).isEmpty()
            || !isActive(pod);
    });
    std::ranges::sort(pods, {}, [](const Value& pod) { return text(pod.at({ "status", "podIP" })); });
    writeEndpoints(service, pods);
    writeSlice(service, pods);
}

void EndpointController::writeEndpoints(const Value& service, const std::vector<Value>& pods)
{
    std::vector<Value> ready;
    std::vector<Value> unready;
    for (const auto& pod : pods) {
        auto& side = isReady(pod) ? ready : unready;
        side.push_back(tree({ { "ip", pod.at({ "status", "podIP" }) }, { "nodeName", pod.at({ "spec", "nodeName" }) },
            { "targetRef", podReference(pod) } }));
    }
    Value subsets;
    if (!pods.empty())
        subsets = sequence({ tree({ { "addresses", ready.empty() ? Value() : sequence(ready) },
            { "notReadyAddresses", unready.empty() ? Value() : sequence(unready) },
            { "ports", portsOf(service, pods) } }) });
    const auto known = world().find(kinds::endpoints, nameIn(service));
    if (!known.isNull()) {
        static_cast<void>(world().update(
            kinds::endpoints, subsets.isNull() ? known.without("subsets") : known.with("subsets", subsets), manager));
        return;
    }
    const auto labels = merged(service.at({ "metadata", "labels" }),
        tree({ { "endpoints.kubernetes.io/managed-by", "endpoint-controller" } }));
    const auto metadata
        = tree({ { "name", nameOf(service) }, { "namespace", namespaceOf(service) }, { "labels", labels } });
    static_cast<void>(
        world().create(kinds::endpoints, tree({ { "metadata", metadata }, { "subsets", subsets } }), manager));
}

void EndpointController::writeSlice(const Value& service, const std::vector<Value>& pods)
{
    std::vector<Value> all;
    for (const auto& pod : pods) {
        const auto conditions
            = tree({ { "ready", isReady(pod) }, { "serving", isReady(pod) }, { "terminating", false } });
        all.push_back(tree({ { "addresses", sequence({ pod.at({ "status", "podIP" }) }) }, { "conditions", conditions },
            { "nodeName", pod.at({ "spec", "nodeName" }) }, { "targetRef", podReference(pod) } }));
    }
    const ObjectName name { namespaceOf(service), std::format("{}-{}", nameOf(service), suffix(uidOf(service))) };
    const auto known = world().find(kinds::endpointSlices, name);
    if (!known.isNull()) {
        const auto next = known.with("endpoints", sequence(all)).with("ports", portsOf(service, pods));
        static_cast<void>(world().update(kinds::endpointSlices, next, manager));
        return;
    }
    const auto labels = merged(service.at({ "metadata", "labels" }),
        tree({ { "kubernetes.io/service-name", nameOf(service) },
            { "endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io" } }));
    const auto metadata
        = tree({ { "name", name.name }, { "generateName", nameOf(service) + "-" }, { "namespace", name.nameSpace },
            { "labels", labels }, { "ownerReferences", sequence({ controllerReference(service) }) } });
    static_cast<void>(world().create(kinds::endpointSlices,
        tree({ { "metadata", metadata }, { "addressType", "IPv4" }, { "endpoints", sequence(all) },
            { "ports", portsOf(service, pods) } }),
        manager));
}

}
