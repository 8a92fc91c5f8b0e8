#pragma once

#include "core/diff/Compare.h"

namespace holdfast::session {

/// What the ignore rules that an app brings along do to it: one that is for nothing of it, and one that hides much, is
/// worth a sentence. Rules that hold for all apps of an installation are not judged by one of them.
class RuleFindings final {
public:
    explicit RuleFindings(const std::vector<diff::IgnoreRule>& rules);

    /// An object as Git has it, as it runs, and what came of comparing the two.
    void add(const manifest::Value& desired, const manifest::Value& live, const diff::Comparison& comparison);
    [[nodiscard]] QStringList sentences() const;

private:
    struct Use {
        diff::IgnoreRule rule;
        int objects = 0; ///< that it is for
        int reduced = 0; ///< that have a field which it names
        int hidden = 0; ///< changes
        QString whole; ///< a part of an object that it hides; empty: single fields
    };
    std::vector<Use> m_uses;
};

}
