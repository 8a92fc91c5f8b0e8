#include "core/manifest/FieldLines.h"

#include <algorithm>
#include <string>

namespace holdfast::manifest {

namespace {

// FNV-1a, so that a pointer hashes alike whole and step by step.
std::uint64_t grow(std::uint64_t hash, char character)
{
    return (hash ^ static_cast<unsigned char>(character)) * 1099511628211U;
}

}

std::uint64_t FieldLines::step(std::uint64_t parent, std::string_view key)
{
    std::uint64_t hash = grow(parent, '/');
    for (const char character : key) {
        if (character == '~')
            hash = grow(grow(hash, '~'), '0');
        else if (character == '/')
            hash = grow(grow(hash, '~'), '1');
        else
            hash = grow(hash, character);
    }
    return hash;
}

std::uint64_t FieldLines::step(std::uint64_t parent, std::size_t index)
{
    return step(parent, std::string_view(std::to_string(index)));
}

FieldLines::FieldLines(std::vector<Entry> entries)
{
    std::ranges::stable_sort(entries, {}, &Entry::first);
    m_entries = std::make_shared<const std::vector<Entry>>(std::move(entries));
}

FieldLines FieldLines::below(std::uint64_t field) const
{
    FieldLines part = *this;
    part.m_root = field;
    return part;
}

FieldLines::Iterator FieldLines::find(std::string_view pointer) const
{
    if (!m_entries)
        return end();
    std::uint64_t hash = m_root;
    for (const char character : pointer)
        hash = grow(hash, character);
    const auto found = std::ranges::upper_bound(*m_entries, hash, {}, &Entry::first);
    return found != m_entries->begin() && std::prev(found)->first == hash ? std::prev(found) : m_entries->end();
}

int FieldLines::at(std::string_view pointer) const
{
    const auto found = find(pointer);
    return found == end() ? 0 : found->second;
}

}
