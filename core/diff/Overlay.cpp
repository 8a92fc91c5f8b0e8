#include "core/diff/Overlay.h"

#include "core/diff/KeyedList.h"
#include "core/diff/Rebuilt.h"

#include <algorithm>

namespace holdfast::diff {

using manifest::Value;

namespace {

constexpr std::string_view volume = "volumes[]"; ///< an item of the list

Value overlaidValue(std::string_view field, const Value& base, const Value& top, const OverlayRule& rule);

std::vector<std::string_view> keysOf(
    std::string_view field, const Value& first, const Value& second, const OverlayRule& rule)
{
    if (!rule.keyed)
        return {};
    return listKeys(field, first.list().empty() ? second : first, rule.lists);
}

bool sameOrder(const KeyedList& base, const KeyedList& top)
{
    std::vector<std::string> inBase;
    std::ranges::copy_if(base.names(), std::back_inserter(inBase), [&](const auto& name) { return top.find(name); });
    std::vector<std::string> inTop;
    std::ranges::copy_if(top.names(), std::back_inserter(inTop), [&](const auto& name) { return base.find(name); });
    return inBase == inTop;
}

/// The names in the order of the result: new ones stand behind the item that they follow in `top`.
std::vector<std::string> order(const KeyedList& base, const KeyedList& top)
{
    const bool keep = sameOrder(base, top);
    std::vector<std::string> names = keep ? base.names() : top.names();
    if (!keep) {
        std::ranges::copy_if(
            base.names(), std::back_inserter(names), [&](const auto& name) { return !top.find(name); });
        return names;
    }
    auto behind = names.begin();
    for (const std::string& name : top.names()) {
        const auto found = std::ranges::find(names, name);
        behind = found == names.end() ? names.insert(behind, name) + 1 : found + 1;
    }
    return names;
}

Value overlaidList(std::string_view field, const Value& base, const Value& top, const OverlayRule& rule)
{
    const std::vector<std::string_view> keys = keysOf(field, base, top, rule);
    const KeyedList left(base, keys);
    const KeyedList right(top, keys);
    if (!left.isUsable() || !right.isUsable())
        return top;
    Value::List items;
    bool same = left.names().size() == base.list().size();
    for (const std::string& name : order(left, right)) {
        const Value* below = left.find(name);
        const Value* above = right.find(name);
        if (below && above)
            items.push_back(overlaidValue(field == "volumes" ? volume : std::string_view(), *below, *above, rule));
        else
            items.push_back(above ? *above : *below);
        same = same && items.size() <= base.list().size() && isSameNode(items.back(), base[items.size() - 1]);
    }
    return same && items.size() == base.list().size() ? base : Value(std::move(items));
}

/// Whether a patch keeps only those members of a map that it names (the patch strategy retainKeys): a volume of one
/// kind does not become one of two.
bool retainsKeys(std::string_view field, const OverlayRule& rule)
{
    return rule.lists == ListRule::Patch && rule.keyed && (field == volume || field == "strategy");
}

Value overlaidMap(std::string_view field, const Value& base, const Value& top, const OverlayRule& rule)
{
    const bool retains = retainsKeys(field, rule);
    const Value laid = rebuiltMap(base, [&](const Value::Member& member) {
        if (top.contains(member.first))
            return Fate::becomes(member.second, overlaidValue(member.first, member.second, top[member.first], rule));
        return retains ? Fate::goes() : Fate::stays();
    });
    Value::Map added;
    for (const Value::Member& member : top.map()) {
        if (!base.contains(member.first))
            added.push_back(member);
    }
    if (added.empty())
        return laid;
    added.insert(added.end(), laid.map().begin(), laid.map().end());
    return Value(std::move(added));
}

Value overlaidValue(std::string_view field, const Value& base, const Value& top, const OverlayRule& rule)
{
    const bool whole = rule.lists == ListRule::Apply && rule.keyed && isAtomicMap(field);
    if (base.isMap() && top.isMap() && !whole)
        return overlaidMap(field, base, top, rule);
    if (base.isList() && top.isList())
        return overlaidList(field, base, top, rule);
    return base == top ? base : top;
}

/// A list as it is, as it was applied last, and as it is wanted now.
struct ThreeLists {
    const Value& base;
    const Value& original;
    const Value& wanted;
};

Value retireItems(std::string_view field, const ThreeLists& lists, const OverlayRule& rule)
{
    const auto& [base, original, wanted] = lists;
    const std::vector<std::string_view> keys = keysOf(field, base, original, rule);
    const KeyedList live(base, keys);
    const KeyedList before(original, keys);
    const KeyedList after(wanted, keysOf(field, wanted, original, rule));
    if (!live.isUsable() || !before.isUsable() || (!wanted.list().empty() && !after.isUsable()))
        return base;
    Value::List items;
    bool same = true;
    for (const std::string& name : live.names()) {
        const Value& item = *live.find(name);
        const Value* old = before.find(name);
        const Value* kept = after.find(name);
        if (!old)
            items.push_back(item);
        else if (kept)
            items.push_back(withoutRetired(item, *old, *kept, rule));
        same = same && (!old || (kept && isSameNode(items.back(), item)));
    }
    return same ? base : Value(std::move(items));
}

}

Value overlaid(const Value& base, const Value& top, const OverlayRule& rule)
{
    return overlaidValue({}, base, top, rule);
}

Value withoutRetired(const Value& base, const Value& original, const Value& wanted, const OverlayRule& rule)
{
    if (!base.isMap() || !original.isMap())
        return base;
    return rebuiltMap(base, [&](const Value::Member& member) {
        const auto& [name, value] = member;
        if (!original.contains(name))
            return Fate::stays();
        if (!wanted.contains(name))
            return Fate::goes();
        if (value.isList() && original[name].isList())
            return Fate::becomes(
                value, retireItems(name, { .base = value, .original = original[name], .wanted = wanted[name] }, rule));
        return value.isMap() ? Fate::becomes(value, withoutRetired(value, original[name], wanted[name], rule))
                             : Fate::stays();
    });
}

}
