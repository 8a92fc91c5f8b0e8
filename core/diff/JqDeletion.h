#pragma once

#include "core/base/Result.h"
#include "core/manifest/Value.h"

#include <string>

namespace holdfast::diff {

/// A jq path expression whose fields are taken away: `del(EXPRESSION)`, run by libjq in a process of its own, which is
/// ended after a second.
class JqDeletion final {
public:
    /// InvalidInput, with jq's words, where it is no jq.
    [[nodiscard]] static Result<JqDeletion> compiled(const std::string& expression);

    [[nodiscard]] const std::string& expression() const { return m_expression; }
    /// The object without the fields; the same where the expression meets nothing. LimitExceeded after a second,
    /// InvalidInput with jq's words where it does not fit the object.
    [[nodiscard]] Result<manifest::Value> applied(const manifest::Value& object) const;

private:
    std::string m_expression;
};

}
