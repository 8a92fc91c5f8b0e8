#pragma once

#include "core/manifest/Value.h"

#include <string>

namespace holdfast::manifest {

/// Block-style YAML as `kubectl get -o yaml` shows it: keys sorted, two spaces, list items not indented; strings that
/// YAML 1.1 would read as something else are quoted. Ends with a newline.
[[nodiscard]] std::string writeYaml(const Value& value);

}
