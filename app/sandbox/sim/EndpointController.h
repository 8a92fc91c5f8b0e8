#pragma once

#include "app/sandbox/sim/Controller.h"

namespace holdfast::sandbox::sim {

/// Keeps Endpoints and one EndpointSlice for each Service that selects pods.
class EndpointController final : public Controller {
public:
    explicit EndpointController(World& world);

protected:
    void reconcile(const ObjectName& name) override;

private:
    void writeEndpoints(const Value& service, const std::vector<Value>& pods);
    void writeSlice(const Value& service, const std::vector<Value>& pods);
};

}
