#pragma once

#include "core/manifest/Value.h"

#include <utility>

/// Trees are rebuilt only from where something changes: what stays as it is stays shared, so that comparing it later
/// costs nothing. Private to this folder.
namespace holdfast::diff {

/// Whether both are one shared node, or equal scalars.
[[nodiscard]] inline bool isSameNode(const manifest::Value& left, const manifest::Value& right)
{
    if (left.isMap() && right.isMap())
        return &left.map() == &right.map();
    if (left.isList() && right.isList())
        return &left.list() == &right.list();
    return left.kind() == right.kind() && left == right;
}

/// What becomes of a member of a map.
struct Fate {
    enum class Kind { Stays, Goes, Changes };
    Kind kind = Kind::Stays;
    manifest::Value value {};

    static Fate stays() { return {}; }
    static Fate goes() { return { .kind = Kind::Goes }; }
    static Fate becomes(const manifest::Value& old, manifest::Value next)
    {
        return isSameNode(old, next) ? Fate {} : Fate { .kind = Kind::Changes, .value = std::move(next) };
    }
};

/// The map with the members that `change(member)` leaves of it.
template <typename Change> manifest::Value rebuiltMap(const manifest::Value& value, Change change)
{
    const manifest::Value::Map& members = value.map();
    manifest::Value::Map rebuilt;
    bool changed = false;
    for (auto member = members.begin(); member != members.end(); ++member) {
        Fate fate = change(*member);
        if (!changed && fate.kind == Fate::Kind::Stays)
            continue;
        if (!changed) {
            rebuilt.reserve(members.size());
            rebuilt.assign(members.begin(), member);
            changed = true;
        }
        if (fate.kind == Fate::Kind::Stays)
            rebuilt.push_back(*member);
        else if (fate.kind == Fate::Kind::Changes)
            rebuilt.emplace_back(member->first, std::move(fate.value));
    }
    return changed ? manifest::Value(std::move(rebuilt)) : value;
}

/// The list with what `change(item)` makes of each.
template <typename Change> manifest::Value rebuiltList(const manifest::Value& value, Change change)
{
    const manifest::Value::List& items = value.list();
    manifest::Value::List rebuilt;
    bool changed = false;
    for (auto item = items.begin(); item != items.end(); ++item) {
        manifest::Value next = change(*item);
        if (!changed && isSameNode(next, *item))
            continue;
        if (!changed) {
            rebuilt.reserve(items.size());
            rebuilt.assign(items.begin(), item);
            changed = true;
        }
        rebuilt.push_back(std::move(next));
    }
    return changed ? manifest::Value(std::move(rebuilt)) : value;
}

}
