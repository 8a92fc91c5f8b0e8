#pragma once

#include "core/manifest/Value.h"

#include <string_view>

namespace holdfast::diff {

/// Whether the API server fills in this value where one of Kubernetes' own kinds leaves the field out: then it is no
/// difference that only one side names it (k8s.io/kubernetes, pkg/apis/*/*/defaults.go). Null stands for absent;
/// `parent` is the map that has the value.
[[nodiscard]] bool isDefault(std::string_view field, const manifest::Value& value, const manifest::Value& parent);

}
