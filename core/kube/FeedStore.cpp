#include "core/kube/FeedStore.h"

#include <charconv>

namespace holdfast::kube {

namespace {

std::string keyOf(const ObjectVersion& object)
{
    std::string key;
    key.reserve(object.nameSpace.size() + 1 + object.name.size());
    return key.append(object.nameSpace).append("/").append(object.name);
}

FeedStore::Name nameOf(const std::string& key)
{
    const std::size_t slash = key.find('/');
    return { .nameSpace = key.substr(0, slash), .name = key.substr(slash + 1) };
}

std::uint64_t numberOf(std::string_view version)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(version.data(), version.data() + version.size(), number);
    return error == std::errc() && end == version.data() + version.size() && !version.starts_with('0') ? number : 0;
}

}

void FeedStore::beginList(ListMode mode)
{
    ++m_list;
    m_mode = mode;
}

bool FeedStore::offer(const ObjectVersion& object, Source source)
{
    const std::uint64_t version = numberOf(object.resourceVersion);
    const std::uint64_t uid = std::hash<std::string_view> {}(object.uid);
    const auto [place, isNew] = m_entries.try_emplace(keyOf(object));
    Entry& entry = place->second;
    const bool same = !isNew && version != 0 && entry.version == version && entry.uid == uid;
    const bool older = !isNew && version != 0 && version < entry.version;
    if (source == Source::Watch && (same || older))
        return false;
    entry = { .version = version, .uid = uid, .list = m_list };
    return !same || (source == Source::List && m_mode == ListMode::Everything);
}

bool FeedStore::remove(const ObjectVersion& object)
{
    const auto place = m_entries.find(keyOf(object));
    if (place == m_entries.end())
        return false;
    const std::uint64_t version = numberOf(object.resourceVersion);
    if (version != 0 && version < place->second.version)
        return false;
    m_entries.erase(place);
    return true;
}

std::vector<FeedStore::Name> FeedStore::endList()
{
    std::vector<Name> gone;
    std::erase_if(m_entries, [&](const auto& entry) {
        if (entry.second.list == m_list)
            return false;
        gone.push_back(nameOf(entry.first));
        return true;
    });
    return gone;
}

std::vector<FeedStore::Name> FeedStore::clear()
{
    std::vector<Name> gone;
    for (const auto& entry : m_entries)
        gone.push_back(nameOf(entry.first));
    m_entries.clear();
    return gone;
}

}
