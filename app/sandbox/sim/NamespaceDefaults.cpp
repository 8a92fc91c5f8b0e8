#include "app/sandbox/sim/NamespaceDefaults.h"

#include <format>
#include <utility>

namespace holdfast::sandbox::sim {

namespace {

const std::string manager = "kube-controller-manager";

}

NamespaceDefaults::NamespaceDefaults(World& world, std::string authorityPem)
    : Controller(world)
    , m_authorityPem(std::move(authorityPem))
{
    follow(kinds::namespaces);
    const auto home = [](const Value& object) { return std::vector { ObjectName { {}, namespaceOf(object) } }; };
    followWith(kinds::serviceAccounts, home);
    followWith(kinds::configMaps, home);
}

void NamespaceDefaults::reconcile(const ObjectName& name)
{
    const auto nameSpace = world().find(kinds::namespaces, { {}, name.name });
    if (nameSpace.isNull() || isDeleting(nameSpace))
        return;
    const auto metadata = [&](const char* object) { return tree({ { "name", object }, { "namespace", name.name } }); };
    if (world().find(kinds::serviceAccounts, { name.name, "default" }).isNull())
        static_cast<void>(
            world().create(kinds::serviceAccounts, tree({ { "metadata", metadata("default") } }), manager));
    if (!world().find(kinds::configMaps, { name.name, "kube-root-ca.crt" }).isNull())
        return;
    const auto described = put(metadata("kube-root-ca.crt"), { "annotations", "kubernetes.io/description" },
        Value("Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such "
              "as the "
              "internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of "
              "Kubernetes clusters."));
    static_cast<void>(world().create(kinds::configMaps,
        tree({ { "metadata", described }, { "data", tree({ { "ca.crt", m_authorityPem } }) } }), manager));
}

VolumeBinder::VolumeBinder(World& world)
    : Controller(world)
{
    const auto annotations = tree({ { "storageclass.kubernetes.io/is-default-class", "true" } });
    const auto metadata = tree({ { "name", "standard" }, { "annotations", annotations } });
    static_cast<void>(world.create(kinds::storageClasses,
        tree({ { "metadata", metadata }, { "provisioner", "practice.holdfast.dev/volumes" },
            { "reclaimPolicy", "Delete" }, { "volumeBindingMode", "Immediate" } }),
        manager));
    follow(kinds::claims);
}

void VolumeBinder::reconcile(const ObjectName& name)
{
    auto claim = world().find(kinds::claims, name);
    if (claim.isNull() || isDeleting(claim) || claim.at({ "status", "phase" }).text() == "Bound")
        return;
    const auto volume = "pvc-" + uidOf(claim);
    const auto size = claim.at({ "spec", "resources", "requests", "storage" });
    const auto capacity = tree({ { "storage", size } });
    const auto modes = claim.at({ "spec", "accessModes" });
    const auto storageClass = claim.at({ "spec", "storageClassName" }).isNull()
        ? Value("standard")
        : claim.at({ "spec", "storageClassName" });
    const auto reference = tree({ { "apiVersion", "v1" }, { "kind", "PersistentVolumeClaim" }, { "name", name.name },
        { "namespace", name.nameSpace }, { "uid", uidOf(claim) } });
    const auto spec = tree({ { "capacity", capacity }, { "accessModes", modes }, { "claimRef", reference },
        { "persistentVolumeReclaimPolicy", "Delete" }, { "storageClassName", storageClass },
        { "volumeMode", "Filesystem" }, { "hostPath", tree({ { "path", "/practice/" + volume } }) } });
    const auto made = world().create(
        kinds::volumes, tree({ { "metadata", tree({ { "name", volume } }) }, { "spec", spec } }), manager);
    if (made)
        static_cast<void>(
            world().updateStatus(kinds::volumes, put(*made, { "status", "phase" }, Value("Bound")), manager));
    claim = put(claim, { "spec", "volumeName" }, Value(volume));
    claim = put(claim, { "spec", "storageClassName" }, storageClass);
    const auto bound = world().update(kinds::claims, claim, manager);
    if (!bound)
        return;
    const auto status = tree({ { "phase", "Bound" }, { "accessModes", modes }, { "capacity", capacity } });
    static_cast<void>(world().updateStatus(kinds::claims, bound->with("status", status), manager));
    world().tell(*bound,
        { .reason = "ProvisioningSucceeded",
            .message = "Successfully provisioned volume " + volume,
            .component = "persistentvolume-controller" });
}

}
