#include "app/sandbox/api/ClusterStore.h"
#include "app/sandbox/api/Selector.h"
#include "app/sandbox/api/Strategy.h"

#include <algorithm>

namespace holdfast::sandbox {

namespace {

std::vector<std::string> keysOf(std::string_view path)
{
    std::vector<std::string> keys;
    std::size_t start = 1;
    while (start < path.size()) {
        const std::size_t end = std::min(path.find('.', start), path.size());
        keys.emplace_back(path.substr(start, end - start));
        start = end + 1;
    }
    return keys;
}

const Value& reached(const Value& object, const std::vector<std::string>& keys)
{
    const Value* value = &object;
    for (const std::string& key : keys)
        value = &(*value)[key];
    return *value;
}

Value withReached(const Value& object, const std::vector<std::string>& keys, std::size_t depth, const Value& value)
{
    if (depth == keys.size())
        return value;
    return object.with(keys[depth], withReached(object[keys[depth]], keys, depth + 1, value));
}

std::string selectorText(const ResourceType& type, const Value& object)
{
    if (type.origin == Origin::Custom)
        return type.scale->selector.empty() ? std::string() : textOf(reached(object, keysOf(type.scale->selector)));
    const Value& selector = object.at({ "spec", "selector" });
    if (type.name.plural == "replicationcontrollers")
        return LabelSelector::fromObject(mapOf({ { "matchLabels", selector } })).text();
    return LabelSelector::fromObject(selector).text();
}

FieldSet fieldAt(const std::vector<std::string>& keys)
{
    FieldSet root;
    FieldSet* at = &root;
    for (const std::string& key : keys)
        at = &at->children["f:" + key];
    at->member = true;
    return root;
}

}

Value ClusterStore::scaleOf(const ResourceType& type, const Value& object) const
{
    const ScalePaths paths = type.scale.value_or(ScalePaths {});
    Value metadata = Value::emptyMap();
    for (const char* key : { "name", "namespace", "uid", "resourceVersion", "creationTimestamp" })
        metadata = metadata.with(key, object.at({ "metadata", key }));
    return mapOf({ { "kind", Value("Scale") }, { "apiVersion", Value("autoscaling/v1") }, { "metadata", metadata },
        { "spec", mapOf({ { "replicas", Value(reached(object, keysOf(paths.replicas)).intOr(0)) } }) },
        { "status",
            mapOf({ { "replicas", Value(reached(object, keysOf(paths.statusReplicas)).intOr(0)) },
                { "selector", textValue(selectorText(type, object)) } }) } });
}

Answer<Written> ClusterStore::scaled(WriteRequest request, const Value& scale)
{
    const ResourceType& type = *request.type;
    const Value& wanted = scale.at({ "spec", "replicas" });
    const std::string name = textOf(request.previous.at({ "metadata", "name" }));
    if (!wanted.isNull() && !wanted.toInt())
        return std::unexpected(
            badRequest("Scale in version \"v1\" cannot be handled as a Scale: json: cannot unmarshal string into Go "
                       "struct field ScaleSpec.spec.replicas of type int32"));
    if (wanted.intOr(0) < 0)
        return std::unexpected(invalid("Scale", "autoscaling", name,
            { invalidCause("spec.replicas", wanted, "must be greater than or equal to 0") }));
    const std::vector<std::string> path = keysOf(type.scale.value_or(ScalePaths {}).replicas);
    Value object = withReached(request.previous, path, 0, Value(wanted.intOr(0)));
    object = setAt(object, { "metadata", "resourceVersion" }, scale.at({ "metadata", "resourceVersion" }));
    // Only where somebody owns the field is the change recorded: an autoscaler leaves no trace on an unowned one.
    ManagedEntries entries = managedEntries(request.previous);
    const FieldSet field = fieldAt(path);
    const bool changed = !(reached(request.previous, path) == reached(object, path));
    const bool owned
        = std::ranges::any_of(entries, [&](const ManagedEntry& entry) { return !entry.fields.shared(field).empty(); });
    if (changed && owned) {
        RecordContext context = recordContext(request, WriteOperation::Update);
        context.writer.subresource = "scale";
        entries = recordUpdate(context, request.previous, object, entries);
    }
    auto written = replace(std::move(request), object, &entries);
    if (!written)
        return written;
    written->object = scaleOf(type, written->object);
    return written;
}

}
