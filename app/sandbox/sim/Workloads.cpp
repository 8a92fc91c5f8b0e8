#include "app/sandbox/sim/Workloads.h"

#include "app/sandbox/sim/Autoscaler.h"
#include "app/sandbox/sim/CronJobController.h"
#include "app/sandbox/sim/DaemonSetController.h"
#include "app/sandbox/sim/DeploymentController.h"
#include "app/sandbox/sim/EndpointController.h"
#include "app/sandbox/sim/JobController.h"
#include "app/sandbox/sim/Kubelet.h"
#include "app/sandbox/sim/NamespaceDefaults.h"
#include "app/sandbox/sim/ReplicaSetController.h"
#include "app/sandbox/sim/StatefulSetController.h"

namespace holdfast::sandbox::sim {

namespace {

constexpr std::chrono::hours lifeOfEvents { 1 };

}

// A Controller makes the world its parent, which so owns it.
void startWorkloads(World& world, const std::string& region, const std::string& authorityPem)
{
    new NamespaceDefaults(world, authorityPem);
    new VolumeBinder(world);
    new Kubelet(world, region);
    new DeploymentController(world);
    new ReplicaSetController(world);
    new StatefulSetController(world);
    new DaemonSetController(world);
    new JobController(world);
    new CronJobController(world);
    new EndpointController(world);
    new Autoscaler(world);
    new EventExpiry(world);
}

EventExpiry::EventExpiry(World& world)
    : QObject(&world)
    , m_world(world)
{
    sweep();
}

void EventExpiry::sweep()
{
    for (const auto& event : m_world.list(kinds::events)) {
        const auto& stamp = event["lastTimestamp"].isEmpty() ? event["eventTime"] : event["lastTimestamp"];
        const auto last = fromStamp(stamp.isEmpty() ? event.at({ "metadata", "creationTimestamp" }) : stamp);
        if (last.isValid() && last.addSecs(std::chrono::seconds(lifeOfEvents).count()) < m_world.time())
            m_world.remove(kinds::events, nameIn(event));
    }
    m_world.agenda().after(std::chrono::minutes(5), this, [this] { sweep(); });
}

}
