#include "core/manifest/YamlComposer.h"

#include "core/manifest/Resource.h"
#include "core/manifest/YamlEvents.h"

#include <unordered_map>

namespace holdfast::manifest {

namespace {

using Type = YamlEvent::Type;

/// Builds the tree of one document from events.
class Composer final {
public:
    Composer(std::string_view text, int depth)
        : m_events(text)
        , m_depth(depth)
    {
    }

    Result<YamlTree> compose()
    {
        YamlEvent event;
        if (!next(event) || !next(event)) // the start of the stream, then of the document
            return std::unexpected(*m_error);
        if (event.type == Type::StreamEnd)
            return std::move(m_tree);
        if (!next(event) || !node(event, m_tree.root, 1) || !next(event))
            return std::unexpected(*m_error);
        if (const std::optional<Error> error = m_events.next(event))
            m_tree.unreadLine = std::get<FilePlace>(error->where).line;
        else if (event.type == Type::DocumentStart)
            m_tree.unreadLine = event.line;
        return std::move(m_tree);
    }

private:
    bool next(YamlEvent& event)
    {
        m_error = m_events.next(event);
        return !m_error;
    }

    bool refuse(ErrorCode code, int line, const QString& detail)
    {
        m_error = Error { .code = code, .where = FilePlace { .line = line }, .detail = detail };
        return false;
    }

    bool node(YamlEvent& event, YamlNode*& out, int depth)
    {
        YamlNode& node = m_tree.nodes.emplace_back();
        node.line = event.line;
        out = &node;
        if (event.type == Type::Alias)
            return alias(event, node);
        if (!event.anchor.empty())
            m_anchors[event.anchor] = &node;
        if (event.type == Type::Scalar) {
            node.text = event.value;
            node.tag = event.tag;
            node.plain = event.plain;
            return true;
        }
        if (depth > m_depth)
            return refuse(ErrorCode::LimitExceeded, event.line,
                QStringLiteral("nested deeper than the limit of %1 levels").arg(m_depth));
        node.kind = event.type == Type::ListStart ? YamlNode::Kind::List : YamlNode::Kind::Map;
        return children(node, event, depth);
    }

    bool alias(YamlEvent& event, YamlNode& node)
    {
        node.kind = YamlNode::Kind::Alias;
        node.text = event.anchor;
        const auto found = m_anchors.find(node.text);
        if (found == m_anchors.end())
            return refuse(ErrorCode::InvalidInput, node.line,
                QStringLiteral("unknown anchor '%1' referenced").arg(toQString(node.text)));
        node.target = found->second;
        return true;
    }

    bool children(YamlNode& node, YamlEvent& event, int depth)
    {
        const Type end = node.kind == YamlNode::Kind::List ? Type::ListEnd : Type::MapEnd;
        while (next(event)) {
            if (event.type == end)
                return true;
            YamlNode* child = nullptr;
            if (!this->node(event, child, depth + 1))
                return false;
            node.children.push_back(child);
        }
        return false;
    }

    YamlEvents m_events;
    int m_depth;
    YamlTree m_tree;
    std::unordered_map<std::string, YamlNode*> m_anchors;
    std::optional<Error> m_error;
};

}

Result<YamlTree> composeYaml(std::string_view text, int depth)
{
    return Composer(text, depth).compose();
}

}
