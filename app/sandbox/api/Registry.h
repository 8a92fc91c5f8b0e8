#pragma once

#include "app/sandbox/api/Schema.h"
#include "app/sandbox/api/Store.h"

#include <QByteArray>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace holdfast::sandbox {

enum class Scope { Cluster, Namespaced };
enum class Origin { BuiltIn, Custom };

/// A subresource as discovery shows it.
struct SubresourceType {
    std::string name;
    std::string group;
    std::string version;
    std::string kind;
    std::vector<std::string> verbs;
};

/// Where a custom kind keeps what its scale subresource shows.
struct ScalePaths {
    std::string replicas = ".spec.replicas";
    std::string statusReplicas = ".status.replicas";
    std::string selector;
};

/// One resource in one served version.
struct ResourceType {
    ResourceName name;
    std::string version;
    std::string storageVersion;
    std::string kind;
    std::string listKind;
    std::string singular;
    Scope scope = Scope::Namespaced;
    Origin origin = Origin::BuiltIn;
    std::vector<std::string> verbs;
    std::vector<std::string> shortNames;
    std::vector<std::string> categories;
    std::vector<SubresourceType> subresources;
    const SchemaNode* schema = nullptr;
    std::optional<ScalePaths> scale;
    Value printerColumns; ///< of a custom kind: additionalPrinterColumns
    std::vector<std::string> selectable;
    std::string deprecation; ///< the Warning of each request; empty for none
    std::shared_ptr<SchemaDocument> ownedSchema;

    [[nodiscard]] std::string apiVersion() const;
    [[nodiscard]] bool hasVerb(std::string_view verb) const;
    [[nodiscard]] const SubresourceType* subresource(std::string_view sub) const;
};

using ResourceTypePointer = std::shared_ptr<const ResourceType>;

/// The OpenAPI documents of the built-in groups; read when first needed, shared by all clusters.
class BuiltInSchemas final {
public:
    /// `apps`, `v1` to its document; null where it is not bundled.
    [[nodiscard]] SchemaDocument* document(std::string_view group, std::string_view version);
    /// The bytes as bundled, for /openapi/v3.
    [[nodiscard]] QByteArray bytes(std::string_view group, std::string_view version) const;
    [[nodiscard]] const SchemaNode* objectMeta();

private:
    std::map<std::string, std::unique_ptr<SchemaDocument>> m_documents;
};

/// What a cluster serves: the built-in resources and those of its CRDs.
class Registry final {
public:
    explicit Registry(std::shared_ptr<BuiltInSchemas> schemas);

    [[nodiscard]] ResourceTypePointer find(
        std::string_view group, std::string_view version, std::string_view plural) const;
    /// In its storage version.
    [[nodiscard]] ResourceTypePointer stored(const ResourceName& name) const;
    [[nodiscard]] ResourceTypePointer ofKind(std::string_view apiVersion, std::string_view kind) const;
    /// Every served type in the order of discovery: groups as registered, versions by preference.
    [[nodiscard]] std::vector<ResourceTypePointer> all() const;
    [[nodiscard]] bool servesGroupVersion(std::string_view group, std::string_view version) const;
    [[nodiscard]] BuiltInSchemas& schemas() const { return *m_schemas; }
    /// Grows with every change of what is served.
    [[nodiscard]] int generation() const { return m_generation; }

    /// Serves (again) what a CustomResourceDefinition asks for.
    void serve(const Value& definition);
    void withdraw(const Value& definition);

private:
    void addBuiltIn(const Value& entry);
    void add(ResourceType type);

    std::shared_ptr<BuiltInSchemas> m_schemas;
    std::vector<ResourceTypePointer> m_types;
    std::map<ResourceName, ResourceTypePointer> m_stored;
    int m_generation = 0;
};

}
