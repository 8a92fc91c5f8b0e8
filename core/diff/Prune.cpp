#include "core/diff/Prune.h"

#include "core/diff/FluxMarks.h"
#include "core/diff/Inventory.h"

#include <algorithm>

namespace holdfast::diff {

using manifest::Value;
using namespace Qt::StringLiterals;

namespace {

enum class Place { InInventory, NotInInventory, NoInventory };

Place placeOf(const Value& kustomization, const Value& live)
{
    const Value::List& entries = kustomization.at({ "status", "inventory", "entries" }).list();
    if (entries.empty())
        return Place::NoInventory;
    const manifest::ObjectKey wanted = manifest::objectKey(live);
    const manifest::ObjectKey bare = clusterKey(live);
    const bool found = std::ranges::any_of(entries, [&](const Value& entry) {
        const Result<manifest::ObjectKey> key = parseInventoryId(manifest::toQString(entry["id"].text()));
        return key && (*key == wanted || *key == bare);
    });
    return found ? Place::InInventory : Place::NotInInventory;
}

/// What the Kustomization alone says against removing anything; empty where nothing.
QString refusalOf(const Value& kustomization, PruneCause cause)
{
    const Value& spec = kustomization["spec"];
    if (spec["suspend"].boolOr(false))
        return u"the Kustomization is suspended"_s;
    const bool prunes = spec["prune"].boolOr(false);
    if (cause == PruneCause::SourceDropped)
        return prunes ? QString() : u"spec.prune is off"_s;
    const std::string_view policy = spec["deletionPolicy"].text();
    if (policy == "Delete" || policy == "WaitForTermination")
        return {};
    if (policy == "Orphan")
        return u"spec.deletionPolicy is Orphan"_s;
    return prunes ? QString() : u"spec.prune is off, and spec.deletionPolicy mirrors it"_s;
}

/// What the live object says against its removal; empty where nothing.
QString refusalOf(const Value& kustomization, const Value& live)
{
    const Value& labels = live.at({ "metadata", "labels" });
    const Value& owner = kustomization["metadata"];
    if (labels[kustomizeName].text() != owner["name"].text()
        || labels[kustomizeNamespace].text() != owner["namespace"].text())
        return u"its owner labels do not name this Kustomization"_s;
    if (hasFluxMark(live, kustomizePrune, "disabled"))
        return u"the object is marked kustomize.toolkit.fluxcd.io/prune: disabled"_s;
    if (hasFluxMark(live, kustomizeReconcile, "disabled"))
        return u"the object is marked kustomize.toolkit.fluxcd.io/reconcile: disabled"_s;
    if (hasFluxMark(live, kustomizeSsa, "Ignore"))
        return u"the object is marked kustomize.toolkit.fluxcd.io/ssa: Ignore"_s;
    return {};
}

}

PruneDecision pruneDecision(const Value& kustomization, const Value& live, PruneCause cause)
{
    if (const QString refusal = refusalOf(kustomization, cause); !refusal.isEmpty())
        return { .action = PruneAction::Keep, .reason = refusal };
    switch (placeOf(kustomization, live)) {
    case Place::NoInventory:
        return { .action = PruneAction::Keep, .reason = u"the Kustomization has no inventory"_s };
    case Place::NotInInventory:
        return { .action = PruneAction::Keep, .reason = u"not in the inventory"_s };
    case Place::InInventory:
        break;
    }
    if (const QString refusal = refusalOf(kustomization, live); !refusal.isEmpty())
        return { .action = PruneAction::Keep, .reason = refusal };
    return { .action = PruneAction::Delete, .reason = u"in the inventory"_s };
}

}
