#include "app/sandbox/sim/World.h"

#include "core/manifest/JsonWriter.h"

#include <format>

namespace holdfast::sandbox::sim {

namespace kinds {
const Kind namespaces { "v1", "Namespace", { "", "namespaces" } };
const Kind nodes { "v1", "Node", { "", "nodes" } };
const Kind pods { "v1", "Pod", { "", "pods" } };
const Kind services { "v1", "Service", { "", "services" } };
const Kind endpoints { "v1", "Endpoints", { "", "endpoints" } };
const Kind events { "v1", "Event", { "", "events" } };
const Kind configMaps { "v1", "ConfigMap", { "", "configmaps" } };
const Kind secrets { "v1", "Secret", { "", "secrets" } };
const Kind serviceAccounts { "v1", "ServiceAccount", { "", "serviceaccounts" } };
const Kind volumes { "v1", "PersistentVolume", { "", "persistentvolumes" } };
const Kind claims { "v1", "PersistentVolumeClaim", { "", "persistentvolumeclaims" } };
const Kind leases { "coordination.k8s.io/v1", "Lease", { "coordination.k8s.io", "leases" } };
const Kind storageClasses { "storage.k8s.io/v1", "StorageClass", { "storage.k8s.io", "storageclasses" } };
const Kind endpointSlices { "discovery.k8s.io/v1", "EndpointSlice", { "discovery.k8s.io", "endpointslices" } };
const Kind deployments { "apps/v1", "Deployment", { "apps", "deployments" } };
const Kind replicaSets { "apps/v1", "ReplicaSet", { "apps", "replicasets" } };
const Kind statefulSets { "apps/v1", "StatefulSet", { "apps", "statefulsets" } };
const Kind daemonSets { "apps/v1", "DaemonSet", { "apps", "daemonsets" } };
const Kind controllerRevisions { "apps/v1", "ControllerRevision", { "apps", "controllerrevisions" } };
const Kind jobs { "batch/v1", "Job", { "batch", "jobs" } };
const Kind cronJobs { "batch/v1", "CronJob", { "batch", "cronjobs" } };
const Kind autoscalers { "autoscaling/v2", "HorizontalPodAutoscaler", { "autoscaling", "horizontalpodautoscalers" } };
const Kind applications { "argoproj.io/v1alpha1", "Application", { "argoproj.io", "applications" } };
const Kind applicationSets { "argoproj.io/v1alpha1", "ApplicationSet", { "argoproj.io", "applicationsets" } };
const Kind projects { "argoproj.io/v1alpha1", "AppProject", { "argoproj.io", "appprojects" } };
const Kind gitRepositories { "source.toolkit.fluxcd.io/v1", "GitRepository",
    { "source.toolkit.fluxcd.io", "gitrepositories" } };
const Kind helmRepositories { "source.toolkit.fluxcd.io/v1", "HelmRepository",
    { "source.toolkit.fluxcd.io", "helmrepositories" } };
const Kind helmCharts { "source.toolkit.fluxcd.io/v1", "HelmChart", { "source.toolkit.fluxcd.io", "helmcharts" } };
const Kind kustomizations { "kustomize.toolkit.fluxcd.io/v1", "Kustomization",
    { "kustomize.toolkit.fluxcd.io", "kustomizations" } };
const Kind helmReleases { "helm.toolkit.fluxcd.io/v2", "HelmRelease", { "helm.toolkit.fluxcd.io", "helmreleases" } };
}

namespace {

Value stored(const Written& written)
{
    return written.object;
}

}

World::World(ObjectStore& store, Agenda& agenda, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_agenda(agenda)
{
}

Value World::find(const Kind& kind, const ObjectName& name) const
{
    return m_store.get(kind.resource, name).value_or(Value());
}

std::vector<Value> World::list(const Kind& kind, const std::string& nameSpace) const
{
    ListOptions options;
    options.nameSpace = nameSpace;
    return m_store.list(kind.resource, options).value_or(std::vector<Value> {});
}

std::vector<Value> World::controlled(const Kind& kind, const Value& owner) const
{
    auto all = list(kind, namespaceOf(owner));
    const auto uid = uidOf(owner);
    std::erase_if(all, [&](const Value& one) { return controllerUid(one) != uid; });
    return all;
}

Answer<Value> World::create(const Kind& kind, const Value& object, const std::string& manager)
{
    const auto whole = merged(tree({ { "apiVersion", kind.apiVersion }, { "kind", kind.name } }), object);
    return m_store.create(kind.resource, whole, { .fieldManager = manager }).transform(stored);
}

Answer<Value> World::update(const Kind& kind, const Value& object, const std::string& manager)
{
    if (find(kind, nameIn(object)) == object)
        return object;
    return write(kind, object, { .fieldManager = manager });
}

Answer<Value> World::updateStatus(const Kind& kind, const Value& object, const std::string& manager)
{
    if (find(kind, nameIn(object))["status"] == object["status"])
        return object;
    return write(kind, object, { .fieldManager = manager, .subresource = Subresource::Status });
}

Answer<Value> World::write(const Kind& kind, const Value& object, const WriteOptions& options)
{
    return m_store.update(kind.resource, object, options).transform(stored);
}

Answer<Value> World::merge(const Kind& kind, const ObjectName& name, const Value& patch, const std::string& manager)
{
    return m_store.patch(kind.resource, name, PatchType::Merge, patch, { .fieldManager = manager }).transform(stored);
}

void World::remove(const Kind& kind, const ObjectName& name, const DeleteOptions& options)
{
    // Whatever is gone already needs no removal; a refusal shows in the object itself.
    static_cast<void>(m_store.remove(kind.resource, name, options));
}

void World::tell(const Value& about, const EventText& what)
{
    const auto nameSpace = namespaceOf(about).empty() ? std::string("default") : namespaceOf(about);
    const auto involved = tree({ { "apiVersion", about["apiVersion"] }, { "kind", about["kind"] },
        { "name", nameOf(about) }, { "namespace", namespaceOf(about).empty() ? Value() : Value(namespaceOf(about)) },
        { "uid", uidOf(about) }, { "resourceVersion", about.at({ "metadata", "resourceVersion" }) } });
    // The name is the same for the same words about the same object, so that a repetition finds its event.
    const auto key = uidOf(about) + what.reason + what.message + what.component + manifest::writeJson(what.annotations);
    const ObjectName name { nameSpace, std::format("{}.{}", nameOf(about), sha256(key).substr(0, 16)) };
    if (const auto known = find(kinds::events, name); !known.isNull()) {
        static_cast<void>(merge(kinds::events, name,
            tree({ { "count", known["count"].intOr(1) + 1 }, { "lastTimestamp", now() } }), what.component));
        return;
    }
    const auto metadata
        = tree({ { "name", name.name }, { "namespace", nameSpace }, { "annotations", what.annotations } });
    static_cast<void>(create(kinds::events,
        tree({ { "metadata", metadata }, { "involvedObject", involved }, { "type", what.type },
            { "reason", what.reason }, { "message", what.message },
            { "source", tree({ { "component", what.component } }) }, { "count", 1 }, { "firstTimestamp", now() },
            { "lastTimestamp", now() }, { "reportingComponent", what.component }, { "reportingInstance", "" } }),
        what.component));
}

ObjectName nameIn(const Value& object)
{
    return { namespaceOf(object), nameOf(object) };
}

}
