#pragma once

#include "core/base/Result.h"
#include "core/health/RuleScope.h"

#include <string_view>

namespace holdfast::health {

/// Reads the expressions of a line of a rule. After a failure everything it gives is empty, and error() says why.
class RuleParser final {
public:
    explicit RuleParser(std::string_view text)
        : m_text(text)
    {
    }

    [[nodiscard]] RulePredicate predicate();
    [[nodiscard]] RuleValue value();
    /// All that is left, as text with `{VALUE}` and `[[...]]`.
    [[nodiscard]] RuleText text();
    /// Whether everything was read.
    [[nodiscard]] bool atEnd();
    [[nodiscard]] const std::string& error() const { return m_error; }

private:
    struct Piece; ///< of a text

    RulePredicate conjunction();
    RulePredicate single();
    RulePredicate comparison();
    RuleValue alternative();
    RuleValue primary();
    RuleValue path();
    RuleValue steps(RuleValue from);
    RuleValue quoted();
    RuleValue word();
    RuleValue function(const std::string& name);
    RuleValue listFunction(const std::string& name, RuleValue list);
    RuleValue joined(RuleValue list, RulePredicate wanted);
    RuleText textUntil(std::string_view end);
    Piece piece();
    Piece valuePiece();
    Piece optionalPiece();

    void blanks();
    bool take(std::string_view token);
    bool expect(std::string_view token);
    [[nodiscard]] bool ahead(std::string_view token) const { return m_text.substr(m_at).starts_with(token); }
    [[nodiscard]] char next() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    std::string name(std::string_view more);
    void complain(const std::string& what);

    std::string_view m_text;
    std::size_t m_at = 0;
    std::string m_error;
};

}
