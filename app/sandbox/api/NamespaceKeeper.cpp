#include "app/sandbox/api/Collector.h"

#include <algorithm>

namespace holdfast::sandbox {

namespace {

const ResourceName Namespaces { "", "namespaces" };
const ResourceName Definitions { "apiextensions.k8s.io", "customresourcedefinitions" };
const char* const Cleanup = "customresourcecleanup.apiextensions.k8s.io";

Value condition(const char* type, const char* reason, const char* message, const std::string& now)
{
    return mapOf({ { "type", Value(type) }, { "status", Value("True") }, { "lastTransitionTime", Value(now) },
        { "reason", Value(reason) }, { "message", Value(message) } });
}

Value named(const char* kind, const std::string& nameSpace, const char* name)
{
    return mapOf({ { "apiVersion", Value("v1") }, { "kind", Value(kind) },
        { "metadata", mapOf({ { "name", Value(name) }, { "namespace", Value(nameSpace) } }) } });
}

}

NamespaceKeeper::NamespaceKeeper(ClusterStore& store, std::string authority, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_authority(std::move(authority))
{
    store.watchAll(this, [this](const StoreEvent& event) { note(event); });
}

void NamespaceKeeper::note(const StoreEvent& event)
{
    const std::string space = textOf(event.object.at({ "metadata", "namespace" }));
    if (event.resource == Namespaces && event.type != EventType::Deleted) {
        const std::string name = textOf(event.object.at({ "metadata", "name" }));
        if (event.object.at({ "metadata", "deletionTimestamp" }).isNull())
            furnish(name);
        else
            empty(name);
    } else if (event.resource == Definitions && event.type == EventType::Added) {
        establish(event.object);
    } else if (event.resource == Definitions && event.type == EventType::Modified
        && !event.object.at({ "metadata", "deletionTimestamp" }).isNull()) {
        dropInstances(event.object);
    } else if (event.type == EventType::Deleted && !space.empty()) {
        const auto found = m_store.get(Namespaces, { .nameSpace = {}, .name = space });
        if (found && !found->at({ "metadata", "deletionTimestamp" }).isNull())
            empty(space);
    }
}

void NamespaceKeeper::furnish(const std::string& name)
{
    const WriteOptions options { .fieldManager = "kube-controller-manager" };
    if (!m_store.get({ "", "serviceaccounts" }, { name, "default" }))
        (void)m_store.create({ "", "serviceaccounts" }, named("ServiceAccount", name, "default"), options);
    if (!m_store.get({ "", "configmaps" }, { name, "kube-root-ca.crt" })) {
        Value map
            = named("ConfigMap", name, "kube-root-ca.crt").with("data", mapOf({ { "ca.crt", Value(m_authority) } }));
        map = setAt(map, { "metadata", "annotations", "kubernetes.io/description" },
            Value("Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints "
                  "such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across "
                  "distributions of Kubernetes clusters."));
        (void)m_store.create({ "", "configmaps" }, map, options);
    }
}

void NamespaceKeeper::empty(const std::string& name)
{
    bool rest = false;
    for (const ResourceName& resource : m_store.shelves().resources()) {
        std::vector<std::pair<ObjectName, bool>> held;
        const Shelves::Objects& objects = m_store.shelves().objects(resource);
        for (auto at = objects.lower_bound({ name, {} }); at != objects.end() && at->first.nameSpace == name; ++at)
            held.emplace_back(at->first, at->second->value.at({ "metadata", "deletionTimestamp" }).isNull());
        for (const auto& [object, alive] : held) {
            if (alive)
                (void)m_store.remove(resource, object,
                    { .propagation = Propagation::Background,
                        .gracePeriodSeconds = {},
                        .uid = {},
                        .resourceVersion = {} });
            rest = rest || m_store.shelves().find(resource, object);
        }
    }
    if (!rest)
        m_store.dropFinalizer(Namespaces, { .nameSpace = {}, .name = name }, "kubernetes");
}

void NamespaceKeeper::establish(const Value& definition)
{
    const ObjectName name = objectNameOf(definition);
    const auto current = m_store.get(Definitions, name);
    if (!current)
        return;
    const std::string now = m_store.now();
    Value status = mapOf({ { "acceptedNames", current->at({ "spec", "names" }) },
        { "conditions",
            Value(Value::List { condition("NamesAccepted", "NoConflicts", "no conflicts found", now),
                condition("Established", "InitialNamesAccepted", "the initial names have been accepted", now) }) } });
    Value::List versions;
    for (const Value& version : current->at({ "spec", "versions" }).list()) {
        if (version["storage"].boolOr(false))
            versions.push_back(version["name"]);
    }
    status = status.with("storedVersions", Value(std::move(versions)));
    (void)m_store.update(Definitions, current->with("status", status),
        { .fieldManager = "kube-apiserver", .subresource = Subresource::Status });
}

void NamespaceKeeper::dropInstances(const Value& definition)
{
    const ResourceName resource { textOf(definition.at({ "spec", "group" })),
        textOf(definition.at({ "spec", "names", "plural" })) };
    std::vector<ObjectName> names;
    for (const auto& [name, stored] : m_store.shelves().objects(resource))
        names.push_back(name);
    for (const ObjectName& name : names)
        (void)m_store.remove(resource, name, {});
    if (m_store.shelves().objects(resource).empty())
        m_store.dropFinalizer(Definitions, objectNameOf(definition), Cleanup);
}

}
