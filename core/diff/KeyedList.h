#pragma once

#include "core/diff/KindFacts.h"

#include <string>
#include <vector>

namespace holdfast::diff {

/// The items of a list under the texts of their keys; not usable where an item lacks one or two share one.
class KeyedList final {
public:
    KeyedList() = default;
    KeyedList(const manifest::Value& list, const std::vector<std::string_view>& keys);

    [[nodiscard]] bool isUsable() const { return m_usable; }
    [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }
    /// Null where there is none.
    [[nodiscard]] const manifest::Value* find(const std::string& name) const;

private:
    const manifest::Value* m_list = nullptr;
    std::vector<std::string> m_names;
    bool m_usable = false;
};

/// The text of an item's key; empty where it has none. `protocol` is TCP where it is not said.
[[nodiscard]] std::string itemName(const manifest::Value& item, const std::vector<std::string_view>& keys);

}
