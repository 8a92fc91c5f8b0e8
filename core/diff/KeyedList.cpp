#include "core/diff/KeyedList.h"

#include "core/manifest/JsonWriter.h"

#include <algorithm>
#include <set>

namespace holdfast::diff {

using manifest::Value;

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
    std::set<std::string> seen;
    for (const Value& item : list.list())
        m_names.push_back(itemName(item, keys));
    m_usable = !keys.empty() && std::ranges::all_of(m_names, [&seen](const std::string& name) {
        return !name.empty() && seen.insert(name).second;
    });
}

const Value* KeyedList::find(const std::string& name) const
{
    const auto found = std::ranges::find(m_names, name);
    return found == m_names.end() ? nullptr : &(*m_list)[static_cast<std::size_t>(found - m_names.begin())];
}

}
