#include "app/sandbox/api/SchemaCheck.h"

#include "core/manifest/JsonWriter.h"

#include <QRegularExpression>

#include <algorithm>
#include <map>

namespace holdfast::sandbox {

namespace {

std::string typeText(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Null:
        return "null";
    case Value::Kind::Bool:
        return "boolean";
    case Value::Kind::Int:
    case Value::Kind::Uint:
        return "integer";
    case Value::Kind::Double:
        return "number";
    case Value::Kind::String:
        return "string";
    case Value::Kind::List:
        return "array";
    case Value::Kind::Map:
        return "object";
    }
    return {};
}

bool matchesPattern(std::string_view pattern, std::string_view text)
{
    static std::map<std::string, QRegularExpression, std::less<>> compiled;
    auto found = compiled.find(pattern);
    if (found == compiled.end())
        found = compiled
                    .emplace(std::string(pattern),
                        QRegularExpression(QString::fromUtf8(pattern.data(), qsizetype(pattern.size()))))
                    .first;
    const QRegularExpression& expression = found->second;
    return !expression.isValid() || expression.match(QString::fromUtf8(text.data(), qsizetype(text.size()))).hasMatch();
}

/// Walks an object beside its schema and notes what is refused.
class Checker final {
public:
    void check(const SchemaNode* schema, const Value& value, const std::string& place)
    {
        if (!schema || (value.isNull() && schema->nullable))
            return;
        if (!typeFits(*schema, value)) {
            add("FieldValueTypeInvalid", place,
                "Invalid value: \"" + typeText(value) + "\": " + place + " in body must be of type " + wanted(*schema)
                    + ": \"" + typeText(value) + "\"");
            return;
        }
        checkEnum(*schema, value, place);
        if (value.isString())
            checkText(schema->constraints, value, place);
        else if (value.isNumber())
            checkNumber(schema->constraints, value, place);
        else if (value.isMap())
            checkMap(*schema, value, place);
        else if (value.isList())
            checkList(*schema, value, place);
    }

    std::vector<StatusCause> causes;

private:
    void add(const char* reason, const std::string& place, std::string message)
    {
        causes.push_back({ .reason = reason, .message = std::move(message), .field = place.empty() ? "<nil>" : place });
    }

    void refuse(const std::string& place, const Value& value, const std::string& rule)
    {
        add("FieldValueInvalid", place,
            "Invalid value: " + manifest::writeJson(value) + ": " + place + " in body " + rule);
    }

    static std::string wanted(const SchemaNode& schema)
    {
        return schema.type == SchemaType::IntOrString ? "integer,string" : textOf(schema.constraints["type"]);
    }

    static bool typeFits(const SchemaNode& schema, const Value& value)
    {
        switch (schema.type) {
        case SchemaType::Object:
            return value.isMap();
        case SchemaType::Array:
            return value.isList();
        case SchemaType::String:
            return value.isString();
        case SchemaType::Integer:
            return value.toInt().has_value() || value.toUint().has_value();
        case SchemaType::Number:
            return value.isNumber();
        case SchemaType::Boolean:
            return value.toBool().has_value();
        case SchemaType::IntOrString:
            return value.isString() || value.toInt().has_value();
        case SchemaType::Any:
            return true;
        }
        return true;
    }

    void checkEnum(const SchemaNode& schema, const Value& value, const std::string& place)
    {
        const Value::List& allowed = schema.constraints["enum"].list();
        if (allowed.empty() || std::ranges::find(allowed, value) != allowed.end())
            return;
        std::string all;
        for (const Value& one : allowed)
            all += (all.empty() ? "" : ", ") + manifest::writeJson(one);
        add("FieldValueNotSupported", place,
            "Unsupported value: " + manifest::writeJson(value) + ": supported values: " + all);
    }

    void checkText(const Value& rules, const Value& value, const std::string& place)
    {
        const std::int64_t length
            = QString::fromUtf8(value.text().data(), qsizetype(value.text().size())).toUcs4().size();
        if (const auto limit = rules["maxLength"].toInt(); limit && length > *limit)
            add("FieldValueTooLong", place, "Too long: may not be more than " + std::to_string(*limit) + " bytes");
        if (const auto limit = rules["minLength"].toInt(); limit && length < *limit)
            refuse(place, value, "should be at least " + std::to_string(*limit) + " chars long");
        if (rules["pattern"].isString() && !matchesPattern(rules["pattern"].text(), value.text()))
            refuse(place, value, "should match '" + textOf(rules["pattern"]) + "'");
    }

    void checkNumber(const Value& rules, const Value& value, const std::string& place)
    {
        const double number = value.toDouble().value_or(0);
        if (const auto limit = rules["minimum"].toDouble(); limit && number < *limit)
            refuse(place, value, "should be greater than or equal to " + manifest::writeJson(rules["minimum"]));
        if (const auto limit = rules["maximum"].toDouble(); limit && number > *limit)
            refuse(place, value, "should be less than or equal to " + manifest::writeJson(rules["maximum"]));
    }

    void checkMap(const SchemaNode& schema, const Value& value, const std::string& place)
    {
        for (const std::string& name : schema.required) {
            if (!value.contains(name))
                add("FieldValueRequired", place.empty() ? name : place + "." + name, "Required value");
        }
        for (const auto& [key, member] : value.map()) {
            if (place.empty() && (key == "metadata" || key == "kind" || key == "apiVersion"))
                continue;
            const bool declared = schema.field(key) != nullptr;
            const std::string below = place.empty() ? key : declared ? place + "." + key : place + "." + key;
            check(schema.member(key), member, below);
        }
    }

    void checkList(const SchemaNode& schema, const Value& value, const std::string& place)
    {
        const auto size = static_cast<std::int64_t>(value.list().size());
        if (const auto limit = schema.constraints["minItems"].toInt(); limit && size < *limit)
            refuse(place, Value(size), "should have at least " + std::to_string(*limit) + " items");
        if (const auto limit = schema.constraints["maxItems"].toInt(); limit && size > *limit)
            add("FieldValueTooMany", place,
                "Too many: " + std::to_string(size) + ": must have at most " + std::to_string(*limit) + " items");
        std::size_t index = 0;
        for (const Value& item : value.list())
            check(schema.items, item, place + "[" + std::to_string(index++) + "]");
    }
};

}

std::vector<StatusCause> schemaCauses(const SchemaNode* schema, const Value& object)
{
    Checker checker;
    checker.check(schema, object, "");
    return std::move(checker.causes);
}

}
