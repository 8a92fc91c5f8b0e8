#pragma once

#include "app/sandbox/sim/Tree.h"

#include <optional>
#include <string>
#include <vector>

namespace holdfast::sandbox::sim {

/// The counts of a Deployment's status, without conditions.
[[nodiscard]] Value deploymentCounts(const Value& deployment, const Value& fresh, const std::vector<Value>& all);
/// All replicas are of the present template and available.
[[nodiscard]] bool isComplete(const Value& deployment, const Value& status);
/// More pods than before are updated, ready or available, or fewer old ones are left.
[[nodiscard]] bool hasProgressed(const Value& before, const Value& status);
/// When the Progressing condition runs out; nothing where it cannot.
[[nodiscard]] std::optional<QDateTime> deadlineOf(const Value& deployment);

struct ConditionText {
    std::string type;
    std::string status;
    std::string reason;
    std::string message;
};

/// A Deployment's condition; the time of its transition stays where the status stays.
[[nodiscard]] Value withDeploymentCondition(const Value& conditions, const ConditionText& text, const std::string& now);
/// The Available condition for the counts.
[[nodiscard]] ConditionText availability(const Value& deployment, const Value& status);

}
