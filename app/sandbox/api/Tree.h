#pragma once

#include "core/manifest/Value.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace holdfast::sandbox {

using manifest::Value;

/// A map of the given members; those with a null value are left out.
[[nodiscard]] Value mapOf(std::initializer_list<std::pair<std::string_view, Value>> members);
[[nodiscard]] Value textValue(std::string_view text);
/// A list of strings.
template <typename Texts> [[nodiscard]] Value textList(const Texts& texts)
{
    Value::List list;
    for (const auto& text : texts)
        list.emplace_back(std::string(text));
    return Value(std::move(list));
}

/// The object with the value at a path of map keys set, maps made on the way.
[[nodiscard]] Value setAt(const Value& root, std::initializer_list<std::string_view> path, Value value);
/// The object without what is at the path of map keys.
[[nodiscard]] Value removeAt(const Value& root, std::initializer_list<std::string_view> path);
/// Sets only where nothing is there yet.
[[nodiscard]] Value defaultAt(const Value& root, std::initializer_list<std::string_view> path, Value value);

[[nodiscard]] std::string textOf(const Value& value);
/// A scalar as Go prints it with %v: strings bare, numbers and booleans as in JSON.
[[nodiscard]] std::string plainText(const Value& value);

}
