#include "app/sandbox/api/FieldSet.h"

#include "core/manifest/JsonReader.h"
#include "core/manifest/JsonWriter.h"

namespace holdfast::sandbox {

namespace {

void collect(const FieldSet& set, const std::string& prefix, std::vector<std::string>& paths)
{
    for (const auto& [element, below] : set.children) {
        if (below.member)
            paths.push_back(prefix + elementText(element));
    }
    for (const auto& [element, below] : set.children)
        collect(below, prefix + elementText(element), paths);
}

std::string keyText(std::string_view json)
{
    const auto keys = manifest::readJson(json);
    if (!keys)
        return std::string(json);
    std::string text;
    for (const auto& [name, value] : keys->map())
        text += (text.empty() ? "" : ",") + name + "=" + manifest::writeJson(value);
    return text;
}

}

std::string elementText(std::string_view element)
{
    const std::string_view rest = element.substr(std::min<std::size_t>(2, element.size()));
    if (element.starts_with("f:"))
        return "." + std::string(rest);
    if (element.starts_with("k:"))
        return "[" + keyText(rest) + "]";
    if (element.starts_with("v:"))
        return "[=" + std::string(rest) + "]";
    return "[" + std::string(rest) + "]";
}

FieldSet FieldSet::fromValue(const Value& fieldsV1)
{
    FieldSet set;
    for (const auto& [key, value] : fieldsV1.map()) {
        if (key == ".") {
            set.member = true;
            continue;
        }
        FieldSet below = fromValue(value);
        below.member = below.member || below.children.empty();
        set.children.emplace(key, std::move(below));
    }
    return set;
}

Value FieldSet::toValue() const
{
    Value::Map map;
    if (member && !children.empty())
        map.emplace_back(".", Value::emptyMap());
    for (const auto& [element, below] : children)
        map.emplace_back(element, below.toValue());
    return Value(std::move(map));
}

bool FieldSet::empty() const
{
    return !member && children.empty();
}

const FieldSet* FieldSet::child(std::string_view element) const
{
    const auto found = children.find(element);
    return found == children.end() ? nullptr : &found->second;
}

void FieldSet::attach(std::string element, FieldSet subset)
{
    if (!subset.empty())
        children.insert_or_assign(std::move(element), std::move(subset));
}

FieldSet FieldSet::united(const FieldSet& other) const
{
    FieldSet all = *this;
    all.member = member || other.member;
    for (const auto& [element, below] : other.children) {
        const FieldSet* mine = child(element);
        all.children.insert_or_assign(element, mine ? mine->united(below) : below);
    }
    return all;
}

FieldSet FieldSet::without(const FieldSet& other) const
{
    FieldSet rest;
    rest.member = member && !other.member;
    for (const auto& [element, below] : children) {
        const FieldSet* theirs = other.child(element);
        rest.attach(element, theirs ? below.without(*theirs) : below);
    }
    return rest;
}

FieldSet FieldSet::withoutSubtrees(const FieldSet& other) const
{
    FieldSet rest;
    rest.member = member;
    for (const auto& [element, below] : children) {
        const FieldSet* theirs = other.child(element);
        if (theirs && theirs->member)
            continue;
        rest.attach(element, theirs ? below.withoutSubtrees(*theirs) : below);
    }
    return rest;
}

FieldSet FieldSet::shared(const FieldSet& other) const
{
    FieldSet both;
    both.member = member && other.member;
    for (const auto& [element, below] : children) {
        if (const FieldSet* theirs = other.child(element))
            both.attach(element, below.shared(*theirs));
    }
    return both;
}

std::vector<std::string> FieldSet::paths() const
{
    std::vector<std::string> all;
    collect(*this, "", all);
    return all;
}

}
