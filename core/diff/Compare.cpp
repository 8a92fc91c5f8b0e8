#include "core/diff/Compare.h"

#include "core/diff/FluxMarks.h"
#include "core/diff/GoZeros.h"
#include "core/diff/Prediction.h"
#include "core/manifest/SecretMask.h"

#include <algorithm>

namespace holdfast::diff {

using manifest::Value;

namespace {

/// The two objects of a comparison on their way to it.
struct Pair {
    Value live;
    Value desired;
    Absence absence = Absence::Differs;

    [[nodiscard]] std::vector<FieldChange> changes() const { return fieldChanges(live, desired, absence); }
};

bool isLeftAlone(const Value& object, Dialect dialect, const CompareRules& rules)
{
    if (!object.isMap() || dialect == Dialect::ArgoCd)
        return false;
    const bool ignored = std::ranges::any_of(
        rules.ignored, [&object](const IgnoreRule& rule) { return rule.wholeObject && rule.target.matches(object); });
    if (ignored)
        return true;
    if (dialect == Dialect::Helm)
        return hasFluxMark(object, helmDriftDetection, "disabled");
    return hasFluxMark(object, kustomizeReconcile, "disabled") || hasFluxMark(object, kustomizeSsa, "Ignore");
}

bool isExcluded(const CompareInput& input, const CompareRules& rules, Dialect dialect)
{
    if (input.desired && isLeftAlone(*input.desired, dialect, rules))
        return true;
    if (input.live && isLeftAlone(*input.live, dialect, rules))
        return true;
    return dialect == Dialect::Kustomize && input.live && input.desired
        && hasFluxMark(*input.desired, kustomizeSsa, "IfNotPresent");
}

PredictionKind predictionKind(const CompareInput& input, const CompareRules& rules, Dialect dialect)
{
    if (input.predicted)
        return PredictionKind::Server;
    static constexpr std::string_view options = "argocd.argoproj.io/sync-options";
    const bool ownOption
        = input.desired->at({ "metadata", "annotations", options }).text().contains("ServerSideApply=true");
    return dialect == Dialect::ArgoCd && !rules.serverSideApply && !ownOption ? PredictionKind::ThreeWayPatch
                                                                              : PredictionKind::Apply;
}

/// How a comparison is done.
struct Asked {
    const CompareRules& rules;
    Dialect dialect;
    PredictionKind kind;
};

/// The prediction as the dialect compares it, from the live object as the dialect compares it.
Value predictedOf(const CompareInput& input, const Value& live, const Asked& asked)
{
    const auto& [rules, dialect, kind] = asked;
    const std::string_view manager = fieldManager(dialect);
    switch (kind) {
    case PredictionKind::Server:
        return normalized(dialect == Dialect::ArgoCd && !rules.includeMutationWebhook
                ? withoutOthersChanges(*input.predicted, *input.live, manager)
                : *input.predicted,
            dialect);
    case PredictionKind::ThreeWayPatch:
        return predictedByPatch(normalized(*input.desired, dialect), live);
    case PredictionKind::Apply:
        return predictedByApply(normalized(*input.desired, dialect), live, manager);
    }
    return {};
}

/// Labels and annotations that only the live object has are no drift for helm-controller.
Value withoutForeignMarks(const Value& live, const Value& desired)
{
    Value metadata = live["metadata"];
    for (const std::string_view field : { "labels", "annotations" }) {
        Value::Map kept;
        for (const Value::Member& member : metadata[field].map()) {
            if (desired.at({ "metadata", field }).contains(member.first))
                kept.push_back(member);
        }
        metadata = kept.empty() ? metadata.without(field) : metadata.with(field, Value(std::move(kept)));
    }
    return live.with("metadata", metadata);
}

Pair prepared(const CompareInput& input, const Asked& asked)
{
    const auto& [rules, dialect, kind] = asked;
    const Value live = normalized(*input.live, dialect);
    const auto prepare = [&](const Value& object) { return withKnownFields(comparable(object, dialect), rules.known); };
    Pair pair { .live = prepare(live), .desired = prepare(predictedOf(input, live, asked)) };
    if (dialect == Dialect::Helm)
        pair.live = withoutForeignMarks(pair.live, pair.desired);
    return pair;
}

bool overlaps(const std::vector<FieldChange>& changes, const FieldChange& change)
{
    return std::ranges::any_of(changes, [&change](const FieldChange& other) {
        return other.path.isBelow(change.path) || change.path.isBelow(other.path);
    });
}

/// What one rule, or all of them, leave of the pair.
Pair reducedPair(const Pair& pair, const Value& live, const IgnoreRule& rule, QStringList& findings)
{
    const Reduced left = reduced(pair.live, live, rule);
    const Reduced right = reduced(pair.desired, live, rule);
    for (const QString& finding : left.findings + right.findings) {
        if (!findings.contains(finding))
            findings.append(finding);
    }
    return { .live = left.object, .desired = right.object, .absence = pair.absence };
}

struct Remaining {
    std::vector<FieldChange> changes;
    const IgnoreRule* rule = nullptr;
};

std::vector<FieldChange> judged(const Pair& pair, const Value& live, const CompareRules& rules, QStringList& findings)
{
    const std::vector<FieldChange> all = pair.changes();
    if (all.empty() || rules.ignored.empty())
        return all;
    Pair left = pair;
    std::vector<Remaining> byRule;
    for (const IgnoreRule& rule : rules.ignored) {
        if (!rule.target.matches(live))
            continue;
        const Pair alone = reducedPair(pair, live, rule, findings);
        byRule.push_back({ .changes = alone.changes(), .rule = &rule });
        left = reducedPair(left, live, rule, findings);
    }
    std::vector<FieldChange> judgedChanges = left.changes();
    for (const FieldChange& change : all) {
        if (overlaps(judgedChanges, change))
            continue;
        const auto hides = std::ranges::find_if(
            byRule, [&change](const Remaining& remaining) { return !overlaps(remaining.changes, change); });
        FieldChange hidden = change;
        hidden.ignoredBy = hides != byRule.end() ? hides->rule->name : byRule.front().rule->name;
        judgedChanges.push_back(std::move(hidden));
    }
    return judgedChanges;
}

/// The rules with one that the object brings along.
CompareRules withOwn(CompareRules rules, const IgnoreRule& own)
{
    rules.ignored.push_back(own);
    return rules;
}

/// The values of a Secret's changes, masked so that a difference stays visible.
void mask(std::vector<FieldChange>& changes, const Pair& pair)
{
    if (!manifest::isSecret(pair.live))
        return;
    const manifest::MaskedPair masked = manifest::maskSecretPair(pair.live, pair.desired);
    for (FieldChange& change : changes) {
        const Value* live = change.path.find(masked.previous);
        const Value* desired = change.path.find(masked.object);
        if (change.live)
            change.live = live ? *live : Value("***");
        if (change.desired)
            change.desired = desired ? *desired : Value("***");
    }
}

Comparison compareBoth(const CompareInput& input, const CompareRules& rules, Dialect dialect)
{
    Comparison result { .kind = predictionKind(input, rules, dialect) };
    Pair pair = prepared(input, { .rules = rules, .dialect = dialect, .kind = result.kind });
    // What is not the server's answer lacks its defaults; Argo CD fills them in on both sides.
    if (result.kind != PredictionKind::Server)
        pair.absence = Absence::IsDefault;
    const auto own = dialect == Dialect::ArgoCd ? ownRule(*input.desired) : std::nullopt;
    result.changes = own ? judged(pair, *input.live, withOwn(rules, *own), result.findings)
                         : judged(pair, *input.live, rules, result.findings);
    const bool counts
        = std::ranges::any_of(result.changes, [](const FieldChange& change) { return !change.ignoredBy; });
    result.verdict = counts ? Verdict::OutOfSync : Verdict::Synced;
    mask(result.changes, pair);
    const manifest::MaskedPair shown = manifest::maskSecretPair(pair.live, pair.desired);
    result.live = shown.previous;
    result.predicted = shown.object;
    return result;
}

}

Comparison compare(const CompareInput& input, const CompareRules& rules, Dialect dialect)
{
    const auto shown = [dialect](const std::optional<Value>& object) {
        return object ? manifest::maskSecret(comparable(normalized(*object, dialect), dialect)) : Value();
    };
    Comparison alone { .predicted = shown(input.desired), .live = shown(input.live) };
    if (isExcluded(input, rules, dialect))
        alone.verdict = Verdict::Excluded;
    else if (input.desired && input.live)
        return compareBoth(input, rules, dialect);
    else if (input.desired)
        alone.verdict = Verdict::Missing;
    else if (input.live)
        alone.verdict = Verdict::Extra;
    return alone;
}

Reduced normalizedBy(const Value& object, const CompareRules& rules, Dialect dialect)
{
    Reduced result { .object = withKnownFields(normalized(object, dialect), rules.known), .findings = {} };
    for (const IgnoreRule& rule : rules.ignored) {
        Reduced next = reduced(result.object, object, rule);
        result = { .object = std::move(next.object), .findings = result.findings + next.findings };
    }
    if (dialect == Dialect::Kustomize)
        result.object = withGoZeros(result.object);
    return result;
}

QString verdictText(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Synced:
        return QStringLiteral("Synced");
    case Verdict::OutOfSync:
        return QStringLiteral("OutOfSync");
    case Verdict::Missing:
        return QStringLiteral("Missing");
    case Verdict::Extra:
        return QStringLiteral("Extra");
    case Verdict::Excluded:
        return QStringLiteral("Excluded");
    case Verdict::Unknown:
        return QStringLiteral("Unknown");
    }
    return {};
}

}
