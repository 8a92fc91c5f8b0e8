#pragma once

#include "app/sandbox/api/Store.h"
#include "app/sandbox/sim/Agenda.h"
#include "app/sandbox/sim/Tree.h"

#include <QObject>

#include <string>
#include <vector>

namespace holdfast::sandbox::sim {

/// A kind as controllers name it: how its objects say it, and where the API serves it.
struct Kind {
    std::string apiVersion;
    std::string name;
    ResourceName resource;
};

namespace kinds {
extern const Kind namespaces;
extern const Kind nodes;
extern const Kind pods;
extern const Kind services;
extern const Kind endpoints;
extern const Kind events;
extern const Kind configMaps;
extern const Kind secrets;
extern const Kind serviceAccounts;
extern const Kind volumes;
extern const Kind claims;
extern const Kind leases;
extern const Kind storageClasses;
extern const Kind endpointSlices;
extern const Kind deployments;
extern const Kind replicaSets;
extern const Kind statefulSets;
extern const Kind daemonSets;
extern const Kind controllerRevisions;
extern const Kind jobs;
extern const Kind cronJobs;
extern const Kind autoscalers;
extern const Kind applications;
extern const Kind applicationSets;
extern const Kind projects;
extern const Kind gitRepositories;
extern const Kind helmRepositories;
extern const Kind helmCharts;
extern const Kind kustomizations;
extern const Kind helmReleases;
}

/// What an event tells.
struct EventText {
    std::string type = "Normal";
    std::string reason;
    std::string message;
    std::string component;
    Value annotations;
};

/// One cluster as its controllers share it: objects by kind, time, work to come and events.
class World final : public QObject {
public:
    World(ObjectStore& store, Agenda& agenda, QObject* parent = nullptr);

    [[nodiscard]] ObjectStore& store() { return m_store; }
    [[nodiscard]] const ObjectStore& store() const { return m_store; }
    [[nodiscard]] Agenda& agenda() { return m_agenda; }
    [[nodiscard]] QDateTime time() const { return m_agenda.clock().now(); }
    [[nodiscard]] std::string now() const { return stamp(time()); }

    /// Null where there is none.
    [[nodiscard]] Value find(const Kind& kind, const ObjectName& name) const;
    [[nodiscard]] std::vector<Value> list(const Kind& kind, const std::string& nameSpace = {}) const;
    /// The objects of the namespace that `owner` controls.
    [[nodiscard]] std::vector<Value> controlled(const Kind& kind, const Value& owner) const;

    Answer<Value> create(const Kind& kind, const Value& object, const std::string& manager);
    /// Writes the object as it is given; nothing is written where nothing differs from what is stored.
    Answer<Value> update(const Kind& kind, const Value& object, const std::string& manager);
    /// Writes `status` through the subresource, where it differs.
    Answer<Value> updateStatus(const Kind& kind, const Value& object, const std::string& manager);
    Answer<Value> merge(const Kind& kind, const ObjectName& name, const Value& patch, const std::string& manager);
    void remove(const Kind& kind, const ObjectName& name, const DeleteOptions& options = {});

    /// Records an event about the object; one that repeats counts up.
    void tell(const Value& about, const EventText& what);

private:
    Answer<Value> write(const Kind& kind, const Value& object, const WriteOptions& options);

    ObjectStore& m_store;
    Agenda& m_agenda;
    std::uint64_t m_events = 0;
};

[[nodiscard]] ObjectName nameIn(const Value& object);

}
