#pragma once

#include "app/sandbox/sim/Controller.h"

namespace holdfast::sandbox::sim {

/// Keeps as many pods as a ReplicaSet asks for, and counts them.
class ReplicaSetController final : public Controller {
public:
    explicit ReplicaSetController(World& world);

protected:
    void reconcile(const ObjectName& name) override;

private:
    void writeStatus(const Value& set, const std::vector<Value>& pods);
    std::uint64_t m_made = 0;
};

}
