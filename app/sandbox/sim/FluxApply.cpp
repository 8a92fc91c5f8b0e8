#include "app/sandbox/sim/FluxApply.h"

#include "app/sandbox/sim/FluxObjects.h"
#include "app/sandbox/sim/ThreeWay.h"

#include <format>
#include <utility>

namespace holdfast::sandbox::sim {

namespace {

Value comparable(const Value& object)
{
    auto plain = object.without("status").without("metadata");
    const auto labels = object.at({ "metadata", "labels" });
    const auto annotations = object.at({ "metadata", "annotations" });
    return plain.with("labels", labels.isEmpty() ? Value() : labels)
        .with("annotations", annotations.isEmpty() ? Value() : annotations);
}

Value withResources(const Value& pod)
{
    Value whole = pod;
    for (const auto* list : { "initContainers", "containers" }) {
        if (!pod[list].isList())
            continue;
        auto containers = pod[list].list();
        for (auto& one : containers) {
            if (one["resources"].isNull())
                one = one.with("resources", Value::emptyMap());
        }
        whole = whole.with(list, Value(std::move(containers)));
    }
    return whole;
}

Value withTemplate(const Value& owner)
{
    const auto& pod = owner.at({ "spec", "template", "spec" });
    return pod.isMap() ? put(owner, { "spec", "template", "spec" }, withResources(pod)) : owner;
}

// Flux reads built-in kinds into Go's types, which write these structs back even where they are empty.
Value withEmptyStructs(const Value& object)
{
    const auto kind = object["kind"].text();
    const auto version = object["apiVersion"].text();
    if (!version.starts_with("apps/") && !version.starts_with("batch/"))
        return object;
    if (kind == "CronJob")
        return put(object, { "spec", "jobTemplate" }, withTemplate(object.at({ "spec", "jobTemplate" })));
    const Value whole = withTemplate(object);
    const bool isSet = kind == "StatefulSet" || kind == "DaemonSet";
    const auto* strategy = isSet ? "updateStrategy" : "strategy";
    if ((!isSet && kind != "Deployment") || !whole.at({ "spec", strategy }).isNull())
        return whole;
    return put(whole, { "spec", strategy }, Value::emptyMap());
}

bool isForeign(const Value& entry, const std::string& own)
{
    const auto manager = entry["manager"].text();
    const bool isOwnUpdate = manager == own && entry["operation"].text() == "Update" && entry["subresource"].isEmpty();
    return manager.starts_with("kubectl") || manager.starts_with("before-first-apply") || isOwnUpdate;
}

}

Value joinedFields(const Value& left, const Value& right)
{
    if (!left.isMap() || !right.isMap())
        return left.isNull() ? right : left;
    Value joined = left;
    for (const auto& [key, value] : right.map())
        joined = joined.with(key, joinedFields(joined[key], value));
    return joined;
}

FluxApplier::FluxApplier(World& world, std::string manager, KubectlFields fields)
    : m_world(world)
    , m_manager(std::move(manager))
    , m_fields(fields)
{
}

bool FluxApplier::isExcluded(const Value& desired, const Value& live) const
{
    const std::string prefix = "kustomize.toolkit.fluxcd.io/";
    return isMarked(desired, prefix + "reconcile", "disabled") || isMarked(live, prefix + "reconcile", "disabled")
        || isMarked(desired, prefix + "ssa", "ignore")
        || (!live.isNull() && isMarked(desired, prefix + "ssa", "ifnotpresent"));
}

// What kubectl owns is handed to the agent, so that the next apply removes what Git does not have.
void FluxApplier::takeOver(const Value& live, const ResourceName& resource)
{
    const auto& entries = live.at({ "metadata", "managedFields" }).list();
    Value own;
    Value::List rest;
    bool found = false;
    for (const auto& entry : entries) {
        if (isForeign(entry, m_manager)) {
            own = joinedFields(own, entry["fieldsV1"]);
            found = true;
        } else if (entry["manager"].text() == m_manager && entry["operation"].text() == "Apply") {
            own = joinedFields(own, entry["fieldsV1"]);
        } else {
            rest.push_back(entry);
        }
    }
    if (!found)
        return;
    rest.push_back(tree({ { "manager", m_manager }, { "operation", "Apply" }, { "apiVersion", live["apiVersion"] },
        { "time", m_world.now() }, { "fieldsType", "FieldsV1" }, { "fieldsV1", own } }));
    const auto patch = sequence(
        { tree({ { "op", "replace" }, { "path", "/metadata/managedFields" }, { "value", Value(std::move(rest)) } }) });
    static_cast<void>(
        m_world.store().patch(resource, nameIn(live), PatchType::Json, patch, { .fieldManager = m_manager }));
}

std::expected<Drift, std::string> FluxApplier::probe(const Value& desired, Refused refused)
{
    const auto resource = m_world.store().resourceOf(desired["apiVersion"].text(), desired["kind"].text());
    if (!resource)
        return std::unexpected(std::format("{} dry-run failed: no matches for kind \"{}\" in version \"{}\"\n",
            fluxName(desired), desired["kind"].text(), desired["apiVersion"].text()));
    const auto live = m_world.store().get(*resource, nameIn(desired)).value_or(Value());
    if (isExcluded(desired, live))
        return Drift { desired, live, live };
    if (!live.isNull() && m_fields == KubectlFields::TakeOver)
        takeOver(live, *resource);
    WriteOptions dry { .fieldManager = m_manager, .dryRun = DryRun::All, .force = Force::Yes };
    const auto written = m_world.store().apply(desired, dry);
    // An object whose namespace comes with the same apply cannot be tried yet.
    if (!written && written.error().code == 404)
        return Drift { desired, live, desired };
    const bool isForced
        = refused == Refused::IsRecreated || isMarked(desired, "kustomize.toolkit.fluxcd.io/force", "enabled");
    if (!written && isForced && !live.isNull() && written.error().message.contains("field is immutable")) {
        static_cast<void>(
            m_world.store().remove(*resource, nameIn(desired), { .propagation = Propagation::Background }));
        return Drift { desired, {}, desired };
    }
    if (!written)
        return std::unexpected(std::format(
            "{} dry-run failed ({}): {}\n", fluxName(desired), written.error().reason, written.error().message));
    return Drift { desired, live, written->object };
}

std::expected<std::vector<Drift>, std::string> FluxApplier::drift(const std::vector<Value>& objects)
{
    std::vector<Drift> differing;
    for (const auto& object : objects) {
        const auto probed = probe(object);
        if (!probed)
            return std::unexpected(probed.error());
        if (!(comparable(probed->live) == comparable(probed->predicted)))
            differing.push_back(*probed);
    }
    return differing;
}

std::expected<std::vector<AppliedObject>, std::string> FluxApplier::apply(
    const std::vector<Value>& objects, Refused refused)
{
    std::vector<Drift> probed;
    for (const auto& object : objects) {
        const auto one = probe(m_fields == KubectlFields::TakeOver ? withEmptyStructs(object) : object, refused);
        if (!one)
            return std::unexpected(one.error());
        probed.push_back(*one);
    }
    std::vector<AppliedObject> applied;
    for (const auto& one : probed) {
        const bool isExclusion = isExcluded(one.desired, one.live);
        if (isExclusion || comparable(one.live) == comparable(one.predicted)) {
            applied.push_back({ one.desired, isExclusion ? "skipped" : "unchanged" });
            continue;
        }
        const auto written = m_world.store().apply(one.desired, { .fieldManager = m_manager, .force = Force::Yes });
        if (!written)
            return std::unexpected(
                std::format("{} apply failed: {}\n", fluxName(one.desired), written.error().message));
        applied.push_back({ one.desired, one.live.isNull() ? "created" : "configured" });
    }
    return applied;
}

}
