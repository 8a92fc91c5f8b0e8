#pragma once

#include "core/health/RuleScope.h"

#include <string_view>

namespace holdfast::health {

/// Whether a comparison holds: `=` of one type, `<` of two numbers or two texts, `^=`, `$=` and `*=` of texts.
[[nodiscard]] bool holds(const manifest::Value& left, std::string_view token, const manifest::Value& right);
/// Absent unless both are numbers.
[[nodiscard]] manifest::Value difference(const manifest::Value& left, const manifest::Value& right);
/// A number, or a text that is one, else absent.
[[nodiscard]] manifest::Value numberOf(const manifest::Value& value);
/// The keys of a map, as a list of texts.
[[nodiscard]] manifest::Value keysOf(const manifest::Value& map);
/// The piece of a text between separators, from 0.
[[nodiscard]] manifest::Value partOf(
    const manifest::Value& text, const manifest::Value& separator, const manifest::Value& index);
[[nodiscard]] manifest::Value without(const manifest::Value& text, const manifest::Value& removed);

/// A step of a path, taken on each item where `[*]` stood before.
[[nodiscard]] RuleValue eachOf(RuleValue from, std::function<manifest::Value(const manifest::Value&)> step);
[[nodiscard]] RuleValue spread(RuleValue from);
[[nodiscard]] RuleValue summed(RuleValue list, RuleValue summand);
/// any, all, count, first, last, upto; empty for any other name.
[[nodiscard]] RuleValue chooser(const std::string& name, RuleValue list, RulePredicate wanted);

/// Visits the items, each in a scope of its own, until one answers true.
template <typename Visit> void forItems(const manifest::Value& list, const RuleScope& scope, Visit visit)
{
    std::size_t position = 0;
    for (const manifest::Value& item : itemsOf(list)) {
        if (visit(scope.with(item, ++position)))
            return;
    }
}

}
