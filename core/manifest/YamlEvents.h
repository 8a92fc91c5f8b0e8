#pragma once

#include "core/base/Result.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace holdfast::manifest {

/// One step of a YAML document as the parser sees it.
struct YamlEvent {
    enum class Type {
        StreamStart,
        StreamEnd,
        DocumentStart,
        DocumentEnd,
        Alias,
        Scalar,
        ListStart,
        ListEnd,
        MapStart,
        MapEnd
    };
    Type type = Type::StreamEnd;
    std::string value; ///< of a scalar
    std::string tag; ///< in full, `tag:yaml.org,2002:int`; empty where none is written
    std::string anchor;
    bool plain = false; ///< an unquoted scalar without a tag
    int line = 0; ///< from 1
};

/// Reads events of one document after the other, with the verdicts of go-yaml v2's parser where libyaml's differ.
class YamlEvents final {
public:
    /// `text` has to outlive this.
    explicit YamlEvents(std::string_view text);
    ~YamlEvents();
    YamlEvents(const YamlEvents&) = delete;
    YamlEvents& operator=(const YamlEvents&) = delete;

    /// Overwrites `event`, so that its strings are used again. InvalidInput at a FilePlace without a file, lines
    /// counted in `text`.
    [[nodiscard]] std::optional<Error> next(YamlEvent& event);

private:
    struct Parser;
    std::unique_ptr<Parser> m_parser;
};

}
