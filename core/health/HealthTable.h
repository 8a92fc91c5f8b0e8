#pragma once

#include "core/base/Result.h"
#include "core/health/Health.h"
#include "core/health/RuleScope.h"

#include <map>
#include <memory>
#include <optional>

namespace holdfast::health {

/// One line of a rule with what is below it.
struct RuleLine {
    enum class Kind { Clause, If, Each };
    Kind kind = Kind::Clause;
    RulePredicate when; ///< of a clause or an `if`
    RuleText status; ///< of a clause
    RuleText message;
    RuleValue list; ///< of an `each`
    RuleValue by; ///< what its items are sorted by; none: as they are
    std::vector<RuleLine> body;
};

/// The rules of custom resources, in the notation that the head of resources/health/rules.yaml describes. Immutable.
class HealthTable final {
public:
    /// InvalidInput, with the kind and the line, where a rule cannot be read.
    [[nodiscard]] static Result<HealthTable> fromYaml(std::string_view yaml, const QString& name);
    /// The table that is linked into the program: the kinds that Argo CD bundles rules for.
    [[nodiscard]] static const HealthTable& bundled();

    /// Nothing where no rule is for the kind, or none of its clauses holds.
    [[nodiscard]] std::optional<Assessment> assess(const manifest::Value& object) const;
    [[nodiscard]] std::size_t size() const { return m_rules.size(); }

private:
    std::map<std::string, std::vector<RuleLine>, std::less<>> m_rules; ///< by `group/Kind`, `*` any text without `/`
};

}
