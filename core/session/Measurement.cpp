#include "core/session/Measurement.h"

#include "core/git/Objects.h"
#include "core/manifest/Resource.h"
#include "core/session/ClosedSecret.h"
#include "core/session/DriftLine.h"
#include "core/session/RuleFindings.h"

#include <algorithm>

namespace holdfast::session {

using manifest::ObjectKey;
using manifest::Value;

namespace {

/// A measurement in the making.
struct Work {
    workflow::ClusterAccess& clusters;
    const DesiredQuery& query;
    const CancelToken& cancel;
    diff::CompareRules rules;
    diff::Dialect dialect;
    Predictor predictor;
    RuleFindings& ruleFindings;
};

diff::Dialect dialectOf(gitops::AppKind kind)
{
    switch (kind) {
    case gitops::AppKind::Application:
        return diff::Dialect::ArgoCd;
    case gitops::AppKind::Kustomization:
        return diff::Dialect::Kustomize;
    case gitops::AppKind::HelmRelease:
        return diff::Dialect::Helm;
    }
    std::unreachable();
}

/// What Git no longer has may stay, where the live object says so; only Argo CD knows this.
bool isExtraneousAllowed(const Value& live)
{
    static constexpr std::string_view key = "argocd.argoproj.io/compare-options";
    return live.at({ "metadata", "annotations", key }).text().contains("IgnoreExtraneous");
}

/// The live object; none where there is none.
Result<std::optional<Value>> liveOf(const Work& work, const ObjectKey& key)
{
    const Result<Value> live = work.clusters.live(work.query.app.id, key, work.cancel);
    if (live)
        return *live;
    if (live.error().code == ErrorCode::NotFound)
        return std::nullopt;
    return std::unexpected(live.error());
}

/// Errors that end a measurement, where others leave one object unknown.
bool endsAll(const Error& error)
{
    return error.code == ErrorCode::Cancelled || error.code == ErrorCode::Unreachable;
}

/// A custom kind without namespaces shows itself only in the live object.
Value inItsPlace(const Value& desired, const Value& live)
{
    const bool clusterWide = live.at({ "metadata", "namespace" }).isEmpty();
    return clusterWide ? desired.with("metadata", desired["metadata"].without("namespace")) : desired;
}

/// Asks the server what the agent's apply would make of the object; where it will not say, the rules stand in.
Result<std::optional<Value>> predictionOf(const Work& work, const Value& desired, QStringList& findings)
{
    if (work.predictor == Predictor::Rules)
        return std::nullopt;
    const Result<Value> predicted = work.clusters.predicted(work.query.app.id,
        { .key = manifest::objectKey(desired),
            .desired = desired.without("status"),
            .manager = manifest::toQString(diff::fieldManager(work.dialect)) },
        work.cancel);
    if (predicted)
        return *predicted;
    if (endsAll(predicted.error()))
        return std::unexpected(predicted.error());
    if (predicted.error().code != ErrorCode::Unsupported)
        findings << QStringLiteral("Compared by rules, because the API server did not say what an apply would do: %1")
                        .arg(errorText(predicted.error()));
    return std::nullopt;
}

Result<MeasuredObject> compared(const Work& work, const Value& declared, const Value& live)
{
    const OpenedSecret opened = withoutClosedValues(inItsPlace(declared, live), live);
    QStringList findings = opened.findings;
    const Result<std::optional<Value>> predicted = predictionOf(work, opened.desired, findings);
    if (!predicted)
        return std::unexpected(predicted.error());
    MeasuredObject object { .key = manifest::objectKey(opened.desired),
        .comparison = diff::compare(
            { .desired = opened.desired, .live = live, .predicted = *predicted }, work.rules, work.dialect) };
    work.ruleFindings.add(opened.desired, live, object.comparison);
    object.comparison.findings += findings;
    object.counts = !isExtraneousAllowed(live);
    return object;
}

Result<MeasuredObject> measured(const Work& work, const ObjectKey& key, const std::optional<Value>& desired)
{
    const Result<std::optional<Value>> live = liveOf(work, key);
    if (!live && endsAll(live.error()))
        return std::unexpected(live.error());
    if (live && *live && desired)
        return compared(work, *desired, **live);
    MeasuredObject object { .key = key, .comparison = {} };
    if (live) {
        object.comparison = diff::compare({ .desired = desired, .live = *live }, work.rules, work.dialect);
        object.counts = !*live || !isExtraneousAllowed(**live);
    } else {
        object.comparison.findings.append(errorText(live.error()));
        object.error = live.error();
    }
    return object;
}

/// An object that Git no longer has counts where its agent tracks it.
Result<void> addExtras(const Work& work, Measurement& measurement)
{
    const Result<gitops::AppDetails> details = work.clusters.details(work.query.app.id, work.cancel);
    if (!details)
        return std::unexpected(details.error());
    for (const gitops::AppObject& object : details->objects) {
        const bool known = std::ranges::any_of(
            measurement.objects, [&object](const MeasuredObject& one) { return one.key == object.key; });
        if (known || object.hook || !object.verdict || *object.verdict == gitops::ObjectVerdict::Missing)
            continue;
        const Result<MeasuredObject> extra = measured(work, object.key, std::nullopt);
        if (!extra)
            return std::unexpected(extra.error());
        if (extra->comparison.verdict == diff::Verdict::Extra)
            measurement.objects.push_back(*extra);
    }
    return {};
}

gitops::CommitNote noteOf(const DesiredState& desired)
{
    const auto commit = git::readCommit(desired.mirror, desired.commit);
    if (!commit)
        return {};
    return { .id = desired.commit.text(), .subject = commit->subject, .author = commit->author, .at = commit->time };
}

/// Labels or annotations of its namespace that an Application asks for, other than at the last sync: they are no object
/// of Git, but make it OutOfSync (HasChangedManagedNamespaceMetadata).
bool hasNewNamespaceMetadata(const Value& application)
{
    const Value& wanted = application.at({ "spec", "syncPolicy", "managedNamespaceMetadata" });
    const Value& synced = application.at({ "status", "operationState", "syncResult" });
    return wanted.isMap() && synced.isMap() && !(wanted == synced["managedNamespaceMetadata"]);
}

gitops::MeasuredVerdict verdictOf(const std::vector<MeasuredObject>& objects, const DesiredState& desired)
{
    gitops::MeasuredVerdict verdict { .verdict = gitops::SyncVerdict::Synced,
        .at = QDateTime::currentDateTimeUtc(),
        .commit = noteOf(desired),
        .what = driftLine(objects) };
    for (const MeasuredObject& object : objects) {
        verdict.fields += differingFields(object);
        if (differs(object))
            verdict.verdict = gitops::SyncVerdict::OutOfSync;
        else if (object.comparison.verdict == diff::Verdict::Unknown && verdict.verdict == gitops::SyncVerdict::Synced)
            verdict.verdict = gitops::SyncVerdict::Unknown;
    }
    if (hasNewNamespaceMetadata(desired.rules))
        verdict.verdict = gitops::SyncVerdict::OutOfSync;
    return verdict;
}

}

bool differs(const MeasuredObject& object)
{
    switch (object.comparison.verdict) {
    case diff::Verdict::OutOfSync:
    case diff::Verdict::Missing:
        return true;
    case diff::Verdict::Extra:
        return object.counts;
    case diff::Verdict::Synced:
    case diff::Verdict::Excluded:
    case diff::Verdict::Unknown:
        break;
    }
    return false;
}

int differingFields(const MeasuredObject& object)
{
    return static_cast<int>(std::ranges::count_if(
        object.comparison.changes, [](const diff::FieldChange& change) { return !change.ignoredBy; }));
}

bool isHook(const Value& object)
{
    const Value& annotations = object.at({ "metadata", "annotations" });
    return annotations.contains("argocd.argoproj.io/hook") || annotations.contains("helm.sh/hook");
}

Result<Measurement> measure(const DesiredStates& states, workflow::ClusterAccess& clusters, const DesiredQuery& query,
    const CancelToken& cancel)
{
    const Result<DesiredState> desired = states.desired(query, cancel);
    if (!desired)
        return std::unexpected(desired.error());
    const diff::Dialect dialect = dialectOf(query.app.id.kind);
    const Result<diff::CompareRules> rules = diff::compareRules(desired->rules, dialect);
    if (!rules)
        return std::unexpected(rules.error());
    RuleFindings ruleFindings(rules->ignored);
    const Work work { .clusters = clusters,
        .query = query,
        .cancel = cancel,
        .rules = *rules,
        .dialect = dialect,
        .predictor = desired->predictor,
        .ruleFindings = ruleFindings };
    Measurement measurement { .verdict = {}, .objects = {}, .desired = *desired };
    for (const Value& object : desired->objects) {
        if (isHook(object))
            continue;
        const Result<MeasuredObject> one = measured(work, manifest::objectKey(object), object);
        if (!one)
            return std::unexpected(one.error());
        measurement.objects.push_back(*one);
    }
    if (const Result<void> extras = addExtras(work, measurement); !extras)
        return std::unexpected(extras.error());
    measurement.verdict = verdictOf(measurement.objects, *desired);
    measurement.desired.notes += ruleFindings.sentences();
    if (hasNewNamespaceMetadata(desired->rules))
        measurement.desired.notes << QStringLiteral(
            "The labels and annotations that the app asks for its namespace differ from those of the last sync.");
    return measurement;
}

}
