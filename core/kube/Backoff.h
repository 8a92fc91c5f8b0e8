#pragma once

#include <chrono>
#include <functional>
#include <optional>

namespace holdfast::kube {

/// How long to wait between tries: client-go's numbers for reflectors.
struct BackoffRule {
    std::chrono::milliseconds first { 800 };
    double factor = 2.0;
    double jitter = 1.0; ///< up to this part of the wait is added
    std::chrono::milliseconds cap { 30'000 };
    std::chrono::milliseconds resetAfter { 120'000 }; ///< quiet for so long: begin anew
};

/// Waits that grow while things fail. `random` gives [0, 1).
class Backoff final {
public:
    Backoff(BackoffRule rule, std::function<double()> random);

    [[nodiscard]] std::chrono::milliseconds next(std::chrono::milliseconds now);
    void reset();

private:
    BackoffRule m_rule;
    std::function<double()> m_random;
    std::chrono::milliseconds m_wait;
    std::optional<std::chrono::milliseconds> m_last;
};

}
