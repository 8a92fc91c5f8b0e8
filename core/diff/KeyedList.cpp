#include "core/diff/KeyedList.h"

#include "core/manifest/JsonWriter.h"

#include <algorithm>
#include <set>

namespace holdfast::diff {

using manifest::Value;

namespace {

bool areAllDifferent(const std::vector<std::string>& names)
{
    constexpr std::size_t few = 16; // a set is dearer than to compare each with each
    if (names.size() > few) {
        std::set<std::string_view> seen;
        return std::ranges::all_of(names, [&seen](const std::string& name) { return seen.insert(name).second; });
    }
    for (auto name = names.begin(); name != names.end(); ++name) {
        if (std::find(names.begin(), name, *name) != name)
            return false;
    }
    return true;
}

}

std::string itemName(const Value& item, const std::vector<std::string_view>& keys)
{
    std::string name;
    for (const std::string_view key : keys) {
        const Value& value = item[key];
        if (value.isNull() && key != "protocol")
            return {};
        if (!name.empty())
            name += ',';
        if (value.isNull())
            name += "TCP";
        else
            name += value.isString() ? std::string(value.text()) : manifest::writeJson(value);
    }
    return name;
}

KeyedList::KeyedList(const Value& list, const std::vector<std::string_view>& keys)
    : m_list(&list)
{
    if (keys.empty())
        return;
    m_names.reserve(list.list().size());
    for (const Value& item : list.list()) {
        m_names.push_back(itemName(item, keys));
        if (m_names.back().empty())
            return;
    }
    m_usable = areAllDifferent(m_names);
}

const Value* KeyedList::find(const std::string& name) const
{
    const auto found = std::ranges::find(m_names, name);
    return found == m_names.end() ? nullptr : &(*m_list)[static_cast<std::size_t>(found - m_names.begin())];
}

}
