#pragma once

#include "core/base/Result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::manifest {

/// The text of one document of a stream.
struct YamlChunk {
    std::string_view text;
    int line = 0; ///< lines of the stream before it
};

/// The stream as UTF-8 without byte order mark: UTF-16 with a mark is converted. InvalidInput where it is broken.
[[nodiscard]] Result<std::string> toUtf8(std::string_view stream);

/// Splits as Kubernetes does: at lines that begin with `---`, after which only a comment may stand; CRLF ends must be
/// gone. InvalidInput at a FilePlace without a file.
[[nodiscard]] Result<std::vector<YamlChunk>> splitYaml(std::string_view stream);

/// The first byte sequence that is no UTF-8 or a character that YAML forbids, as an error with its line.
[[nodiscard]] std::optional<Error> forbiddenCharacter(std::string_view stream);

/// The length of the JSON value that the text begins with, by its brackets and quotes alone.
[[nodiscard]] std::size_t jsonLength(std::string_view text);

}
