#pragma once

#include "app/sandbox/api/ManagedFields.h"
#include "app/sandbox/api/Registry.h"
#include "app/sandbox/api/Shelves.h"
#include "app/sandbox/api/Store.h"

#include <QObject>

#include <memory>

namespace holdfast {
class Clock;
}

namespace holdfast::sandbox {

/// A write on its way: of which type, from what state, in whose name.
struct WriteRequest {
    ResourceTypePointer type; ///< in its storage version
    WriteOptions options;
    Value previous; ///< null for a create
    std::vector<std::string> warnings;
};

/// The API server's write path over the shelves: decode, default, validate, own, commit.
class ClusterStore final : public QObject, public ObjectStore {
public:
    /// The clock must outlive the store.
    ClusterStore(std::shared_ptr<BuiltInSchemas> schemas, const Clock& clock);
    ~ClusterStore() override;

    [[nodiscard]] Registry& registry() { return m_registry; }
    [[nodiscard]] const Registry& registry() const { return m_registry; }
    [[nodiscard]] Shelves& shelves() { return m_shelves; }
    [[nodiscard]] const Shelves& shelves() const { return m_shelves; }
    [[nodiscard]] std::string now() const;

    [[nodiscard]] std::optional<ResourceName> resourceOf(
        std::string_view apiVersion, std::string_view kind) const override;
    [[nodiscard]] bool isNamespaced(const ResourceName& resource) const override;
    [[nodiscard]] Answer<Value> get(const ResourceName& resource, const ObjectName& name) const override;
    [[nodiscard]] Answer<std::vector<Value>> list(
        const ResourceName& resource, const ListOptions& options) const override;
    Answer<Written> create(const ResourceName& resource, const Value& object, const WriteOptions& options) override;
    Answer<Written> update(const ResourceName& resource, const Value& object, const WriteOptions& options) override;
    Answer<Written> patch(const ResourceName& resource, const ObjectName& name, PatchType type, const Value& body,
        const WriteOptions& options) override;
    Answer<Value> remove(const ResourceName& resource, const ObjectName& name, const DeleteOptions& options) override;
    void watch(const ResourceName& resource, QObject* context, std::function<void(const StoreEvent&)> changed) override;
    void watchAll(QObject* context, std::function<void(const StoreEvent&)> changed) override;
    void admit(Admission admission) override { m_admissions.push_back(std::move(admission)); }
    [[nodiscard]] std::uint64_t revision() const override { return m_shelves.revision(); }

    /// The autoscaling/v1 Scale of an object.
    [[nodiscard]] Value scaleOf(const ResourceType& type, const Value& object) const;
    /// Removes a finalizer (garbage collection, namespace termination); the object goes where it was the last.
    void dropFinalizer(const ResourceName& resource, const ObjectName& name, std::string_view finalizer);

private:
    [[nodiscard]] Answer<ResourceTypePointer> typeOf(const ResourceName& resource) const;
    [[nodiscard]] Answer<Value> decoded(WriteRequest& request, const Value& object) const;
    [[nodiscard]] Answer<Value> named(const ResourceType& type, const Value& object) const;
    [[nodiscard]] std::optional<StatusError> namespaceRefusal(const ResourceType& type, const ObjectName& name) const;
    [[nodiscard]] Value fresh(const ResourceType& type, const Value& object) const;
    [[nodiscard]] Value prepared(const WriteRequest& request, const Value& object) const;
    [[nodiscard]] Value admitted(const WriteRequest& request, const Value& object) const;
    [[nodiscard]] Value withGeneration(const WriteRequest& request, const Value& object) const;
    [[nodiscard]] RecordContext recordContext(const WriteRequest& request, WriteOperation operation) const;

    Answer<Written> createApplied(WriteRequest request, const Value& object, const ManagedEntries* entries);
    Answer<Written> replace(WriteRequest request, const Value& object, const ManagedEntries* entries);
    Answer<Written> applied(WriteRequest request, const Value& config);
    Answer<Written> scaled(WriteRequest request, const Value& scale);
    Answer<Value> patched(const WriteRequest& request, const Value& object, PatchType type, const Value& body) const;
    Value commit(const WriteRequest& request, const Value& object);
    void afterCommit(const ResourceType& type, const Value& object);
    [[nodiscard]] Shelves::Form formOf(const ResourceType& type) const;

    Registry m_registry;
    Shelves m_shelves;
    const Clock& m_clock;
    std::vector<Admission> m_admissions;
};

}
