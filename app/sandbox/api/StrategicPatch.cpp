#include "app/sandbox/api/Patch.h"

#include <algorithm>

namespace holdfast::sandbox {

namespace {

constexpr std::string_view DeleteFromPrimitive = "$deleteFromPrimitiveList/";
constexpr std::string_view SetElementOrder = "$setElementOrder/";

Answer<Value> mergeMap(const SchemaNode* schema, const Value& original, const Value& patch);

bool mergesLists(const SchemaNode* schema)
{
    return schema && schema->patchStrategy.find("merge") != std::string::npos;
}

Value::List withoutDirectives(const Value& patch)
{
    Value::List items;
    for (const Value& item : patch.list()) {
        if (!item["$patch"].isString())
            items.push_back(item);
    }
    return items;
}

bool replaces(const Value& patch)
{
    return std::ranges::any_of(patch.list(), [](const Value& item) { return item["$patch"].text() == "replace"; });
}

Value::List::iterator findByKey(Value::List& items, const std::string& key, const Value& wanted)
{
    return std::ranges::find_if(items, [&](const Value& item) { return item[key] == wanted[key]; });
}

Answer<Value> mergeObjects(const SchemaNode& schema, const Value& original, const Value& patch)
{
    const std::string& key = schema.patchMergeKey;
    Value::List items = original.list();
    for (const Value& item : patch.list()) {
        if (item[key].isNull())
            return std::unexpected(
                internalError("map: " + plainText(item) + " does not contain declared merge key: " + key));
        if (item["$patch"].text() == "delete") {
            std::erase_if(items, [&](const Value& old) { return old[key] == item[key]; });
            continue;
        }
        const auto found = findByKey(items, key, item);
        auto merged = mergeMap(schema.items, found == items.end() ? Value::emptyMap() : *found, item);
        if (!merged)
            return merged;
        if (found == items.end())
            items.push_back(*merged);
        else
            *found = *merged;
    }
    return Value(std::move(items));
}

Value mergeScalars(const Value& original, const Value& patch)
{
    Value::List items = original.list();
    for (const Value& item : patch.list()) {
        if (std::ranges::find(items, item) == items.end())
            items.push_back(item);
    }
    return Value(std::move(items));
}

Answer<Value> mergeList(const SchemaNode* schema, const Value& original, const Value& patch)
{
    if (!mergesLists(schema))
        return Value(withoutDirectives(patch));
    if (replaces(patch))
        return Value(withoutDirectives(patch));
    if (schema->patchMergeKey.empty())
        return mergeScalars(original, patch);
    return mergeObjects(*schema, original, patch);
}

/// Puts the items into the order a client asks for with `$setElementOrder`; what it does not name keeps its place.
Value ordered(const SchemaNode* schema, const Value& list, const Value& order)
{
    const std::string key = schema ? schema->patchMergeKey : std::string();
    const auto rank = [&](const Value& item) {
        std::size_t at = 0;
        for (const Value& wanted : order.list()) {
            if (key.empty() ? wanted == item : wanted[key] == item[key])
                return at;
            ++at;
        }
        return order.list().size();
    };
    Value::List named;
    for (const Value& item : list.list()) {
        if (rank(item) < order.list().size())
            named.push_back(item);
    }
    std::ranges::stable_sort(named, {}, rank);
    Value::List result;
    std::size_t next = 0;
    for (const Value& item : list.list())
        result.push_back(rank(item) < order.list().size() ? named[next++] : item);
    return Value(std::move(result));
}

Value withoutItems(const Value& list, const Value& gone)
{
    Value::List items = list.list();
    std::erase_if(items, [&](const Value& item) { return std::ranges::find(gone.list(), item) != gone.list().end(); });
    return Value(std::move(items));
}

Value retainKeys(const Value& original, const Value& keys)
{
    Value::Map kept;
    for (const auto& [key, value] : original.map()) {
        if (std::ranges::find(keys.list(), Value(key)) != keys.list().end())
            kept.emplace_back(key, value);
    }
    return Value(std::move(kept));
}

Answer<Value> mergeMember(const SchemaNode* schema, const Value& original, const Value& value)
{
    if (value.isMap() && schema && schema->patchStrategy == "replace")
        return value;
    if (value.isMap())
        return mergeMap(schema, original.isMap() ? original : Value::emptyMap(), value);
    if (value.isList())
        return mergeList(schema, original, value);
    return value;
}

/// `$setElementOrder/x` and `$deleteFromPrimitiveList/x`, after the members have been merged.
Value directives(const SchemaNode* schema, Value result, const Value& patch)
{
    for (const auto& [key, value] : patch.map()) {
        if (key.starts_with(DeleteFromPrimitive)) {
            const std::string name = key.substr(DeleteFromPrimitive.size());
            if (result.contains(name))
                result = result.with(name, withoutItems(result[name], value));
        }
    }
    for (const auto& [key, value] : patch.map()) {
        if (!key.starts_with(SetElementOrder))
            continue;
        const std::string name = key.substr(SetElementOrder.size());
        if (result[name].isList())
            result = result.with(name, ordered(schema ? schema->member(name) : nullptr, result[name], value));
    }
    return result;
}

Answer<Value> mergeMap(const SchemaNode* schema, const Value& original, const Value& patch)
{
    const std::string_view directive = patch["$patch"].text();
    if (directive == "delete")
        return Value::emptyMap();
    if (directive == "replace")
        return patch.without("$patch");
    Value result = patch.contains("$retainKeys") ? retainKeys(original, patch["$retainKeys"]) : original;
    for (const auto& [key, value] : patch.map()) {
        if (key.starts_with('$'))
            continue;
        if (value.isNull()) {
            result = result.without(key);
            continue;
        }
        auto merged = mergeMember(schema ? schema->member(key) : nullptr, result[key], value);
        if (!merged)
            return merged;
        result = result.with(key, *merged);
    }
    return directives(schema, result, patch);
}

}

Answer<Value> applyStrategicPatch(const SchemaNode* schema, const Value& object, const Value& patch)
{
    if (!patch.isMap())
        return std::unexpected(badRequest(notInto(patch, "map[string]interface {}")));
    return mergeMap(schema, object, patch);
}

}
