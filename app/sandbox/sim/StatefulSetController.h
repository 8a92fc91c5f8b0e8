#pragma once

#include "app/sandbox/sim/Controller.h"
#include "app/sandbox/sim/Revisions.h"

namespace holdfast::sandbox::sim {

/// Keeps the numbered pods of StatefulSets: made in order, updated from the last, each with its claims.
class StatefulSetController final : public Controller {
public:
    explicit StatefulSetController(World& world);

protected:
    void reconcile(const ObjectName& name) override;

private:
    struct Plan {
        RevisionState revisions;
        std::string current; ///< hash of the revision that most pods have
        std::vector<Value> pods; ///< in order; null where one is missing
        std::vector<Value> surplus; ///< beyond the wanted number, last first
    };
    [[nodiscard]] Plan planOf(const Value& set) const;
    /// One step towards the wanted pods; nothing more is done until it is over.
    void step(const Value& set, const Plan& plan);
    void update(const Value& set, const Plan& plan);
    void makeClaims(const Value& set, const std::string& pod);
    void make(const Value& set, const Plan& plan, std::size_t ordinal);
    void writeStatus(const Value& set, const Plan& plan);
};

}
