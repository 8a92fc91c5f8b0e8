#include "app/sandbox/api/ClusterStore.h"

#include <algorithm>

namespace holdfast::sandbox {

namespace {

constexpr std::int64_t DefaultGrace = 30;

std::optional<StatusError> preconditionRefusal(
    const ResourceType& type, const Value& object, const DeleteOptions& options)
{
    StatusError subject;
    subject.group = type.name.group;
    subject.kind = type.kind;
    subject.name = textOf(object.at({ "metadata", "name" }));
    const std::string uid = textOf(object.at({ "metadata", "uid" }));
    const std::string version = textOf(object.at({ "metadata", "resourceVersion" }));
    if (!options.uid.empty() && options.uid != uid) {
        return conflict(subject,
            "the UID in the precondition (" + options.uid + ") does not match the UID in record (" + uid
                + "). The object might have been deleted and then recreated");
    }
    if (!options.resourceVersion.empty() && options.resourceVersion != version) {
        return conflict(subject,
            "the ResourceVersion in the precondition (" + options.resourceVersion
                + ") does not match the ResourceVersion in record (" + version
                + "). The object might have been modified");
    }
    return std::nullopt;
}

Value withFinalizer(const Value& object, std::string_view finalizer, Propagation wanted, Propagation asked)
{
    std::vector<std::string> all;
    for (const Value& item : object.at({ "metadata", "finalizers" }).list()) {
        if (item.text() != finalizer)
            all.push_back(textOf(item));
    }
    if (wanted == asked)
        all.emplace_back(finalizer);
    return all.empty() ? removeAt(object, { "metadata", "finalizers" })
                       : setAt(object, { "metadata", "finalizers" }, textList(all));
}

std::int64_t graceOf(const ResourceType& type, const Value& object, const DeleteOptions& options)
{
    if (type.name != ResourceName { "", "pods" })
        return 0;
    const std::string_view phase = object.at({ "status", "phase" }).text();
    if (object.at({ "spec", "nodeName" }).text().empty() || phase == "Failed" || phase == "Succeeded")
        return 0;
    return options.gracePeriodSeconds.value_or(
        object.at({ "spec", "terminationGracePeriodSeconds" }).intOr(DefaultGrace));
}

}

Answer<Value> ClusterStore::remove(const ResourceName& resource, const ObjectName& name, const DeleteOptions& options)
{
    const auto type = typeOf(resource);
    if (!type)
        return std::unexpected(type.error());
    const auto found = get(resource, name);
    if (!found)
        return std::unexpected(found.error());
    if (auto refusal = preconditionRefusal(**type, *found, options))
        return std::unexpected(*refusal);
    Value object = *found;
    if (options.propagation != Propagation::Default) {
        object = withFinalizer(object, "foregroundDeletion", Propagation::Foreground, options.propagation);
        object = withFinalizer(object, "orphan", Propagation::Orphan, options.propagation);
    }
    const bool isNamespace = resource == ResourceName { "", "namespaces" };
    // A definition stays until its objects are gone; the real server's finalizer says so.
    if (resource == ResourceName { "apiextensions.k8s.io", "customresourcedefinitions" })
        object = withFinalizer(
            object, "customresourcecleanup.apiextensions.k8s.io", Propagation::Default, Propagation::Default);
    const std::int64_t grace = graceOf(**type, object, options);
    const bool held = isNamespace || grace > 0 || !object.at({ "metadata", "finalizers" }).list().empty();
    if (options.dryRun == DryRun::All)
        return held ? object : Value();
    if (!held) {
        m_shelves.erase(resource, name, formOf(**type));
        return Value();
    }
    const bool first = object.at({ "metadata", "deletionTimestamp" }).isNull();
    const std::int64_t before = object.at({ "metadata", "deletionGracePeriodSeconds" }).intOr(0);
    if (!first && grace >= before && object == *found)
        return object;
    if (first)
        object = setAt(object, { "metadata", "deletionTimestamp" }, Value(now()));
    if (!isNamespace)
        object = setAt(
            object, { "metadata", "deletionGracePeriodSeconds" }, Value(first ? grace : std::min(grace, before)));
    if (const std::int64_t generation = object.at({ "metadata", "generation" }).intOr(0); first && generation > 0)
        object = setAt(object, { "metadata", "generation" }, Value(generation + 1));
    if (isNamespace)
        object = setAt(object, { "status", "phase" }, Value("Terminating"));
    return commit({ .type = *type, .options = {}, .previous = *found, .warnings = {} }, object);
}

void ClusterStore::dropFinalizer(const ResourceName& resource, const ObjectName& name, std::string_view finalizer)
{
    const auto type = typeOf(resource);
    const auto found = get(resource, name);
    if (!type || !found)
        return;
    Value object = withFinalizer(*found, finalizer, Propagation::Default, Propagation::Background);
    if (finalizer == "kubernetes")
        object = setAt(object, { "spec", "finalizers" }, Value::emptyList());
    commit({ .type = *type, .options = {}, .previous = *found, .warnings = {} }, object);
    if (resource == ResourceName { "apiextensions.k8s.io", "customresourcedefinitions" } && !get(resource, name))
        m_registry.withdraw(object);
}

}
