#pragma once

#include "app/sandbox/sim/Controller.h"

namespace holdfast::sandbox::sim {

/// Runs Jobs to completion or to their backoff limit.
class JobController final : public Controller {
public:
    explicit JobController(World& world);

protected:
    void reconcile(const ObjectName& name) override;

private:
    struct Tally {
        std::int64_t active = 0;
        std::int64_t ready = 0;
        std::int64_t succeeded = 0;
        std::int64_t failed = 0;
        std::vector<Value> running;
    };
    [[nodiscard]] Tally count(const Value& job) const;
    void makePods(const Value& job, Tally& tally);
    [[nodiscard]] Value ended(const Value& job, const Value& status, const std::string& reason);
    void expire(const Value& job);
};

}
