#pragma once

#include "app/sandbox/api/Status.h"
#include "core/manifest/Value.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

class QObject;

namespace holdfast::sandbox {

/// A kind of objects as the API addresses it: `{"apps", "deployments"}`, `{"", "pods"}`.
struct ResourceName {
    std::string group;
    std::string plural;
    friend bool operator==(const ResourceName&, const ResourceName&) = default;
    friend auto operator<=>(const ResourceName&, const ResourceName&) = default;
};

/// One object of a resource; the namespace is empty for cluster-scoped ones.
struct ObjectName {
    std::string nameSpace;
    std::string name;
    friend bool operator==(const ObjectName&, const ObjectName&) = default;
    friend auto operator<=>(const ObjectName&, const ObjectName&) = default;
};

enum class DryRun { No, All };
enum class Force { No, Yes };
enum class FieldValidation { Ignore, Warn, Strict };
enum class Subresource { None, Status, Scale };
enum class PatchType { Json, Merge, Strategic, Apply };
enum class Propagation { Default, Background, Foreground, Orphan };
enum class EventType { Added, Modified, Deleted };

/// How a write is done and in whose name it stands in managedFields.
struct WriteOptions {
    std::string fieldManager = "holdfast-sandbox";
    Subresource subresource = Subresource::None;
    DryRun dryRun = DryRun::No;
    Force force = Force::No; ///< of an apply
    FieldValidation validation = FieldValidation::Ignore;
};

struct DeleteOptions {
    Propagation propagation = Propagation::Default;
    std::optional<std::int64_t> gracePeriodSeconds;
    std::string uid; ///< precondition; empty for none
    std::string resourceVersion; ///< precondition; empty for none
    DryRun dryRun = DryRun::No;
};

/// Narrows a list or watch. Empty means all; selectors as in the API's query.
struct ListOptions {
    std::string nameSpace;
    std::string labelSelector;
    std::string fieldSelector;
};

/// A committed change. `object` is the new state, of a deletion the last one.
struct StoreEvent {
    EventType type = EventType::Added;
    ResourceName resource;
    manifest::Value object;
    manifest::Value previous; ///< null for Added
};

/// What came of a write: the object as stored (or as it would be), and warnings for the caller.
struct Written {
    manifest::Value object;
    bool created = false;
    std::vector<std::string> warnings;
};

/// A mutating admission webhook in the process: the object as it is to be stored. What it adds is owned by no manager,
/// as on a real server. Not called for subresources.
using Admission = std::function<manifest::Value(
    const ResourceName& resource, const manifest::Value& object, const WriteOptions& options)>;

/// The objects of one practice cluster as its API server keeps them: every write is defaulted, validated, given a
/// resourceVersion and recorded in managedFields, just as over HTTP. One thread: that of the cluster's event loop.
class ObjectStore {
public:
    virtual ~ObjectStore() = default;

    /// The resource that serves `apiVersion` and `kind`; nothing where none does.
    [[nodiscard]] virtual std::optional<ResourceName> resourceOf(
        std::string_view apiVersion, std::string_view kind) const
        = 0;
    /// Whether objects of the resource live in namespaces.
    [[nodiscard]] virtual bool isNamespaced(const ResourceName& resource) const = 0;

    /// Objects are in the storage version (`apps/v1`, `kustomize.toolkit.fluxcd.io/v1` ...).
    [[nodiscard]] virtual Answer<manifest::Value> get(const ResourceName& resource, const ObjectName& name) const = 0;
    [[nodiscard]] virtual Answer<std::vector<manifest::Value>> list(
        const ResourceName& resource, const ListOptions& options = {}) const
        = 0;

    /// Namespace and name stand in the object (or `metadata.generateName`).
    virtual Answer<Written> create(
        const ResourceName& resource, const manifest::Value& object, const WriteOptions& options)
        = 0;
    /// PUT: with `metadata.resourceVersion` only where that is still the newest.
    virtual Answer<Written> update(
        const ResourceName& resource, const manifest::Value& object, const WriteOptions& options)
        = 0;
    /// PATCH; an Apply creates the object where it is missing.
    virtual Answer<Written> patch(const ResourceName& resource, const ObjectName& name, PatchType type,
        const manifest::Value& body, const WriteOptions& options)
        = 0;
    /// Null where the object is gone at once, else the object with its deletionTimestamp.
    virtual Answer<manifest::Value> remove(
        const ResourceName& resource, const ObjectName& name, const DeleteOptions& options = {})
        = 0;

    /// Server-side apply of a whole object; finds its resource by apiVersion and kind.
    Answer<Written> apply(const manifest::Value& object, const WriteOptions& options);

    /// Calls `changed` for every later change of the resource, one by one in order, from the event loop (never from
    /// within the write), until `context` dies. The objects that exist already are not announced: list them.
    virtual void watch(const ResourceName& resource, QObject* context, std::function<void(const StoreEvent&)> changed)
        = 0;
    /// The same for the changes of every resource.
    virtual void watchAll(QObject* context, std::function<void(const StoreEvent&)> changed) = 0;

    /// Calls `admission` within every later create, update and patch (dry runs too), before validation.
    virtual void admit(Admission admission) = 0;

    /// The resourceVersion of the newest write.
    [[nodiscard]] virtual std::uint64_t revision() const = 0;
};

}
