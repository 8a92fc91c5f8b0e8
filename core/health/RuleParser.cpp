#include "core/health/RuleParser.h"

#include "core/health/RuleFunctions.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace holdfast::health {

using manifest::Value;

namespace {

bool isNameStart(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

Value literal(const std::string& word)
{
    if (word == "true" || word == "false")
        return Value(word == "true");
    const bool numeric
        = std::ranges::all_of(word, [](char c) { return std::isdigit(static_cast<unsigned char>(c)) || c == '.'; });
    if (!numeric || word.front() == '.' || std::ranges::count(word, '.') > 1)
        return Value(word);
    double number = 0;
    std::from_chars(word.data(), word.data() + word.size(), number);
    return word.contains('.') ? Value(number) : Value(static_cast<std::int64_t>(number));
}

}

RulePredicate RuleParser::predicate()
{
    RulePredicate left = conjunction();
    for (blanks(); take("||"); blanks()) {
        RulePredicate right = conjunction();
        left = [left, right](const RuleScope& scope) { return left(scope) || right(scope); };
    }
    return left;
}

RulePredicate RuleParser::conjunction()
{
    RulePredicate left = single();
    for (blanks(); take("&"); blanks()) {
        RulePredicate right = single();
        left = [left, right](const RuleScope& scope) { return left(scope) && right(scope); };
    }
    return left;
}

RulePredicate RuleParser::single()
{
    blanks();
    if (ahead("!") && !ahead("!=")) {
        take("!");
        RulePredicate inner = single();
        return [inner](const RuleScope& scope) { return !inner(scope); };
    }
    if (take("(")) {
        RulePredicate inner = predicate();
        expect(")");
        return inner;
    }
    if (take("*"))
        return [](const RuleScope&) { return true; };
    if (take("+")) {
        RuleValue filled = value();
        return [filled](const RuleScope& scope) { return !filled(scope).isEmpty(); };
    }
    return comparison();
}

RulePredicate RuleParser::comparison()
{
    static constexpr std::array<std::string_view, 9> operators { "!=", "<=", ">=", "^=", "$=", "*=", "=", "<", ">" };
    RuleValue left = value();
    blanks();
    const auto found = std::ranges::find_if(operators, [this](std::string_view token) { return ahead(token); });
    if (found == operators.end())
        return [left](const RuleScope& scope) { return !left(scope).isNull(); };
    take(*found);
    std::vector<RuleValue> choices { value() };
    for (blanks(); ahead("|") && !ahead("||"); blanks()) {
        take("|");
        choices.push_back(value());
    }
    const std::string_view token = *found;
    return [left, choices, token](const RuleScope& scope) {
        const Value mine = left(scope);
        if (token == "!=")
            return std::ranges::none_of(
                choices, [&](const RuleValue& choice) { return holds(mine, "=", choice(scope)); });
        return std::ranges::any_of(choices, [&](const RuleValue& choice) { return holds(mine, token, choice(scope)); });
    };
}

RuleValue RuleParser::value()
{
    blanks();
    RuleValue left = alternative();
    while (ahead(" - ")) {
        take(" - ");
        blanks();
        RuleValue right = alternative();
        left = [left, right](const RuleScope& scope) { return difference(left(scope), right(scope)); };
    }
    return left;
}

RuleValue RuleParser::alternative()
{
    RuleValue first = primary();
    if (!ahead("?"))
        return first;
    const bool orEmpty = take("??");
    if (!orEmpty)
        take("?");
    RuleValue second = alternative();
    return [first, second, orEmpty](const RuleScope& scope) {
        Value found = first(scope);
        const bool missing = found.isNull() || (orEmpty && found.isString() && found.text().empty());
        return missing ? second(scope) : found;
    };
}

RuleValue RuleParser::primary()
{
    const char c = next();
    if (c == '.' || c == '^' || c == '$' || c == '@')
        return path();
    if (c == '\'')
        return quoted();
    if (isNameStart(c))
        return word();
    complain("a value is missing");
    return [](const RuleScope&) { return Value(); };
}

RuleValue RuleParser::path()
{
    if (take("@"))
        return steps([](const RuleScope& scope) { return scope.object().at({ "status", "conditions" }); });
    if (take("$"))
        return steps([](const RuleScope& scope) { return scope.object(); });
    std::size_t outwards = 0;
    while (take("^"))
        ++outwards;
    if (outwards > 0)
        return steps([outwards](const RuleScope& scope) {
            return outwards < scope.items.size() ? scope.items[scope.items.size() - 1 - outwards] : Value();
        });
    const bool itself = m_at + 1 >= m_text.size() || !isNameStart(m_text[m_at + 1]);
    if (itself && !ahead(".["))
        take(".");
    else if (ahead(".["))
        take(".");
    return steps([](const RuleScope& scope) { return scope.current(); });
}

RuleValue RuleParser::steps(RuleValue from)
{
    while (true) {
        if (ahead(".") && m_at + 1 < m_text.size() && isNameStart(m_text[m_at + 1])) {
            take(".");
            const std::string key = name("_-");
            from = eachOf(from, [key](const Value& value) { return value[key]; });
        } else if (take("['")) {
            const std::size_t end = std::min(m_text.find("']", m_at), m_text.size());
            const std::string key(m_text.substr(m_at, end - m_at));
            m_at = end;
            expect("']");
            from = eachOf(from, [key](const Value& value) { return value[key]; });
        } else if (take("[*]")) {
            from = spread(from);
        } else if (ahead("[") && !ahead("[[")) {
            take("[");
            const bool fromEnd = take("-");
            const std::string digits = name("");
            expect("]");
            const std::size_t index = std::strtoul(digits.c_str(), nullptr, 10);
            from = eachOf(from, [index, fromEnd](const Value& value) {
                const std::size_t size = value.list().size();
                return fromEnd ? (index <= size ? value[size - index] : Value()) : value[index];
            });
        } else {
            return from;
        }
    }
}

RuleValue RuleParser::quoted()
{
    take("'");
    const std::size_t end = std::min(m_text.find('\'', m_at), m_text.size());
    const Value text(m_text.substr(m_at, end - m_at));
    m_at = end;
    expect("'");
    return [text](const RuleScope&) { return text; };
}

RuleValue RuleParser::word()
{
    const std::string text = name("_./-");
    if (take("("))
        return steps(function(text));
    const Value value = literal(text);
    return [value](const RuleScope&) { return value; };
}

RuleValue RuleParser::function(const std::string& name)
{
    RuleValue first = value();
    if (name == "num" || name == "len") {
        expect(")");
        const bool isLength = name == "len";
        return [first, isLength](const RuleScope& scope) {
            return isLength ? Value(static_cast<std::int64_t>(itemsOf(first(scope)).size())) : numberOf(first(scope));
        };
    }
    if (name == "keys") {
        expect(")");
        return [first](const RuleScope& scope) { return keysOf(first(scope)); };
    }
    expect(",");
    if (name != "part" && name != "cut")
        return listFunction(name, first);
    RuleValue second = value();
    RuleValue third;
    if (name == "part" && expect(","))
        third = value();
    expect(")");
    return [first, second, third](const RuleScope& scope) {
        return third ? partOf(first(scope), second(scope), third(scope)) : without(first(scope), second(scope));
    };
}

RuleValue RuleParser::listFunction(const std::string& name, RuleValue list)
{
    if (name == "sum") {
        RuleValue summand = value();
        expect(")");
        return summed(list, summand);
    }
    RulePredicate wanted = predicate();
    if (name == "join" && expect(","))
        return joined(list, wanted);
    expect(")");
    RuleValue chosen = chooser(name, list, wanted);
    if (!chosen)
        complain("there is no function " + name);
    return chosen ? chosen : list;
}

RuleValue RuleParser::joined(RuleValue list, RulePredicate wanted)
{
    RuleValue separator = value();
    expect(",");
    blanks();
    RuleText each;
    if (take("`")) {
        each = textUntil("`");
        expect("`");
    } else {
        RuleValue shown = value();
        each = [shown](const RuleScope& scope) { return plain(shown(scope)); };
    }
    expect(")");
    return [list, wanted, separator, each](const RuleScope& scope) {
        std::string text;
        forItems(list(scope), scope, [&](const RuleScope& inner) {
            const std::string one = wanted(inner) ? each(inner) : std::string();
            if (!one.empty())
                text += (text.empty() ? std::string() : plain(separator(scope))) + one;
            return false;
        });
        return Value(text);
    };
}

bool RuleParser::atEnd()
{
    blanks();
    return m_at == m_text.size();
}

void RuleParser::blanks()
{
    while (next() == ' ')
        ++m_at;
}

bool RuleParser::take(std::string_view token)
{
    if (!ahead(token))
        return false;
    m_at += token.size();
    return true;
}

bool RuleParser::expect(std::string_view token)
{
    blanks();
    if (take(token))
        return true;
    complain("\"" + std::string(token) + "\" is missing");
    return false;
}

std::string RuleParser::name(std::string_view more)
{
    const std::size_t from = m_at;
    while (m_at < m_text.size()) {
        const char c = m_text[m_at];
        if (!isNameStart(c) && !more.contains(c))
            break;
        ++m_at;
    }
    return std::string(m_text.substr(from, m_at - from));
}

void RuleParser::complain(const std::string& what)
{
    if (m_error.empty())
        m_error = what + " at \"" + std::string(m_text.substr(std::min(m_at, m_text.size()))) + "\" in \""
            + std::string(m_text) + "\"";
}

}
