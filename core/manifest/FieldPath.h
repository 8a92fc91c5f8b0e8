#pragma once

#include "core/manifest/Value.h"

#include <QString>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace holdfast::manifest {

/// One step of a path: a map key or list index, or a list item named by one of its fields (`[name=api]`).
struct PathStep {
    std::string key; ///< unescaped; of a named item the field's name
    std::optional<std::string> item; ///< the field's value, as text
    friend bool operator==(const PathStep&, const PathStep&) = default;
};

/// The way to a field of an object: a JSON pointer (RFC 6901) whose list items may be named by key, such as
/// `/spec/template/spec/containers/[name=api]/image`.
class FieldPath final {
public:
    FieldPath() = default;
    explicit FieldPath(std::vector<PathStep> steps);
    /// Nothing where the text is no path: it neither is empty nor begins with `/`, or has a `~` without 0 or 1.
    [[nodiscard]] static std::optional<FieldPath> fromText(std::string_view text);
    [[nodiscard]] std::string text() const;

    [[nodiscard]] const std::vector<PathStep>& steps() const { return m_steps; }
    [[nodiscard]] bool isRoot() const { return m_steps.empty(); }
    [[nodiscard]] FieldPath child(std::string_view key) const;
    [[nodiscard]] FieldPath child(std::size_t index) const;
    [[nodiscard]] FieldPath item(std::string_view field, std::string_view value) const;
    [[nodiscard]] FieldPath parent() const;
    /// Whether the field lies at or below the other one, step by step as written.
    [[nodiscard]] bool isBelow(const FieldPath& other) const;

    /// Null where the way ends; a field that is null is found.
    [[nodiscard]] const Value* find(const Value& root) const;
    /// A copy with the field set; missing maps on the way are made, `-` and the index behind the end append.
    /// Nothing where the way leads through text or numbers, or past the end of a list.
    [[nodiscard]] std::optional<Value> set(const Value& root, Value value) const;
    /// A copy without the field; the same where it is not there. The root itself becomes null.
    [[nodiscard]] Value remove(const Value& root) const;

    friend bool operator==(const FieldPath&, const FieldPath&) = default;

private:
    std::vector<PathStep> m_steps;
};

}
