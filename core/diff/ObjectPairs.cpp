#include "core/diff/RowLayout.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

namespace holdfast::diff {

namespace {

bool isSeparator(std::string_view line)
{
    return line == "---" || line.starts_with("--- ");
}

/// One manifest of a stream, with the separator that begins it.
struct Part {
    int first = 0;
    int end = 0;
};

/// The value of a `key:` line with this indent; nothing for any other line.
std::optional<std::string_view> valueOf(std::string_view line, std::string_view key, std::size_t indent)
{
    if (line.size() < indent + key.size() + 1 || line.find_first_not_of(' ') != indent)
        return std::nullopt;
    line.remove_prefix(indent);
    if (!line.starts_with(key) || line[key.size()] != ':')
        return std::nullopt;
    line.remove_prefix(key.size() + 1);
    line.remove_prefix(std::min(line.find_first_not_of(" \"'"), line.size()));
    return line.substr(0, line.find_last_not_of(" \"'") + 1);
}

/// Group, kind, namespace and name as written.
std::string identityOf(const Lines& lines, int first, int end)
{
    std::string_view group;
    std::string_view kind;
    std::string_view nameSpace;
    std::string_view name;
    bool inMetadata = false;
    for (int line = first; line < end; ++line) {
        const std::string_view text = lines[static_cast<std::size_t>(line)];
        if (text.empty() || text.front() == '#')
            continue;
        if (text.front() != ' ')
            inMetadata = text == "metadata:";
        if (const auto version = valueOf(text, "apiVersion", 0))
            group = version->substr(0, version->find('/') == std::string_view::npos ? 0 : version->find('/'));
        else if (const auto found = valueOf(text, "kind", 0))
            kind = *found;
        else if (const auto place = inMetadata ? valueOf(text, "namespace", 2) : std::nullopt)
            nameSpace = *place;
        else if (const auto own = inMetadata ? valueOf(text, "name", 2) : std::nullopt)
            name = *own;
    }
    std::string identity;
    for (const std::string_view part : { group, kind, nameSpace, name })
        (identity += part) += '\n';
    return identity;
}

std::vector<Part> partsOf(const Lines& lines)
{
    std::vector<Part> parts;
    const int count = static_cast<int>(lines.size());
    int first = 0;
    for (int line = 1; line <= count; ++line) {
        if (line < count && !isSeparator(lines[static_cast<std::size_t>(line)]))
            continue;
        parts.push_back({ first, line });
        first = line;
    }
    return parts;
}

std::vector<std::string> identitiesOf(const Lines& lines, const std::vector<Part>& parts)
{
    std::vector<std::string> identities;
    identities.reserve(parts.size());
    for (const Part& part : parts)
        identities.push_back(identityOf(lines, part.first, part.end));
    return identities;
}

/// For each of the right ones the left one of the same identity, or their number where there is none.
std::vector<std::size_t> partnersOf(const std::vector<std::string>& left, const std::vector<std::string>& right)
{
    std::unordered_map<std::string, std::vector<std::size_t>> places;
    for (std::size_t index = left.size(); index-- > 0;)
        places[left[index]].push_back(index);
    std::vector<std::size_t> partners(right.size(), left.size());
    for (std::size_t index = 0; index < right.size(); ++index) {
        const auto found = places.find(right[index]);
        if (found == places.end() || found->second.empty())
            continue;
        partners[index] = found->second.back();
        found->second.pop_back();
    }
    return partners;
}

ObjectLines objectOf(const Lines& left, const Lines& right, const Part& ofLeft, const Part& ofRight)
{
    return { .left = Lines(left.begin() + ofLeft.first, left.begin() + ofLeft.end),
        .right = Lines(right.begin() + ofRight.first, right.begin() + ofRight.end),
        .leftFirst = ofLeft.first,
        .rightFirst = ofRight.first };
}

}

std::vector<ObjectLines> pairedObjects(const Lines& left, const Lines& right)
{
    const std::vector<Part> ofLeft = partsOf(left);
    const std::vector<Part> ofRight = partsOf(right);
    if (ofLeft.size() <= 1 && ofRight.size() <= 1)
        return { { .left = left, .right = right } };
    const std::vector<std::size_t> partners = partnersOf(identitiesOf(left, ofLeft), identitiesOf(right, ofRight));
    std::vector<char> used(ofLeft.size() + 1);
    for (const std::size_t partner : partners)
        used[partner] = 1;
    std::vector<ObjectLines> objects;
    std::size_t next = 0; // of the left ones that may stand alone
    const auto layAlone = [&](std::size_t until) {
        for (; next < until; ++next)
            if (used[next] == 0)
                objects.push_back(objectOf(left, right, ofLeft[next], {}));
    };
    for (std::size_t index = 0; index < ofRight.size(); ++index) {
        const bool alone = partners[index] == ofLeft.size();
        if (!alone)
            layAlone(partners[index]);
        objects.push_back(objectOf(left, right, alone ? Part() : ofLeft[partners[index]], ofRight[index]));
    }
    layAlone(ofLeft.size());
    return objects;
}

}
