#include "core/manifest/Value.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace holdfast::manifest {

namespace {

constexpr double twoTo63 = 9223372036854775808.0;
constexpr double twoTo64 = 18446744073709551616.0;

const Value nullValue;

bool keyLess(const Value::Member& member, std::string_view key)
{
    return member.first < key;
}

/// Sorted by key, each key once, of equal keys the last: a stable sort keeps the order in which they came.
void normalise(Value::Map& map)
{
    const auto notBefore
        = [](const Value::Member& left, const Value::Member& right) { return left.first >= right.first; };
    if (std::ranges::adjacent_find(map, notBefore) == map.end())
        return;
    std::ranges::stable_sort(map, {}, &Value::Member::first);
    auto out = map.begin();
    for (auto member = map.begin(); member != map.end(); ++member) {
        if (const auto next = std::next(member); next != map.end() && next->first == member->first)
            continue;
        if (out != member)
            *out = std::move(*member);
        ++out;
    }
    map.erase(out, map.end());
}

bool integral(double value)
{
    return std::isfinite(value) && std::trunc(value) == value;
}

}

Value::Value(bool value)
    : m_data(value)
{
}

Value::Value(std::int64_t value)
    : m_data(value)
{
}

Value::Value(std::uint64_t value)
{
    if (value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        m_data = static_cast<std::int64_t>(value);
    else
        m_data = value;
}

Value::Value(int value)
    : m_data(std::int64_t { value })
{
}

Value::Value(double value)
    : m_data(value)
{
}

Value::Value(std::string value)
    : m_data(std::make_shared<const std::string>(std::move(value)))
{
}

Value::Value(std::string_view value)
    : Value(std::string(value))
{
}

Value::Value(const char* value)
    : Value(std::string(value))
{
}

Value::Value(List value)
    : m_data(std::make_shared<const List>(std::move(value)))
{
}

Value::Value(Map value)
{
    normalise(value);
    m_data = std::make_shared<const Map>(std::move(value));
}

Value Value::emptyList()
{
    return Value(List());
}

Value Value::emptyMap()
{
    return Value(Map());
}

Value::Kind Value::kind() const
{
    return static_cast<Kind>(m_data.index());
}

bool Value::isNumber() const
{
    return kind() == Kind::Int || kind() == Kind::Uint || kind() == Kind::Double;
}

bool Value::isEmpty() const
{
    return isNull() || (isString() && text().empty()) || (isList() && list().empty()) || (isMap() && map().empty());
}

const Value& Value::operator[](std::string_view key) const
{
    const Map& members = map();
    const auto found = std::lower_bound(members.begin(), members.end(), key, keyLess);
    return found != members.end() && found->first == key ? found->second : nullValue;
}

const Value& Value::operator[](std::size_t index) const
{
    return index < list().size() ? list()[index] : nullValue;
}

const Value& Value::at(std::initializer_list<std::string_view> keys) const
{
    const Value* value = this;
    for (const std::string_view key : keys)
        value = &(*value)[key];
    return *value;
}

bool Value::contains(std::string_view key) const
{
    const Map& members = map();
    const auto found = std::lower_bound(members.begin(), members.end(), key, keyLess);
    return found != members.end() && found->first == key;
}

std::string_view Value::text() const
{
    const auto* text = std::get_if<std::shared_ptr<const std::string>>(&m_data);
    return text ? std::string_view(**text) : std::string_view();
}

std::optional<bool> Value::toBool() const
{
    const bool* value = std::get_if<bool>(&m_data);
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<std::int64_t> Value::toInt() const
{
    if (const auto* value = std::get_if<std::int64_t>(&m_data))
        return *value;
    const double* value = std::get_if<double>(&m_data);
    if (value && integral(*value) && *value >= -twoTo63 && *value < twoTo63)
        return static_cast<std::int64_t>(*value);
    return std::nullopt;
}

std::optional<std::uint64_t> Value::toUint() const
{
    if (const auto* value = std::get_if<std::int64_t>(&m_data))
        return *value >= 0 ? std::optional(static_cast<std::uint64_t>(*value)) : std::nullopt;
    if (const auto* value = std::get_if<std::uint64_t>(&m_data))
        return *value;
    const double* value = std::get_if<double>(&m_data);
    if (value && integral(*value) && *value >= 0 && *value < twoTo64)
        return static_cast<std::uint64_t>(*value);
    return std::nullopt;
}

std::optional<double> Value::toDouble() const
{
    if (const auto* value = std::get_if<std::int64_t>(&m_data))
        return static_cast<double>(*value);
    if (const auto* value = std::get_if<std::uint64_t>(&m_data))
        return static_cast<double>(*value);
    const double* value = std::get_if<double>(&m_data);
    return value ? std::optional(*value) : std::nullopt;
}

const Value::List& Value::list() const
{
    static const List none;
    const auto* list = std::get_if<std::shared_ptr<const List>>(&m_data);
    return list ? **list : none;
}

const Value::Map& Value::map() const
{
    static const Map none;
    const auto* map = std::get_if<std::shared_ptr<const Map>>(&m_data);
    return map ? **map : none;
}

Value Value::with(std::string_view key, Value value) const
{
    Map members = map();
    const auto found = std::lower_bound(members.begin(), members.end(), key, keyLess);
    if (found != members.end() && found->first == key)
        found->second = std::move(value);
    else
        members.emplace(found, std::string(key), std::move(value));
    return Value(std::move(members));
}

Value Value::without(std::string_view key) const
{
    if (!contains(key))
        return *this;
    Map members = map();
    std::erase_if(members, [key](const Member& member) { return member.first == key; });
    return Value(std::move(members));
}

namespace {

/// 1 and 1.0 are the same number to Kubernetes, which writes both as 1.
bool sameNumber(const Value& left, const Value& right)
{
    if (!left.isNumber() || !right.isNumber())
        return false;
    if (left.toInt() || right.toInt())
        return left.toInt() == right.toInt();
    return left.toUint() && left.toUint() == right.toUint();
}

}

bool operator==(const Value& left, const Value& right)
{
    if (left.m_data.index() != right.m_data.index())
        return sameNumber(left, right);
    switch (left.kind()) {
    case Value::Kind::String:
        return left.text() == right.text();
    case Value::Kind::List:
        return &left.list() == &right.list() || left.list() == right.list();
    case Value::Kind::Map:
        return &left.map() == &right.map() || left.map() == right.map();
    case Value::Kind::Null:
    case Value::Kind::Bool:
    case Value::Kind::Int:
    case Value::Kind::Uint:
    case Value::Kind::Double:
        break;
    }
    return left.m_data == right.m_data;
}

}
