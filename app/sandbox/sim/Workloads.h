#pragma once

#include "app/sandbox/sim/World.h"

#include <string>

namespace holdfast::sandbox::sim {

/// Sets the controllers of a cluster's workloads going; they belong to the world.
void startWorkloads(World& world, const std::string& region, const std::string& authorityPem);

/// Forgets events an hour after they last happened, as an API server does.
class EventExpiry final : public QObject {
public:
    explicit EventExpiry(World& world);
    void sweep();

private:
    World& m_world;
};

}
