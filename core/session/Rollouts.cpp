#include "core/session/Rollouts.h"

#include "core/gitops/ObjectReading.h"

#include <algorithm>

namespace holdfast::session {

using gitops::Rollout;
using gitops::RolloutRevision;
using gitops::text;
using manifest::Value;

namespace {

constexpr auto deploymentRevision = "deployment.kubernetes.io/revision";

std::int64_t count(const Value& map, const char* field, std::int64_t otherwise = 0)
{
    return map[field].intOr(otherwise);
}

bool isControlledBy(const Value& object, const Value& owner)
{
    const Value& uid = owner["metadata"]["uid"];
    return !uid.isEmpty()
        && std::ranges::any_of(object["metadata"]["ownerReferences"].list(), [&uid](const Value& reference) {
               return reference["controller"].boolOr(false) && reference["uid"] == uid;
           });
}

QStringList imagesOf(const Value& podSpec)
{
    QStringList images;
    for (const Value& container : podSpec["containers"].list())
        images.append(text(container["image"]));
    return images;
}

/// A ReplicaSet carries its number as an annotation and its pods in its spec, a ControllerRevision as fields of its
/// own.
RolloutRevision revisionOf(const Value& owned)
{
    const Value& metadata = owned["metadata"];
    const Value& revision = owned["revision"];
    return { .number
        = revision.isNumber() ? revision.intOr(0) : text(metadata["annotations"][deploymentRevision]).toLongLong(),
        .images = imagesOf(owned.at(revision.isNumber()
                ? std::initializer_list<std::string_view> { "data", "spec", "template", "spec" }
                : std::initializer_list<std::string_view> { "spec", "template", "spec" })),
        .cause = text(metadata["annotations"]["kubernetes.io/change-cause"]),
        .createdAt = gitops::time(metadata["creationTimestamp"]) };
}

bool isObserved(const Value& workload)
{
    return count(workload["status"], "observedGeneration") >= count(workload["metadata"], "generation");
}

bool isPastItsDeadline(const Value& workload)
{
    return std::ranges::any_of(workload["status"]["conditions"].list(), [](const Value& condition) {
        return condition["type"].text() == "Progressing" && condition["reason"].text() == "ProgressDeadlineExceeded";
    });
}

QString deploymentNote(const Value& workload)
{
    const Value& status = workload["status"];
    const std::int64_t wanted = count(workload["spec"], "replicas", 1);
    const std::int64_t updated = count(status, "updatedReplicas");
    const std::int64_t replicas = count(status, "replicas");
    const std::int64_t available = count(status, "availableReplicas");
    if (isPastItsDeadline(workload))
        return QStringLiteral("exceeded its progress deadline");
    if (updated < wanted)
        return QStringLiteral("%1 out of %2 new replicas have been updated").arg(updated).arg(wanted);
    if (replicas > updated)
        return QStringLiteral("%1 old replicas are pending termination").arg(replicas - updated);
    if (available < updated)
        return QStringLiteral("%1 of %2 updated replicas are available").arg(available).arg(updated);
    return {};
}

QString daemonSetNote(const Value& workload)
{
    const Value& status = workload["status"];
    const std::int64_t wanted = count(status, "desiredNumberScheduled");
    const std::int64_t updated = count(status, "updatedNumberScheduled");
    const std::int64_t available = count(status, "numberAvailable");
    if (updated < wanted)
        return QStringLiteral("%1 out of %2 new pods have been updated").arg(updated).arg(wanted);
    if (available < wanted)
        return QStringLiteral("%1 of %2 updated pods are available").arg(available).arg(wanted);
    return {};
}

QString statefulSetNote(const Value& workload)
{
    const Value& status = workload["status"];
    const std::int64_t wanted = count(workload["spec"], "replicas", 1);
    const std::int64_t updated = count(status, "updatedReplicas");
    const std::int64_t ready = count(status, "readyReplicas");
    const std::int64_t held = workload.at({ "spec", "updateStrategy", "rollingUpdate", "partition" }).intOr(0);
    if (ready < wanted)
        return QStringLiteral("%1 pods are not ready yet").arg(wanted - ready);
    if (held > 0)
        return updated < wanted - held
            ? QStringLiteral("%1 out of %2 new pods have been updated").arg(updated).arg(wanted - held)
            : QString();
    if (status["updateRevision"] != status["currentRevision"])
        return QStringLiteral("%1 of %2 pods are at revision %3")
            .arg(updated)
            .arg(wanted)
            .arg(text(status["updateRevision"]));
    return {};
}

QString noteOf(const Value& workload)
{
    if (!isObserved(workload))
        return QStringLiteral("its controller has not seen the change yet");
    const std::string_view kind = workload["kind"].text();
    if (kind == "Deployment")
        return deploymentNote(workload);
    // Pods of such a set are replaced when somebody deletes them.
    if (workload.at({ "spec", "updateStrategy", "type" }).text() == "OnDelete")
        return {};
    return kind == "DaemonSet" ? daemonSetNote(workload) : statefulSetNote(workload);
}

/// A revision, and the object that it is read from.
struct Kept {
    RolloutRevision revision;
    const Value* object = nullptr;
};

/// Newest first.
std::vector<Kept> revisionsOf(const Value& workload, const std::vector<Value>& owned)
{
    const std::string_view kind = workload["kind"].text() == "Deployment" ? "ReplicaSet" : "ControllerRevision";
    std::vector<Kept> mine;
    for (const Value& each : owned)
        if (each["kind"].text() == kind && isControlledBy(each, workload))
            mine.push_back({ revisionOf(each), &each });
    std::ranges::sort(mine, std::ranges::greater(), [](const Kept& each) { return each.revision.number; });
    return mine;
}

/// A StatefulSet and a Deployment name it; of a DaemonSet it is the newest.
bool isCurrent(const Value& workload, const Value& revision, const Value& newest)
{
    if (workload["kind"].text() == "Deployment")
        return workload["metadata"]["annotations"][deploymentRevision]
            == revision["metadata"]["annotations"][deploymentRevision];
    if (const Value& named = workload["status"]["updateRevision"]; !named.isEmpty())
        return named == revision["metadata"]["name"];
    return &revision == &newest;
}

std::int64_t wantedPods(const Value& workload)
{
    return workload["kind"].text() == "DaemonSet" ? count(workload["status"], "desiredNumberScheduled")
                                                  : count(workload["spec"], "replicas", 1);
}

/// Ready pods of the revision that is rolled out. Only a Deployment's ReplicaSet counts them exactly.
std::int64_t readyPods(const Value& workload, const Value* current)
{
    const Value& status = workload["status"];
    if (workload["kind"].text() == "DaemonSet")
        return std::min(count(status, "numberReady"), count(status, "updatedNumberScheduled"));
    if (current != nullptr && (*current)["kind"].text() == "ReplicaSet")
        return count((*current)["status"], "readyReplicas");
    return std::min(count(status, "readyReplicas"), count(status, "updatedReplicas"));
}

bool isWorkload(const manifest::ObjectKey& key)
{
    return key.group == QLatin1String("apps")
        && (key.kind == QLatin1String("Deployment") || key.kind == QLatin1String("StatefulSet")
            || key.kind == QLatin1String("DaemonSet"));
}

}

Rollout rollout(const Value& workload, const std::vector<Value>& owned)
{
    Rollout all { .workload = manifest::objectKey(workload), .wanted = wantedPods(workload), .note = noteOf(workload) };
    all.complete = all.note.isEmpty();
    const std::vector<Kept> revisions = revisionsOf(workload, owned);
    const Value* current = nullptr;
    for (const Kept& each : revisions) {
        all.history.push_back(each.revision);
        if (current == nullptr && isCurrent(workload, *each.object, *revisions.front().object)) {
            current = each.object;
            all.history.back().current = true;
        }
    }
    all.ready = readyPods(workload, current);
    return all;
}

std::vector<Rollout> rollouts(const LiveObjects& live)
{
    std::vector<Rollout> all;
    for (const auto& [key, object] : live.own.asKeyValueRange())
        if (isWorkload(key) && !object.isNull())
            all.push_back(rollout(object, live.others));
    std::ranges::sort(all, {}, &Rollout::workload);
    return all;
}

}
