#pragma once

#include "app/sandbox/sim/Controller.h"
#include "app/sandbox/sim/FluxApply.h"
#include "app/sandbox/sim/FluxObjects.h"
#include "app/sandbox/sim/Renderer.h"

namespace holdfast::sandbox::sim {

/// Behaves as Flux's kustomize-controller: applies a path of an artifact, prunes, waits for health.
class KustomizationController final : public Controller {
public:
    KustomizationController(World& world, Renderer& renderer);

protected:
    void reconcile(const ObjectName& name) override;

private:
    /// One reconciliation on its way.
    struct Attempt {
        QDateTime startedAt;
        std::string revision;
        std::string digest; ///< of the rendered objects
        QDateTime healthSince;
    };
    struct State {
        bool busy = false;
        QDateTime attemptedAt;
        std::int64_t attemptedGeneration = 0;
        bool failed = false;
        Attempt attempt;
    };

    [[nodiscard]] Value find(const ObjectName& name) const { return world().find(kinds::kustomizations, name); }
    Value write(const Value& object);
    void tell(const Value& object, const EventText& what, const std::string& revision);
    [[nodiscard]] bool isDue(const Value& object, const Value& source);
    [[nodiscard]] Value sourceOf(const Value& object) const;
    [[nodiscard]] std::string missingDependency(const Value& object) const;
    void answerSuspended(const Value& object);
    void begin(const Value& object, const Value& source);
    void rendered(const ObjectName& name, const RenderAnswer& answer);
    [[nodiscard]] std::vector<Value> owned(const Value& object, const std::vector<Value>& objects) const;
    void apply(const ObjectName& name, const std::vector<Value>& objects);
    [[nodiscard]] std::vector<std::string> prune(const Value& object, const std::vector<Value>& objects);
    void lookAtHealth(const ObjectName& name);
    [[nodiscard]] std::vector<Value> healthTargets(const Value& object) const;
    void succeed(const ObjectName& name);
    void fail(const ObjectName& name, const std::string& reason, const std::string& message);
    void failHealth(const ObjectName& name, const std::string& message);
    [[nodiscard]] Value withHistory(const Value& object, const std::string& reason);
    void endAttempt(const ObjectName& name, std::chrono::milliseconds next);
    void finalize(const Value& object);

    Renderer& m_renderer;
    FluxApplier m_applier;
    std::map<ObjectName, State> m_states;
};

}
