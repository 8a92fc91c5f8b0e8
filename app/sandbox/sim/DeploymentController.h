#pragma once

#include "app/sandbox/sim/Controller.h"
#include "app/sandbox/sim/Rollout.h"

namespace holdfast::sandbox::sim {

/// Rolls Deployments out through ReplicaSets as kube-controller-manager does.
class DeploymentController final : public Controller {
public:
    explicit DeploymentController(World& world);

protected:
    void reconcile(const ObjectName& name) override;

private:
    struct Sets {
        Value fresh; ///< of the present template; null until it is made
        std::vector<Value> old; ///< oldest first
    };
    [[nodiscard]] Sets setsOf(const Value& deployment) const;
    [[nodiscard]] Value makeFresh(Value& deployment, const Sets& sets);
    [[nodiscard]] Value adoptFresh(Value& deployment, const Sets& sets);
    [[nodiscard]] bool isScaling(const Value& deployment, const Sets& sets) const;
    void scaleOnly(const Value& deployment, Sets& sets);
    void roll(const Value& deployment, Sets& sets);
    void recreate(Value& deployment, Sets& sets);
    void scale(const Value& deployment, Value& set, int size);
    void cleanUp(const Value& deployment, const Sets& sets);
    [[nodiscard]] Value paused(const Value& deployment) const;
    void writeStatus(const Value& deployment, const Sets& sets);
    [[nodiscard]] Value progressed(const Value& deployment, const Value& status, const Value& fresh);
    void tell(const Value& about, const std::string& reason, const std::string& message);
};

}
