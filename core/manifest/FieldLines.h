#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace holdfast::manifest {

/// The line each field of a document came from, found by JSON pointer. Holds a hash per field instead of its pointer,
/// because a manifest has hundreds of thousands of them. Copies share.
class FieldLines final {
public:
    using Entry = std::pair<std::uint64_t, int>;
    using Iterator = std::vector<Entry>::const_iterator;

    /// `entries` are made with step(); of lines for one field the last counts.
    FieldLines() = default;
    explicit FieldLines(std::vector<Entry> entries);

    /// Grows a pointer by one step; keys are taken unescaped.
    static constexpr std::uint64_t root = 14695981039346656037U;
    [[nodiscard]] static std::uint64_t step(std::uint64_t parent, std::string_view key);
    [[nodiscard]] static std::uint64_t step(std::uint64_t parent, std::size_t index);

    /// The lines of one part of the document, its pointers counted from there.
    [[nodiscard]] FieldLines below(std::uint64_t field) const;

    /// `second` of what it points at is the line; end() where the pointer names no field.
    [[nodiscard]] Iterator find(std::string_view pointer) const;
    [[nodiscard]] Iterator end() const { return m_entries ? m_entries->cend() : Iterator(); }
    /// 0 where the pointer names no field.
    [[nodiscard]] int at(std::string_view pointer) const;

private:
    std::shared_ptr<const std::vector<Entry>> m_entries;
    std::uint64_t m_root = root;
};

}
