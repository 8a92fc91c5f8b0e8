#include "app/sandbox/api/Typed.h"

#include "core/manifest/JsonWriter.h"

#include <algorithm>
#include <set>

namespace holdfast::sandbox {

namespace {

bool isAbsent(const Value& value)
{
    return value.isNull();
}

Comparison leafComparison(const Value& left, const Value& right)
{
    Comparison leaf;
    if (isAbsent(left))
        leaf.added.member = !isAbsent(right);
    else if (isAbsent(right))
        leaf.removed.member = true;
    else
        leaf.modified.member = !(left == right);
    return leaf;
}

void attach(Comparison& all, const std::string& element, Comparison part)
{
    all.added.attach(element, std::move(part.added));
    all.modified.attach(element, std::move(part.modified));
    all.removed.attach(element, std::move(part.removed));
}

Comparison compareMaps(const SchemaNode* schema, const Value& left, const Value& right)
{
    Comparison all;
    for (const auto& [key, value] : left.map()) {
        const SchemaNode* below = schema ? schema->member(key) : nullptr;
        if (!(value == right[key]))
            attach(all, "f:" + key, compareTyped(below, value, right[key]));
    }
    for (const auto& [key, value] : right.map()) {
        if (!left.contains(key) || left[key].isNull())
            attach(all, "f:" + key, compareTyped(schema ? schema->member(key) : nullptr, {}, value));
    }
    return all;
}

using Items = std::vector<std::pair<std::string, const Value*>>;

Items itemsOf(const SchemaNode& schema, const Value& list)
{
    Items items;
    for (const Value& item : list.list())
        items.emplace_back(itemElement(schema, item), &item);
    return items;
}

const Value* findItem(const Items& items, const std::string& element)
{
    for (const auto& [key, value] : items) {
        if (key == element)
            return value;
    }
    return nullptr;
}

Comparison compareLists(const SchemaNode& schema, const Value& left, const Value& right)
{
    Comparison all;
    const Items mine = itemsOf(schema, left);
    const Items theirs = itemsOf(schema, right);
    for (const auto& [element, value] : mine) {
        const Value* other = findItem(theirs, element);
        attach(all, element, compareTyped(schema.items, *value, other ? *other : Value()));
    }
    for (const auto& [element, value] : theirs) {
        if (!findItem(mine, element))
            attach(all, element, compareTyped(schema.items, {}, *value));
    }
    return all;
}

Value mergeLists(const SchemaNode& schema, const Value& left, const Value& right)
{
    const Items mine = itemsOf(schema, left);
    const Items theirs = itemsOf(schema, right);
    std::set<std::string> done;
    Value::List merged;
    std::size_t at = 0;
    const auto takeMine = [&](std::size_t end) {
        for (; at < end; ++at) {
            if (!findItem(theirs, mine[at].first) && done.insert(mine[at].first).second)
                merged.push_back(*mine[at].second);
        }
    };
    for (const auto& [element, value] : theirs) {
        const auto place = std::ranges::find(mine, element, &Items::value_type::first);
        if (place == mine.end()) {
            merged.push_back(mergeTyped(schema.items, {}, *value));
            continue;
        }
        takeMine(std::max(at, static_cast<std::size_t>(place - mine.begin())));
        merged.push_back(mergeTyped(schema.items, *place->second, *value));
    }
    takeMine(mine.size());
    return Value(std::move(merged));
}

bool declared(const SchemaNode* schema, std::string_view key)
{
    return schema && schema->field(key);
}

}

Shape shapeOf(const SchemaNode* schema, const Value& value)
{
    if (value.isMap())
        return schema && schema->mapKind == MapKind::Atomic ? Shape::Leaf : Shape::Map;
    if (value.isList())
        return schema && schema->listKind != ListKind::Atomic ? Shape::List : Shape::Leaf;
    return Shape::Leaf;
}

std::string itemElement(const SchemaNode& list, const Value& item)
{
    if (list.listKind == ListKind::Set)
        return "v:" + manifest::writeJson(item);
    Value::Map keys;
    for (const std::string& key : list.listKeys) {
        Value value = item[key];
        const SchemaField* field = list.items ? list.items->field(key) : nullptr;
        if (value.isNull() && field)
            value = field->defaultValue;
        if (!value.isNull())
            keys.emplace_back(key, value);
    }
    return "k:" + manifest::writeJson(Value(std::move(keys)));
}

Comparison compareTyped(const SchemaNode* schema, const Value& left, const Value& right)
{
    const Value& shown = isAbsent(right) ? left : right;
    const Shape shape = shapeOf(schema, shown);
    const bool sameKind = isAbsent(left) || isAbsent(right) || left.kind() == right.kind();
    if (shape == Shape::Leaf || !sameKind || (left.isEmpty() && right.isEmpty()))
        return leafComparison(left, right);
    Comparison all = shape == Shape::Map ? compareMaps(schema, left, right) : compareLists(*schema, left, right);
    all.added.member = isAbsent(left);
    all.removed.member = isAbsent(right);
    return all;
}

Value withStructs(const SchemaNode* schema, const Value& value)
{
    if (!schema || !value.isMap() || schema->mapKind == MapKind::Atomic)
        return value;
    Value full = value;
    for (const auto& [name, field] : schema->fields) {
        const bool isStruct = name == "metadata" || (field.defaultValue.isMap() && field.defaultValue.isEmpty());
        const bool isRequired = std::ranges::find(schema->required, name) != schema->required.end();
        if (isStruct)
            full = full.with(name, withStructs(field.node, value[name].isMap() ? value[name] : Value::emptyMap()));
        else if (isRequired && field.node->type == SchemaType::Array && value[name].isNull())
            full = full.with(name, Value::emptyList());
    }
    return full;
}

FieldSet fieldSetOf(const SchemaNode* schema, const Value& value)
{
    FieldSet set;
    const Shape shape = shapeOf(schema, value);
    if (shape == Shape::Leaf) {
        set.member = true;
        return set;
    }
    if (shape == Shape::Map) {
        for (const auto& [key, member] : value.map()) {
            FieldSet below = fieldSetOf(schema ? schema->member(key) : nullptr, member);
            below.member
                = below.member || member.isNull() || !declared(schema, key) || (member.isMap() && member.isEmpty());
            set.attach("f:" + key, std::move(below));
        }
        return set;
    }
    for (const Value& item : value.list()) {
        FieldSet below = fieldSetOf(schema->items, item);
        below.member = true;
        set.attach(itemElement(*schema, item), std::move(below));
    }
    return set;
}

Value mergeTyped(const SchemaNode* schema, const Value& left, const Value& right)
{
    if (isAbsent(right))
        return left;
    const Shape shape = shapeOf(schema, right);
    if (shape == Shape::Leaf)
        return right;
    if (shape == Shape::List)
        return mergeLists(*schema, left, right);
    Value::Map merged = left.isMap() ? left.map() : Value::Map();
    for (const auto& [key, value] : right.map())
        merged.emplace_back(key, mergeTyped(schema ? schema->member(key) : nullptr, left[key], value));
    return Value(std::move(merged));
}

Value removeFields(const SchemaNode* schema, const Value& value, const FieldSet& set)
{
    const Shape shape = shapeOf(schema, value);
    if (shape == Shape::Leaf || set.children.empty() || value.isEmpty())
        return value;
    if (shape == Shape::Map) {
        Value::Map kept;
        for (const auto& [key, member] : value.map()) {
            const FieldSet* below = set.child("f:" + key);
            if (!below)
                kept.emplace_back(key, member);
            else if (!below->member)
                kept.emplace_back(key, removeFields(schema ? schema->member(key) : nullptr, member, *below));
        }
        return kept.empty() ? Value() : Value(std::move(kept));
    }
    Value::List kept;
    for (const Value& item : value.list()) {
        const FieldSet* below = set.child(itemElement(*schema, item));
        if (!below)
            kept.push_back(item);
        else if (!below->member)
            kept.push_back(removeFields(schema->items, item, *below));
    }
    return kept.empty() ? Value() : Value(std::move(kept));
}

const SchemaNode* schemaBelow(const SchemaNode* schema, std::string_view element)
{
    if (!schema)
        return nullptr;
    return element.starts_with("f:") ? schema->member(element.substr(2)) : schema->items;
}

FieldSet withNamedFields(const SchemaNode* schema, const FieldSet& set)
{
    FieldSet all;
    all.member = set.member;
    for (const auto& [element, below] : set.children) {
        FieldSet subset = withNamedFields(schemaBelow(schema, element), below);
        if (element.starts_with("f:") && declared(schema, std::string_view(element).substr(2)))
            subset.member = true;
        all.attach(element, std::move(subset));
    }
    return all;
}

}
