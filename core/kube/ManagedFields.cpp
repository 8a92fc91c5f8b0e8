#include "core/kube/ManagedFields.h"

#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"
#include "core/manifest/Resource.h"

#include <algorithm>

namespace holdfast::kube {

namespace {

using manifest::FieldPath;
using manifest::PathStep;
using manifest::toQString;
using manifest::Value;

constexpr std::string_view itself = ".";

/// Whether a key of FieldsV1 (`k:{"name":"a"}`, `v:"a"`, `i:0`) means this item of a list.
bool means(std::string_view key, const Value& item, std::size_t index)
{
    if (key.starts_with("i:"))
        return key.substr(2) == std::to_string(index);
    if (!key.starts_with("k:") && !key.starts_with("v:"))
        return false;
    const auto named = manifest::readJson(key.substr(2));
    if (!named || key.starts_with("v:"))
        return named && *named == item;
    return named->isMap() && std::ranges::all_of(named->map(), [&](const Value::Member& member) {
        return item.contains(member.first) && item[member.first] == member.second;
    });
}

std::string textOf(const Value& value)
{
    return value.isString() ? std::string(value.text()) : manifest::writeJson(value);
}

std::optional<std::size_t> indexOf(const Value& list, const PathStep& step)
{
    for (std::size_t index = 0; index < list.list().size(); ++index) {
        const bool same = step.item ? textOf(list[index][step.key]) == *step.item : step.key == std::to_string(index);
        if (same)
            return index;
    }
    return std::nullopt;
}

/// The part of FieldsV1 below one step, and the value there.
struct Place {
    const Value* fields;
    const Value* value;
};

std::optional<Place> below(const Place& place, const PathStep& step)
{
    if (!place.value->isList()) {
        const std::string key = "f:" + step.key;
        if (step.item || !place.fields->contains(key))
            return std::nullopt;
        return Place { .fields = &(*place.fields)[key], .value = &(*place.value)[step.key] };
    }
    const auto index = indexOf(*place.value, step);
    if (!index)
        return std::nullopt;
    const Value& item = (*place.value)[*index];
    const auto found = std::ranges::find_if(
        place.fields->map(), [&](const Value::Member& member) { return means(member.first, item, *index); });
    if (found == place.fields->map().end())
        return std::nullopt;
    return Place { .fields = &found->second, .value = &item };
}

/// A set without members owns all below it: an atomic list or map, or a plain value.
bool isWhole(const Value& fields)
{
    return fields.map().empty();
}

/// The step to an item, by its key where it has one of its own.
FieldPath toItem(const FieldPath& path, std::string_view key, std::size_t index)
{
    const auto named = key.starts_with("k:") ? manifest::readJson(key.substr(2)) : Result<Value>(Value());
    if (named && named->map().size() == 1)
        return path.item(named->map().front().first, textOf(named->map().front().second));
    return path.child(index);
}

void collect(const Place& place, const FieldPath& path, std::vector<FieldPath>& all)
{
    if (isWhole(*place.fields))
        return all.push_back(path);
    for (const auto& [key, fields] : place.fields->map()) {
        if (key == itself) {
            all.push_back(path);
        } else if (key.starts_with("f:")) {
            const std::string name = key.substr(2);
            if (place.value->contains(name))
                collect({ .fields = &fields, .value = &(*place.value)[name] }, path.child(name), all);
        } else {
            for (std::size_t index = 0; index < place.value->list().size(); ++index) {
                const Value& item = (*place.value)[index];
                if (means(key, item, index))
                    collect({ .fields = &fields, .value = &item }, toItem(path, key, index), all);
            }
        }
    }
}

}

std::vector<FieldOwner> fieldOwners(const Value& object)
{
    std::vector<FieldOwner> owners;
    for (const Value& entry : object["metadata"]["managedFields"].list()) {
        if (entry["manager"].text().empty() || !entry["fieldsV1"].isMap())
            continue;
        FieldOwner owner { .manager = toQString(entry["manager"].text()),
            .operation = entry["operation"].text() == "Apply" ? FieldOperation::Apply : FieldOperation::Update,
            .subresource = toQString(entry["subresource"].text()),
            .apiVersion = toQString(entry["apiVersion"].text()),
            .time = QDateTime::fromString(toQString(entry["time"].text()), Qt::ISODate),
            .fields = entry["fieldsV1"] };
        if (!owner.time->isValid())
            owner.time.reset();
        owners.push_back(std::move(owner));
    }
    return owners;
}

Ownership ownership(const FieldOwner& owner, const Value& object, const FieldPath& field)
{
    Place place { .fields = &owner.fields, .value = &object };
    for (const PathStep& step : field.steps()) {
        const auto next = below(place, step);
        // Above the step: only a set that ends there reaches below it, and the root is no such set.
        if (!next)
            return place.fields != &owner.fields && isWhole(*place.fields) ? Ownership::Whole : Ownership::None;
        place = *next;
    }
    return isWhole(*place.fields) ? Ownership::Whole : Ownership::Part;
}

std::vector<FieldOwner> ownersOf(const Value& object, const FieldPath& field)
{
    std::vector<FieldOwner> owners = fieldOwners(object);
    std::erase_if(owners, [&](const FieldOwner& owner) { return ownership(owner, object, field) == Ownership::None; });
    return owners;
}

std::vector<FieldPath> ownedFields(const FieldOwner& owner, const Value& object)
{
    std::vector<FieldPath> all;
    if (!isWhole(owner.fields))
        collect({ .fields = &owner.fields, .value = &object }, {}, all);
    return all;
}

}
