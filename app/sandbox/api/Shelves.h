#pragma once

#include "app/sandbox/api/Store.h"
#include "app/sandbox/api/Tree.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace holdfast::sandbox {

/// An object as stored, with the bytes that lists and watches send.
struct StoredObject {
    Value value;
    std::string json;
    std::uint64_t revision = 0;
    std::size_t itemOffset = 0; ///< where the JSON starts that follows kind and apiVersion; 0 where items keep them
    mutable std::string metadataJson; ///< PartialObjectMetadata, made when first asked for
};

using Stored = std::shared_ptr<const StoredObject>;

/// A committed change with its revision.
struct StoredChange {
    EventType type = EventType::Added;
    ResourceName resource;
    Stored object;
    Stored previous; ///< null for Added
    std::uint64_t revision = 0;
};

/// All objects of a cluster in etcd's order, with a history for watches and consistent pages. One thread.
class Shelves final {
public:
    using Objects = std::map<ObjectName, Stored>;
    using Listener = std::function<void(const StoredChange&)>;

    [[nodiscard]] std::uint64_t revision() const { return m_revision; }
    [[nodiscard]] const Objects& objects(const ResourceName& resource) const;
    [[nodiscard]] Stored find(const ResourceName& resource, const ObjectName& name) const;
    /// The objects as of an earlier revision; nothing where the history no longer reaches back.
    [[nodiscard]] std::optional<Objects> objectsAt(const ResourceName& resource, std::uint64_t revision) const;
    /// The changes after a revision; nothing where the history no longer reaches back.
    [[nodiscard]] std::optional<std::vector<StoredChange>> changesSince(
        const ResourceName& resource, std::uint64_t revision) const;
    [[nodiscard]] std::uint64_t compactedRevision(const ResourceName& resource) const;
    [[nodiscard]] std::vector<ResourceName> resources() const;

    enum class Form { BuiltIn, Custom };
    /// Stores the object under a new revision, which is written into it.
    Stored put(const ResourceName& resource, const Value& object, Form form);
    void erase(const ResourceName& resource, const ObjectName& name, Form form);
    /// Forgets the history up to now, as a compaction of etcd does.
    void compact();

    /// Called within each change; returns a handle for `unlisten`.
    int listen(Listener listener);
    void unlisten(int handle);

private:
    struct Shelf {
        Objects objects;
        std::deque<StoredChange> log;
        std::uint64_t compacted = 0;
        std::size_t logBytes = 0;
    };
    void record(Shelf& shelf, StoredChange change);

    std::map<ResourceName, Shelf> m_shelves;
    std::map<int, Listener> m_listeners;
    std::uint64_t m_floor = 0; ///< what lies before is gone for every resource
    std::uint64_t m_revision = 1;
    int m_lastHandle = 0;
};

/// Compact JSON; a built-in object begins with kind and apiVersion, as the real server writes it.
[[nodiscard]] Stored makeStored(const Value& object, std::uint64_t revision, Shelves::Form form);
[[nodiscard]] ObjectName objectNameOf(const Value& object);

}
