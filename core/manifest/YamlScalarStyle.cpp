#include "core/manifest/YamlScalarStyle.h"

#include "core/manifest/Utf8.h"
#include "core/manifest/YamlResolver.h"

#include <algorithm>
#include <string>

namespace holdfast::manifest {

namespace {

bool isBlank(char32_t character)
{
    return character == ' ' || character == '\t';
}

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

/// `1:30` is a number in base 60 to other YAML 1.1 parsers: `[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?`
bool isBase60(std::string_view text)
{
    if (text.starts_with('-') || text.starts_with('+'))
        text.remove_prefix(1);
    if (text.empty() || !isDigit(text.front()))
        return false;
    text.remove_prefix(std::min(text.find_first_not_of("0123456789_"), text.size()));
    if (!text.starts_with(':'))
        return false;
    while (text.starts_with(':')) {
        text.remove_prefix(1);
        const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
        if (digits == 0 || digits > 2 || (digits == 2 && text.front() > '5'))
            return false;
        text.remove_prefix(digits);
    }
    return text.empty() || (text.front() == '.' && text.find_first_not_of("0123456789_", 1) == std::string_view::npos);
}

/// What a walk over the text finds out about the styles it may have.
struct Analysis {
    bool indicators = false;
    bool special = false;
    bool breaks = false;
    bool spaceAtEdge = false;
    bool trailingSpace = false;
    bool breakSpace = false;
    bool spaceBreak = false;
};

bool startsAsIndicator(std::string_view text, bool blankFollows)
{
    if (text.starts_with("---") || text.starts_with("..."))
        return true;
    if (std::string_view("#,[]{}&*!|>'\"%@`").find(text.front()) != std::string_view::npos)
        return true;
    return blankFollows && std::string_view("?:-").find(text.front()) != std::string_view::npos;
}

Analysis analyse(std::string_view text)
{
    Analysis found;
    char32_t previous = ' ';
    for (std::size_t at = 0; at < text.size();) {
        const Character character = characterAt(text, at);
        const std::size_t next = at + std::max<std::size_t>(character.length, 1);
        const bool last = next >= text.size();
        const bool blankFollows = last || isBlank(characterAt(text, next).code);
        const char32_t code = character.code;
        if (at == 0)
            found.indicators = startsAsIndicator(text, blankFollows);
        else if ((code == ':' && blankFollows) || (code == '#' && (isBlank(previous) || isYamlBreak(previous))))
            found.indicators = true;
        // go-yaml writes line and paragraph separators so that they do not read back.
        found.special = found.special || !isYamlPrintable(code) || code == 0x2028 || code == 0x2029;
        const bool lineBreak = isYamlBreak(code);
        found.breaks = found.breaks || lineBreak;
        found.spaceAtEdge = found.spaceAtEdge || ((code == ' ' || lineBreak) && (at == 0 || last));
        found.trailingSpace = found.trailingSpace || (code == ' ' && last);
        found.breakSpace = found.breakSpace || (code == ' ' && at > 0 && isYamlBreak(previous));
        found.spaceBreak = found.spaceBreak || (lineBreak && at > 0 && previous == ' ');
        previous = code;
        at = next;
    }
    return found;
}

}

bool isYamlPrintable(char32_t character)
{
    return character == '\n' || (character >= 0x20 && character <= 0x7E)
        || (character >= 0xA0 && character <= 0xFFFD && (character < 0xD800 || character > 0xDFFF)
            && character != 0xFEFF);
}

bool isYamlBreak(char32_t character)
{
    return character == '\r' || character == '\n' || character == 0x85 || character == 0x2028 || character == 0x2029;
}

YamlStyle yamlScalarStyle(std::string_view text, YamlContext context)
{
    const Analysis found = analyse(text);
    const bool blockAllowed = !text.empty() && !found.trailingSpace && !found.spaceBreak && !found.special;
    if (text.find('\n') != std::string_view::npos)
        return blockAllowed && context == YamlContext::Value ? YamlStyle::Literal : YamlStyle::DoubleQuoted;
    if (!isPlainYamlText(std::string(text)) || isBase60(text))
        return YamlStyle::DoubleQuoted;
    if (found.special || found.spaceBreak || found.breakSpace || (found.breaks && context == YamlContext::Key))
        return YamlStyle::DoubleQuoted;
    return found.indicators || found.spaceAtEdge || found.breaks ? YamlStyle::SingleQuoted : YamlStyle::Plain;
}

}
