#pragma once

#include "app/sandbox/sim/Controller.h"

namespace holdfast::sandbox::sim {

/// The annotation of a HorizontalPodAutoscaler that says to how many replicas the load of the practice would scale.
inline constexpr std::string_view practisedReplicas = "practice.holdfast.dev/replicas";

/// Scales through the scale subresource as the horizontal pod autoscaler does; there are no metrics, an annotation
/// stands for them.
class Autoscaler final : public Controller {
public:
    explicit Autoscaler(World& world);

protected:
    void reconcile(const ObjectName& name) override;

private:
    void writeStatus(const Value& autoscaler, std::int64_t current, std::int64_t wanted);
};

}
