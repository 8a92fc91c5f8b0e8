#pragma once

#include "app/sandbox/api/ClusterStore.h"

#include <QObject>

#include <map>
#include <set>
#include <string>

namespace holdfast::sandbox {

/// The garbage collector: deletes what its owners have left behind, serves foreground and orphan deletion.
class Collector final : public QObject {
public:
    explicit Collector(ClusterStore& store, QObject* parent = nullptr);

private:
    using Place = std::pair<ResourceName, ObjectName>;

    void note(const StoreEvent& event);
    void index(const Value& object, const Place& place);
    void forget(const Value& object, const Place& place);
    void ownerGone(const std::string& uid);
    void finishForeground(const Value& owner, const Place& place);
    void orphan(const Value& owner, const Place& place);
    void deleteUnowned(const Place& place);
    [[nodiscard]] std::set<Place> dependents(const std::string& uid) const;

    ClusterStore& m_store;
    std::map<std::string, std::set<Place>> m_dependents; ///< by the owner's uid
    std::map<std::string, Place> m_places; ///< by uid: all that exist
};

/// The life of namespaces: their default ServiceAccount, and the deletion of all they hold. Also says that CRDs are
/// established.
class NamespaceKeeper final : public QObject {
public:
    NamespaceKeeper(ClusterStore& store, std::string authority, QObject* parent = nullptr);

private:
    void note(const StoreEvent& event);
    void furnish(const std::string& name);
    void empty(const std::string& name);
    void establish(const Value& definition);
    void dropInstances(const Value& definition);

    ClusterStore& m_store;
    std::string m_authority;
};

}
