#pragma once

#include "core/base/Result.h"
#include "core/manifest/Value.h"

#include <string_view>

namespace holdfast::manifest {

inline constexpr std::string_view yamlTagPrefix = "tag:yaml.org,2002:";

/// What a scalar means: a port of go-yaml v2's resolve(). `tag` in full or empty; not for quoted scalars without one.
/// Infinities and NaN come as doubles; the caller refuses them where JSON cannot hold them. Error: InvalidInput.
[[nodiscard]] Result<Value> resolveYaml(std::string_view tag, const std::string& text);

/// True where the text, written plain, would read as text again.
[[nodiscard]] bool isPlainYamlText(const std::string& text);

}
