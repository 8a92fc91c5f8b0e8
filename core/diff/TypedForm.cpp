#include "core/diff/TypedForm.h"

#include "core/diff/KindFacts.h"
#include "core/diff/Rebuilt.h"
#include "core/manifest/JsonWriter.h"
#include "core/manifest/Quantity.h"

#include <charconv>
#include <cmath>
#include <format>
#include <optional>

namespace holdfast::diff {

using manifest::Value;

namespace {

/// Reads on through an object; a quantity that cannot be read ends it.
struct Reading {
    bool failed = false;
};

Value quantityOf(const Value& value, Reading& reading)
{
    if (!value.isString() && !value.isNumber())
        return value;
    const std::string text = value.isString() ? std::string(value.text()) : manifest::writeJson(value);
    const Result<manifest::Quantity> quantity = manifest::parseQuantity(text);
    if (!quantity) {
        reading.failed = true;
        return value;
    }
    std::string canonical = quantity->text();
    return value.isString() && value.text() == canonical ? value : Value(std::move(canonical));
}

Value typedValue(std::string_view field, const Value& value, Reading& reading);

/// `apps` of `apps/v1`; empty for the core group.
std::string_view groupOf(const Value& object)
{
    const std::string_view version = object["apiVersion"].text();
    const std::size_t slash = version.find('/');
    return slash == std::string_view::npos ? std::string_view() : version.substr(0, slash);
}

Value quantities(const Value& map, Reading& reading)
{
    return rebuiltMap(map, [&reading](const Value::Member& member) {
        return Fate::becomes(member.second, quantityOf(member.second, reading));
    });
}

/// `value` is a quantity in a metric's target, and text in an environment variable or a toleration.
bool holdsQuantity(std::string_view field, const Value& parent)
{
    return isQuantity(field) && (field != "value" || (parent.contains("type") && !parent.contains("name")));
}

Fate typedMember(const Value& map, const Value::Member& member, Reading& reading)
{
    const auto& [field, value] = member;
    if (isLeftOut(field, value))
        return Fate::goes();
    if (field == "serviceAccount" && map.contains("serviceAccountName")) // its name of old
        return Fate::becomes(value, map["serviceAccountName"]);
    switch (value.kind()) {
    case Value::Kind::Map:
    case Value::Kind::List: {
        if (field == "managedFields") // long, and nothing in it is compared
            return Fate::stays();
        Value typed = typedValue(field, value, reading);
        if (isSameNode(typed, value))
            return Fate::stays();
        return isLeftOut(field, typed) ? Fate::goes() : Fate { .kind = Fate::Kind::Changes, .value = std::move(typed) };
    }
    case Value::Kind::String:
    case Value::Kind::Int:
    case Value::Kind::Uint:
    case Value::Kind::Double:
        return holdsQuantity(field, map) ? Fate::becomes(value, quantityOf(value, reading)) : Fate::stays();
    case Value::Kind::Null:
    case Value::Kind::Bool:
        return Fate::stays();
    }
    return Fate::stays();
}

Value typedMap(const Value& map, Reading& reading)
{
    return rebuiltMap(map, [&map, &reading](const Value::Member& member) { return typedMember(map, member, reading); });
}

Value typedValue(std::string_view field, const Value& value, Reading& reading)
{
    if (value.isList())
        return rebuiltList(
            value, [&reading](const Value& item) { return item.isMap() ? typedMap(item, reading) : item; });
    if (isQuantityMap(field))
        return quantities(value, reading);
    return isFreeMap(field) && field != "selector" ? value : typedMap(value, reading);
}

/// `8760h0m0s`, as Go prints a duration; nothing where the text is none.
std::optional<std::string> durationText(std::string_view text)
{
    double seconds = 0;
    std::string_view rest = text;
    if (rest.empty())
        return std::nullopt;
    while (!rest.empty()) {
        double number = 0;
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        if (error != std::errc() || rest.empty())
            return std::nullopt;
        const bool millis = rest.starts_with("ms");
        const char unit = rest.front();
        if (!millis && unit != 'h' && unit != 'm' && unit != 's')
            return std::nullopt;
        seconds += number * (millis ? 0.001 : unit == 'h' ? 3600 : unit == 'm' ? 60 : 1);
        rest.remove_prefix(millis ? 2 : 1);
    }
    const double whole = std::floor(seconds / 60);
    const double hours = std::floor(whole / 60);
    const std::string last = std::format("{}s", seconds - whole * 60);
    if (hours > 0)
        return std::format("{}h{}m{}", hours, whole - hours * 60, last);
    return whole > 0 ? std::format("{}m{}", whole, last) : last;
}

}

std::optional<Value> typedForm(const Value& object)
{
    if (!object.isMap() || !isBuiltInGroup(groupOf(object)))
        return std::nullopt;
    Reading reading;
    const Value typed = rebuiltMap(object, [&reading](const Value::Member& member) {
        const auto& [field, value] = member;
        if (!value.isMap() && !value.isList())
            return value.isNull() || !isLeftOut(field, value) ? Fate::stays() : Fate::goes();
        Value next = typedValue(field, value, reading);
        return isLeftOut(field, next) ? Fate::goes() : Fate::becomes(value, std::move(next));
    });
    return reading.failed ? std::nullopt : std::optional(typed);
}

Value typedPart(std::string_view type, const Value& part)
{
    if (part.isList()) {
        Value::List items;
        for (const Value& item : part.list())
            items.push_back(typedPart(type, item));
        return Value(std::move(items));
    }
    Reading reading;
    if (type == "core/Quantity" || type.ends_with("/Quantity")) {
        const Value quantity = quantityOf(part, reading);
        return reading.failed ? part : quantity;
    }
    if (type.ends_with("/Duration")) {
        const std::optional<std::string> text = durationText(part.text());
        return text ? Value(*text) : part;
    }
    const Value typed = part.isMap() ? typedMap(part, reading) : part;
    return reading.failed ? part : typed;
}

}
