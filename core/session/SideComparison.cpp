#include "core/session/SideComparison.h"

#include "core/manifest/Resource.h"
#include "core/manifest/SecretMask.h"

#include <algorithm>

namespace holdfast::session {

using manifest::ObjectKey;
using manifest::Value;

namespace {

/// The objects of one side.
struct SideObjects {
    std::vector<ObjectKey> keys;
    std::vector<Value> values;
    SideOrigin origin;

    [[nodiscard]] std::optional<Value> at(int index) const
    {
        return index < 0 ? std::nullopt : std::optional(values[static_cast<std::size_t>(index)]);
    }
    [[nodiscard]] std::optional<ObjectKey> keyAt(int index) const
    {
        return index < 0 ? std::nullopt : std::optional(keys[static_cast<std::size_t>(index)]);
    }
};

/// How the objects of two sides are compared.
struct Judge {
    diff::CompareRules rules;
    diff::Dialect dialect = diff::Dialect::ArgoCd;
    SideKind left = SideKind::Live;
    SideKind right = SideKind::Desired;
};

Result<SideObjects> liveObjects(workflow::ClusterAccess& clusters, const gitops::App& app, const CancelToken& cancel)
{
    const Result<gitops::AppDetails> details = clusters.details(app.id, cancel);
    if (!details)
        return std::unexpected(details.error());
    SideObjects objects;
    for (const gitops::AppObject& object : details->objects) {
        if (object.hook || !object.verdict || *object.verdict == gitops::ObjectVerdict::Missing)
            continue;
        const Result<Value> live = clusters.live(app.id, object.key, cancel);
        if (!live && live.error().code == ErrorCode::NotFound)
            continue;
        if (!live)
            return std::unexpected(live.error());
        objects.keys.push_back(object.key);
        objects.values.push_back(*live);
    }
    return objects;
}

Result<SideObjects> desiredObjects(const DesiredStates& states, const ComparedSide& side, const CancelToken& cancel)
{
    const Result<DesiredState> state = states.desired(
        { .app = side.app,
            .revision = side.revision,
            .repository = side.repository,
            .absent = side.repository.isEmpty() ? AbsentFolder::IsAnError : AbsentFolder::HasNoObjects },
        cancel);
    if (!state)
        return std::unexpected(state.error());
    SideObjects objects;
    for (const Value& object : state->objects) {
        if (isHook(object))
            continue;
        objects.keys.push_back(manifest::objectKey(object));
        objects.values.push_back(object);
    }
    objects.origin = { .repository = state->repository, .commit = state->commit };
    return objects;
}

diff::FieldChange reversed(const diff::FieldChange& change)
{
    diff::FieldChange result = change;
    std::swap(result.desired, result.live);
    if (change.kind == diff::ChangeKind::Added)
        result.kind = diff::ChangeKind::Removed;
    else if (change.kind == diff::ChangeKind::Removed)
        result.kind = diff::ChangeKind::Added;
    return result;
}

/// The comparison with its sides changed over: what a Secret had before is what is on the left.
diff::Comparison turned(diff::Comparison comparison)
{
    std::swap(comparison.live, comparison.predicted);
    std::ranges::transform(comparison.changes, comparison.changes.begin(), reversed);
    if (!manifest::isSecret(comparison.live) && !manifest::isSecret(comparison.predicted))
        return comparison;
    comparison.live = manifest::withTurnedMarks(comparison.live);
    comparison.predicted = manifest::withTurnedMarks(comparison.predicted);
    for (diff::FieldChange& change : comparison.changes)
        for (std::optional<Value>* side : { &change.desired, &change.live })
            *side = side->transform(manifest::withTurnedMarks);
    return comparison;
}

/// Of one kind: field by field, Secrets masked before anything is told.
diff::Comparison alike(const std::optional<Value>& left, const std::optional<Value>& right, diff::Dialect dialect)
{
    const auto shown = [dialect](const std::optional<Value>& object) {
        return object ? diff::comparable(diff::normalized(*object, dialect), dialect) : Value();
    };
    diff::Comparison result;
    if (left && right) {
        const manifest::MaskedPair pair = manifest::maskSecretPair(shown(left), shown(right));
        result.live = pair.previous;
        result.predicted = pair.object;
        result.changes = diff::fieldChanges(pair.previous, pair.object);
        result.verdict = result.changes.empty() ? diff::Verdict::Synced : diff::Verdict::OutOfSync;
        return result;
    }
    result.live = left ? manifest::maskSecret(shown(left)) : Value();
    result.predicted = right ? manifest::maskSecret(shown(right)) : Value();
    result.verdict = right ? diff::Verdict::Missing : diff::Verdict::Extra;
    return result;
}

diff::Comparison compared(const std::optional<Value>& left, const std::optional<Value>& right, const Judge& judge)
{
    const bool isOneNothing = judge.left == SideKind::Nothing || judge.right == SideKind::Nothing;
    if (judge.left == judge.right || isOneNothing)
        return alike(left, right, judge.dialect);
    const bool liveIsLeft = judge.left == SideKind::Live;
    diff::Comparison result = diff::compare(
        { .desired = liveIsLeft ? right : left, .live = liveIsLeft ? left : right }, judge.rules, judge.dialect);
    return liveIsLeft ? result : turned(std::move(result));
}

Result<Judge> judgeOf(
    workflow::ClusterAccess& clusters, const std::pair<ComparedSide, ComparedSide>& sides, const CancelToken& cancel)
{
    const gitops::App& app = sides.second.kind == SideKind::Desired ? sides.second.app : sides.first.app;
    Judge judge { .left = sides.first.kind, .right = sides.second.kind };
    judge.dialect = app.id.kind == gitops::AppKind::Application ? diff::Dialect::ArgoCd : diff::Dialect::Kustomize;
    const Result<Value> object = clusters.object(workflow::placeOf(app.id), cancel);
    if (!object)
        return std::unexpected(object.error());
    const Result<diff::CompareRules> rules = diff::compareRules(*object, judge.dialect);
    if (!rules)
        return std::unexpected(rules.error());
    judge.rules = *rules;
    return judge;
}

/// What an app declares on the left, and what runs of it on the right, or the other way round.
SideComparison measuredSides(const Measurement& measured, SideKind left)
{
    SideComparison result { .notes = measured.desired.notes };
    const SideOrigin live { .at = measured.verdict.at };
    const SideOrigin git {
        .repository = measured.desired.repository, .commit = measured.desired.commit, .at = measured.verdict.at
    };
    result.left = left == SideKind::Live ? live : git;
    result.right = left == SideKind::Live ? git : live;
    for (const MeasuredObject& object : measured.objects)
        result.objects.push_back({ .left = object.key,
            .right = object.key,
            .comparison = left == SideKind::Live ? object.comparison : turned(object.comparison) });
    return result;
}

}

std::vector<int> partnersOf(const std::vector<ObjectKey>& left, const std::vector<ObjectKey>& right)
{
    std::vector<int> partners(left.size(), -1);
    std::vector<char> taken(right.size());
    const auto pair = [&](const auto& matches) {
        for (std::size_t at = 0; at < left.size(); ++at) {
            for (std::size_t other = 0; other < right.size() && partners[at] < 0; ++other)
                if (taken[other] == 0 && matches(left[at], right[other])) {
                    partners[at] = static_cast<int>(other);
                    taken[other] = 1;
                }
        }
    };
    const auto sameKind = [](const ObjectKey& one, const ObjectKey& other) {
        return one.group == other.group && one.kind == other.kind;
    };
    pair([](const ObjectKey& one, const ObjectKey& other) { return one == other; });
    pair([&](const ObjectKey& one, const ObjectKey& other) { return sameKind(one, other) && one.name == other.name; });
    const auto isOnly = [&](const std::vector<ObjectKey>& all, const ObjectKey& key) {
        return std::ranges::count_if(all, [&](const ObjectKey& one) { return sameKind(one, key); }) == 1;
    };
    pair([&](const ObjectKey& one, const ObjectKey& other) {
        return sameKind(one, other) && isOnly(left, one) && isOnly(right, other);
    });
    return partners;
}

const ComparedObject* SideComparison::find(const ObjectKey& key) const
{
    const auto exact = std::ranges::find_if(
        objects, [&key](const ComparedObject& object) { return object.left == key || object.right == key; });
    if (exact != objects.end())
        return &*exact;
    const auto alike = [&key](const ComparedObject& object) {
        const ObjectKey& own = object.left ? *object.left : *object.right;
        return own.group == key.group && own.kind == key.kind && own.name == key.name;
    };
    const auto near = std::ranges::find_if(objects, alike);
    return near != objects.end() && std::ranges::count_if(objects, alike) == 1 ? &*near : nullptr;
}

Result<SideComparison> compareSides(const DesiredStates& states, workflow::ClusterAccess& clusters,
    const std::pair<ComparedSide, ComparedSide>& sides, const CancelToken& cancel)
{
    const auto& [left, right] = sides;
    const bool gitIsLeft = left.kind == SideKind::Desired && right.kind == SideKind::Live;
    const bool gitIsRight = left.kind == SideKind::Live && right.kind == SideKind::Desired;
    if ((gitIsLeft || gitIsRight) && left.app.id == right.app.id) {
        const ComparedSide& git = gitIsLeft ? left : right;
        const Result<Measurement> measured
            = measure(states, clusters, { .app = git.app, .revision = git.revision }, cancel);
        if (!measured)
            return std::unexpected(measured.error());
        return measuredSides(*measured, left.kind);
    }
    const Result<Judge> judge = judgeOf(clusters, sides, cancel);
    if (!judge)
        return std::unexpected(judge.error());
    const auto read = [&](const ComparedSide& side) {
        switch (side.kind) {
        case SideKind::Live:
            return liveObjects(clusters, side.app, cancel);
        case SideKind::Desired:
            return desiredObjects(states, side, cancel);
        case SideKind::Nothing:
            break;
        }
        return Result<SideObjects>(SideObjects());
    };
    const Result<SideObjects> ofLeft = read(left);
    if (!ofLeft)
        return std::unexpected(ofLeft.error());
    const Result<SideObjects> ofRight = read(right);
    if (!ofRight)
        return std::unexpected(ofRight.error());
    SideComparison result { .objects = {}, .left = ofLeft->origin, .right = ofRight->origin };
    result.left.at = result.right.at = QDateTime::currentDateTimeUtc();
    const auto add = [&](int first, int second) {
        result.objects.push_back({ .left = ofLeft->keyAt(first),
            .right = ofRight->keyAt(second),
            .comparison = compared(ofLeft->at(first), ofRight->at(second), *judge) });
    };
    const std::vector<int> partners = partnersOf(ofLeft->keys, ofRight->keys);
    for (std::size_t at = 0; at < partners.size(); ++at)
        add(static_cast<int>(at), partners[at]);
    for (int other = 0; other < static_cast<int>(ofRight->keys.size()); ++other)
        if (!std::ranges::contains(partners, other))
            add(-1, other);
    return result;
}

}
