#include "app/sandbox/sim/Revisions.h"

#include <algorithm>
#include <format>

namespace holdfast::sandbox::sim {

namespace {

constexpr std::string_view hashLabel = "controller-revision-hash";

// `rollout undo` sends this data back as a patch, so it holds what the real controllers put there.
Value dataOf(const Value& owner)
{
    return tree(
        { { "spec", tree({ { "template", owner.at({ "spec", "template" }).with("$patch", Value("replace")) } }) } });
}

}

std::string revisionHash(const Value& revision)
{
    return label(revision, hashLabel);
}

Value templateIn(const Value& revision)
{
    return revision.at({ "data", "spec", "template" }).without("$patch");
}

RevisionState keepRevisions(World& world, const Value& owner, const std::vector<std::string>& used)
{
    RevisionState state { {}, world.controlled(kinds::controllerRevisions, owner) };
    std::ranges::stable_sort(state.all, {}, [](const Value& one) { return one["revision"].intOr(0); });
    const auto data = dataOf(owner);
    const auto highest = state.all.empty() ? 0 : state.all.back()["revision"].intOr(0);
    const auto known = std::ranges::find_if(state.all, [&](const Value& one) { return one["data"] == data; });
    if (known != state.all.end()) {
        state.update = *known;
        state.all.erase(known);
        if (state.update["revision"].intOr(0) < highest) {
            const auto raised = world.update(kinds::controllerRevisions,
                state.update.with("revision", Value(highest + 1)), "kube-controller-manager");
            state.update = raised.value_or(state.update);
        }
    } else {
        const auto hash = safeHash(data);
        const auto labels
            = merged(owner.at({ "spec", "template", "metadata", "labels" }), tree({ { hashLabel, hash } }));
        const auto metadata = tree({ { "name", std::format("{}-{}", nameOf(owner), hash) },
            { "namespace", namespaceOf(owner) }, { "labels", labels },
            { "annotations",
                drop(owner.at({ "metadata", "annotations" }), { "kubectl.kubernetes.io/last-applied-configuration" }) },
            { "ownerReferences", sequence({ controllerReference(owner) }) } });
        const auto made = world.create(kinds::controllerRevisions,
            tree({ { "metadata", metadata }, { "data", data }, { "revision", highest + 1 } }),
            "kube-controller-manager");
        state.update = made.value_or(Value());
    }
    const auto limit = owner.at({ "spec", "revisionHistoryLimit" }).intOr(10);
    for (auto surplus = static_cast<std::int64_t>(state.all.size()) - limit; surplus > 0; --surplus) {
        if (std::ranges::find(used, revisionHash(state.all.front())) == used.end())
            world.remove(kinds::controllerRevisions, nameIn(state.all.front()));
        state.all.erase(state.all.begin());
    }
    state.all.push_back(state.update);
    return state;
}

}
