#pragma once

#include "app/sandbox/sim/ArgoObjects.h"

#include <functional>
#include <set>

namespace holdfast::sandbox::sim {

/// The objects of a cluster that carry a tracking id, by app; follows every change.
class TrackedObjects final : public QObject {
public:
    /// Calls `changed` with the app of each object that comes, changes or goes.
    TrackedObjects(World& world, std::function<void(const std::string&)> changed);
    [[nodiscard]] std::vector<Value> of(const std::string& app) const;

private:
    struct Place {
        ResourceName resource;
        ObjectName name;
        friend auto operator<=>(const Place&, const Place&) = default;
    };
    World& m_world;
    std::map<std::string, std::set<Place>> m_places;
};

enum class Verdict { None, Synced, OutOfSync, Unknown };
[[nodiscard]] std::string verdictText(Verdict verdict);

/// One object of an app, compared.
struct Compared {
    Value desired; ///< null: extra
    Value live; ///< null: missing
    Verdict verdict = Verdict::None;
    bool isHook = false;
    bool requiresPruning = false;
    bool counts = true; ///< for the app's verdict
    [[nodiscard]] const Value& either() const { return desired.isNull() ? live : desired; }
};

/// Argo CD's three-way comparison of rendered objects with live ones, sorted by group, kind, namespace, name.
[[nodiscard]] std::vector<Compared> compare(
    World& target, const Value& app, const std::vector<Value>& desired, const std::vector<Value>& live);
/// Whether an apply of `desired` would change `live`, after the app's ignore rules.
[[nodiscard]] bool differs(World& target, const Value& app, const Value& desired, const Value& live);
/// Null where the object is not in the cluster.
[[nodiscard]] Value liveOf(World& target, const Value& desired);

}
