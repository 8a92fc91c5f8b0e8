#include "app/sandbox/api/Collector.h"

#include <algorithm>

namespace holdfast::sandbox {

namespace {

bool hasFinalizer(const Value& object, std::string_view finalizer)
{
    return std::ranges::any_of(
        object.at({ "metadata", "finalizers" }).list(), [&](const Value& item) { return item.text() == finalizer; });
}

std::string uidOf(const Value& object)
{
    return textOf(object.at({ "metadata", "uid" }));
}

bool isDeleting(const Value& object)
{
    return !object.at({ "metadata", "deletionTimestamp" }).isNull();
}

}

Collector::Collector(ClusterStore& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
{
    for (const ResourceName& resource : store.shelves().resources()) {
        for (const auto& [name, stored] : store.shelves().objects(resource))
            index(stored->value, { resource, name });
    }
    store.watchAll(this, [this](const StoreEvent& event) { note(event); });
}

void Collector::index(const Value& object, const Place& place)
{
    m_places.insert_or_assign(uidOf(object), place);
    for (const Value& owner : object.at({ "metadata", "ownerReferences" }).list())
        m_dependents[textOf(owner["uid"])].insert(place);
}

void Collector::forget(const Value& object, const Place& place)
{
    for (const Value& owner : object.at({ "metadata", "ownerReferences" }).list()) {
        const auto found = m_dependents.find(textOf(owner["uid"]));
        if (found == m_dependents.end())
            continue;
        found->second.erase(place);
        if (found->second.empty())
            m_dependents.erase(found);
    }
}

std::set<Collector::Place> Collector::dependents(const std::string& uid) const
{
    const auto found = m_dependents.find(uid);
    return found == m_dependents.end() ? std::set<Place>() : found->second;
}

void Collector::note(const StoreEvent& event)
{
    const Place place { event.resource, objectNameOf(event.object) };
    if (!event.previous.isNull())
        forget(event.previous, place);
    if (event.type == EventType::Deleted) {
        m_places.erase(uidOf(event.object));
        ownerGone(uidOf(event.object));
        // Owners that wait for this one in the foreground.
        for (const Value& reference : event.object.at({ "metadata", "ownerReferences" }).list()) {
            const auto owner = m_places.find(textOf(reference["uid"]));
            if (owner == m_places.end())
                continue;
            const auto object = m_store.get(owner->second.first, owner->second.second);
            if (object && isDeleting(*object) && hasFinalizer(*object, "foregroundDeletion"))
                finishForeground(*object, owner->second);
        }
        return;
    }
    index(event.object, place);
    if (event.type == EventType::Added)
        deleteUnowned(place);
    if (!isDeleting(event.object))
        return;
    if (hasFinalizer(event.object, "orphan"))
        orphan(event.object, place);
    else if (hasFinalizer(event.object, "foregroundDeletion"))
        finishForeground(event.object, place);
}

void Collector::ownerGone(const std::string& uid)
{
    for (const Place& place : dependents(uid))
        deleteUnowned(place);
}

void Collector::deleteUnowned(const Place& place)
{
    const auto object = m_store.get(place.first, place.second);
    if (!object)
        return;
    const Value::List& owners = object->at({ "metadata", "ownerReferences" }).list();
    const bool owned = owners.empty()
        || std::ranges::any_of(owners, [&](const Value& owner) { return m_places.contains(textOf(owner["uid"])); });
    if (!owned && !isDeleting(*object))
        (void)m_store.remove(place.first, place.second,
            { .propagation = Propagation::Background,
                .gracePeriodSeconds = {},
                .uid = uidOf(*object),
                .resourceVersion = {} });
}

void Collector::finishForeground(const Value& owner, const Place& place)
{
    bool blocked = false;
    for (const Place& dependent : dependents(uidOf(owner))) {
        const auto object = m_store.get(dependent.first, dependent.second);
        if (!object)
            continue;
        for (const Value& reference : object->at({ "metadata", "ownerReferences" }).list())
            blocked
                = blocked || (reference["uid"].text() == uidOf(owner) && reference["blockOwnerDeletion"].boolOr(false));
        if (!isDeleting(*object))
            (void)m_store.remove(dependent.first, dependent.second,
                { .propagation = Propagation::Foreground, .gracePeriodSeconds = {}, .uid = {}, .resourceVersion = {} });
    }
    if (!blocked)
        m_store.dropFinalizer(place.first, place.second, "foregroundDeletion");
}

void Collector::orphan(const Value& owner, const Place& place)
{
    for (const Place& dependent : dependents(uidOf(owner))) {
        const auto object = m_store.get(dependent.first, dependent.second);
        if (!object)
            continue;
        Value::List kept;
        for (const Value& reference : object->at({ "metadata", "ownerReferences" }).list()) {
            if (reference["uid"].text() != uidOf(owner))
                kept.push_back(reference);
        }
        const Value freed = kept.empty() ? removeAt(*object, { "metadata", "ownerReferences" })
                                         : setAt(*object, { "metadata", "ownerReferences" }, Value(std::move(kept)));
        (void)m_store.update(dependent.first, freed, { .fieldManager = "kube-controller-manager" });
    }
    m_store.dropFinalizer(place.first, place.second, "orphan");
}

}
