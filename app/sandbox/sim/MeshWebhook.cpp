#include "app/sandbox/sim/MeshWebhook.h"

#include "app/sandbox/sim/Tree.h"

namespace holdfast::sandbox::sim {

namespace {

const ResourceName deployments { "apps", "deployments" };
const ResourceName namespaces { "", "namespaces" };

Value sidecar()
{
    const auto limits = tree({ { "cpu", "200m" }, { "memory", "128Mi" } });
    return tree({ { "name", "mesh-proxy" }, { "image", "registry.example.com/mesh/proxy:1.9.2" },
        { "ports", sequence({ tree({ { "name", "mesh" }, { "containerPort", 15090 }, { "protocol", "TCP" } }) }) },
        { "resources", tree({ { "limits", limits } }) }, { "imagePullPolicy", "IfNotPresent" },
        { "terminationMessagePath", "/dev/termination-log" }, { "terminationMessagePolicy", "File" } });
}

Value injected(const Value& deployment)
{
    auto containers = deployment.at({ "spec", "template", "spec", "containers" });
    if (itemBy(containers, "name", "mesh-proxy").isNull()) {
        auto list = containers.list();
        list.push_back(sidecar());
        containers = Value(std::move(list));
    }
    auto result = put(deployment, { "spec", "template", "spec", "containers" }, containers);
    result = put(result, { "spec", "template", "spec", "terminationGracePeriodSeconds" }, Value(60));
    return put(result, { "spec", "template", "metadata", "annotations", "mesh.example.com/injected" }, Value("1.9.2"));
}

}

Admission meshWebhook(const ObjectStore& store)
{
    return [&store](const ResourceName& resource, const Value& object, const WriteOptions& options) {
        // Argo CD predicts on its side, without webhooks; its dry runs here stand for that.
        const bool isPrediction = options.dryRun == DryRun::All && options.fieldManager == "argocd-controller";
        if (resource != deployments || options.subresource != Subresource::None || isPrediction || isDeleting(object))
            return object;
        const auto home = store.get(namespaces, { {}, namespaceOf(object) }).value_or(Value());
        return label(home, "mesh.example.com/injection") == "enabled" ? injected(object) : object;
    };
}

}
