#include "core/diff/YamlPaths.h"

#include <algorithm>
#include <functional>

namespace holdfast::diff {

using manifest::FieldPath;
using manifest::PathStep;

namespace {

/// `key: value` taken apart; no key where the text is a scalar alone.
struct KeyValue {
    std::string_view key;
    std::string_view value;
};

std::string_view unquoted(std::string_view text)
{
    if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
        return text.substr(1, text.size() - 2);
    return text;
}

KeyValue keyValue(std::string_view text)
{
    std::size_t from = 0;
    if (!text.empty() && (text.front() == '"' || text.front() == '\'')) {
        const std::size_t close = text.find(text.front(), 1);
        if (close == std::string_view::npos)
            return { {}, text };
        from = close;
    }
    for (std::size_t at = text.find(':', from); at != std::string_view::npos; at = text.find(':', at + 1)) {
        if (at + 1 == text.size())
            return { unquoted(text.substr(0, at)), {} };
        if (text[at + 1] == ' ')
            return { unquoted(text.substr(0, at)), text.substr(at + 2) };
    }
    return { {}, text };
}

std::size_t combined(std::size_t seed, std::size_t value)
{
    return seed ^ (value + 0x9e3779b97f4a7c15ULL + (seed << 6U) + (seed >> 2U));
}

}

/// Reads the lines from the top; the fields that are open stand on a stack.
class YamlPaths::Reader final {
public:
    explicit Reader(YamlPaths& paths)
        : m_nodes(paths.m_nodes)
        , m_nodeOf(paths.m_nodeOf)
    {
        m_nodes.push_back({});
        m_open.push_back({ .node = 0, .column = -1 });
    }

    void read(std::string_view text, int line)
    {
        const std::size_t indent = text.find_first_not_of(' ');
        const Open& top = m_open.back();
        if (indent == std::string_view::npos || (top.scalar && static_cast<int>(indent) > top.column)) {
            m_nodeOf.push_back(top.node);
            return;
        }
        std::size_t at = indent;
        while (at < text.size() && text[at] == '-' && (at + 1 == text.size() || text[at + 1] == ' ')) {
            openItem(static_cast<int>(at), line);
            at = std::min(at + 2, text.size());
        }
        const KeyValue field = keyValue(text.substr(at));
        if (!field.key.empty())
            openField(field, static_cast<int>(at), line);
        else
            m_open.back().scalar = m_open.back().isItem && !field.value.empty();
        if (field.key.empty() && m_open.back().isItem)
            m_nodes[static_cast<std::size_t>(m_open.back().node)].value = field.value;
        m_nodeOf.push_back(m_open.back().node);
    }

    void close(int line)
    {
        while (!m_open.empty())
            pop(line);
    }

private:
    struct Open {
        int node = 0;
        int column = 0;
        int items = 0;
        bool isItem = false;
        bool scalar = false; ///< its text may go on, further to the right
    };

    void pop(int line)
    {
        m_nodes[static_cast<std::size_t>(m_open.back().node)].end = line;
        m_open.pop_back();
    }

    int push(Node node, Open open)
    {
        node.parent = m_open.back().node;
        open.node = static_cast<int>(m_nodes.size());
        m_nodes.push_back(node);
        m_open.push_back(open);
        return open.node;
    }

    /// A list's dashes may stand in the column of its key.
    void openItem(int column, int line)
    {
        while (m_open.back().column > column || (m_open.back().isItem && m_open.back().column == column))
            pop(line);
        push({ .index = m_open.back().items++, .first = line }, { .column = column, .isItem = true });
    }

    void openField(const KeyValue& field, int column, int line)
    {
        while (m_open.back().column >= column)
            pop(line);
        if (m_open.back().isItem && field.key == "name" && !field.value.empty())
            m_nodes[static_cast<std::size_t>(m_open.back().node)].name = unquoted(field.value);
        push({ .key = field.key, .value = field.value, .first = line },
            { .column = column, .scalar = !field.value.empty() });
    }

    std::vector<Node>& m_nodes;
    std::vector<int>& m_nodeOf;
    std::vector<Open> m_open;
};

YamlPaths::YamlPaths(const Lines& lines)
{
    m_nodes.reserve(lines.size() + 1);
    m_nodeOf.reserve(lines.size());
    Reader reader(*this);
    int line = 0;
    for (const std::string_view text : lines)
        reader.read(text, line++);
    reader.close(line);
}

FieldPath YamlPaths::pathOf(int line) const
{
    std::vector<PathStep> steps;
    if (line < 0 || line >= static_cast<int>(m_nodeOf.size()))
        return {};
    for (int at = m_nodeOf[static_cast<std::size_t>(line)]; at > 0; at = node(at).parent)
        steps.push_back(stepOf(at));
    std::ranges::reverse(steps);
    return FieldPath(std::move(steps));
}

PathStep YamlPaths::stepOf(int field) const
{
    const Node& here = node(field);
    if (here.index < 0)
        return { .key = std::string(here.key), .item = {} };
    if (here.name.empty())
        return { .key = std::to_string(here.index), .item = {} };
    return { .key = "name", .item = std::string(here.name) };
}

bool YamlPaths::holds(int item, const PathStep& step) const
{
    const int end = static_cast<int>(m_nodes.size());
    for (int at = item + 1; at < end && node(at).first < node(item).end; ++at) {
        if (node(at).parent == item && node(at).key == step.key && unquoted(node(at).value) == *step.item)
            return true;
    }
    return false;
}

int YamlPaths::child(int parent, const PathStep& step) const
{
    const int end = static_cast<int>(m_nodes.size());
    for (int at = parent + 1; at < end && node(at).first < node(parent).end; ++at) {
        const Node& here = node(at);
        if (here.parent != parent)
            continue;
        if (here.index < 0 ? !step.item && here.key == step.key
                           : (step.item ? holds(at, step) : std::to_string(here.index) == step.key))
            return at;
    }
    return -1;
}

std::optional<LineRange> YamlPaths::linesOf(const FieldPath& path) const
{
    int at = 0;
    for (const PathStep& step : path.steps()) {
        at = child(at, step);
        if (at < 0)
            return std::nullopt;
    }
    return LineRange { .first = node(at).first, .count = node(at).end - node(at).first };
}

std::vector<std::size_t> YamlPaths::fields() const
{
    std::vector<std::size_t> ofNode(m_nodes.size());
    for (std::size_t at = 1; at < m_nodes.size(); ++at) {
        const Node& here = m_nodes[at];
        const std::size_t own = std::hash<std::string_view> {}(here.index < 0 ? here.key : here.name);
        ofNode[at] = combined(ofNode[static_cast<std::size_t>(here.parent)], own + (here.index < 0 ? 1U : 0U));
    }
    std::vector<std::size_t> ofLine;
    ofLine.reserve(m_nodeOf.size());
    for (const int at : m_nodeOf)
        ofLine.push_back(ofNode[static_cast<std::size_t>(at)]);
    return ofLine;
}

}
