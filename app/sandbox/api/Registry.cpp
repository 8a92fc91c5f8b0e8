#include "app/sandbox/api/Registry.h"

#include "app/sandbox/api/BundledFiles.h"
#include "app/sandbox/api/Selector.h"

#include <algorithm>

namespace holdfast::sandbox {

namespace {

QString documentPath(std::string_view group, std::string_view version)
{
    const QString name = group.empty()
        ? QStringLiteral("api")
        : QStringLiteral("apis__") + QString::fromUtf8(group.data(), qsizetype(group.size()));
    return QStringLiteral("openapi/") + name + QStringLiteral("__")
        + QString::fromUtf8(version.data(), qsizetype(version.size())) + QStringLiteral(".json.gz");
}

std::vector<std::string> texts(const Value& list)
{
    std::vector<std::string> all;
    for (const Value& item : list.list())
        all.push_back(textOf(item));
    return all;
}

/// What real servers store a kind in that is served in several groups or versions.
bool isStored(const std::string& group, const std::string& version, const std::string& plural)
{
    if (plural == "horizontalpodautoscalers")
        return version == "v2";
    return !(group == "events.k8s.io" && plural == "events");
}

/// v1 before v1beta2 before v1beta1 before v1alpha1; a higher number first.
std::pair<int, std::string> versionRank(const std::string& version)
{
    const int maturity = version.contains("alpha") ? 2 : version.contains("beta") ? 1 : 0;
    return { maturity, version };
}

bool preferred(const std::string& left, const std::string& right)
{
    const auto [leftRank, leftText] = versionRank(left);
    const auto [rightRank, rightText] = versionRank(right);
    return leftRank != rightRank ? leftRank < rightRank : leftText > rightText;
}

void addSubresources(ResourceType& type, const Value& version)
{
    const Value& wanted = version["subresources"];
    const std::vector<std::string> verbs { "get", "patch", "update" };
    if (wanted.contains("status"))
        type.subresources.push_back(
            { .name = "status", .group = type.name.group, .version = type.version, .kind = type.kind, .verbs = verbs });
    const Value& scale = wanted["scale"];
    if (scale.isNull())
        return;
    type.subresources.push_back(
        { .name = "scale", .group = "autoscaling", .version = "v1", .kind = "Scale", .verbs = verbs });
    type.scale = ScalePaths { .replicas = textOf(scale["specReplicasPath"]),
        .statusReplicas = textOf(scale["statusReplicasPath"]),
        .selector = textOf(scale["labelSelectorPath"]) };
}

std::string deprecationText(const ResourceType& type, const Value& version)
{
    if (!version["deprecated"].boolOr(false))
        return {};
    if (version["deprecationWarning"].isString())
        return textOf(version["deprecationWarning"]);
    return type.apiVersion() + " " + type.kind + " is deprecated";
}

}

std::string ResourceType::apiVersion() const
{
    return name.group.empty() ? version : name.group + "/" + version;
}

bool ResourceType::hasVerb(std::string_view verb) const
{
    return std::ranges::find(verbs, verb) != verbs.end();
}

const SubresourceType* ResourceType::subresource(std::string_view sub) const
{
    const auto found = std::ranges::find(subresources, sub, &SubresourceType::name);
    return found == subresources.end() ? nullptr : &*found;
}

SchemaDocument* BuiltInSchemas::document(std::string_view group, std::string_view version)
{
    const std::string key = std::string(group) + "/" + std::string(version);
    if (const auto found = m_documents.find(key); found != m_documents.end())
        return found->second.get();
    auto document = std::make_unique<SchemaDocument>();
    Value json = bundledJson(documentPath(group, version));
    if (json.isNull())
        return nullptr;
    document->setOpenApi(std::move(json));
    return m_documents.emplace(key, std::move(document)).first->second.get();
}

QByteArray BuiltInSchemas::bytes(std::string_view group, std::string_view version) const
{
    return bundledFile(documentPath(group, version));
}

const SchemaNode* BuiltInSchemas::objectMeta()
{
    return document("", "v1")->named("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");
}

Registry::Registry(std::shared_ptr<BuiltInSchemas> schemas)
    : m_schemas(std::move(schemas))
{
    const Value entries = bundledJson(QStringLiteral("openapi/resources.json"));
    for (const Value& entry : entries.list())
        addBuiltIn(entry);
}

void Registry::addBuiltIn(const Value& entry)
{
    ResourceType type;
    type.name = { .group = textOf(entry["group"]), .plural = textOf(entry["plural"]) };
    type.version = textOf(entry["version"]);
    type.storageVersion = type.name.plural == "horizontalpodautoscalers" ? "v2" : type.version;
    type.kind = textOf(entry["kind"]);
    type.listKind = type.kind + "List";
    type.singular = textOf(entry["singular"]);
    type.scope = entry["namespaced"].boolOr(false) ? Scope::Namespaced : Scope::Cluster;
    type.verbs = texts(entry["verbs"]);
    type.shortNames = texts(entry["shortNames"]);
    type.categories = texts(entry["categories"]);
    type.selectable = selectableFields(type.name.group, type.name.plural);
    for (const Value& sub : entry["subresources"].list()) {
        type.subresources.push_back({ .name = textOf(sub["name"]),
            .group = textOf(sub["group"]),
            .version = textOf(sub["version"]),
            .kind = textOf(sub["kind"]),
            .verbs = texts(sub["verbs"]) });
    }
    if (type.subresource("scale"))
        type.scale = ScalePaths {};
    if (type.name == ResourceName { "", "endpoints" })
        type.deprecation = "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice";
    if (type.name == ResourceName { "", "componentstatuses" })
        type.deprecation = "v1 ComponentStatus is deprecated in v1.19+";
    if (SchemaDocument* document = m_schemas->document(type.name.group, type.version))
        type.schema = document->ofKind(type.name.group, type.version, type.kind);
    add(std::move(type));
}

void Registry::add(ResourceType type)
{
    const bool stores = type.origin == Origin::Custom ? type.version == type.storageVersion
                                                      : isStored(type.name.group, type.version, type.name.plural);
    auto pointer = std::make_shared<const ResourceType>(std::move(type));
    m_types.push_back(pointer);
    if (stores)
        m_stored.insert_or_assign(pointer->name, pointer);
    ++m_generation;
}

ResourceTypePointer Registry::find(std::string_view group, std::string_view version, std::string_view plural) const
{
    const auto found = std::ranges::find_if(m_types, [&](const ResourceTypePointer& type) {
        return type->name.plural == plural && type->name.group == group && type->version == version;
    });
    return found == m_types.end() ? nullptr : *found;
}

ResourceTypePointer Registry::stored(const ResourceName& name) const
{
    const auto found = m_stored.find(name);
    return found == m_stored.end() ? nullptr : found->second;
}

ResourceTypePointer Registry::ofKind(std::string_view apiVersion, std::string_view kind) const
{
    const std::size_t slash = apiVersion.find('/');
    const std::string_view group = slash == std::string_view::npos ? std::string_view() : apiVersion.substr(0, slash);
    const std::string_view version = slash == std::string_view::npos ? apiVersion : apiVersion.substr(slash + 1);
    const auto found = std::ranges::find_if(m_types, [&](const ResourceTypePointer& type) {
        return type->kind == kind && type->name.group == group && type->version == version;
    });
    return found == m_types.end() ? nullptr : *found;
}

std::vector<ResourceTypePointer> Registry::all() const
{
    return m_types;
}

bool Registry::servesGroupVersion(std::string_view group, std::string_view version) const
{
    return std::ranges::any_of(m_types,
        [&](const ResourceTypePointer& type) { return type->name.group == group && type->version == version; });
}

void Registry::serve(const Value& definition)
{
    withdraw(definition);
    const Value& spec = definition["spec"];
    const Value& names = spec["names"];
    std::vector<Value> versions = spec["versions"].list();
    std::ranges::stable_sort(versions,
        [](const Value& left, const Value& right) { return preferred(textOf(left["name"]), textOf(right["name"])); });
    std::string storage;
    for (const Value& version : versions) {
        if (version["storage"].boolOr(false))
            storage = textOf(version["name"]);
    }
    for (const Value& version : versions) {
        if (!version["served"].boolOr(true))
            continue;
        ResourceType type;
        type.name = { .group = textOf(spec["group"]), .plural = textOf(names["plural"]) };
        type.version = textOf(version["name"]);
        type.storageVersion = storage;
        type.kind = textOf(names["kind"]);
        type.listKind = names["listKind"].isString() ? textOf(names["listKind"]) : type.kind + "List";
        type.singular = names["singular"].isString() ? textOf(names["singular"])
                                                     : QString::fromStdString(type.kind).toLower().toStdString();
        type.scope = spec["scope"].text() == "Cluster" ? Scope::Cluster : Scope::Namespaced;
        type.origin = Origin::Custom;
        type.verbs = { "delete", "deletecollection", "get", "list", "patch", "create", "update", "watch" };
        type.shortNames = texts(names["shortNames"]);
        type.categories = texts(names["categories"]);
        type.printerColumns = version["additionalPrinterColumns"];
        type.selectable = { "metadata.name", "metadata.namespace" };
        for (const Value& field : version["selectableFields"].list())
            type.selectable.push_back(textOf(field["jsonPath"]).substr(1));
        type.deprecation = deprecationText(type, version);
        type.ownedSchema = std::make_shared<SchemaDocument>();
        type.schema
            = type.ownedSchema->compileCustom(version.at({ "schema", "openAPIV3Schema" }), m_schemas->objectMeta());
        addSubresources(type, version);
        add(std::move(type));
    }
}

void Registry::withdraw(const Value& definition)
{
    const ResourceName name { .group = textOf(definition.at({ "spec", "group" })),
        .plural = textOf(definition.at({ "spec", "names", "plural" })) };
    const auto isIt
        = [&](const ResourceTypePointer& type) { return type->origin == Origin::Custom && type->name == name; };
    if (std::erase_if(m_types, isIt) > 0)
        ++m_generation;
    if (const auto found = m_stored.find(name); found != m_stored.end() && isIt(found->second))
        m_stored.erase(found);
}

}
