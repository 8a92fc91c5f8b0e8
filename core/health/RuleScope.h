#pragma once

#include "core/manifest/Value.h"

#include <functional>
#include <string>
#include <vector>

/// The parts of a health rule, as they are after parsing; private to this folder. The notation is described at the head
/// of resources/health/rules.yaml.
namespace holdfast::health {

/// Where an expression is evaluated: the items around it, the object first, and the position of the innermost.
struct RuleScope {
    std::vector<manifest::Value> items;
    std::size_t position = 0; ///< from 1

    [[nodiscard]] const manifest::Value& object() const { return items.front(); }
    [[nodiscard]] const manifest::Value& current() const { return items.back(); }
    /// The same one item deeper.
    [[nodiscard]] RuleScope with(const manifest::Value& item, std::size_t at) const
    {
        RuleScope inner { .items = items, .position = at };
        inner.items.push_back(item);
        return inner;
    }
};

using RulePredicate = std::function<bool(const RuleScope&)>;
using RuleValue = std::function<manifest::Value(const RuleScope&)>; ///< null: absent
using RuleText = std::function<std::string(const RuleScope&)>;

/// The items of a list, or the values of a map; none of anything else.
[[nodiscard]] std::vector<manifest::Value> itemsOf(const manifest::Value& value);
/// A value as a message shows it: whole numbers without a fraction, nothing for lists and maps.
[[nodiscard]] std::string plain(const manifest::Value& value);

}
