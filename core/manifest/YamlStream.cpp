#include "core/manifest/YamlStream.h"

#include "core/manifest/Resource.h"
#include "core/manifest/Utf8.h"

#include <QStringDecoder>

#include <algorithm>

namespace holdfast::manifest {

namespace {

constexpr std::string_view separator = "---";

bool isBlank(char character)
{
    return character == ' ' || (character >= '\t' && character <= '\r');
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

std::string withoutCarriageReturns(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + 1);
    for (std::size_t end = text.find("\r\n"); end != std::string_view::npos; end = text.find("\r\n")) {
        out += text.substr(0, end);
        text.remove_prefix(end + 1);
    }
    out += text;
    if (!out.empty() && out.back() != '\n')
        out += '\n'; // kubectl ends the last line, so that a block scalar there ends in a line break
    return out;
}

Result<std::string> fromUtf16(std::string_view stream, QStringConverter::Encoding encoding)
{
    QStringDecoder decoder(encoding);
    const QString text = decoder.decode(QByteArrayView(stream.data(), static_cast<qsizetype>(stream.size())));
    if (decoder.hasError() || stream.size() % 2 != 0)
        return fail(ErrorCode::InvalidInput, FilePlace { .line = 1 }, QStringLiteral("this is no valid UTF-16"));
    return text.toStdString();
}

/// A number ends where its characters do, as in Go: `0x1` is 0 and then something else.
bool continuesScalar(char first, char character)
{
    const bool number = first == '-' || (first >= '0' && first <= '9');
    return !number || std::string_view("0123456789+-.eE").find(character) != std::string_view::npos;
}

bool allowed(char32_t character)
{
    return character == '\t' || character == '\n' || character == '\r' || (character >= 0x20 && character <= 0x7E)
        || character == 0x85 || (character >= 0xA0 && character <= 0xD7FF)
        || (character >= 0xE000 && character <= 0xFFFD) || character >= 0x10000;
}

}

Result<std::string> toUtf8(std::string_view stream)
{
    if (stream.starts_with("\xFF\xFE"))
        return fromUtf16(stream.substr(2), QStringConverter::Utf16LE).transform([](const std::string& text) {
            return withoutCarriageReturns(text);
        });
    if (stream.starts_with("\xFE\xFF"))
        return fromUtf16(stream.substr(2), QStringConverter::Utf16BE).transform([](const std::string& text) {
            return withoutCarriageReturns(text);
        });
    if (stream.starts_with("\xEF\xBB\xBF"))
        stream.remove_prefix(3);
    return withoutCarriageReturns(stream);
}

Result<std::vector<YamlChunk>> splitYaml(std::string_view stream)
{
    std::vector<YamlChunk> chunks;
    std::size_t start = 0;
    int firstLine = 0;
    int line = 0;
    for (std::size_t at = 0; at < stream.size(); ++line) {
        const std::size_t end = std::min(stream.find('\n', at), stream.size());
        const std::size_t next = std::min(end + 1, stream.size());
        const std::string_view text = stream.substr(at, end - at);
        if (text.starts_with(separator)) {
            const std::string_view rest = trimmed(text.substr(separator.size()));
            if (!rest.empty() && rest.front() != '#')
                return fail(ErrorCode::InvalidInput, FilePlace { .line = line + 1 },
                    QStringLiteral("invalid document separator: only a comment may follow `---`, not `%1`")
                        .arg(toQString(rest.substr(0, 80))));
            if (at > start) {
                chunks.push_back({ .text = stream.substr(start, at - start), .line = firstLine });
                start = next;
                firstLine = line + 1;
            }
        }
        at = next;
    }
    if (start < stream.size())
        chunks.push_back({ .text = stream.substr(start), .line = firstLine });
    return chunks;
}

std::optional<Error> forbiddenCharacter(std::string_view stream)
{
    int line = 1;
    for (std::size_t at = 0; at < stream.size();) {
        if (stream[at] >= ' ' && stream[at] <= '~') {
            ++at;
            continue;
        }
        const Character character = characterAt(stream, at);
        if (character.length == 0)
            return Error { .code = ErrorCode::InvalidInput,
                .where = FilePlace { .line = line },
                .detail = QStringLiteral("this is no valid UTF-8") };
        if (!allowed(character.code))
            return Error { .code = ErrorCode::InvalidInput,
                .where = FilePlace { .line = line },
                .detail = QStringLiteral("control characters are not allowed (U+%1)")
                    .arg(static_cast<uint>(character.code), 4, 16, QLatin1Char('0')) };
        line += character.code == '\n' ? 1 : 0;
        at += character.length;
    }
    return std::nullopt;
}

std::size_t jsonLength(std::string_view text)
{
    std::size_t depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char character = text[at];
        if (character == '"') {
            for (++at; at < text.size() && text[at] != '"'; ++at)
                at += text[at] == '\\' ? 1U : 0U;
            if (depth == 0)
                return std::min(at + 1, text.size());
        } else if (character == '{' || character == '[') {
            ++depth;
        } else if (character == '}' || character == ']') {
            if (depth <= 1)
                return at + 1;
            --depth;
        } else if (depth == 0 && (isBlank(character) || !continuesScalar(text.front(), character))) {
            return at;
        }
    }
    return text.size();
}

}
