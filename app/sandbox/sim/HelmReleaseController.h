#pragma once

#include "app/sandbox/sim/Controller.h"
#include "app/sandbox/sim/FluxApply.h"
#include "app/sandbox/sim/FluxObjects.h"
#include "app/sandbox/sim/HelmStorage.h"
#include "app/sandbox/sim/Renderer.h"

namespace holdfast::sandbox::sim {

/// Behaves as Flux's helm-controller: installs and upgrades charts from Git, keeps Helm's storage, detects drift.
class HelmReleaseController final : public Controller {
public:
    HelmReleaseController(World& world, GitAccess git);

protected:
    void reconcile(const ObjectName& name) override;

private:
    /// One action on its way.
    struct Attempt {
        std::string action; ///< install or upgrade
        std::string chartVersion;
        std::string chartName;
        Value chart;
        Value values;
        std::vector<Value> objects;
        QDateTime startedAt;
    };
    struct State {
        bool busy = false;
        QDateTime lookedAt;
        Attempt attempt;
    };

    [[nodiscard]] Value find(const ObjectName& name) const { return world().find(kinds::helmReleases, name); }
    Value write(const Value& object);
    void tell(const Value& object, const EventText& what, const std::string& revision);
    [[nodiscard]] Value chartFor(const Value& object);
    [[nodiscard]] Value valuesOf(const Value& object) const;
    [[nodiscard]] std::string missingDependency(const Value& object) const;
    void notReady(const Value& object, const std::string& reason, const std::string& message);
    void begin(const Value& object, const Value& chart);
    void rendered(const ObjectName& name, const RenderAnswer& answer);
    [[nodiscard]] std::vector<Value> owned(const Value& object, const std::vector<Value>& objects) const;
    void runHooks(const ObjectName& name, const char* when, std::function<void()> then);
    void applyObjects(const ObjectName& name);
    void awaitAll(const ObjectName& name, const std::vector<Value>& targets, std::function<void()> then);
    void succeed(const ObjectName& name);
    void fail(const ObjectName& name, const std::string& message);
    void store(const Value& object, int version, const char* status);
    void lookForDrift(const ObjectName& name);
    void settle(const ObjectName& name);
    void finalize(const Value& object);

    Repositories& m_repositories;
    Renderer& m_renderer;
    FluxApplier m_applier;
    std::map<ObjectName, State> m_states;
};

[[nodiscard]] std::string releaseNameOf(const Value& object);
[[nodiscard]] std::string releaseNamespaceOf(const Value& object);

}
