#pragma once

#include <string_view>

namespace holdfast::manifest {

enum class YamlStyle { Plain, SingleQuoted, DoubleQuoted, Literal };
enum class YamlContext { Key, Value };

/// How go-yaml v2's encoder and emitter write a string in block context.
[[nodiscard]] YamlStyle yamlScalarStyle(std::string_view text, YamlContext context);

[[nodiscard]] bool isYamlPrintable(char32_t character);
[[nodiscard]] bool isYamlBreak(char32_t character);

}
