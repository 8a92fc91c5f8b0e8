#include "core/manifest/YamlEvents.h"

#include "core/manifest/Resource.h"

#include <yaml.h>

#include <vector>

namespace holdfast::manifest {

namespace {

YamlEvent::Type typeOf(yaml_event_type_t type)
{
    switch (type) {
    case YAML_STREAM_START_EVENT:
        return YamlEvent::Type::StreamStart;
    case YAML_DOCUMENT_START_EVENT:
        return YamlEvent::Type::DocumentStart;
    case YAML_DOCUMENT_END_EVENT:
        return YamlEvent::Type::DocumentEnd;
    case YAML_ALIAS_EVENT:
        return YamlEvent::Type::Alias;
    case YAML_SCALAR_EVENT:
        return YamlEvent::Type::Scalar;
    case YAML_SEQUENCE_START_EVENT:
        return YamlEvent::Type::ListStart;
    case YAML_SEQUENCE_END_EVENT:
        return YamlEvent::Type::ListEnd;
    case YAML_MAPPING_START_EVENT:
        return YamlEvent::Type::MapStart;
    case YAML_MAPPING_END_EVENT:
        return YamlEvent::Type::MapEnd;
    case YAML_NO_EVENT:
    case YAML_STREAM_END_EVENT:
        break;
    }
    return YamlEvent::Type::StreamEnd;
}

Error errorAt(std::size_t line, const QString& detail)
{
    return { .code = ErrorCode::InvalidInput, .where = FilePlace { .line = static_cast<int>(line) }, .detail = detail };
}

/// Finds the bytes behind the parser's marks, which count characters.
class Source final {
public:
    explicit Source(std::string_view text)
        : m_text(text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text)
    {
    }

    [[nodiscard]] std::string_view between(const yaml_mark_t& start, const yaml_mark_t& end)
    {
        const std::size_t from = offset(start);
        return m_text.substr(from, offset(end) - from);
    }

private:
    /// Events come in order, so that the walk goes on from the last mark.
    std::size_t offset(const yaml_mark_t& mark)
    {
        if (mark.index < m_index) {
            m_index = 0;
            m_offset = 0;
        }
        while (m_index < mark.index && m_offset < m_text.size()) {
            ++m_offset;
            while (m_offset < m_text.size() && (static_cast<unsigned char>(m_text[m_offset]) & 0xC0U) == 0x80U)
                ++m_offset;
            ++m_index;
        }
        return m_offset;
    }

    std::string_view m_text;
    std::size_t m_index = 0;
    std::size_t m_offset = 0;
};

bool hasEscapedSlash(std::string_view quoted)
{
    for (std::size_t at = quoted.find('\\'); at != std::string_view::npos; at = quoted.find('\\', at + 2))
        if (at + 1 < quoted.size() && quoted[at + 1] == '/')
            return true;
    return false;
}

/// libyaml skips a byte order mark at the start of any line, go-yaml only at the start of the text: elsewhere the mark
/// goes through the parser as a character that the text does not have.
class MarkGuard final {
public:
    explicit MarkGuard(std::string_view text)
    {
        if (text.find("\n\xEF\xBB\xBF") == std::string_view::npos)
            return;
        for (char last = '\x80'; text.find(m_standIn = std::string("\xEE\x80") + last) != std::string_view::npos;
            ++last)
            if (last == '\xBF')
                return;
        m_text = text.substr(0, 1);
        m_text += replaced(std::string(text.substr(1)), "\xEF\xBB\xBF", m_standIn);
    }

    [[nodiscard]] std::string_view text(std::string_view original) const { return m_text.empty() ? original : m_text; }
    void restore(std::string& text) const
    {
        if (!m_text.empty())
            text = replaced(std::move(text), m_standIn, "\xEF\xBB\xBF");
    }

private:
    static std::string replaced(std::string text, std::string_view from, std::string_view to)
    {
        for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
            text.replace(at, from.size(), to);
        return text;
    }

    std::string m_standIn;
    std::string m_text;
};

}

struct YamlEvents::Parser {
    explicit Parser(std::string_view original)
        : guard(original)
        , input(guard.text(original))
        , source(input)
        , slashes(input.find("\\/") != std::string_view::npos)
        , tags(input.find('!') != std::string_view::npos)
        , directive(input.starts_with('%'))
    {
        ready = yaml_parser_initialize(&parser) == 1;
        if (ready)
            yaml_parser_set_input_string(&parser, reinterpret_cast<const yaml_char_t*>(input.data()), input.size());
    }
    ~Parser()
    {
        if (ready)
            yaml_parser_delete(&parser);
    }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    /// What go-yaml v2 refuses and libyaml 0.2 takes.
    std::optional<QString> refused(const yaml_event_t& event)
    {
        if (event.type == YAML_DOCUMENT_START_EVENT && event.data.document_start.version_directive
            && event.data.document_start.version_directive->minor != 1)
            return QStringLiteral("found incompatible YAML document: Kubernetes reads %YAML 1.1 only");
        if (slashes && event.type == YAML_SCALAR_EVENT && event.data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE
            && hasEscapedSlash(source.between(event.start_mark, event.end_mark)))
            return QStringLiteral("found unknown escape character \\/ in a double-quoted string");
        if (event.type == YAML_SCALAR_EVENT && event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE && flowLevel > 0
            && hasQuestionMark(event))
            return QStringLiteral("did not find expected ',' or the end of the list or mapping: quote text with `?`");
        return std::nullopt;
    }

