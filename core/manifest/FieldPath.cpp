#include "core/manifest/FieldPath.h"

#include "core/manifest/JsonWriter.h"

#include <algorithm>
#include <charconv>

namespace holdfast::manifest {

namespace {

std::string escaped(std::string_view key)
{
    std::string out;
    for (const char character : key)
        out += character == '~' ? std::string("~0") : character == '/' ? std::string("~1") : std::string(1, character);
    return out;
}

std::optional<std::string> unescaped(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '~') {
            out += text[at];
            continue;
        }
        if (++at == text.size() || (text[at] != '0' && text[at] != '1'))
            return std::nullopt;
        out += text[at] == '0' ? '~' : '/';
    }
    return out;
}

PathStep stepOf(std::string key)
{
    const std::size_t equals = key.find('=');
    if (!key.starts_with('[') || !key.ends_with(']') || equals == std::string::npos || equals < 2)
        return { .key = std::move(key), .item = {} };
    return { .key = key.substr(1, equals - 1), .item = key.substr(equals + 1, key.size() - equals - 2) };
}

std::string textOf(const Value& value)
{
    return value.isString() ? std::string(value.text()) : writeJson(value);
}

/// As RFC 6901: digits without leading zeros.
std::optional<std::size_t> indexOf(std::string_view key)
{
    std::size_t index = 0;
    const auto read = std::from_chars(key.data(), key.data() + key.size(), index);
    if (read.ec != std::errc() || read.ptr != key.data() + key.size() || (key.size() > 1 && key.front() == '0'))
        return std::nullopt;
    return index;
}

/// Where the step leads in a list; its size where a new item would go.
std::optional<std::size_t> place(const Value::List& list, const PathStep& step)
{
    if (step.item) {
        const auto found = std::ranges::find_if(
            list, [&](const Value& item) { return item.contains(step.key) && textOf(item[step.key]) == *step.item; });
        return static_cast<std::size_t>(found - list.begin());
    }
    if (step.key == "-")
        return list.size();
    const std::optional<std::size_t> index = indexOf(step.key);
    return index && *index <= list.size() ? index : std::nullopt;
}

const Value* next(const Value& value, const PathStep& step)
{
    if (value.isMap() && !step.item)
        return value.contains(step.key) ? &value[step.key] : nullptr;
    const std::optional<std::size_t> at = value.isList() ? place(value.list(), step) : std::nullopt;
    return at && *at < value.list().size() ? &value.list()[*at] : nullptr;
}

using Steps = std::vector<PathStep>;

std::optional<Value> setAt(const Value& value, Steps::const_iterator step, Steps::const_iterator end, Value field)
{
    if (step == end)
        return field;
    const Value* below = next(value, *step);
    Value start = below ? *below : Value();
    if (!below && step->item)
        start = Value(Value::Map { { step->key, Value(*step->item) } });
    if (!value.isList() && !value.isMap() && !value.isNull())
        return std::nullopt;
    std::optional<Value> changed = setAt(start, std::next(step), end, std::move(field));
    if (!changed)
        return std::nullopt;
    if (!step->item && !value.isList())
        return value.with(step->key, std::move(*changed));
    if (value.isMap())
        return std::nullopt;
    Value::List list = value.list();
    const std::optional<std::size_t> at = place(list, *step);
    if (!at)
        return std::nullopt;
    if (*at == list.size())
        list.push_back(std::move(*changed));
    else
        list[*at] = std::move(*changed);
    return Value(std::move(list));
}

Value removeAt(const Value& value, Steps::const_iterator step, Steps::const_iterator end)
{
    const Value* below = next(value, *step);
    if (!below)
        return value;
    const bool last = std::next(step) == end;
    if (value.isMap())
        return last ? value.without(step->key) : value.with(step->key, removeAt(*below, std::next(step), end));
    Value::List list = value.list();
    const auto at = list.begin() + (below - value.list().data());
    if (last)
        list.erase(at);
    else
        *at = removeAt(*below, std::next(step), end);
    return Value(std::move(list));
}

}

FieldPath::FieldPath(std::vector<PathStep> steps)
    : m_steps(std::move(steps))
{
}

std::optional<FieldPath> FieldPath::fromText(std::string_view text)
{
    FieldPath path;
    if (!text.empty() && text.front() != '/')
        return std::nullopt;
    while (!text.empty()) {
        text.remove_prefix(1);
        const std::size_t end = std::min(text.find('/'), text.size());
        std::optional<std::string> key = unescaped(text.substr(0, end));
        if (!key)
            return std::nullopt;
        path.m_steps.push_back(stepOf(std::move(*key)));
        text.remove_prefix(end);
    }
    return path;
}

std::string FieldPath::text() const
{
    std::string out;
    for (const PathStep& step : m_steps)
        out += '/' + (step.item ? '[' + escaped(step.key) + '=' + escaped(*step.item) + ']' : escaped(step.key));
    return out;
}

FieldPath FieldPath::child(std::string_view key) const
{
    FieldPath path = *this;
    path.m_steps.push_back({ .key = std::string(key), .item = {} });
    return path;
}

FieldPath FieldPath::child(std::size_t index) const
{
    return child(std::string_view(std::to_string(index)));
}

FieldPath FieldPath::item(std::string_view field, std::string_view value) const
{
    FieldPath path = *this;
    path.m_steps.push_back({ .key = std::string(field), .item = std::string(value) });
    return path;
}

FieldPath FieldPath::parent() const
{
    FieldPath path = *this;
    if (!path.m_steps.empty())
        path.m_steps.pop_back();
    return path;
}

bool FieldPath::isBelow(const FieldPath& other) const
{
    return m_steps.size() >= other.m_steps.size()
        && std::equal(other.m_steps.begin(), other.m_steps.end(), m_steps.begin());
}

const Value* FieldPath::find(const Value& root) const
{
    const Value* value = &root;
    for (auto step = m_steps.begin(); value && step != m_steps.end(); ++step)
        value = next(*value, *step);
    return value;
}

std::optional<Value> FieldPath::set(const Value& root, Value value) const
{
    return setAt(root, m_steps.begin(), m_steps.end(), std::move(value));
}

Value FieldPath::remove(const Value& root) const
{
    return m_steps.empty() ? Value() : removeAt(root, m_steps.begin(), m_steps.end());
}

}
