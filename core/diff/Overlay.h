#pragma once

#include "core/diff/KindFacts.h"

namespace holdfast::diff {

/// How lists are laid over each other.
struct OverlayRule {
    ListRule lists = ListRule::Patch;
    bool keyed = true; ///< false: every list is replaced whole, as for custom resources
};

/// `base` with all that `top` names laid over it: maps member by member, lists with a key item by item, everything else
/// replaced. Items keep the base's order where the shared ones agree on it, else `top`'s.
[[nodiscard]] manifest::Value overlaid(
    const manifest::Value& base, const manifest::Value& top, const OverlayRule& rule);

/// `base` without what `original` names and `wanted` no longer does: what a three-way patch takes away.
[[nodiscard]] manifest::Value withoutRetired(const manifest::Value& base, const manifest::Value& original,
    const manifest::Value& wanted, const OverlayRule& rule);

}