    static bool hasQuestionMark(const yaml_event_t& event)
    {
        const std::string_view text(reinterpret_cast<const char*>(event.data.scalar.value), event.data.scalar.length);
        return text.find('?', 1) != std::string_view::npos;
    }

    void countFlow(const yaml_event_t& event)
    {
        const bool flow
            = (event.type == YAML_SEQUENCE_START_EVENT && event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE)
            || (event.type == YAML_MAPPING_START_EVENT && event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
        if (flow
            || (flowLevel > 0 && (event.type == YAML_SEQUENCE_START_EVENT || event.type == YAML_MAPPING_START_EVENT)))
            ++flowLevel;
        else if (flowLevel > 0 && (event.type == YAML_SEQUENCE_END_EVENT || event.type == YAML_MAPPING_END_EVENT))
            --flowLevel;
    }

    /// libyaml drops the tag `!`, which go-yaml keeps, so that the scalar is text.
    bool hasPlainBang(const yaml_event_t& event)
    {
        if (!tags || event.data.scalar.tag || !event.data.scalar.plain_implicit)
            return false;
        std::string_view written = source.between(event.start_mark, event.end_mark);
        if (written.starts_with('&'))
            written.remove_prefix(std::min(written.find_first_of(" \t\r\n"), written.size()));
        written.remove_prefix(std::min(written.find_first_not_of(" \t\r\n"), written.size()));
        return written.starts_with('!');
    }

    void take(const yaml_event_t& event, YamlEvent& out)
    {
        out.type = typeOf(event.type);
        out.line = static_cast<int>(event.start_mark.line) + 1;
        out.anchor.clear();
        if (event.type == YAML_ALIAS_EVENT)
            assign(out.anchor, event.data.alias.anchor);
        if (event.type == YAML_SEQUENCE_START_EVENT)
            assign(out.anchor, event.data.sequence_start.anchor);
        if (event.type == YAML_MAPPING_START_EVENT)
            assign(out.anchor, event.data.mapping_start.anchor);
        if (event.type == YAML_SCALAR_EVENT)
            takeScalar(event, out);
    }

    void takeScalar(const yaml_event_t& event, YamlEvent& out)
    {
        const auto& scalar = event.data.scalar;
        out.value.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
        guard.restore(out.value);
        out.tag.clear();
        if (hasPlainBang(event))
            out.tag = "!";
        else
            assign(out.tag, scalar.tag);
        assign(out.anchor, scalar.anchor);
        out.plain = scalar.plain_implicit == 1;
    }

    static void assign(std::string& out, const yaml_char_t* characters)
    {
        if (characters)
            out = reinterpret_cast<const char*>(characters);
    }

    MarkGuard guard;
    std::string_view input;
    yaml_parser_t parser {};
    bool ready = false;
    Source source;
    bool slashes;
    bool tags;
    bool directive;
    int flowLevel = 0;
};

YamlEvents::YamlEvents(std::string_view text)
    : m_parser(std::make_unique<Parser>(text))
{
}

YamlEvents::~YamlEvents() = default;

std::optional<Error> YamlEvents::next(YamlEvent& out)
{
    if (!m_parser->ready)
        return Error { .code = ErrorCode::Internal, .detail = QStringLiteral("no memory for the YAML parser") };
    yaml_parser_t& parser = m_parser->parser;
    yaml_event_t event;
    if (yaml_parser_parse(&parser, &event) == 0) {
        QString problem = parser.problem ? QString::fromUtf8(parser.problem) : QStringLiteral("this is no YAML");
        if (parser.error == YAML_READER_ERROR)
            return errorAt(parser.mark.line + 1, problem);
        if (parser.context)
            problem += QStringLiteral(" (%1, line %2)")
                           .arg(QString::fromUtf8(parser.context))
                           .arg(parser.context_mark.line + 1);
        if (m_parser->directive)
            problem
                += QStringLiteral("; kubectl cuts a stream at ---, so that a %YAML line stands alone: leave it out");
        return errorAt(parser.problem_mark.line + 1, problem);
    }
    const std::unique_ptr<yaml_event_t, decltype(&yaml_event_delete)> guard(&event, yaml_event_delete);
    if (const std::optional<QString> reason = m_parser->refused(event))
        return errorAt(event.start_mark.line + 1, *reason);
    m_parser->countFlow(event);
    m_parser->take(event, out);
    return std::nullopt;
}

}
