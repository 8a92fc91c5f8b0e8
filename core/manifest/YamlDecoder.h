#pragma once

#include "core/manifest/YamlComposer.h"
#include "core/manifest/YamlReader.h"

#include <cstdint>
#include <optional>

namespace holdfast::manifest {

/// Turns the nodes of one document into a value as go-yaml v2 and sigs.k8s.io/yaml do.
class YamlDecoder final {
public:
    explicit YamlDecoder(const YamlLimits& limits);

    /// `document.line` is the line before the text of the tree. Errors are at a FilePlace without a file.
    [[nodiscard]] std::optional<Error> decode(YamlTree& tree, YamlDocument& document);

private:
    struct Member {
        std::string key;
        Value value;
        int line = 0;
        bool merged = false;
    };
    struct Place {
        std::uint64_t field = 0;
        int depth = 0;
    };

    bool node(YamlNode& node, Value& out, Place place);
    bool count(const YamlNode& node);
    bool scalar(const YamlNode& node, Value& out);
    bool resolve(const YamlNode& node, Value& out);
    bool list(YamlNode& node, Value& out, Place place);
    bool map(YamlNode& node, Value& out, Place place);
    bool members(YamlNode& node, std::vector<Member>& out, Place place, bool merged);
    bool merge(YamlNode& source, std::vector<Member>& out, Place place);
    bool mergeOne(YamlNode& source, std::vector<Member>& out, Place place);
    bool key(YamlNode& node, std::string& out, Place place);
    bool follow(YamlNode& alias, auto&& use);
    void warnOfDuplicate(const Member& first, const Member& last);
    void warnOfSurprise(const YamlNode& node, const Value& value);
    void warn(int line, const QString& text);
    bool refuse(ErrorCode code, int line, const QString& detail);

    const YamlLimits& m_limits;
    YamlDocument* m_document = nullptr;
    std::vector<FieldLines::Entry> m_lines;
    std::optional<Error> m_error;
    std::size_t m_nodes = 0;
    std::size_t m_decodes = 0;
    std::size_t m_aliasDecodes = 0;
    int m_aliasDepth = 0;
};

}
