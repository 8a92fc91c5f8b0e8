#include "core/session/Measurement.h"

#include "core/manifest/Resource.h"

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
};

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

Result<MeasuredObject> measured(const Work& work, const ObjectKey& key, const std::optional<Value>& desired)
{
    const Result<std::optional<Value>> live = liveOf(work, key);
    if (!live && (live.error().code == ErrorCode::Cancelled || live.error().code == ErrorCode::Unreachable))
        return std::unexpected(live.error());
    MeasuredObject object { .key = key, .comparison = {} };
    if (live)
        object.comparison = diff::compare({ .desired = desired, .live = *live }, work.rules, work.dialect);
    else
        object.comparison.findings.append(errorText(live.error()));
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

gitops::MeasuredVerdict verdictOf(const std::vector<MeasuredObject>& objects)
{
    gitops::MeasuredVerdict verdict { .verdict = gitops::SyncVerdict::Synced, .at = QDateTime::currentDateTimeUtc() };
    for (const MeasuredObject& object : objects) {
        const diff::Comparison& found = object.comparison;
        verdict.fields += static_cast<int>(
            std::ranges::count_if(found.changes, [](const diff::FieldChange& change) { return !change.ignoredBy; }));
        if (found.verdict == diff::Verdict::Unknown)
            verdict.verdict = gitops::SyncVerdict::Unknown;
        else if (found.verdict != diff::Verdict::Synced && found.verdict != diff::Verdict::Excluded
            && verdict.verdict == gitops::SyncVerdict::Synced)
            verdict.verdict = gitops::SyncVerdict::OutOfSync;
    }
    return verdict;
}

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
    const Result<Value> app = clusters.object(workflow::placeOf(query.app.id), cancel);
    if (!app)
        return std::unexpected(app.error());
    const diff::Dialect dialect
        = query.app.id.kind == gitops::AppKind::Application ? diff::Dialect::ArgoCd : diff::Dialect::Kustomize;
    const Result<diff::CompareRules> rules = diff::compareRules(*app, dialect);
    if (!rules)
        return std::unexpected(rules.error());
    const Work work { .clusters = clusters, .query = query, .cancel = cancel, .rules = *rules, .dialect = dialect };
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
    measurement.verdict = verdictOf(measurement.objects);
    return measurement;
}

}
