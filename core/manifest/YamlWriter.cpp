#include "core/manifest/YamlWriter.h"

#include "core/manifest/Number.h"
#include "core/manifest/Utf8.h"
#include "core/manifest/YamlKeyOrder.h"
#include "core/manifest/YamlScalarStyle.h"

#include <algorithm>

namespace holdfast::manifest {

namespace {

std::string hex(char32_t code, int digits)
{
    constexpr std::string_view alphabet = "0123456789ABCDEF";
    std::string out;
    for (int digit = digits - 1; digit >= 0; --digit)
        out += alphabet[code >> (4U * static_cast<unsigned>(digit)) & 15U];
    return out;
}

std::string escaped(char32_t code)
{
    static constexpr std::pair<char32_t, std::string_view> named[] { { 0, "0" }, { 7, "a" }, { 8, "b" }, { 9, "t" },
        { 10, "n" }, { 11, "v" }, { 12, "f" }, { 13, "r" }, { 27, "e" }, { '"', "\"" }, { '\\', "\\" }, { 0x85, "N" },
        { 0xA0, "_" }, { 0x2028, "L" }, { 0x2029, "P" } };
    for (const auto& [character, name] : named)
        if (character == code)
            return '\\' + std::string(name);
    if (code <= 0xFF)
        return "\\x" + hex(code, 2);
    return code <= 0xFFFF ? "\\u" + hex(code, 4) : "\\U" + hex(code, 8);
}

std::string doubleQuoted(std::string_view text)
{
    std::string out = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const Character character = characterAt(text, at);
        if (character.length == 0 || !isYamlPrintable(character.code) || isYamlBreak(character.code)
            || character.code == '"' || character.code == '\\')
            out += escaped(character.length == 0 ? 0xFFFD : character.code);
        else
            out += text.substr(at, character.length);
        at += std::max<std::size_t>(character.length, 1);
    }
    return out + '"';
}

std::string singleQuoted(std::string_view text)
{
    std::string out = "'";
    for (const char character : text)
        out += character == '\'' ? std::string("''") : std::string(1, character);
    return out + '\'';
}

/// Appends one tree in block style.
class Writer final {
public:
    explicit Writer(std::string& out)
        : m_out(out)
    {
    }

    /// What follows `key:` or stands alone; `indent` is that of the parent's keys, -1 at the top.
    void value(const Value& value, int indent)
    {
        if (value.isMap() && !value.map().empty()) {
            newLine(indent);
            map(value, indent + step(indent));
        } else if (value.isList() && !value.list().empty()) {
            newLine(indent);
            list(value, std::max(indent, 0));
        } else {
            if (indent >= 0)
                m_out += ' ';
            scalar(value, std::max(indent, 0) + 2);
        }
    }

private:
    static int step(int indent) { return indent < 0 ? 1 : 2; }

    void newLine(int indent)
    {
        if (indent >= 0)
            m_out += '\n';
    }

    void pad(int indent) { m_out.append(static_cast<std::size_t>(indent), ' '); }

    /// The first key is already indented where a list item begins with it.
    void map(const Value& value, int indent, std::size_t padFrom = 0)
    {
        std::vector<const Value::Member*> members;
        for (const Value::Member& member : value.map())
            members.push_back(&member);
        std::ranges::stable_sort(
            members, [](const auto* left, const auto* right) { return yamlKeyLess(left->first, right->first); });
        for (std::size_t index = 0; index < members.size(); ++index) {
            if (index >= padFrom)
                pad(indent);
            const std::string key = keyText(members[index]->first);
            const bool longKey = members[index]->first.size() > 128;
            m_out += longKey ? "? " + key + '\n' : key;
            if (longKey)
                pad(indent);
            m_out += ':';
            this->value(members[index]->second, indent);
        }
    }

