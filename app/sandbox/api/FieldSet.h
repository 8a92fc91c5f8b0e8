#pragma once

#include "app/sandbox/api/Tree.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace holdfast::sandbox {

/// A set of field paths as FieldsV1 writes it: a tree of path elements (`f:name`, `k:{"name":"x"}`, `v:"x"`, `i:0`).
struct FieldSet {
    bool member = false; ///< whether the path to here is in the set itself
    std::map<std::string, FieldSet, std::less<>> children;

    [[nodiscard]] static FieldSet fromValue(const Value& fieldsV1);
    [[nodiscard]] Value toValue() const;

    [[nodiscard]] bool empty() const;
    [[nodiscard]] const FieldSet* child(std::string_view element) const;
    /// Adds a child unless it is empty.
    void attach(std::string element, FieldSet subset);

    [[nodiscard]] FieldSet united(const FieldSet& other) const;
    [[nodiscard]] FieldSet without(const FieldSet& other) const;
    /// As `without`, and all below a member of `other` goes too.
    [[nodiscard]] FieldSet withoutSubtrees(const FieldSet& other) const;
    [[nodiscard]] FieldSet shared(const FieldSet& other) const;

    /// The members as `.spec.containers[name="web"].image`, those of a level before those below it.
    [[nodiscard]] std::vector<std::string> paths() const;
    friend bool operator==(const FieldSet&, const FieldSet&) = default;
};

/// `.name`, `[name="web"]`, `[="value"]` or `[0]` for a path element.
[[nodiscard]] std::string elementText(std::string_view element);

}
