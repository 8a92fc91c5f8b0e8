#include "core/diff/IgnoreRules.h"

#include "core/diff/TypedForm.h"
#include "core/kube/ManagedFields.h"
#include "core/manifest/FieldPath.h"
#include "core/manifest/Resource.h"

#include <ranges>
#include <span>

namespace holdfast::diff {

using manifest::FieldPath;
using manifest::Value;

namespace {

Value withoutManaged(Value object, const Value& live, const QStringList& managers)
{
    if (managers.isEmpty())
        return object;
    for (const kube::FieldOwner& owner : kube::fieldOwners(live)) {
        if (!managers.contains(owner.manager))
            continue;
        // From behind, so that the indexes of the items before stay what they are.
        for (const FieldPath& path : kube::ownedFields(owner, live) | std::views::reverse)
            object = path.remove(object);
    }
    return object;
}

Value withKnown(const Value& value, std::span<const std::string> steps, const std::string& type)
{
    if (steps.empty())
        return typedPart(type, value);
    if (value.isList()) {
        Value::List items;
        for (const Value& item : value.list())
            items.push_back(withKnown(item, steps, type));
        return Value(std::move(items));
    }
    if (!value.isMap() || !value.contains(steps.front()))
        return value;
    return value.with(steps.front(), withKnown(value[steps.front()], steps.subspan(1), type));
}

}

Reduced reduced(const Value& object, const Value& live, const IgnoreRule& rule)
{
    if (!object.isMap() || !rule.target.matches(object))
        return { .object = object, .findings = {} };
    Reduced result { .object = withoutManaged(object, live, rule.managers), .findings = {} };
    for (const std::string& pointer : rule.pointers) {
        if (const std::optional<FieldPath> path = FieldPath::fromText(pointer); path && !path->isRoot())
            result.object = path->remove(result.object);
    }
    for (const JqDeletion& deletion : rule.deletions) {
        const Result<Value> left = deletion.applied(result.object);
        if (left)
            result.object = *left;
        else
            result.findings.append(QStringLiteral("%1 on %2: %3")
                    .arg(rule.name, manifest::objectText(manifest::objectKey(object)), left.error().detail));
    }
    return result;
}

Value withKnownFields(const Value& object, const std::vector<KnownField>& known)
{
    Value result = object;
    for (const KnownField& field : known) {
        if (field.target.matches(object))
            result = withKnown(result, field.field, field.type);
    }
    return result;
}

}
