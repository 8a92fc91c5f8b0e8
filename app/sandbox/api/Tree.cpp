#include "app/sandbox/api/Tree.h"

#include "core/manifest/JsonWriter.h"

#include <span>

namespace holdfast::sandbox {

namespace {

using Keys = std::span<const std::string_view>;

Value setBelow(const Value& node, Keys path, Value value)
{
    if (path.empty())
        return value;
    return node.with(path.front(), setBelow(node[path.front()], path.subspan(1), std::move(value)));
}

Value removeBelow(const Value& node, Keys path)
{
    if (!node.isMap() || !node.contains(path.front()))
        return node;
    if (path.size() == 1)
        return node.without(path.front());
    return node.with(path.front(), removeBelow(node[path.front()], path.subspan(1)));
}

}

Value mapOf(std::initializer_list<std::pair<std::string_view, Value>> members)
{
    Value::Map map;
    for (const auto& [key, value] : members) {
        if (!value.isNull())
            map.emplace_back(std::string(key), value);
    }
    return Value(std::move(map));
}

Value textValue(std::string_view text)
{
    return text.empty() ? Value() : Value(text);
}

Value setAt(const Value& root, std::initializer_list<std::string_view> path, Value value)
{
    return setBelow(root, Keys(path.begin(), path.size()), std::move(value));
}

Value removeAt(const Value& root, std::initializer_list<std::string_view> path)
{
    return removeBelow(root, Keys(path.begin(), path.size()));
}

Value defaultAt(const Value& root, std::initializer_list<std::string_view> path, Value value)
{
    if (!root.at(path).isNull())
        return root;
    return setAt(root, path, std::move(value));
}

std::string textOf(const Value& value)
{
    return std::string(value.text());
}

std::string plainText(const Value& value)
{
    return value.isString() ? textOf(value) : manifest::writeJson(value);
}

}
