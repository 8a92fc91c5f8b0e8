#pragma once

#include "core/manifest/Value.h"

#include <optional>
#include <string_view>

namespace holdfast::diff {

/// The object as its Go type would write it back: quantities in canonical form, fields that hold their zero value and
/// are left out then gone, empty creation times gone. Nothing of a custom resource, nor of an object whose quantities
/// cannot be read (Argo CD keeps it as it is).
[[nodiscard]] std::optional<manifest::Value> typedForm(const manifest::Value& object);

/// The same for a part of a custom resource that is known to be of a type, in Argo CD's words for it:
/// `core/v1/PodSpec`, `core/v1/Container`, `core/Quantity`, `meta/v1/Duration` ...; a list is taken item by item.
[[nodiscard]] manifest::Value typedPart(std::string_view type, const manifest::Value& part);

}
