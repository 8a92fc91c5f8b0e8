#include "core/render/HelmSet.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>
#include <vector>

namespace holdfast::render {

using manifest::Value;

namespace {

constexpr std::size_t highestIndex = 65'536; // helm's own limit

/// A key of a map, or an index of a list.
struct Step {
    std::string key;
    std::optional<std::size_t> index;
};

std::unexpected<Error> unreadable(std::string_view path)
{
    return fail(ErrorCode::InvalidInput, {},
        QStringLiteral("\"%1\" is no path of a Helm value")
            .arg(QString::fromUtf8(path.data(), qsizetype(path.size()))));
}

/// `[0][1]` from the bracket on.
bool readIndexes(std::string_view& rest, std::vector<Step>& steps)
{
    while (rest.starts_with('[')) {
        std::size_t index = 0;
        const auto [end, error] = std::from_chars(rest.data() + 1, rest.data() + rest.size(), index);
        if (error != std::errc() || end == rest.data() + rest.size() || *end != ']' || index > highestIndex)
            return false;
        steps.push_back({ .key = {}, .index = index });
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()) + 1);
    }
    return true;
}

Result<std::vector<Step>> stepsOf(std::string_view path)
{
    std::vector<Step> steps;
    std::string_view rest = path;
    while (!rest.empty()) {
        Step step;
        while (!rest.empty() && rest.front() != '.' && rest.front() != '[') {
            if (rest.front() == '\\' && rest.size() > 1)
                rest.remove_prefix(1);
            step.key += rest.front();
            rest.remove_prefix(1);
        }
        if (step.key.empty())
            return unreadable(path);
        steps.push_back(step);
        if (!readIndexes(rest, steps))
            return unreadable(path);
        if (rest.empty())
            return steps;
        if (rest.front() != '.')
            return unreadable(path);
        rest.remove_prefix(1);
    }
    return unreadable(path);
}

Value assigned(const Value& base, std::span<const Step> steps, const Value& value)
{
    if (steps.empty())
        return value;
    const Step& step = steps.front();
    if (!step.index)
        return (base.isMap() ? base : Value::emptyMap())
            .with(step.key, assigned(base[step.key], steps.subspan(1), value));
    Value::List items = base.list();
    if (items.size() <= *step.index)
        items.resize(*step.index + 1);
    items[*step.index] = assigned(items[*step.index], steps.subspan(1), value);
    return Value(std::move(items));
}

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equalsWord(std::string_view text, std::string_view word)
{
    return std::ranges::equal(text, word, {}, lowered);
}

Value typed(const std::string& text, SetType type)
{
    if (type != SetType::Typed)
        return Value(text);
    if (equalsWord(text, "true") || equalsWord(text, "false"))
        return Value(equalsWord(text, "true"));
    if (equalsWord(text, "null"))
        return {};
    if (text == "0")
        return Value(0);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isNumber
        = !text.empty() && text.front() != '0' && error == std::errc() && end == text.data() + text.size();
    return isNumber ? Value(number) : Value(text);
}

/// What stands before the first unescaped of some characters; takes it and the character away.
std::string taken(std::string_view& rest, std::string_view ends)
{
    std::string text;
    while (!rest.empty() && !ends.contains(rest.front())) {
        if (rest.front() == '\\' && rest.size() > 1)
            rest.remove_prefix(1);
        text += rest.front();
        rest.remove_prefix(1);
    }
    rest.remove_prefix(rest.empty() ? 0 : 1);
    return text;
}

Value listOf(std::string_view text, SetType type)
{
    Value::List items;
    while (!text.empty())
        items.push_back(typed(taken(text, ","), type));
    return Value(std::move(items));
}

}

Result<Value> withSetValue(const Value& values, std::string_view path, std::string_view text, SetType type)
{
    const Result<std::vector<Step>> steps = stepsOf(path);
    if (!steps)
        return std::unexpected(steps.error());
    if (type == SetType::Literal)
        return assigned(values, *steps, Value(text));
    const std::size_t close = text.starts_with('{') ? text.find('}') : std::string_view::npos;
    if (close != std::string_view::npos && close + 1 == text.size())
        return assigned(values, *steps, listOf(text.substr(1, close - 1), type));
    const bool more = text.contains(',');
    const Value set = assigned(values, *steps, typed(taken(text, ","), type));
    if (text.empty())
        return set;
    const std::size_t equals = text.find('=');
    if (!more || equals == std::string_view::npos)
        return fail(ErrorCode::InvalidInput, {},
            QStringLiteral("what follows a comma in a Helm value is a value of its own, and has no \"=\""));
    return withSetValue(set, text.substr(0, equals), text.substr(equals + 1), type);
}

Value mergedValues(const Value& base, const Value& top)
{
    if (!base.isMap() || !top.isMap())
        return top;
    Value merged = base;
    for (const auto& [name, value] : top.map())
        merged = merged.with(name, base.contains(name) ? mergedValues(base[name], value) : value);
    return merged;
}

}
