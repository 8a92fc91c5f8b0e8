#include "core/diff/FieldChanges.h"

#include "core/diff/Defaults.h"
#include "core/diff/KeyedList.h"
#include "core/manifest/Resource.h"

#include <algorithm>

namespace holdfast::diff {

using manifest::FieldPath;
using manifest::Value;

namespace {

/// What was found, and what is none.
struct Changes {
    std::vector<FieldChange> all;
    Absence absence = Absence::Differs;
    bool keepsDefaults = false; ///< the object is one of Kubernetes' own
};

void compareValues(const FieldPath& path, const Value& live, const Value& desired, Changes& changes);

void add(const FieldPath& path, const Value* live, const Value* desired, Changes& changes)
{
    FieldChange change { .path = path };
    if (live)
        change.live = *live;
    if (desired)
        change.desired = *desired;
    change.kind = !live ? ChangeKind::Added : !desired ? ChangeKind::Removed : ChangeKind::Changed;
    changes.all.push_back(std::move(change));
}

/// A member that one side alone has, in that side's map.
struct Member {
    const Value* live = nullptr;
    const Value* desired = nullptr;
    const Value& parent;
};

void addMember(const FieldPath& path, const Member& member, Changes& changes)
{
    const auto& [live, desired, parent] = member;
    const Value& value = live ? *live : *desired;
    const std::string& field = path.steps().back().key;
    const bool counts = changes.absence == Absence::Differs
        || !(changes.keepsDefaults ? isDefault(field, value, parent) : value.isNull());
    if (counts)
        add(path, live, desired, changes);
}

void compareMaps(const FieldPath& path, const Value& live, const Value& desired, Changes& changes)
{
    auto left = live.map().begin();
    auto right = desired.map().begin();
    while (left != live.map().end() || right != desired.map().end()) {
        const bool onlyLeft = right == desired.map().end() || (left != live.map().end() && left->first < right->first);
        const bool onlyRight = !onlyLeft && (left == live.map().end() || right->first < left->first);
        if (onlyLeft) {
            addMember(path.child(left->first), { .live = &left->second, .parent = live }, changes);
            ++left;
        } else if (onlyRight) {
            addMember(path.child(right->first), { .desired = &right->second, .parent = desired }, changes);
            ++right;
        } else {
            compareValues(path.child(left->first), left->second, right->second, changes);
            ++left;
            ++right;
        }
    }
}

/// The names that both have, in the first one's order.
std::vector<std::string> shared(const KeyedList& first, const KeyedList& second)
{
    std::vector<std::string> names;
    std::ranges::copy_if(first.names(), std::back_inserter(names),
        [&second](const std::string& name) { return second.find(name) != nullptr; });
    return names;
}

FieldPath itemPath(const FieldPath& path, const std::vector<std::string_view>& keys, const Value& item)
{
    return path.item(keys.front(), itemName(item, { keys.front() }));
}

/// Two lists whose items are matched by their keys.
struct KeyedPair {
    const std::vector<std::string_view>& keys;
    const KeyedList& live;
    const KeyedList& desired;
};

void compareKeyed(const FieldPath& path, const KeyedPair& lists, Changes& changes)
{
    const auto& [keys, live, desired] = lists;
    for (const std::string& name : live.names()) {
        const Value& item = *live.find(name);
        if (const Value* other = desired.find(name))
            compareValues(itemPath(path, keys, item), item, *other, changes);
        else
            add(itemPath(path, keys, item), &item, nullptr, changes);
    }
    for (const std::string& name : desired.names()) {
        if (!live.find(name))
            add(itemPath(path, keys, *desired.find(name)), nullptr, desired.find(name), changes);
    }
}

void compareByIndex(const FieldPath& path, const Value& live, const Value& desired, Changes& changes)
{
    const std::size_t left = live.list().size();
    const std::size_t right = desired.list().size();
    for (std::size_t index = 0; index < std::max(left, right); ++index) {
        if (index >= right)
            add(path.child(index), &live[index], nullptr, changes);
        else if (index >= left)
            add(path.child(index), nullptr, &desired[index], changes);
        else
            compareValues(path.child(index), live[index], desired[index], changes);
    }
}

void compareLists(const FieldPath& path, const Value& live, const Value& desired, Changes& changes)
{
    const std::string field = path.isRoot() ? std::string() : path.steps().back().key;
    // One key tells ports of one number and two protocols apart only where both are asked for.
    for (const ListRule rule : { ListRule::Patch, ListRule::Apply }) {
        const std::vector<std::string_view> keys = listKeys(field, live.list().empty() ? desired : live, rule);
        const KeyedList left(live, keys);
        const KeyedList right(desired, keys);
        if (!left.isUsable() || !right.isUsable())
            continue;
        if (keys.size() > 1)
            break;
        if (shared(left, right) != shared(right, left))
            return add(path, &live, &desired, changes);
        return compareKeyed(path, { .keys = keys, .live = left, .desired = right }, changes);
    }
    compareByIndex(path, live, desired, changes);
}

void compareValues(const FieldPath& path, const Value& live, const Value& desired, Changes& changes)
{
    if (live == desired)
        return;
    if (live.isMap() && desired.isMap())
        compareMaps(path, live, desired, changes);
    else if (live.isList() && desired.isList())
        compareLists(path, live, desired, changes);
    else
        add(path, &live, &desired, changes);
}

}

std::vector<FieldChange> fieldChanges(const Value& live, const Value& desired, Absence absence)
{
    Changes changes { .all = {}, .absence = absence, .keepsDefaults = false };
    changes.keepsDefaults = isBuiltInGroup(manifest::groupVersionKind(live).group.toStdString());
    compareValues({}, live, desired, changes);
    return std::move(changes.all);
}

}
