#include "core/session/RuleFindings.h"

#include <algorithm>

namespace holdfast::session {

using manifest::Value;

namespace {

constexpr int manyChanges = 10;

bool isOwn(const diff::IgnoreRule& rule)
{
    return rule.name.startsWith(QStringLiteral("ignoreDifferences["))
        || rule.name.startsWith(QStringLiteral("ignore["));
}

/// The first of the rule's pointers that takes a whole part of the object away, such as its `spec`; empty for none. A
/// status is nobody's to declare.
QString wholePart(const diff::IgnoreRule& rule, const Value& object)
{
    for (const std::string& pointer : rule.pointers) {
        const auto path = manifest::FieldPath::fromText(pointer);
        const bool isTop = path && path->steps().size() == 1 && path->steps().front().key != "status";
        const Value* part = isTop ? path->find(object) : nullptr;
        if (part != nullptr && (part->isMap() || part->isList()))
            return QString::fromStdString(pointer);
    }
    return {};
}

bool takesSomething(const diff::IgnoreRule& rule, const Value& object, const Value& live)
{
    return !(diff::reduced(object, live, rule).object == object);
}

}

RuleFindings::RuleFindings(const std::vector<diff::IgnoreRule>& rules)
{
    for (const diff::IgnoreRule& rule : rules) {
        if (isOwn(rule))
            m_uses.push_back({ .rule = rule });
    }
}

void RuleFindings::add(const Value& desired, const Value& live, const diff::Comparison& comparison)
{
    for (Use& use : m_uses) {
        if (!use.rule.target.matches(live))
            continue;
        ++use.objects;
        if (use.rule.wholeObject || takesSomething(use.rule, live, live) || takesSomething(use.rule, desired, live))
            ++use.reduced;
        if (use.whole.isEmpty())
            use.whole = wholePart(use.rule, live);
        use.hidden += static_cast<int>(std::ranges::count_if(
            comparison.changes, [&use](const diff::FieldChange& change) { return change.ignoredBy == use.rule.name; }));
    }
}

QStringList RuleFindings::sentences() const
{
    QStringList all;
    for (const Use& use : m_uses) {
        if (use.objects == 0)
            all << QStringLiteral("The rule %1 is for no object of this app, so that it ignores nothing.")
                       .arg(use.rule.name);
        else if (use.reduced == 0)
            all << QStringLiteral(
                "No object that the rule %1 is for has a field that it names, so that it ignores nothing.")
                       .arg(use.rule.name);
        else if (!use.whole.isEmpty())
            all << QStringLiteral("The rule %1 hides %2 as a whole: whatever changes there is not seen.")
                       .arg(use.rule.name, use.whole);
        else if (use.hidden >= manyChanges)
            all << QStringLiteral("The rule %1 hides %2 changes that would count.").arg(use.rule.name).arg(use.hidden);
    }
    return all;
}

}
