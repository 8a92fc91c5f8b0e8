#pragma once

#include "app/sandbox/api/Tree.h"

namespace holdfast::sandbox {

/// The pod spec with what the API server fills in where the client says nothing.
[[nodiscard]] Value podSpecWithDefaults(const Value& spec);
/// The list with each item passed through `change`.
template <typename Change> [[nodiscard]] Value mapItems(const Value& list, Change change)
{
    if (!list.isList())
        return list;
    Value::List items;
    for (const Value& item : list.list())
        items.push_back(change(item));
    return Value(std::move(items));
}

}
