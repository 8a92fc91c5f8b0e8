#include "app/sandbox/api/SchemaCheck.h"

namespace holdfast::sandbox {

namespace {

std::string joined(const std::string& place, const std::string& key)
{
    return place.empty() ? key : place + "." + key;
}

/// Copies what is known, and collects the rest.
class Pruner final {
public:
    Value below(const SchemaNode* schema, const Value& value, const std::string& place)
    {
        if (!schema)
            return value;
        if (value.isMap())
            return map(*schema, value, place);
        if (!value.isList() || !schema->items)
            return value;
        Value::List items;
        std::size_t index = 0;
        for (const Value& item : value.list())
            items.push_back(below(schema->items, item, place + "[" + std::to_string(index++) + "]"));
        return Value(std::move(items));
    }

    std::vector<std::string> unknown;

private:
    Value map(const SchemaNode& schema, const Value& value, const std::string& place)
    {
        if (schema.type != SchemaType::Object && schema.type != SchemaType::Any)
            return value;
        Value::Map kept;
        for (const auto& [key, member] : value.map()) {
            const SchemaNode* node = schema.member(key);
            const bool embedded
                = schema.embeddedResource && (key == "apiVersion" || key == "kind" || key == "metadata");
            if (node)
                kept.emplace_back(key, below(node, member, joined(place, key)));
            else if (schema.isOpen() || embedded)
                kept.emplace_back(key, member);
            else
                unknown.push_back(joined(place, key));
        }
        return Value(std::move(kept));
    }
};

std::string goKind(const Value& value)
{
    if (value.isString())
        return "string";
    if (value.isNumber())
        return "number";
    return value.isMap() ? "object" : value.isList() ? "array" : "bool";
}

std::string goType(const SchemaNode& schema)
{
    const std::string_view format = schema.constraints["format"].text();
    switch (schema.type) {
    case SchemaType::Integer:
        return format == "int64" ? "int64" : "int32";
    case SchemaType::Number:
        return "float64";
    case SchemaType::Boolean:
        return "bool";
    case SchemaType::String:
        return "string";
    case SchemaType::Array:
        return "[]" + (schema.items && !schema.items->typeName.empty() ? "v1." + schema.items->typeName : "string");
    case SchemaType::Object:
        if (schema.additional)
            return "map[string]" + (schema.additional->node ? goType(*schema.additional->node) : "string");
        return schema.typeName.empty() ? "map[string]string" : "v1." + schema.typeName;
    case SchemaType::Any:
    case SchemaType::IntOrString:
        break;
    }
    return "intstr.IntOrString";
}

bool fits(const SchemaNode& schema, const Value& value)
{
    switch (schema.type) {
    case SchemaType::Integer:
        return value.toInt().has_value() && value.kind() != Value::Kind::Double;
    case SchemaType::Number:
        return value.isNumber();
    case SchemaType::Boolean:
        return value.toBool().has_value();
    case SchemaType::String:
        return value.isString();
    case SchemaType::Array:
        return value.isList();
    case SchemaType::Object:
        return value.isMap();
    case SchemaType::IntOrString:
        return value.isString() || value.isNumber();
    case SchemaType::Any:
        return true;
    }
    return true;
}

/// Finds the first value that Go could not unmarshal.
std::string firstError(const SchemaNode* schema, const Value& value, const std::string& owner, const std::string& place)
{
    if (!schema || value.isNull())
        return {};
    if (!fits(*schema, value)) {
        return "json: cannot unmarshal " + goKind(value) + " into Go struct field " + owner + "." + place + " of type "
            + goType(*schema);
    }
    if (value.isMap()) {
        const std::string& type = schema->typeName.empty() ? owner : schema->typeName;
        for (const auto& [key, member] : value.map()) {
            std::string error = firstError(schema->member(key), member, type, joined(place, key));
            if (!error.empty())
                return error;
        }
    }
    for (const Value& item : value.list()) {
        std::string error = firstError(schema->items, item, owner, place);
        if (!error.empty())
            return error;
    }
    return {};
}

bool isZero(const Value& value)
{
    return value.isEmpty() || (value.isNumber() && value.toDouble() == 0.0) || value.toBool() == false;
}

}

Pruned prunedToSchema(const SchemaNode* schema, const Value& object)
{
    Pruner pruner;
    Value kept = pruner.below(schema, object, "");
    return { .object = std::move(kept), .unknown = std::move(pruner.unknown) };
}

std::string decodeError(const SchemaNode* schema, const Value& object)
{
    return firstError(schema, object, "", "");
}

Value withSchemaDefaults(const SchemaNode* schema, const Value& value, DefaultRule rule)
{
    if (!schema)
        return value;
    if (value.isList() && schema->items) {
        Value::List items;
        for (const Value& item : value.list())
            items.push_back(withSchemaDefaults(schema->items, item, rule));
        return Value(std::move(items));
    }
    if (!value.isMap())
        return value;
    Value::Map members;
    for (const auto& [key, member] : value.map()) {
        const SchemaField* field = schema->field(key);
        const bool replaced = member.isNull() && field && !field->defaultValue.isNull() && !field->node->nullable;
        if (!replaced)
            members.emplace_back(key, withSchemaDefaults(schema->member(key), member, rule));
    }
    const Value present(members);
    for (const auto& [key, field] : schema->fields) {
        if (present.contains(key) || field.defaultValue.isNull())
            continue;
        if (rule == DefaultRule::All || !isZero(field.defaultValue))
            members.emplace_back(key, withSchemaDefaults(field.node, field.defaultValue, rule));
    }
    return Value(std::move(members));
}

}
