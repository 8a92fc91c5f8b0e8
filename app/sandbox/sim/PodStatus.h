#pragma once

#include "app/sandbox/sim/Tree.h"

#include <string>

namespace holdfast::sandbox::sim {

/// What becomes of a pod; read from its images.
enum class PodFate { Runs, NeverPulls, Crashes, Completes, Fails };

/// How far a pod has come.
enum class PodStage { Creating, Started, Finished };

/// Where a pod stands at a moment.
struct PodMoment {
    PodStage stage = PodStage::Creating;
    std::string now; ///< RFC 3339
    std::string podIp;
    std::string hostIp;
    int restarts = 0;
};

/// `bad` in an image: never pulled; `crash`: crashes; `fail` with a restart policy other than Always: fails.
[[nodiscard]] PodFate fateOf(const Value& pod);
/// Seconds from scheduling to readiness: 1, or 8 where an image has `slow` in it.
[[nodiscard]] int secondsToStart(const Value& pod);
/// Seconds until the nth restart of a crashing container: 10, 20, 40 up to 300.
[[nodiscard]] int crashBackoff(int restarts);
/// The whole status, as the kubelet writes it.
[[nodiscard]] Value podStatus(const Value& pod, const PodMoment& moment);

}
