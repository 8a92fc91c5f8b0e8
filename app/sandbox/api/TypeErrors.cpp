#include "app/sandbox/api/Typed.h"

#include <set>

namespace holdfast::sandbox {

namespace {

std::string kindText(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Null:
        return "null";
    case Value::Kind::Bool:
        return "boolean";
    case Value::Kind::Int:
    case Value::Kind::Uint:
        return "int";
    case Value::Kind::Double:
        return "float";
    case Value::Kind::String:
        return "string";
    case Value::Kind::List:
        return "list";
    case Value::Kind::Map:
        return "map";
    }
    return {};
}

std::optional<std::string> scalarError(const SchemaNode& schema, const Value& value)
{
    const auto expected
        = [&](const char* what) { return std::string("expected ") + what + ", got " + kindText(value); };
    const bool isBool = value.kind() == Value::Kind::Bool;
    switch (schema.type) {
    case SchemaType::Object:
        return value.isMap() ? std::nullopt : std::optional(expected("map"));
    case SchemaType::Array:
        return value.isList() ? std::nullopt : std::optional(expected("list"));
    case SchemaType::String:
        return value.isString() ? std::nullopt : std::optional(expected("string"));
    case SchemaType::Integer:
    case SchemaType::Number:
        return value.isNumber() ? std::nullopt : std::optional(expected("numeric (int or float)"));
    case SchemaType::Boolean:
        return isBool ? std::nullopt : std::optional(expected("boolean"));
    case SchemaType::IntOrString:
        return value.isString() || value.isNumber() ? std::nullopt : std::optional(expected("scalar"));
    case SchemaType::Any:
        return std::nullopt;
    }
    return std::nullopt;
}

std::optional<std::string> below(const std::string& place, const SchemaNode* schema, const Value& value);

std::optional<std::string> mapError(const std::string& place, const SchemaNode& schema, const Value& value)
{
    for (const auto& [key, member] : value.map()) {
        const SchemaNode* node = schema.member(key);
        if (!node && !schema.isOpen() && schema.type == SchemaType::Object)
            return place + "." + key + ": field not declared in schema";
        if (auto error = below(place + "." + key, node, member))
            return error;
    }
    return std::nullopt;
}

std::optional<std::string> listError(const std::string& place, const SchemaNode& schema, const Value& value)
{
    std::set<std::string> seen;
    std::size_t index = 0;
    for (const Value& item : value.list()) {
        std::string element = "i:" + std::to_string(index++);
        if (schema.listKind != ListKind::Atomic) {
            element = itemElement(schema, item);
            if (!seen.insert(element).second)
                return place + ": duplicate entries for key " + elementText(element);
        }
        if (auto error = below(place + elementText(element), schema.items, item))
            return error;
    }
    return std::nullopt;
}

std::optional<std::string> below(const std::string& place, const SchemaNode* schema, const Value& value)
{
    if (!schema || value.isNull())
        return std::nullopt;
    if (const auto error = scalarError(*schema, value))
        return place + ": " + *error;
    if (value.isMap())
        return mapError(place, *schema, value);
    return value.isList() ? listError(place, *schema, value) : std::nullopt;
}

}

std::optional<std::string> typeError(const SchemaNode* schema, const Value& value)
{
    return below("", schema, value);
}

}
