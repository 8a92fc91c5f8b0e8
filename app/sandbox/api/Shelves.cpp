#include "app/sandbox/api/Shelves.h"

#include "core/manifest/JsonWriter.h"

namespace holdfast::sandbox {

namespace {

// What the history of one resource may hold; a tree takes several times the bytes of its JSON.
constexpr std::size_t HistoryChanges = 20000;
constexpr std::size_t HistoryBytes = 32U << 20U;

}

ObjectName objectNameOf(const Value& object)
{
    return { .nameSpace = textOf(object.at({ "metadata", "namespace" })),
        .name = textOf(object.at({ "metadata", "name" })) };
}

Stored makeStored(const Value& object, std::uint64_t revision, Shelves::Form form)
{
    auto stored = std::make_shared<StoredObject>();
    stored->value = object;
    stored->revision = revision;
    if (form == Shelves::Form::Custom) {
        stored->json = manifest::writeJson(object);
        return stored;
    }
    std::string head = "{\"kind\":" + manifest::writeJson(object["kind"]) + ",\"apiVersion\":"
        + manifest::writeJson(object["apiVersion"]) + ",\"metadata\":" + manifest::writeJson(object["metadata"]);
    stored->itemOffset = head.find("\"metadata\":");
    const std::string rest = manifest::writeJson(object.without("kind").without("apiVersion").without("metadata"));
    stored->json = std::move(head) + (rest.size() > 2 ? "," + rest.substr(1) : "}");
    return stored;
}

const Shelves::Objects& Shelves::objects(const ResourceName& resource) const
{
    static const Objects none;
    const auto found = m_shelves.find(resource);
    return found == m_shelves.end() ? none : found->second.objects;
}

Stored Shelves::find(const ResourceName& resource, const ObjectName& name) const
{
    const Objects& all = objects(resource);
    const auto found = all.find(name);
    return found == all.end() ? nullptr : found->second;
}

std::uint64_t Shelves::compactedRevision(const ResourceName& resource) const
{
    const auto found = m_shelves.find(resource);
    return found == m_shelves.end() ? m_floor : std::max(m_floor, found->second.compacted);
}

std::optional<Shelves::Objects> Shelves::objectsAt(const ResourceName& resource, std::uint64_t revision) const
{
    Objects state = objects(resource);
    if (revision >= m_revision)
        return state;
    if (revision < compactedRevision(resource))
        return std::nullopt;
    const auto found = m_shelves.find(resource);
    if (found == m_shelves.end())
        return state;
    const std::deque<StoredChange>& log = found->second.log;
    for (auto change = log.rbegin(); change != log.rend() && change->revision > revision; ++change) {
        const ObjectName name = objectNameOf(change->object->value);
        if (change->previous)
            state.insert_or_assign(name, change->previous);
        else
            state.erase(name);
    }
    return state;
}

std::optional<std::vector<StoredChange>> Shelves::changesSince(
    const ResourceName& resource, std::uint64_t revision) const
{
    if (revision < compactedRevision(resource))
        return std::nullopt;
    std::vector<StoredChange> changes;
    const auto found = m_shelves.find(resource);
    if (found == m_shelves.end())
        return changes;
    for (const StoredChange& change : found->second.log) {
        if (change.revision > revision)
            changes.push_back(change);
    }
    return changes;
}

std::vector<ResourceName> Shelves::resources() const
{
    std::vector<ResourceName> names;
    for (const auto& [name, shelf] : m_shelves)
        names.push_back(name);
    return names;
}

Stored Shelves::put(const ResourceName& resource, const Value& object, Form form)
{
    Shelf& shelf = m_shelves[resource];
    const std::uint64_t revision = ++m_revision;
    const Value versioned = setAt(object, { "metadata", "resourceVersion" }, Value(std::to_string(revision)));
    Stored stored = makeStored(versioned, revision, form);
    Stored& place = shelf.objects[objectNameOf(object)];
    const Stored previous = std::exchange(place, stored);
    record(shelf,
        { .type = previous ? EventType::Modified : EventType::Added,
            .resource = resource,
            .object = stored,
            .previous = previous,
            .revision = revision });
    return stored;
}

void Shelves::erase(const ResourceName& resource, const ObjectName& name, Form form)
{
    Shelf& shelf = m_shelves[resource];
    const auto found = shelf.objects.find(name);
    if (found == shelf.objects.end())
        return;
    const Stored previous = found->second;
    shelf.objects.erase(found);
    const std::uint64_t revision = ++m_revision;
    const Value last = setAt(previous->value, { "metadata", "resourceVersion" }, Value(std::to_string(revision)));
    record(shelf,
        { .type = EventType::Deleted,
            .resource = resource,
            .object = makeStored(last, revision, form),
            .previous = previous,
            .revision = revision });
}

void Shelves::record(Shelf& shelf, StoredChange change)
{
    shelf.log.push_back(change);
    shelf.logBytes += change.object->json.size();
    while (shelf.log.size() > HistoryChanges || (shelf.logBytes > HistoryBytes && shelf.log.size() > 1)) {
        shelf.compacted = shelf.log.front().revision;
        shelf.logBytes -= shelf.log.front().object->json.size();
        shelf.log.pop_front();
    }
    const std::map<int, Listener> listeners = m_listeners;
    for (const auto& [handle, listener] : listeners) {
        if (m_listeners.contains(handle))
            listener(change);
    }
}

void Shelves::compact()
{
    m_floor = m_revision;
    for (auto& [name, shelf] : m_shelves) {
        shelf.log.clear();
        shelf.logBytes = 0;
        shelf.compacted = m_revision;
    }
}

int Shelves::listen(Listener listener)
{
    m_listeners.emplace(++m_lastHandle, std::move(listener));
    return m_lastHandle;
}

void Shelves::unlisten(int handle)
{
    m_listeners.erase(handle);
}

}
