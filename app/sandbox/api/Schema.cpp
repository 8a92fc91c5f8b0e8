#include "app/sandbox/api/Schema.h"

namespace holdfast::sandbox {

namespace {

constexpr std::string_view RefPrefix = "#/components/schemas/";

std::string_view referenced(const Value& schema)
{
    std::string_view ref = schema["$ref"].text();
    if (ref.empty() && schema["allOf"].list().size() == 1)
        ref = schema["allOf"][0]["$ref"].text();
    return ref.starts_with(RefPrefix) ? ref.substr(RefPrefix.size()) : std::string_view();
}

SchemaType typeOf(const Value& schema)
{
    const std::string_view type = schema["type"].text();
    if (schema["x-kubernetes-int-or-string"].boolOr(false) || schema["format"].text() == "int-or-string"
        || (type.empty() && schema["oneOf"].list().size() == 2))
        return SchemaType::IntOrString;
    static const std::map<std::string_view, SchemaType> types { { "object", SchemaType::Object },
        { "array", SchemaType::Array }, { "string", SchemaType::String }, { "integer", SchemaType::Integer },
        { "number", SchemaType::Number }, { "boolean", SchemaType::Boolean } };
    const auto found = types.find(type);
    return found == types.end() ? SchemaType::Any : found->second;
}

std::string kindKey(std::string_view group, std::string_view version, std::string_view kind)
{
    return std::string(group) + "/" + std::string(version) + "/" + std::string(kind);
}

std::vector<std::string> textsOf(const Value& list)
{
    std::vector<std::string> texts;
    for (const Value& item : list.list())
        texts.push_back(textOf(item));
    return texts;
}

}

const SchemaField* SchemaNode::field(std::string_view name) const
{
    const auto found = fields.find(name);
    return found == fields.end() ? nullptr : &found->second;
}

const SchemaNode* SchemaNode::member(std::string_view name) const
{
    if (const SchemaField* declared = field(name))
        return declared->node;
    return additional ? additional->node : nullptr;
}

void SchemaDocument::setOpenApi(Value document)
{
    m_document = std::move(document);
    for (const auto& [name, schema] : m_document.at({ "components", "schemas" }).map()) {
        for (const Value& kind : schema["x-kubernetes-group-version-kind"].list())
            m_kinds.try_emplace(kindKey(kind["group"].text(), kind["version"].text(), kind["kind"].text()), name);
    }
}

const SchemaNode* SchemaDocument::ofKind(std::string_view group, std::string_view version, std::string_view kind)
{
    const auto found = m_kinds.find(kindKey(group, version, kind));
    return found == m_kinds.end() ? nullptr : named(found->second);
}

const SchemaNode* SchemaDocument::named(std::string_view name)
{
    if (const auto found = m_named.find(name); found != m_named.end())
        return found->second;
    const Value& schema = m_document.at({ "components", "schemas", name });
    SchemaNode& node = m_nodes.emplace_back();
    m_named.emplace(std::string(name), &node); // before its fields: JSONSchemaProps refers to itself
    fill(node, schema);
    node.typeName = name.substr(name.rfind('.') + 1);
    return &node;
}

const SchemaNode* SchemaDocument::compile(const Value& schema)
{
    if (const std::string_view name = referenced(schema); !name.empty())
        return named(name);
    SchemaNode& node = m_nodes.emplace_back();
    fill(node, schema);
    return &node;
}

SchemaField SchemaDocument::fieldOf(const Value& schema)
{
    return { .node = compile(schema), .defaultValue = schema["default"] };
}

void SchemaDocument::fill(SchemaNode& node, const Value& schema)
{
    node.type = typeOf(schema);
    node.preserveUnknown = schema["x-kubernetes-preserve-unknown-fields"].boolOr(false);
    node.embeddedResource = schema["x-kubernetes-embedded-resource"].boolOr(false);
    node.nullable = schema["nullable"].boolOr(false);
    node.patchStrategy = textOf(schema["x-kubernetes-patch-strategy"]);
    node.patchMergeKey = textOf(schema["x-kubernetes-patch-merge-key"]);
    node.required = textsOf(schema["required"]);
    node.constraints = schema;
    const std::string_view listType = schema["x-kubernetes-list-type"].text();
    node.listKind = listType == "map" ? ListKind::Map : listType == "set" ? ListKind::Set : ListKind::Atomic;
    node.listKeys = textsOf(schema["x-kubernetes-list-map-keys"]);
    if (schema["x-kubernetes-map-type"].text() == "atomic")
        node.mapKind = MapKind::Atomic;
    for (const auto& [name, field] : schema["properties"].map())
        node.fields.emplace(name, fieldOf(field));
    const Value& additional = schema["additionalProperties"];
    if (additional.isMap() && !additional.isEmpty())
        node.additional = fieldOf(additional);
    else if (additional.boolOr(false) || additional.isMap())
        node.preserveUnknown = true;
    if (schema["items"].isMap())
        node.items = compile(schema["items"]);
    if (node.type == SchemaType::Any && !node.fields.empty())
        node.type = SchemaType::Object;
    // A built-in object that declares nothing (RawExtension, FieldsV1) takes anything.
    if (node.type == SchemaType::Object && node.fields.empty() && !node.additional)
        node.preserveUnknown = node.preserveUnknown || !schema["properties"].isMap();
}

const SchemaNode* SchemaDocument::compileCustom(const Value& schema, const SchemaNode* metadata)
{
    SchemaNode& root = m_nodes.emplace_back();
    fill(root, schema);
    root.type = SchemaType::Object;
    SchemaNode& text = m_nodes.emplace_back();
    text.type = SchemaType::String;
    root.fields.insert_or_assign("apiVersion", SchemaField { .node = &text, .defaultValue = {} });
    root.fields.insert_or_assign("kind", SchemaField { .node = &text, .defaultValue = {} });
    root.fields.insert_or_assign("metadata", SchemaField { .node = metadata, .defaultValue = {} });
    return &root;
}

}
