#include "app/sandbox/api/Discovery.h"

#include <algorithm>

namespace holdfast::sandbox {

namespace {

struct GroupVersions {
    std::string group;
    std::vector<std::string> versions;
};

std::vector<GroupVersions> groupsOf(const Registry& registry)
{
    std::vector<GroupVersions> groups;
    for (const ResourceTypePointer& type : registry.all()) {
        auto found = std::ranges::find(groups, type->name.group, &GroupVersions::group);
        if (found == groups.end())
            found = groups.insert(groups.end(), GroupVersions { .group = type->name.group, .versions = {} });
        if (std::ranges::find(found->versions, type->version) == found->versions.end())
            found->versions.push_back(type->version);
    }
    // v2 of autoscaling is preferred although v1 is registered first.
    for (GroupVersions& group : groups) {
        if (group.group == "autoscaling")
            std::ranges::sort(group.versions, std::greater());
    }
    return groups;
}

Value responseKind(const std::string& group, const std::string& version, const std::string& kind)
{
    return mapOf({ { "group", Value(group) }, { "version", Value(version) }, { "kind", Value(kind) } });
}

Value aggregatedResource(const ResourceType& type)
{
    Value::List subresources;
    for (const SubresourceType& sub : type.subresources) {
        const bool own = sub.kind == type.kind;
        subresources.push_back(mapOf({ { "subresource", Value(sub.name) },
            { "responseKind", responseKind(own ? "" : sub.group, own ? "" : sub.version, sub.kind) },
            { "verbs", textList(sub.verbs) } }));
    }
    const bool custom = type.origin == Origin::Custom;
    return mapOf({ { "resource", Value(type.name.plural) },
        { "responseKind", responseKind(custom ? type.name.group : "", custom ? type.version : "", type.kind) },
        { "scope", Value(type.scope == Scope::Namespaced ? "Namespaced" : "Cluster") },
        { "singularResource", Value(type.singular) }, { "verbs", textList(type.verbs) },
        { "shortNames", type.shortNames.empty() ? Value() : textList(type.shortNames) },
        { "categories", type.categories.empty() ? Value() : textList(type.categories) },
        { "subresources", subresources.empty() ? Value() : Value(std::move(subresources)) } });
}

Value aggregatedVersion(const Registry& registry, const std::string& group, const std::string& version)
{
    Value::List resources;
    for (const ResourceTypePointer& type : registry.all()) {
        if (type->name.group == group && type->version == version)
            resources.push_back(aggregatedResource(*type));
    }
    return mapOf({ { "version", Value(version) }, { "resources", Value(std::move(resources)) },
        { "freshness", Value("Current") } });
}

Value versionName(const std::string& group, const std::string& version)
{
    return mapOf({ { "groupVersion", Value(group + "/" + version) }, { "version", Value(version) } });
}

Value groupValue(const GroupVersions& group)
{
    Value::List versions;
    for (const std::string& version : group.versions)
        versions.push_back(versionName(group.group, version));
    return mapOf({ { "name", Value(group.group) }, { "versions", Value(std::move(versions)) },
        { "preferredVersion", versionName(group.group, group.versions.front()) } });
}

}

Value aggregatedDiscovery(const Registry& registry, DiscoveryRoot root)
{
    Value::List items;
    for (const GroupVersions& group : groupsOf(registry)) {
        if (group.group.empty() != (root == DiscoveryRoot::Core))
            continue;
        Value::List versions;
        for (const std::string& version : group.versions)
            versions.push_back(aggregatedVersion(registry, group.group, version));
        items.push_back(
            mapOf({ { "metadata", group.group.empty() ? Value::emptyMap() : mapOf({ { "name", Value(group.group) } }) },
                { "versions", Value(std::move(versions)) } }));
    }
    return mapOf({ { "kind", Value("APIGroupDiscoveryList") }, { "apiVersion", Value("apidiscovery.k8s.io/v2") },
        { "metadata", Value::emptyMap() }, { "items", Value(std::move(items)) } });
}

Value coreVersions(const std::string& address)
{
    return mapOf({ { "kind", Value("APIVersions") }, { "versions", textList(std::vector<std::string> { "v1" }) },
        { "serverAddressByClientCIDRs",
            Value(Value::List {
                mapOf({ { "clientCIDR", Value("0.0.0.0/0") }, { "serverAddress", Value(address) } }) }) } });
}

Value groupList(const Registry& registry)
{
    Value::List groups;
    for (const GroupVersions& group : groupsOf(registry)) {
        if (!group.group.empty())
            groups.push_back(groupValue(group));
    }
    return mapOf(
        { { "kind", Value("APIGroupList") }, { "apiVersion", Value("v1") }, { "groups", Value(std::move(groups)) } });
}

Value groupOf(const Registry& registry, const std::string& name)
{
    for (const GroupVersions& group : groupsOf(registry)) {
        if (group.group == name)
            return groupValue(group).with("kind", Value("APIGroup")).with("apiVersion", Value("v1"));
    }
    return {};
}

Value resourceList(const Registry& registry, const std::string& group, const std::string& version)
{
    Value::List resources;
    for (const ResourceTypePointer& type : registry.all()) {
        if (type->name.group != group || type->version != version)
            continue;
        const Value namespaced(type->scope == Scope::Namespaced);
        resources.push_back(mapOf({ { "name", Value(type->name.plural) }, { "singularName", Value(type->singular) },
            { "namespaced", namespaced }, { "kind", Value(type->kind) }, { "verbs", textList(type->verbs) },
            { "shortNames", type->shortNames.empty() ? Value() : textList(type->shortNames) },
            { "categories", type->categories.empty() ? Value() : textList(type->categories) } }));
        for (const SubresourceType& sub : type->subresources) {
            const bool own = sub.kind == type->kind;
            resources.push_back(
                mapOf({ { "name", Value(type->name.plural + "/" + sub.name) }, { "singularName", Value("") },
                    { "namespaced", namespaced }, { "group", own ? Value() : textValue(sub.group) },
                    { "version", own ? Value() : textValue(sub.version) }, { "kind", Value(sub.kind) },
                    { "verbs", textList(sub.verbs) } }));
        }
    }
    return mapOf({ { "kind", Value("APIResourceList") }, { "apiVersion", Value("v1") },
        { "groupVersion", Value(group.empty() ? version : group + "/" + version) },
        { "resources", Value(std::move(resources)) } });
}

}
