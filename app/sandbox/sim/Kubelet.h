#pragma once

#include "app/sandbox/sim/Controller.h"
#include "app/sandbox/sim/PodStatus.h"

#include <string>
#include <vector>

namespace holdfast::sandbox::sim {

/// Two nodes that bind pods and report what would become of their containers; nothing runs.
class Kubelet final : public Controller {
public:
    /// `region` names the nodes: `<region>-worker-1` and `-2`.
    Kubelet(World& world, std::string region);
    [[nodiscard]] const std::vector<std::string>& nodes() const { return m_nodes; }

protected:
    void reconcile(const ObjectName& name) override;

private:
    void makeNodes();
    void beat();
    void bind(const Value& pod);
    void bindLater(const Value& pod);
    [[nodiscard]] std::vector<std::string> nodesFor(const Value& pod);
    void create(const Value& pod);
    void start(const Value& pod);
    void failToPull(const Value& pod);
    void pullAgain(const ObjectName& name, const std::string& uid, int attempt);
    void report(const Value& pod, PodStage stage, int restarts = 0);
    void restart(const ObjectName& name, const std::string& uid);
    void finish(const ObjectName& name, const std::string& uid);
    void end(const Value& pod);
    void tell(const Value& pod, const EventText& what);
    [[nodiscard]] std::string hostIp(const Value& pod) const;

    std::vector<std::string> m_nodes;
    int m_bound = 0;
    int m_addresses = 0;
};

}
