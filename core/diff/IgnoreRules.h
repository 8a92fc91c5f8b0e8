#pragma once

#include "core/diff/CompareRules.h"

namespace holdfast::diff {

/// An object without what one rule names, and what went wrong on the way (a jq path that took too long).
struct Reduced {
    manifest::Value object;
    QStringList findings;
};

/// Takes the fields of a rule away, where its target matches. Who owns a field is read from `live`.
[[nodiscard]] Reduced reduced(const manifest::Value& object, const manifest::Value& live, const IgnoreRule& rule);

/// The custom resource with its fields of known types in typed form.
[[nodiscard]] manifest::Value withKnownFields(const manifest::Value& object, const std::vector<KnownField>& known);

}
