#include "app/sandbox/api/Selector.h"

#include <algorithm>
#include <cctype>
#include <charconv>
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

std::optional<std::vector<std::string>> readSet(Lexer& lexer)
{
    if (lexer.next() != "(")
        return std::nullopt;
    std::vector<std::string> values;
    for (;;) {
        const std::string_view token = lexer.next();
        if (token.empty())
            return std::nullopt;
        if (token == ")") {
            values.emplace_back();
            return values;
        }
        if (token == ",") {
            values.emplace_back();
            continue;
        }
        values.emplace_back(token);
        const std::string_view after = lexer.next();
        if (after == ")")
            return values;
        if (after != ",")
            return std::nullopt;
    }
}

std::optional<LabelRequirement> readRequirement(Lexer& lexer)
{
    LabelRequirement requirement;
    std::string_view token = lexer.next();
    if (token == "!") {
        requirement.op = SelectorOperator::Absent;
        requirement.key = lexer.next();
        return requirement.key.empty() ? std::nullopt : std::optional(requirement);
    }
    requirement.key = token;
    if (requirement.key.empty() || std::string_view("=!(),<>").contains(requirement.key.front()))
        return std::nullopt;
    token = lexer.peek();
    if (token.empty() || token == ",")
        return requirement;
    lexer.next();
    if (token == "in" || token == "notin") {
        requirement.op = token == "in" ? SelectorOperator::In : SelectorOperator::NotIn;
        const auto values = readSet(lexer);
        if (!values)
            return std::nullopt;
        requirement.values = *values;
        return requirement;
    }
    if (token == ">" || token == "<")
        requirement.op = token == ">" ? SelectorOperator::Greater : SelectorOperator::Less;
    else if (token == "=" || token == "==")
        requirement.op = SelectorOperator::In;
    else if (token == "!=")
        requirement.op = SelectorOperator::NotIn;
    else
        return std::nullopt;
    const std::string_view value = lexer.peek();
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
        auto requirement = readRequirement(lexer);
        const std::string_view after = lexer.next();
        if (!requirement || (!after.empty() && after != ","))
            return std::unexpected(badRequest("unable to parse requirement: found '" + std::string(after)
                + "', expected: ',' or end of string in \"" + std::string(text) + "\""));
        selector.m_requirements.push_back(std::move(*requirement));
        if (after.empty())
            return selector;
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
