#include "core/diff/TypedForm.h"

#include "core/diff/KindFacts.h"
#include "core/diff/Rebuilt.h"
#include "core/manifest/JsonWriter.h"
#include "core/manifest/Quantity.h"
#include "core/manifest/Resource.h"

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

enum class Keep { All, Typed };

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

Value typedMap(const Value& map, Reading& reading)
{
    return rebuiltMap(map, [&](const Value::Member& member) {
        const auto& [field, value] = member;
        if (isLeftOut(field, value))
            return Fate::goes();
        if (value.isMap() || value.isList()) {
            Value typed = typedValue(field, value, reading);
            return isLeftOut(field, typed) ? Fate::goes() : Fate::becomes(value, std::move(typed));
        }
        return holdsQuantity(field, map) ? Fate::becomes(value, quantityOf(value, reading)) : Fate::stays();
    });
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

Value typedForm(const Value& object)
{
    if (!object.isMap() || !isBuiltInGroup(manifest::groupVersionKind(object).group.toStdString()))
        return object;
    Reading reading;
    const Value typed = rebuiltMap(object, [&reading](const Value::Member& member) {
        const auto& [field, value] = member;
        if (!value.isMap() && !value.isList())
            return value.isNull() || !isLeftOut(field, value) ? Fate::stays() : Fate::goes();
        Value next = typedValue(field, value, reading);
        return isLeftOut(field, next) ? Fate::goes() : Fate::becomes(value, std::move(next));
    });
    return reading.failed ? object : typed;
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
