#include "core/manifest/JsonWriter.h"

#include "core/manifest/Number.h"

#include <array>

namespace holdfast::manifest {

namespace {

constexpr std::string_view indentStep = "    "; // as kubectl -o json

void appendEscaped(std::string& out, unsigned char character)
{
    switch (character) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\b':
        out += "\\b";
        return;
    case '\f':
        out += "\\f";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    constexpr std::string_view digits = "0123456789abcdef";
    out += "\\u00";
    out += digits[character >> 4U];
    out += digits[character & 15U];
}

/// Go escapes U+2028 and U+2029 always, because JavaScript took them for line ends.
bool lineSeparatorAt(std::string_view text, std::size_t at)
{
    return text.size() - at >= 3 && text[at] == '\xE2' && text[at + 1] == '\x80'
        && (text[at + 2] == '\xA8' || text[at + 2] == '\xA9');
}

void appendString(std::string& out, std::string_view text)
{
    out += '"';
    std::size_t done = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto character = static_cast<unsigned char>(text[at]);
        const bool separator = character == 0xE2 && lineSeparatorAt(text, at);
        if (character >= 0x20 && character != '"' && character != '\\' && !separator)
            continue;
        out += text.substr(done, at - done);
        if (separator) {
            out += text[at + 2] == '\xA8' ? "\\u2028" : "\\u2029";
            at += 2;
        } else {
            appendEscaped(out, character);
        }
        done = at + 1;
    }
    out += text.substr(done);
    out += '"';
}

/// Appends one tree in one style.
class Writer final {
public:
    Writer(std::string& out, JsonStyle style)
        : m_out(out)
        , m_style(style)
    {
    }

    void write(const Value& value)
    {
        switch (value.kind()) {
        case Value::Kind::Null:
            m_out += "null";
            return;
        case Value::Kind::Bool:
            m_out += value.boolOr(false) ? "true" : "false";
            return;
        case Value::Kind::Int:
        case Value::Kind::Uint:
        case Value::Kind::Double:
            m_out += numberText(value);
            return;
        case Value::Kind::String:
            appendString(m_out, value.text());
            return;
        case Value::Kind::List:
            writeList(value.list());
            return;
        case Value::Kind::Map:
            writeMap(value.map());
            return;
        }
    }

private:
    void newLine()
    {
        if (m_style == JsonStyle::Compact)
            return;
        m_out += '\n';
        for (int level = 0; level < m_level; ++level)
            m_out += indentStep;
    }

    void writeList(const Value::List& list)
    {
        m_out += '[';
        ++m_level;
        for (const Value& item : list) {
            if (&item != list.data())
                m_out += ',';
            newLine();
            write(item);
        }
        --m_level;
        if (!list.empty())
            newLine();
        m_out += ']';
    }

    void writeMap(const Value::Map& map)
    {
        m_out += '{';
        ++m_level;
        for (const Value::Member& member : map) {
            if (&member != map.data())
                m_out += ',';
            newLine();
            appendString(m_out, member.first);
            m_out += m_style == JsonStyle::Compact ? ":" : ": ";
            write(member.second);
        }
        --m_level;
        if (!map.empty())
            newLine();
        m_out += '}';
    }

    std::string& m_out;
    JsonStyle m_style;
    int m_level = 0;
};

}

std::string writeJson(const Value& value, JsonStyle style)
{
    std::string out;
    Writer(out, style).write(value);
    return out;
}

}
