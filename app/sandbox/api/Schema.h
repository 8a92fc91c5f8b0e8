#pragma once

#include "app/sandbox/api/Tree.h"

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace holdfast::sandbox {

enum class SchemaType { Any, Object, Array, String, Integer, Number, Boolean, IntOrString };
enum class ListKind { Atomic, Set, Map };
enum class MapKind { Granular, Atomic };

struct SchemaNode;

/// A field of an object: its schema, and what stands there where a client leaves it out.
struct SchemaField {
    const SchemaNode* node = nullptr;
    Value defaultValue; ///< null for none
};

/// One compiled type of an OpenAPI document or a CRD: what may stand there, and how lists and maps merge.
struct SchemaNode {
    SchemaType type = SchemaType::Any;
    std::string typeName; ///< the Go type's name, of a named built-in type
    std::map<std::string, SchemaField, std::less<>> fields;
    std::optional<SchemaField> additional; ///< values of a free map
    const SchemaNode* items = nullptr;
    bool preserveUnknown = false;
    bool embeddedResource = false;
    bool nullable = false;
    ListKind listKind = ListKind::Atomic;
    MapKind mapKind = MapKind::Granular;
    std::vector<std::string> listKeys;
    std::string patchStrategy; ///< `merge`, `retainKeys`, `merge,retainKeys` ...
    std::string patchMergeKey;
    std::vector<std::string> required;
    Value constraints; ///< the node as written, for enum, pattern, minimum and the like

    [[nodiscard]] const SchemaField* field(std::string_view name) const;
    /// The schema of a member: a declared field, else the value type of a free map, else nothing.
    [[nodiscard]] const SchemaNode* member(std::string_view name) const;
    [[nodiscard]] bool isOpen() const { return type == SchemaType::Any || preserveUnknown; }
};

/// The compiled types of one OpenAPI v3 document or of one CRD version; owns the nodes.
class SchemaDocument final {
public:
    SchemaDocument() = default;
    SchemaDocument(const SchemaDocument&) = delete;
    SchemaDocument& operator=(const SchemaDocument&) = delete;

    /// Of an OpenAPI document: the type of the kind, or null.
    [[nodiscard]] const SchemaNode* ofKind(std::string_view group, std::string_view version, std::string_view kind);
    void setOpenApi(Value document);
    /// Compiles the `openAPIV3Schema` of a CRD; apiVersion, kind and metadata are added where they are missing.
    [[nodiscard]] const SchemaNode* compileCustom(const Value& schema, const SchemaNode* metadata);
    /// A type of an OpenAPI document by its name below components/schemas.
    [[nodiscard]] const SchemaNode* named(std::string_view name);

private:
    const SchemaNode* compile(const Value& schema);
    void fill(SchemaNode& node, const Value& schema);
    SchemaField fieldOf(const Value& schema);

    Value m_document;
    std::deque<SchemaNode> m_nodes;
    std::map<std::string, const SchemaNode*, std::less<>> m_named;
    std::map<std::string, std::string, std::less<>> m_kinds; ///< group/version/kind to name
};

}
