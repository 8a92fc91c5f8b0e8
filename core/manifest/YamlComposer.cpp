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
        if (!next(event) || !node(std::move(event), m_tree.root, 1) || !next(event))
            return std::unexpected(*m_error);
        const Result<YamlEvent> after = m_events.next();
        if (!after)
            m_tree.unreadLine = std::get<FilePlace>(after.error().where).line;
        else if (after->type == Type::DocumentStart)
            m_tree.unreadLine = after->line;
        return std::move(m_tree);
    }

private:
    bool next(YamlEvent& event)
    {
        Result<YamlEvent> read = m_events.next();
        if (!read) {
            m_error = std::move(read.error());
            return false;
        }
        event = std::move(*read);
        return true;
    }

    bool refuse(ErrorCode code, int line, const QString& detail)
    {
        m_error = Error { .code = code, .where = FilePlace { .line = line }, .detail = detail };
        return false;
    }

    bool node(YamlEvent event, YamlNode*& out, int depth)
    {
        YamlNode& node = m_tree.nodes.emplace_back();
        node.line = event.line;
        out = &node;
        if (event.type == Type::Alias)
            return alias(std::move(event), node);
        if (!event.anchor.empty())
            m_anchors[event.anchor] = &node;
        if (event.type == Type::Scalar) {
            node.text = std::move(event.value);
            node.tag = std::move(event.tag);
            node.plain = event.plain;
            return true;
        }
        if (depth > m_depth)
            return refuse(ErrorCode::LimitExceeded, event.line,
                QStringLiteral("nested deeper than the limit of %1 levels").arg(m_depth));
        node.kind = event.type == Type::ListStart ? YamlNode::Kind::List : YamlNode::Kind::Map;
        return children(node, depth);
    }

    bool alias(YamlEvent event, YamlNode& node)
    {
        node.kind = YamlNode::Kind::Alias;
        node.text = std::move(event.anchor);
        const auto found = m_anchors.find(node.text);
        if (found == m_anchors.end())
            return refuse(ErrorCode::InvalidInput, node.line,
                QStringLiteral("unknown anchor '%1' referenced").arg(toQString(node.text)));
        node.target = found->second;
        return true;
    }

    bool children(YamlNode& node, int depth)
    {
        const Type end = node.kind == YamlNode::Kind::List ? Type::ListEnd : Type::MapEnd;
        YamlEvent event;
        while (next(event)) {
            if (event.type == end)
                return true;
            YamlNode* child = nullptr;
            if (!this->node(std::move(event), child, depth + 1))
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
