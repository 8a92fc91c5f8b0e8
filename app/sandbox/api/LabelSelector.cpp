#include "app/sandbox/api/Selector.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <expected>
#include <optional>

namespace holdfast::sandbox {

namespace {

/// Reads the tokens of a selector; words are what stands between blanks, commas, brackets and operators.
class Lexer final {
public:
    explicit Lexer(std::string_view text)
        : m_text(text)
    {
    }

    std::string_view next()
    {
        skipBlanks();
        if (m_at >= m_text.size())
            return {};
        const std::size_t start = m_at;
        const std::string_view two = m_text.substr(m_at, 2);
        if (two == "==" || two == "!=") {
            m_at += 2;
        } else if (isSpecial(m_text[m_at])) {
            ++m_at;
        } else {
            while (m_at < m_text.size() && !isSpecial(m_text[m_at]) && !isBlank(m_text[m_at]))
                ++m_at;
        }
        return m_text.substr(start, m_at - start);
    }

    std::string_view peek()
    {
        const std::size_t at = m_at;
        const std::string_view token = next();
        m_at = at;
        return token;
    }

private:
    static bool isBlank(char character) { return character == ' ' || character == '\t'; }
    static bool isSpecial(char character) { return std::string_view("=!(),<>").contains(character); }
    void skipBlanks()
    {
        while (m_at < m_text.size() && isBlank(m_text[m_at]))
            ++m_at;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

template <typename T> using Read = std::expected<T, std::string>; ///< or what is wrong, in apimachinery's words

std::unexpected<std::string> found(std::string_view token, std::string_view expected)
{
    return std::unexpected("found '" + std::string(token) + "', expected: " + std::string(expected));
}

bool isWord(std::string_view token)
{
    return !token.empty() && !std::string_view("=!(),<>").contains(token.front());
}

Read<std::vector<std::string>> readSet(Lexer& lexer)
{
    if (const std::string_view token = lexer.next(); token != "(")
        return std::unexpected("found '" + std::string(token) + "' expected: '('");
    std::vector<std::string> values;
    for (;;) {
        const std::string_view token = lexer.next();
        if (token == ")" || token == ",") {
            values.emplace_back();
            if (token == ")")
                return values;
            continue;
        }
        if (!isWord(token))
            return found(token, "',', ')' or identifier");
        values.emplace_back(token);
        const std::string_view after = lexer.next();
        if (after == ")")
            return values;
        if (after != ",")
            return found(after, "',' or ')'");
    }
}

std::optional<SelectorOperator> operatorOf(std::string_view token)
{
    if (token == "in" || token == "=" || token == "==")
        return SelectorOperator::In;
    if (token == "notin" || token == "!=")
        return SelectorOperator::NotIn;
    if (token == ">" || token == "gt")
        return SelectorOperator::Greater;
    if (token == "<" || token == "lt")
        return SelectorOperator::Less;
    return std::nullopt;
}

Read<LabelRequirement> readRequirement(Lexer& lexer)
{
    LabelRequirement requirement;
    std::string_view token = lexer.next();
    if (token == "!") {
        requirement.op = SelectorOperator::Absent;
        token = lexer.next();
    }
    if (!isWord(token))
        return found(token, "identifier");
    requirement.key = token;
    if (requirement.op == SelectorOperator::Absent || lexer.peek().empty() || lexer.peek() == ",")
        return requirement;
    token = lexer.next();
    const std::optional<SelectorOperator> op = operatorOf(token);
    if (!op)
        return found(token, "in, notin, =, ==, !=, gt, lt");
    requirement.op = *op;
    if (token == "in" || token == "notin") {
        auto values = readSet(lexer);
        if (!values)
            return std::unexpected(values.error());
        requirement.values = *std::move(values);
        return requirement;
    }
    const std::string_view value = lexer.peek();
    if (!value.empty() && value != "," && !isWord(value))
        return found(value, "identifier");
    requirement.values.emplace_back(value == "," ? std::string_view() : lexer.next());
    return requirement;
}

std::optional<long long> numberOf(std::string_view text)
{
    long long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

bool satisfies(const LabelRequirement& requirement, const Value& labels)
{
    const bool present = labels.contains(requirement.key);
    const std::string_view value = labels[requirement.key].text();
    const bool listed = std::ranges::find(requirement.values, value) != requirement.values.end();
    switch (requirement.op) {
    case SelectorOperator::Exists:
        return present;
    case SelectorOperator::Absent:
        return !present;
    case SelectorOperator::In:
        return present && listed;
    case SelectorOperator::NotIn:
        return !present || !listed;
    case SelectorOperator::Greater:
    case SelectorOperator::Less: {
        const auto mine = numberOf(value);
        const auto limit = numberOf(requirement.values.front());
        if (!present || !mine || !limit)
            return false;
        return requirement.op == SelectorOperator::Greater ? *mine > *limit : *mine < *limit;
    }
    }
    return false;
}

std::string requirementText(const LabelRequirement& requirement)
{
    std::string values;
    for (const std::string& value : requirement.values)
        values += (values.empty() ? "" : ",") + value;
    switch (requirement.op) {
    case SelectorOperator::Exists:
        return requirement.key;
    case SelectorOperator::Absent:
        return "!" + requirement.key;
    case SelectorOperator::In:
        return requirement.values.size() == 1 ? requirement.key + "=" + values
                                              : requirement.key + " in (" + values + ")";
    case SelectorOperator::NotIn:
        return requirement.key + " notin (" + values + ")";
    case SelectorOperator::Greater:
        return requirement.key + ">" + values;
    case SelectorOperator::Less:
        return requirement.key + "<" + values;
    }
    return {};
}

}

Answer<LabelSelector> LabelSelector::parse(std::string_view text)
{
    LabelSelector selector;
    Lexer lexer(text);
    if (lexer.peek().empty())
        return selector;
    for (;;) {
        const std::string_view first = lexer.peek();
        if (first != "!" && !isWord(first))
            return std::unexpected(
                badRequest(selector.m_requirements.empty() ? found(first, "!, identifier, or 'end of string'").error()
                                                           : found(first, "identifier after ','").error()));
        auto requirement = readRequirement(lexer);
        if (!requirement)
            return std::unexpected(badRequest("unable to parse requirement: " + requirement.error()));
        selector.m_requirements.push_back(*std::move(requirement));
        const std::string_view after = lexer.next();
        if (after.empty())
            return selector;
        if (after != ",")
            return std::unexpected(badRequest(found(after, "',' or 'end of string'").error()));
    }
}

LabelSelector LabelSelector::fromObject(const Value& object)
{
    LabelSelector selector;
    for (const auto& [key, value] : object["matchLabels"].map())
        selector.m_requirements.push_back({ .key = key, .op = SelectorOperator::In, .values = { textOf(value) } });
    for (const Value& expression : object["matchExpressions"].list()) {
        LabelRequirement requirement { .key = textOf(expression["key"]), .op = SelectorOperator::Exists, .values = {} };
        const std::string_view op = expression["operator"].text();
        requirement.op = op == "In" ? SelectorOperator::In
            : op == "NotIn"         ? SelectorOperator::NotIn
            : op == "DoesNotExist"  ? SelectorOperator::Absent
                                    : SelectorOperator::Exists;
        for (const Value& value : expression["values"].list())
            requirement.values.push_back(textOf(value));
        selector.m_requirements.push_back(std::move(requirement));
    }
    return selector;
}

bool LabelSelector::matches(const Value& labels) const
{
    return std::ranges::all_of(
        m_requirements, [&](const LabelRequirement& requirement) { return satisfies(requirement, labels); });
}

std::string LabelSelector::text() const
{
    std::string text;
    for (const LabelRequirement& requirement : m_requirements)
        text += (text.empty() ? "" : ",") + requirementText(requirement);
    return text;
}

}
