#pragma once

#include "app/sandbox/sim/Controller.h"
#include "app/sandbox/sim/Revisions.h"

#include <map>

namespace holdfast::sandbox::sim {

/// Keeps one pod of a DaemonSet on each node.
class DaemonSetController final : public Controller {
public:
    explicit DaemonSetController(World& world);

protected:
    void reconcile(const ObjectName& name) override;

private:
    using ByNode = std::map<std::string, Value>;
    [[nodiscard]] ByNode podsOf(const Value& set) const;
    void update(const Value& set, const ByNode& pods, const std::string& hash);
    void writeStatus(const Value& set, const std::string& hash);
};

}
