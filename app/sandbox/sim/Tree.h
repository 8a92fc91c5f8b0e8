#pragma once

#include "core/manifest/Value.h"

#include <QDateTime>

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::sandbox::sim {

using manifest::Value;
using Path = std::initializer_list<std::string_view>;

/// One member of a tree under construction; strings, numbers, lists and trees become Values by themselves.
struct Field {
    std::string key;
    Value value;

    Field(std::string_view name, Value content)
        : key(name)
        , value(std::move(content))
    {
    }
    Field(std::string_view name, std::string_view text)
        : Field(name, Value(text))
    {
    }
    Field(std::string_view name, const char* text)
        : Field(name, Value(text))
    {
    }
    Field(std::string_view name, const std::string& text)
        : Field(name, Value(text))
    {
    }
    template <std::same_as<bool> Bool>
    Field(std::string_view name, Bool flag)
        : Field(name, Value(flag))
    {
    }
    template <std::integral Number>
        requires(!std::same_as<Number, bool>)
    Field(std::string_view name, Number number)
        : Field(name, Value(static_cast<std::int64_t>(number)))
    {
    }
};

/// A map of the fields; those whose value is null are left out.
[[nodiscard]] Value tree(std::initializer_list<Field> fields);
[[nodiscard]] Value sequence(std::vector<Value> items);
/// A copy with the descendant set (maps on the way are made), or removed.
[[nodiscard]] Value put(const Value& root, Path path, Value value);
[[nodiscard]] Value drop(const Value& root, Path path);
/// The members of both; those of `over` win.
[[nodiscard]] Value merged(const Value& base, const Value& over);
[[nodiscard]] std::string text(const Value& value);
[[nodiscard]] std::string string(const QString& text);

/// RFC 3339 with whole seconds, as the API writes times, and back.
[[nodiscard]] std::string stamp(const QDateTime& time);
[[nodiscard]] QDateTime fromStamp(const Value& text);

// Short words for the parts of `metadata`.
[[nodiscard]] std::string nameOf(const Value& object);
[[nodiscard]] std::string namespaceOf(const Value& object);
[[nodiscard]] std::string uidOf(const Value& object);
[[nodiscard]] std::string label(const Value& object, std::string_view key);
[[nodiscard]] std::string annotation(const Value& object, std::string_view key);
[[nodiscard]] bool isDeleting(const Value& object);
/// The uid of the owner that controls the object; empty where there is none.
[[nodiscard]] std::string controllerUid(const Value& object);
[[nodiscard]] Value controllerReference(const Value& owner);
/// matchLabels and matchExpressions of a label selector.
[[nodiscard]] bool selects(const Value& selector, const Value& labels);
/// The item of a list whose `key` member has that text; null where there is none.
[[nodiscard]] const Value& itemBy(const Value& list, std::string_view key, std::string_view value);
/// The list with the item of equal `type` replaced, or added at the end.
[[nodiscard]] Value withCondition(const Value& conditions, const Value& condition);
[[nodiscard]] Value withoutCondition(const Value& conditions, std::string_view type);
[[nodiscard]] bool conditionIs(const Value& conditions, std::string_view type, std::string_view status);

/// A hash in the alphabet of generated names (ten digits at most), as a pod-template-hash.
[[nodiscard]] std::string safeHash(const Value& content);
/// Lower-case hexadecimal SHA-256.
[[nodiscard]] std::string sha256(std::string_view bytes);
/// Five letters for a generated name; the same seed gives the same letters.
[[nodiscard]] std::string suffix(std::string_view seed);

}
