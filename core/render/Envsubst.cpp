#include "core/render/Envsubst.h"

#include <QString>

#include <algorithm>
#include <charconv>
#include <vector>

#include <fnmatch.h>

namespace holdfast::render {

using namespace Qt::StringLiterals;

namespace {

struct Failure {
    QString what;
};

using Text = std::expected<std::string, Failure>;
using Arguments = std::vector<std::string>;

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isWord(char c)
{
    return isLetter(c) || (c >= '0' && c <= '9');
}

std::string reversed(std::string_view text)
{
    std::u32string wide = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toStdU32String();
    std::ranges::reverse(wide);
    return QString::fromStdU32String(wide).toStdString();
}

enum class Match { Shortest, Longest };

/// Without the prefix that the pattern matches; an empty match counts for none.
std::string withoutPrefix(const std::string& text, const std::string& pattern, Match match)
{
    for (std::size_t i = 1; i <= text.size(); ++i) {
        const std::size_t length = match == Match::Shortest ? i : text.size() + 1 - i;
        if (::fnmatch(pattern.c_str(), text.substr(0, length).c_str(), 0) == 0)
            return text.substr(length);
    }
    return text;
}

std::string withoutSuffix(const std::string& text, const std::string& pattern, Match match)
{
    return reversed(withoutPrefix(reversed(text), reversed(pattern), match));
}

std::optional<long> number(const std::string& text)
{
    long value = 0;
    const char* const from = text.data() + (text.starts_with('+') ? 1 : 0);
    const auto [end, error] = std::from_chars(from, text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// `${name:position}` and `${name:position:length}`, in bytes.
std::string part(const std::string& text, const Arguments& arguments)
{
    const auto size = static_cast<long>(text.size());
    std::optional<long> from = number(arguments.front());
    if (!from)
        return text;
    if (*from < 0)
        from = std::max(0L, size + *from);
    if (arguments.size() == 1)
        return *from < size ? text.substr(static_cast<std::size_t>(*from)) : std::string();
    const std::optional<long> length = number(arguments[1]);
    if (!length)
        return text;
    const long end = std::min(*length < 0 ? size + *length : *from + *length, size);
    return end <= *from ? std::string()
                        : text.substr(static_cast<std::size_t>(*from), static_cast<std::size_t>(end - *from));
}

std::string replaced(const std::string& text, std::string_view operation, const Arguments& arguments)
{
    const std::string& from = arguments.front();
    const std::string to = arguments.size() > 1 ? arguments[1] : std::string();
    if (operation == "/#")
        return arguments.size() == 2 && text.starts_with(from) ? to + text.substr(from.size()) : text;
    if (operation == "/%")
        return arguments.size() == 2 && text.ends_with(from) ? text.substr(0, text.size() - from.size()) + to : text;
    QString all = QString::fromStdString(text);
    const QString old = QString::fromStdString(from);
    if (operation == "//")
        return all.replace(old, QString::fromStdString(to)).toStdString();
    const qsizetype at = all.indexOf(old);
    return at < 0 ? text : all.replace(at, old.size(), QString::fromStdString(to)).toStdString();
}

/// `^`, `^^`, `,` and `,,`.
std::string inCase(const std::string& text, std::string_view operation)
{
    const QString whole = QString::fromStdString(text);
    const QString first = operation.size() == 1 ? whole.left(1) : whole;
    const QString changed = operation.front() == '^' ? first.toUpper() : first.toLower();
    return (changed + whole.sliced(first.size())).toStdString();
}

std::string applied(std::string_view operation, const std::string& value, const Arguments& arguments)
{
    if (operation == "len")
        return std::to_string(value.size());
    if (operation == "^" || operation == "^^" || operation == "," || operation == ",,")
        return inCase(value, operation);
    if (operation == "#" || operation == "##")
        return withoutPrefix(value, arguments.front(), operation.size() == 1 ? Match::Shortest : Match::Longest);
    if (operation == "%" || operation == "%%")
        return withoutSuffix(value, arguments.front(), operation.size() == 1 ? Match::Shortest : Match::Longest);
    if (operation == ":")
        return part(value, arguments);
    if (operation.starts_with('/'))
        return replaced(value, operation, arguments);
    if (!value.empty())
        return value;
    std::string fallback;
    for (const std::string& argument : arguments)
        fallback += argument;
    return fallback;
}

bool takesUnset(std::string_view operation)
{
    return operation.starts_with('=') || (operation.size() == 2 && operation.front() == ':');
}

/// Reads the text from left to right, once.
class Expander final {
public:
    Expander(std::string_view text, const Variables& variables)
        : m_text(text)
        , m_variables(variables)
    {
    }

    Text all()
    {
        std::string result;
        while (!atEnd()) {
            if (starts("$$")) {
                result += '$';
                m_at += 2;
            } else if (starts("${")) {
                Text value = expression();
                if (!value)
                    return value;
                result += *value;
            } else
                result += m_text[m_at++];
        }
        return result;
    }

private:
    static constexpr int deepest = 64;

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] bool starts(std::string_view what) const { return m_text.substr(m_at).starts_with(what); }
    [[nodiscard]] char next() const { return atEnd() ? '\0' : m_text[m_at]; }

    std::string name()
    {
        const std::size_t from = m_at;
        while (isWord(next()))
            ++m_at;
        return std::string(m_text.substr(from, m_at - from));
    }

    /// The longest of the operations that stand here.
    std::string_view operation()
    {
        for (const std::string_view one :
            { ":=", ":-", ":?", ":+", "##", "%%", "//", "/#", "/%", "^^", ",,", "=", ":", "#", "%", "/", "^", "," }) {
            if (starts(one)) {
                m_at += one.size();
                return one;
            }
        }
        return {};
    }

    Text expression()
    {
        const std::size_t from = m_at;
        m_at += 2;
        if (++m_depth > deepest)
            return std::unexpected(Failure { u"expressions are nested too deep"_s });
        const bool length = next() == '#';
        m_at += length ? 1 : 0;
        const std::string variable = name();
        if (variable.empty())
            return broken(from);
        const std::string_view what = length ? std::string_view("len") : operation();
        std::expected<Arguments, Failure> read = length ? Arguments() : arguments(what, from);
        if (!read)
            return std::unexpected(read.error());
        if (next() != '}')
            return broken(from);
        ++m_at;
        --m_depth;
        const auto found = m_variables.find(variable);
        if (found == m_variables.end() && !takesUnset(what))
            return std::unexpected(Failure { u"the variable %1 is not set"_s.arg(QString::fromStdString(variable)) });
        return applied(what, found == m_variables.end() ? std::string() : found->second, *read);
    }

    std::expected<Arguments, Failure> arguments(std::string_view what, std::size_t from)
    {
        if (what.empty() || what.front() == '^' || what.front() == ',')
            return Arguments();
        if (takesUnset(what))
            return listed(from);
        if (what.front() == '/')
            return pattern(from);
        Arguments read;
        for (const std::string_view end :
            { what == ":" ? std::string_view(":}") : std::string_view("}"), std::string_view("}") }) {
            Text one = argument(end, from);
            if (!one)
                return std::unexpected(one.error());
            read.push_back(*std::move(one));
            if (what != ":" || next() != ':')
                break;
            skip(':');
        }
        return read;
    }

    /// The parts of a default.
    std::expected<Arguments, Failure> listed(std::size_t from)
    {
        Arguments read;
        while (next() != '}') {
            Text one = argument("}", from);
            if (!one)
                return std::unexpected(one.error());
            read.push_back(*std::move(one));
        }
        return read;
    }

    /// The pattern of a replacement and what takes its place.
    std::expected<Arguments, Failure> pattern(std::size_t from)
    {
        m_escapes = true;
        Text old = next() == '/' ? Text(std::string()) : argument("/", from);
        if (!old || next() != '/')
            return std::unexpected(old ? broken(from).error() : old.error());
        skip('/');
        Arguments read { *std::move(old) };
        if (next() != '}') {
            Text value = argument("}", from);
            if (!value)
                return std::unexpected(value.error());
            read.push_back(*std::move(value));
        }
        m_escapes = false;
        return read;
    }

    void skip(char c)
    {
        while (next() == c)
            ++m_at;
    }

    /// A nested expression, or the text up to one of the ends.
    Text argument(std::string_view ends, std::size_t from)
    {
        if (starts("${"))
            return expression();
        std::string text;
        while (!atEnd() && !starts("${") && !ends.contains(next())) {
            const bool escaped = m_escapes && (starts("\\/") || starts("\\\\") || starts("$$"));
            m_at += escaped ? 1 : 0;
            text += m_text[m_at++];
        }
        return text.empty() ? broken(from) : Text(std::move(text));
    }

    [[nodiscard]] Text broken(std::size_t from) const
    {
        const std::string_view rest = m_text.substr(from, std::min(m_at + 1, m_text.size()) - from);
        return std::unexpected(Failure { u"this is no expression: %1"_s.arg(
            QString::fromUtf8(rest.data(), static_cast<qsizetype>(rest.size())).left(80)) });
    }

    std::string_view m_text;
    const Variables& m_variables;
    std::size_t m_at = 0;
    int m_depth = 0;
    bool m_escapes = false;
};

}

bool isVariableName(std::string_view name)
{
    return !name.empty() && isLetter(name.front()) && std::ranges::all_of(name, isWord);
}

Result<std::string> substituted(std::string_view text, const Variables& variables)
{
    Text all = Expander(text, variables).all();
    return all ? Result<std::string>(*std::move(all)) : fail(ErrorCode::InvalidInput, {}, all.error().what);
}

}
