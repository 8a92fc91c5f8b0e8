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

/// The order of structured-merge-diff's visitListItems: items of the left alone keep their place, shared ones come in
/// the right's order.
class ListMerge final {
public:
    ListMerge(const SchemaNode& schema, const Value& left, const Value& right)
        : m_schema(schema)
        , m_mine(itemsOf(schema, left))
        , m_theirs(itemsOf(schema, right))
    {
        std::set<std::string> seen;
        for (const auto& [element, value] : m_theirs) {
            if (findItem(m_mine, element) && seen.insert(element).second)
                m_shared.push_back(element);
        }
    }

    [[nodiscard]] Value merged()
    {
        while (m_left < m_mine.size() || m_right < m_theirs.size()) {
            if (m_left < m_mine.size() && takeLeft())
                continue;
            if (m_right < m_theirs.size())
                takeRight();
        }
        return Value(std::move(m_merged));
    }

private:
    /// True where the round is over without a look at the right.
    bool takeLeft()
    {
        const auto& [element, value] = m_mine[m_left];
        const bool shared = findItem(m_theirs, element) != nullptr;
        if (!shared) {
            m_merged.push_back(*value);
            ++m_left;
            return true;
        }
        if (m_right < m_theirs.size()) {
            if (element == m_theirs[m_right].first) {
                ++m_left;
                takeRight();
                return true;
            }
            if (m_next < m_shared.size() && m_shared[m_next] != element) {
                ++m_left;
                return true;
            }
        }
        if (m_done.contains(element))
            ++m_left;
        return false;
    }

    void takeRight()
    {
        const auto& [element, value] = m_theirs[m_right++];
        const auto place = std::ranges::find(m_mine, element, &Items::value_type::first);
        m_merged.push_back(mergeTyped(m_schema.items, place == m_mine.end() ? Value() : *place->second, *value));
        m_done.insert(element);
        if (m_next < m_shared.size() && m_shared[m_next] == element)
            ++m_next;
    }

    const SchemaNode& m_schema;
    const Items m_mine;
    const Items m_theirs;
    std::vector<std::string> m_shared; ///< in the right's order
    std::set<std::string> m_done;
    Value::List m_merged;
    std::size_t m_left = 0;
    std::size_t m_right = 0;
    std::size_t m_next = 0;
};

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
        return ListMerge(*schema, left, right).merged();
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
