#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace holdfast::manifest {

/// One immutable node of an object's tree: JSON's types with integers exact. Copies share. Strings are UTF-8.
/// Maps are sorted by key (as Kubernetes writes them) and hold each key once.
class Value final {
public:
    enum class Kind { Null, Bool, Int, Uint, Double, String, List, Map };
    using List = std::vector<Value>;
    using Member = std::pair<std::string, Value>;
    using Map = std::vector<Member>;

    Value() = default;
    explicit Value(bool value);
    explicit Value(std::int64_t value);
    /// Values that fit int64 become Kind::Int, so that equal numbers compare equal.
    explicit Value(std::uint64_t value);
    explicit Value(int value);
    explicit Value(double value);
    explicit Value(std::string value);
    explicit Value(std::string_view value);
    explicit Value(const char* value);
    explicit Value(List value);
    /// Sorts by key; of equal keys the last wins, as in Kubernetes.
    explicit Value(Map value);
    static Value emptyList();
    static Value emptyMap();

    [[nodiscard]] Kind kind() const;
    [[nodiscard]] bool isNull() const { return kind() == Kind::Null; }
    [[nodiscard]] bool isString() const { return kind() == Kind::String; }
    [[nodiscard]] bool isList() const { return kind() == Kind::List; }
    [[nodiscard]] bool isMap() const { return kind() == Kind::Map; }
    [[nodiscard]] bool isNumber() const;
    /// A list or map without items, an empty string, or null.
    [[nodiscard]] bool isEmpty() const;

    /// The member, or a null Value where there is none or this is no map.
    [[nodiscard]] const Value& operator[](std::string_view key) const;
    /// The item, or a null Value.
    [[nodiscard]] const Value& operator[](std::size_t index) const;
    /// The descendant along map keys: `at({"spec", "source", "repoURL"})`; null Value where the way ends.
    [[nodiscard]] const Value& at(std::initializer_list<std::string_view> keys) const;
    [[nodiscard]] bool contains(std::string_view key) const;

    /// Empty for any other kind.
    [[nodiscard]] std::string_view text() const;
    [[nodiscard]] std::optional<bool> toBool() const;
    [[nodiscard]] bool boolOr(bool other) const { return toBool().value_or(other); }
    /// Integers that fit, and doubles without a fraction.
    [[nodiscard]] std::optional<std::int64_t> toInt() const;
    [[nodiscard]] std::int64_t intOr(std::int64_t other) const { return toInt().value_or(other); }
    [[nodiscard]] std::optional<double> toDouble() const;
    [[nodiscard]] std::optional<std::uint64_t> toUint() const;
    [[nodiscard]] const List& list() const;
    [[nodiscard]] const Map& map() const;

    /// Copies with one member set or removed; a null Value is taken as an empty map. O(members).
    [[nodiscard]] Value with(std::string_view key, Value value) const;
    [[nodiscard]] Value without(std::string_view key) const;

    friend bool operator==(const Value& left, const Value& right);

private:
    using Data = std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double,
        std::shared_ptr<const std::string>, std::shared_ptr<const List>, std::shared_ptr<const Map>>;
    Data m_data;
};

}
