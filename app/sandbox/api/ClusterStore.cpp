#include "app/sandbox/api/ClusterStore.h"

#include "app/sandbox/api/Patch.h"
#include "app/sandbox/api/Selector.h"
#include "core/base/Clock.h"

#include <QMetaObject>
#include <QPointer>

namespace holdfast::sandbox {

namespace {

StoreEvent eventOf(const StoredChange& change)
{
    return { .type = change.type,
        .resource = change.resource,
        .object = change.object->value,
        .previous = change.previous ? change.previous->value : Value() };
}

/// Delivers later, in order, from the event loop: a write never runs others' code before it returns.
void deliver(QObject* context, const std::function<void(const StoreEvent&)>& changed, const StoredChange& change)
{
    QMetaObject::invokeMethod(context, [changed, event = eventOf(change)] { changed(event); }, Qt::QueuedConnection);
}

}

Answer<Written> ObjectStore::apply(const Value& object, const WriteOptions& options)
{
    const auto resource = resourceOf(object["apiVersion"].text(), object["kind"].text());
    if (!resource) {
        return std::unexpected(
            notFound(object["kind"].text(), object["apiVersion"].text(), object.at({ "metadata", "name" }).text()));
    }
    return patch(*resource, objectNameOf(object), PatchType::Apply, object, options);
}

ClusterStore::ClusterStore(std::shared_ptr<BuiltInSchemas> schemas, const Clock& clock)
    : m_registry(std::move(schemas))
    , m_clock(clock)
{
}

ClusterStore::~ClusterStore() = default;

std::string ClusterStore::now() const
{
    return m_clock.now().toString(Qt::ISODate).toStdString();
}

std::optional<ResourceName> ClusterStore::resourceOf(std::string_view apiVersion, std::string_view kind) const
{
    const ResourceTypePointer type = m_registry.ofKind(apiVersion, kind);
    return type ? std::optional(type->name) : std::nullopt;
}

bool ClusterStore::isNamespaced(const ResourceName& resource) const
{
    const ResourceTypePointer type = m_registry.stored(resource);
    return !type || type->scope == Scope::Namespaced;
}

Answer<ResourceTypePointer> ClusterStore::typeOf(const ResourceName& resource) const
{
    if (ResourceTypePointer type = m_registry.stored(resource))
        return type;
    StatusError error;
    error.code = 404;
    error.reason = "NotFound";
    error.message = "the server could not find the requested resource";
    return std::unexpected(error);
}

Answer<Value> ClusterStore::get(const ResourceName& resource, const ObjectName& name) const
{
    if (const Stored stored = m_shelves.find(resource, name))
        return stored->value;
    return std::unexpected(notFound(resource.plural, resource.group, name.name));
}

Answer<std::vector<Value>> ClusterStore::list(const ResourceName& resource, const ListOptions& options) const
{
    const auto labels = LabelSelector::parse(options.labelSelector);
    if (!labels)
        return std::unexpected(labels.error());
    const auto fields = FieldSelector::parse(options.fieldSelector, selectableFields(resource.group, resource.plural));
    if (!fields)
        return std::unexpected(fields.error());
    std::vector<Value> objects;
    for (const auto& [name, stored] : m_shelves.objects(resource)) {
        if (!options.nameSpace.empty() && name.nameSpace != options.nameSpace)
            continue;
        if (labels->matches(stored->value.at({ "metadata", "labels" })) && fields->matches(stored->value))
            objects.push_back(stored->value);
    }
    return objects;
}

Answer<Written> ClusterStore::create(const ResourceName& resource, const Value& object, const WriteOptions& options)
{
    const auto type = typeOf(resource);
    if (!type)
        return std::unexpected(type.error());
    return createApplied({ .type = *type, .options = options, .previous = {}, .warnings = {} }, object, nullptr);
}

Answer<Written> ClusterStore::update(const ResourceName& resource, const Value& object, const WriteOptions& options)
{
    const auto type = typeOf(resource);
    if (!type)
        return std::unexpected(type.error());
    const auto previous = get(resource, objectNameOf(object));
    if (!previous)
        return std::unexpected(previous.error());
    WriteRequest request { .type = *type, .options = options, .previous = *previous, .warnings = {} };
    return options.subresource == Subresource::Scale ? scaled(std::move(request), object)
                                                     : replace(std::move(request), object, nullptr);
}

Answer<Written> ClusterStore::patch(const ResourceName& resource, const ObjectName& name, PatchType kind,
    const Value& body, const WriteOptions& options)
{
    const auto type = typeOf(resource);
    if (!type)
        return std::unexpected(type.error());
    const Stored stored = m_shelves.find(resource, name);
    WriteRequest request {
        .type = *type, .options = options, .previous = stored ? stored->value : Value(), .warnings = {}
    };
    if (kind == PatchType::Apply && options.subresource != Subresource::Scale) {
        Value config = setAt(body, { "metadata", "name" }, Value(name.name));
        if (!name.nameSpace.empty())
            config = setAt(config, { "metadata", "namespace" }, Value(name.nameSpace));
        return applied(std::move(request), config);
    }
    if (!stored)
        return std::unexpected(notFound(resource.plural, resource.group, name.name));
    const bool scale = options.subresource == Subresource::Scale;
    const Value base = scale ? scaleOf(**type, stored->value) : stored->value;
    const auto changed = patched(request, base, kind == PatchType::Apply ? PatchType::Merge : kind, body);
    if (!changed)
        return std::unexpected(changed.error());
    if (const auto refusal = scale ? std::nullopt : patchRefusal(**type, *changed, { name.name, kind, body }))
        return std::unexpected(*refusal);
    return scale ? scaled(std::move(request), *changed) : replace(std::move(request), *changed, nullptr);
}

void ClusterStore::watch(const ResourceName& resource, QObject* context, std::function<void(const StoreEvent&)> changed)
{
    const int handle = m_shelves.listen([resource, context, changed = std::move(changed)](const StoredChange& change) {
        if (change.resource == resource)
            deliver(context, changed, change);
    });
    connect(context, &QObject::destroyed, this, [this, handle] { m_shelves.unlisten(handle); });
}

void ClusterStore::watchAll(QObject* context, std::function<void(const StoreEvent&)> changed)
{
    const int handle = m_shelves.listen(
        [context, changed = std::move(changed)](const StoredChange& change) { deliver(context, changed, change); });
    connect(context, &QObject::destroyed, this, [this, handle] { m_shelves.unlisten(handle); });
}

}
