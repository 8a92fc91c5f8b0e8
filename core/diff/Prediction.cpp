#include "core/diff/Prediction.h"

#include "core/diff/FieldChanges.h"
#include "core/diff/Overlay.h"
#include "core/diff/Rebuilt.h"
#include "core/diff/SecretData.h"
#include "core/kube/ManagedFields.h"
#include "core/manifest/JsonReader.h"
#include "core/manifest/Resource.h"
#include "core/manifest/SecretMask.h"

#include <algorithm>
#include <ranges>

namespace holdfast::diff {

using manifest::FieldPath;
using manifest::Value;

namespace {

constexpr std::string_view lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

/// A namespace that only one side names and empty annotations are no difference (gitops-engine removes both).
Value withoutPlace(const Value& object)
{
    Value metadata = object["metadata"].without("namespace");
    if (metadata["annotations"].isEmpty())
        metadata = metadata.without("annotations");
    return object.with("metadata", metadata);
}

/// The last-applied object, of a Secret with its texts as data; null where there is none or it cannot be read.
Value originalOf(const Value& live)
{
    const Value& text = live.at({ "metadata", "annotations", lastApplied });
    if (!text.isString())
        return {};
    const Result<Value> original = manifest::readJson(text.text());
    if (!original || !original->isMap())
        return {};
    return manifest::isSecret(*original) ? withMergedStringData(*original) : *original;
}

/// The server writes more into claim templates than anybody sent, and lists without a key would be replaced whole.
Value withLiveClaimTemplates(const Value& desired, const Value& live)
{
    const Value& wanted = desired.at({ "spec", "volumeClaimTemplates" });
    const Value& have = live.at({ "spec", "volumeClaimTemplates" });
    if (!wanted.isList() || !have.isList() || wanted.list().size() != have.list().size())
        return desired;
    Value::List claims;
    for (std::size_t index = 0; index < wanted.list().size(); ++index)
        claims.push_back(overlaid(have[index], wanted[index], {}));
    return desired.with("spec", desired["spec"].with("volumeClaimTemplates", Value(std::move(claims))));
}

/// A PodDisruptionBudget's selector is replaced whole, where others are merged (patchStrategy replace).
Value withWholeSelector(const Value& predicted, const Value& wanted)
{
    const Value& selector = wanted.at({ "spec", "selector" });
    if (predicted["kind"].text() != "PodDisruptionBudget" || selector.isNull())
        return predicted;
    return predicted.with("spec", predicted["spec"].with("selector", selector));
}

/// Whether Argo CD knows the Go types of a group: those of client-go's scheme, which has neither CRDs nor APIServices.
bool isPatchedByType(std::string_view group)
{
    return isBuiltInGroup(group) && group != "apiextensions.k8s.io" && group != "apiregistration.k8s.io";
}

/// Fields that hold null in the desired object are taken away, as a JSON merge patch does.
Value withoutNulls(const Value& value)
{
    if (!value.isMap())
        return value;
    return rebuiltMap(value, [](const Value::Member& member) {
        return member.second.isNull() ? Fate::goes() : Fate::becomes(member.second, withoutNulls(member.second));
    });
}

/// The value without what the server added to maps, those in lists included: what `original` does not name.
Value withoutAdditions(const Value& original, const Value& live)
{
    if (original.isMap() && live.isMap()) {
        Value::Map members;
        for (const Value::Member& member : live.map()) {
            if (original.contains(member.first))
                members.emplace_back(member.first, withoutAdditions(original[member.first], member.second));
        }
        return Value(std::move(members));
    }
    if (!original.isList() || !live.isList())
        return live;
    Value::List items;
    for (std::size_t index = 0; index < live.list().size(); ++index)
        items.push_back(index < original.list().size() ? withoutAdditions(original[index], live[index]) : live[index]);
    return Value(std::move(items));
}

/// A JSON merge patch of a custom resource: a list is replaced whole, but only where more than the server's additions
/// to its items differs.
Value mergedCustom(const Value& original, const Value& wanted, const Value& live)
{
    if (!wanted.isMap() || !live.isMap())
        return withoutAdditions(original, live) == wanted ? live : withoutNulls(wanted);
    Value merged = live;
    for (const Value::Member& member : wanted.map()) {
        const Value& value = member.second;
        if (value.isNull())
            merged = merged.without(member.first);
        else
            merged = merged.with(member.first,
                live.contains(member.first) ? mergedCustom(original[member.first], value, live[member.first])
                                            : withoutNulls(value));
    }
    return merged;
}

bool ownsWhole(const kube::FieldOwner& owner, const Value& object, const FieldPath& path)
{
    return kube::ownership(owner, object, path) != kube::Ownership::None;
}

bool isApply(const kube::FieldOwner& owner, std::string_view manager)
{
    return owner.operation == kube::FieldOperation::Apply && owner.subresource.isEmpty()
        && owner.manager == manifest::toQString(manager);
}

/// Structs that Go writes even where they are empty: Flux applies them so, and what is inside is then the server's.
bool isEmptyStruct(const FieldPath& path, const Value& live)
{
    const std::string& field = path.isRoot() ? std::string() : path.steps().back().key;
    const Value* value = path.find(live);
    return value != nullptr && value->isMap()
        && (field == "resources" || field == "strategy" || field == "updateStrategy");
}

bool isBelowIdentity(const FieldPath& path)
{
    return path.isRoot() || path.steps().front().key == "apiVersion" || path.steps().front().key == "kind"
        || path.text() == "/metadata" || path.text() == "/metadata/name" || path.text() == "/metadata/namespace";
}

}

Value predictedByPatch(const Value& desired, const Value& live)
{
    const bool builtIn = isPatchedByType(manifest::groupVersionKind(live).group.toStdString());
    const OverlayRule rule { .lists = ListRule::Patch, .keyed = builtIn };
    const Value wanted = withLiveClaimTemplates(withoutPlace(desired), live);
    const Value original = originalOf(live);
    Value base = original.isNull() ? live : withoutRetired(live, withoutPlace(original), wanted, rule);
    // Both may be without annotations by now, where the last-applied one itself stays.
    const Value& note = live.at({ "metadata", "annotations", lastApplied });
    if (!note.isNull() && base.at({ "metadata", "annotations", lastApplied }).isNull()) {
        const Value annotations = base.at({ "metadata", "annotations" }).with(lastApplied, note);
        base = base.with("metadata", base["metadata"].with("annotations", annotations));
    }
    if (!builtIn)
        return mergedCustom(original.isNull() ? wanted : withoutPlace(original), wanted, base);
    return withoutNulls(withWholeSelector(overlaid(base, wanted, rule), wanted));
}

Value predictedByApply(const Value& desired, const Value& live, std::string_view manager)
{
    const std::vector<kube::FieldOwner> owners = kube::fieldOwners(live);
    const OverlayRule rule { .lists = ListRule::Apply,
        .keyed = isBuiltInGroup(manifest::groupVersionKind(live).group.toStdString()) };
    Value base = live;
    std::vector<FieldPath> retired;
    for (const kube::FieldOwner& owner : owners) {
        if (!isApply(owner, manager))
            continue;
        for (const FieldPath& path : kube::ownedFields(owner, live)) {
            const bool others = std::ranges::any_of(owners, [&](const kube::FieldOwner& other) {
                return !isApply(other, manager) && ownsWhole(other, live, path);
            });
            const bool isServers = rule.keyed && isEmptyStruct(path, live);
            if (!others && !isServers && !isBelowIdentity(path) && !path.find(desired))
                retired.push_back(path);
        }
    }
    for (const FieldPath& path : retired | std::views::reverse)
        base = path.remove(base);
    return overlaid(base, withLiveClaimTemplates(desired, live), rule);
}

Value withoutOthersChanges(const Value& predicted, const Value& live, std::string_view manager)
{
    const std::vector<kube::FieldOwner> after = kube::fieldOwners(predicted);
    const std::vector<kube::FieldOwner> before = kube::fieldOwners(live);
    const auto owns = [&](const std::vector<kube::FieldOwner>& owners, const Value& object, const FieldPath& path) {
        return std::ranges::any_of(owners, [&](const kube::FieldOwner& owner) {
            return owner.manager == manifest::toQString(manager) && ownsWhole(owner, object, path);
        });
    };
    Value result = predicted;
    std::vector<FieldPath> added;
    for (const FieldChange& change : fieldChanges(live, predicted)) {
        const bool isGone = change.kind == ChangeKind::Removed || (change.desired && change.desired->isNull());
        // What is gone was the manager's, or stood in a list that it owns whole by now.
        const bool mine = (isGone && owns(before, live, change.path)) || owns(after, predicted, change.path);
        if (mine)
            continue;
        if (change.live)
            result = change.path.set(result, *change.live).value_or(result);
        else
            added.push_back(change.path);
    }
    for (const FieldPath& path : added | std::views::reverse)
        result = path.remove(result);
    return result;
}

}
