#pragma once

#include "app/sandbox/api/Status.h"
#include "app/sandbox/api/Tree.h"

#include <string>
#include <vector>

namespace holdfast::sandbox {

enum class SelectorOperator { Exists, Absent, In, NotIn, Greater, Less };

/// One requirement of a label selector.
struct LabelRequirement {
    std::string key;
    SelectorOperator op = SelectorOperator::Exists;
    std::vector<std::string> values;
};

/// A label selector as the API's query writes it: `a=b,c!=d,e in (f,g),!h`.
class LabelSelector final {
public:
    [[nodiscard]] static Answer<LabelSelector> parse(std::string_view text);
    /// `matchLabels` and `matchExpressions`.
    [[nodiscard]] static LabelSelector fromObject(const Value& selector);
    [[nodiscard]] bool matches(const Value& labels) const;
    [[nodiscard]] bool empty() const { return m_requirements.empty(); }
    /// As kubectl and Table columns show it.
    [[nodiscard]] std::string text() const;

private:
    std::vector<LabelRequirement> m_requirements;
};

/// A field selector: `metadata.name=a,status.phase!=Running`.
class FieldSelector final {
public:
    /// 400 for a field that the resource does not select by.
    [[nodiscard]] static Answer<FieldSelector> parse(std::string_view text, const std::vector<std::string>& known);
    [[nodiscard]] bool matches(const Value& object) const;
    [[nodiscard]] bool empty() const { return m_terms.empty(); }

private:
    struct Term {
        std::vector<std::string> path;
        std::string value;
        bool equal = true;
    };
    std::vector<Term> m_terms;
};

/// The fields a built-in resource can be selected by.
[[nodiscard]] std::vector<std::string> selectableFields(std::string_view group, std::string_view plural);

}
