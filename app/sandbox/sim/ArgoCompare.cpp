#include "app/sandbox/sim/ArgoCompare.h"

#include "app/sandbox/sim/IgnoreRules.h"
#include "app/sandbox/sim/ThreeWay.h"
#include "core/manifest/MergePatch.h"

#include <algorithm>
#include <tuple>

namespace holdfast::sandbox::sim {

namespace {

auto identity(const Value& object)
{
    return std::tuple(groupOf(object), text(object["kind"]), namespaceOf(object), nameOf(object));
}

// What no comparison looks at.
Value plain(Value object)
{
    for (const auto& key : { "managedFields", "resourceVersion", "generation", "uid", "creationTimestamp", "selfLink" })
        object = drop(object, { "metadata", key });
    object = drop(object, { "metadata", "annotations", lastAppliedKey });
    return object.without("status");
}

Value withoutEmptyAnnotations(const Value& object)
{
    return object.at({ "metadata", "annotations" }).isEmpty() ? drop(object, { "metadata", "annotations" }) : object;
}

// Built-in kinds go through the server's defaults and merge keys; others are merged here, so that a field that their
// schema no longer knows still shows.
Value predicted(World& target, const Value& desired, const Value& live)
{
    const auto original = readLastApplied(live);
    if (!isBuiltIn(groupOf(desired)))
        return manifest::applyMergePatch(
            live, threeWayPatch(original, desired.with("apiVersion", live["apiVersion"]), ListMerge::Whole));
    const auto resource = target.store().resourceOf(desired["apiVersion"].text(), desired["kind"].text());
    if (!resource)
        return desired;
    const WriteOptions dry { .fieldManager = "argocd-controller", .dryRun = DryRun::All };
    const auto patch = threeWayPatch(original, desired, ListMerge::ByKey);
    const auto written = target.store().patch(*resource, nameIn(live), PatchType::Strategic, patch, dry);
    return written ? written->object : manifest::applyMergePatch(live, desired);
}

Verdict verdictOf(World& target, const Value& app, const Compared& one)
{
    if (one.isHook)
        return Verdict::None;
    if (one.desired.isNull() || one.live.isNull())
        return Verdict::OutOfSync;
    return differs(target, app, one.desired, one.live) ? Verdict::OutOfSync : Verdict::Synced;
}

}

TrackedObjects::TrackedObjects(World& world, std::function<void(const std::string&)> changed)
    : QObject(&world)
    , m_world(world)
{
    world.store().watchAll(this, [this, changed](const StoreEvent& event) {
        const Place place { event.resource, nameIn(event.object) };
        const auto before = trackedApp(event.previous);
        const auto now = event.type == EventType::Deleted ? std::string() : trackedApp(event.object);
        if (!before.empty() && before != now)
            m_places[before].erase(place);
        if (!now.empty())
            m_places[now].insert(place);
        for (const auto& app :
            std::set { before, now, event.type == EventType::Deleted ? trackedApp(event.object) : now }) {
            if (!app.empty() && event.type == EventType::Deleted)
                m_places[app].erase(place);
            if (!app.empty())
                changed(app);
        }
    });
}

std::vector<Value> TrackedObjects::of(const std::string& app) const
{
    std::vector<Value> objects;
    const auto found = m_places.find(app);
    if (found == m_places.end())
        return objects;
    for (const auto& place : found->second) {
        const auto object = m_world.store().get(place.resource, place.name).value_or(Value());
        if (trackedApp(object) == app && object.at({ "metadata", "ownerReferences" }).isEmpty())
            objects.push_back(object);
    }
    return objects;
}

std::string verdictText(Verdict verdict)
{
    switch (verdict) {
    case Verdict::None:
        return {};
    case Verdict::Synced:
        return "Synced";
    case Verdict::OutOfSync:
        return "OutOfSync";
    case Verdict::Unknown:
        break;
    }
    return "Unknown";
}

Value liveOf(World& target, const Value& desired)
{
    const auto resource = target.store().resourceOf(desired["apiVersion"].text(), desired["kind"].text());
    return resource ? target.store().get(*resource, nameIn(desired)).value_or(Value()) : Value();
}

bool differs(World& target, const Value& app, const Value& desired, const Value& live)
{
    const auto wanted = withEncodedSecret(desired);
    const auto rules = ignoreRules(app.at({ "spec", "ignoreDifferences" }), live);
    const auto after = withEmptied(plain(predicted(target, wanted, live)), live, rules);
    const auto before = withEmptied(plain(live), live, rules);
    return !(withoutEmptyAnnotations(after) == withoutEmptyAnnotations(before));
}

std::vector<Compared> compare(
    World& target, const Value& app, const std::vector<Value>& desired, const std::vector<Value>& live)
{
    std::vector<Compared> all;
    for (const auto& object : desired) {
        const bool isHook = !hookPhases(object).empty();
        all.push_back({ .desired = object, .live = liveOf(target, object), .isHook = isHook });
    }
    for (const auto& object : live) {
        const auto same = [&](const Compared& one) { return identity(one.desired) == identity(object); };
        if (std::ranges::any_of(all, same))
            continue;
        const bool isHook = !hookPhases(object).empty();
        all.push_back({ .live = object,
            .isHook = isHook,
            .requiresPruning = true,
            .counts = !annotationHas(object, "argocd.argoproj.io/compare-options", "IgnoreExtraneous") });
    }
    for (auto& one : all)
        one.verdict = verdictOf(target, app, one);
    // A hook that is not in the cluster is no part of the app.
    std::erase_if(all, [](const Compared& one) { return one.isHook && one.live.isNull(); });
    for (auto& one : all)
        one.requiresPruning = one.requiresPruning || one.isHook;
    std::ranges::sort(all, {}, [](const Compared& one) { return identity(one.either()); });
    return all;
}

}