    void list(const Value& value, int indent, std::size_t padFrom = 0)
    {
        for (std::size_t index = 0; index < value.list().size(); ++index) {
            if (index >= padFrom)
                pad(indent);
            m_out += "- ";
            const Value& item = value.list()[index];
            if (item.isMap() && !item.map().empty())
                map(item, indent + 2, 1);
            else if (item.isList() && !item.list().empty())
                list(item, indent + 2, 1);
            else
                scalar(item, indent + 2);
        }
    }

    void scalar(const Value& value, int indent)
    {
        switch (value.kind()) {
        case Value::Kind::Null:
            m_out += "null";
            break;
        case Value::Kind::Bool:
            m_out += value.boolOr(false) ? "true" : "false";
            break;
        case Value::Kind::Int:
        case Value::Kind::Uint:
            m_out += numberText(value);
            break;
        case Value::Kind::Double:
            m_out += value.toInt() ? std::to_string(*value.toInt()) : goFloatText(value.toDouble().value_or(0));
            break;
        case Value::Kind::String:
            m_out += folded(scalarText(value.text(), indent), indent);
            break;
        case Value::Kind::List:
            m_out += "[]";
            break;
        case Value::Kind::Map:
            m_out += "{}";
            break;
        }
        m_out += '\n';
    }

    static std::string keyText(std::string_view text)
    {
        switch (yamlScalarStyle(text, YamlContext::Key)) {
        case YamlStyle::Plain:
            return text == "<<" ? doubleQuoted(text) : std::string(text); // go-yaml writes what it would merge
        case YamlStyle::SingleQuoted:
            return singleQuoted(text);
        case YamlStyle::DoubleQuoted:
        case YamlStyle::Literal:
            break;
        }
        return doubleQuoted(text);
    }

    /// go-yaml breaks lines at the first space behind column 80.
    [[nodiscard]] std::string folded(std::string text, int indent) const
    {
        constexpr std::size_t width = 80;
        if (text.starts_with('|'))
            return text;
        std::size_t column = columns(std::string_view(m_out).substr(m_out.rfind('\n') + 1));
        const bool twoQuotes = text.starts_with('"');
        const std::size_t quote = twoQuotes || text.starts_with('\'') ? 1 : 0;
        std::string out;
        for (std::size_t at = 0; at < text.size(); ++at) {
            const bool space = text[at] == ' ' && at > quote && at + quote + 1 < text.size() && text[at - 1] != ' ';
            const bool spaceFollows = space && text[at + 1] == ' ';
            if (!space || column <= width || (spaceFollows && !twoQuotes)) {
                out += text[at];
                column += columns(text.substr(at, 1));
                continue;
            }
            out += '\n' + std::string(static_cast<std::size_t>(indent), ' ') + (spaceFollows ? "\\" : "");
            column = static_cast<std::size_t>(indent) + (spaceFollows ? 1U : 0U);
        }
        return out;
    }

    static std::size_t columns(std::string_view text)
    {
        return static_cast<std::size_t>(std::ranges::count_if(
            text, [](char character) { return (static_cast<unsigned char>(character) & 0xC0U) != 0x80U; }));
    }

    static std::string scalarText(std::string_view text, int indent)
    {
        switch (yamlScalarStyle(text, YamlContext::Value)) {
        case YamlStyle::Plain:
            return std::string(text);
        case YamlStyle::SingleQuoted:
            return singleQuoted(text);
        case YamlStyle::DoubleQuoted:
            return doubleQuoted(text);
        case YamlStyle::Literal:
            break;
        }
        return literal(text, indent);
    }

    static std::string literal(std::string_view text, int indent)
    {
        std::string out = "|";
        if (text.front() == ' ' || text.front() == '\n')
            out += '2';
        if (!text.ends_with('\n'))
            out += '-';
        else if (text.size() == 1 || text.ends_with("\n\n"))
            out += '+';
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            out += '\n';
            if (end > 0)
                out.append(static_cast<std::size_t>(indent), ' ');
            out += text.substr(0, end);
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return out;
    }

    std::string& m_out;
};

}

std::string writeYaml(const Value& value)
{
    std::string out;
    Writer(out).value(value, -1);
    return out;
}

}
