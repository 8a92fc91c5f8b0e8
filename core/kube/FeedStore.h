#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace holdfast::kube {

/// An object of a feed as the API tells it apart.
struct ObjectVersion {
    std::string_view nameSpace;
    std::string_view name;
    std::string_view uid;
    std::string_view resourceVersion;
};

/// Which objects of one resource were seen, and at which version; about 150 bytes each. One thread.
class FeedStore final {
public:
    struct Name {
        std::string nameSpace;
        std::string name;
        friend bool operator==(const Name&, const Name&) = default;
    };
    enum class Source {
        List, ///< is right, whatever was seen before
        Watch ///< counts only if it is newer (versions of one resource can be compared, KEP-5504)
    };
    enum class ListMode { Changes, Everything };

    /// From here to endList() all listed objects count as seen; with Everything none counts as known.
    void beginList(ListMode mode);
    /// Whether the object is news. Sees it in any case.
    [[nodiscard]] bool offer(const ObjectVersion& object, Source source);
    /// Whether it was there, and the deletion is not older than what is known.
    [[nodiscard]] bool remove(const ObjectVersion& object);
    /// Forgets and names what the list did not have.
    [[nodiscard]] std::vector<Name> endList();
    [[nodiscard]] std::vector<Name> clear();
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }

private:
    struct Entry {
        std::uint64_t version = 0; ///< 0 for one that is no number of 64 bits; such are news each time
        std::uint64_t uid = 0; ///< a hash
        std::uint32_t list = 0;
    };
    std::unordered_map<std::string, Entry> m_entries; ///< by namespace/name
    std::uint32_t m_list = 0;
    ListMode m_mode = ListMode::Changes;
};

}
