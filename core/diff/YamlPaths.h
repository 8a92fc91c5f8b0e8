#pragma once

#include "core/diff/LineDiff.h"
#include "core/manifest/FieldPath.h"

#include <optional>

namespace holdfast::diff {

/// A run of lines, from 0.
struct LineRange {
    int first = 0;
    int count = 0;
    friend bool operator==(const LineRange&, const LineRange&) = default;
};

/// Which field each line of one manifest belongs to; for block-style YAML as `writeYaml` gives it. Keeps views into
/// the lines.
class YamlPaths final {
public:
    explicit YamlPaths(const Lines& lines);

    /// Items are named by their `name` where they have one, else by position.
    [[nodiscard]] manifest::FieldPath pathOf(int line) const;
    /// All lines of a field, those below it included; nothing where the text does not have it.
    [[nodiscard]] std::optional<LineRange> linesOf(const manifest::FieldPath& path) const;
    /// Equal for the same field of two texts; items without a name are not told apart. Lines that go on with a scalar
    /// belong to its field.
    [[nodiscard]] std::vector<std::size_t> fields() const;
    /// The fields of the text by number, parents before children; 0 is the object itself.
    [[nodiscard]] int count() const { return static_cast<int>(m_nodes.size()); }
    [[nodiscard]] int fieldOf(int line) const { return m_nodeOf[static_cast<std::size_t>(line)]; }
    [[nodiscard]] int parentOf(int field) const { return node(field).parent; }
    [[nodiscard]] manifest::PathStep stepOf(int field) const;

private:
    struct Node {
        int parent = -1;
        std::string_view key; ///< empty for an item
        std::string_view name; ///< of an item
        std::string_view value; ///< of a field on the same line
        int index = -1; ///< of an item
        int first = 0;
        int end = 0;
    };
    class Reader;

    [[nodiscard]] const Node& node(int index) const { return m_nodes[static_cast<std::size_t>(index)]; }
    [[nodiscard]] int child(int parent, const manifest::PathStep& step) const;
    [[nodiscard]] bool holds(int item, const manifest::PathStep& step) const;

    std::vector<Node> m_nodes; ///< the first is the object itself; parents before children
    std::vector<int> m_nodeOf; ///< per line
};

}
