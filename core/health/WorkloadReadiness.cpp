#include "core/health/HealthObject.h"

namespace holdfast::health {

using manifest::Value;

namespace {

/// What counts replicas in one sentence: `Ready: 1/3`.
QString share(const char* what, std::int64_t have, std::int64_t want)
{
    return QStringLiteral("%1: %2/%3").arg(QLatin1String(what)).arg(have).arg(want);
}

ReadinessAssessment extraPods(std::int64_t count)
{
    return inProgress(QStringLiteral("ExtraPods"), QStringLiteral("Pending termination: %1").arg(count));
}

/// Without a deadline the controller sets no Progressing condition; 2^31-1 is its "none".
bool hasProgressed(const Value& object)
{
    constexpr std::int64_t none = 2'147'483'647;
    const Value& progressing = condition(object, "Progressing");
    return number(object, "spec", "progressDeadlineSeconds", none) == none
        || (progressing["status"].text() == "True" && progressing["reason"].text() == "NewReplicaSetAvailable");
}

ReadinessAssessment deployment(const Value& object)
{
    if (condition(object, "Progressing")["reason"].text() == "ProgressDeadlineExceeded")
        return failed(QStringLiteral("ProgressDeadlineExceeded"), QStringLiteral("Progress deadline exceeded"));
    const std::int64_t wanted = number(object, "spec", "replicas", 1);
    const std::int64_t replicas = number(object, "status", "replicas");
    const std::int64_t updated = number(object, "status", "updatedReplicas");
    const std::int64_t ready = number(object, "status", "readyReplicas");
    const std::int64_t available = number(object, "status", "availableReplicas");
    if (wanted > replicas)
        return inProgress(QStringLiteral("LessReplicas"), share("Replicas", replicas, wanted));
    if (wanted > updated)
        return inProgress(QStringLiteral("LessUpdated"), share("Updated", updated, wanted));
    if (replicas > wanted)
        return extraPods(replicas - wanted);
    if (updated > available)
        return inProgress(QStringLiteral("LessAvailable"), share("Available", available, updated));
    if (wanted > ready)
        return inProgress(QStringLiteral("LessReady"), share("Ready", ready, wanted));
    if (!hasProgressed(object))
        return inProgress(QStringLiteral("ReplicaSetNotAvailable"), QStringLiteral("ReplicaSet not Available"));
    if (condition(object, "Available")["status"].text() != "True")
        return inProgress(QStringLiteral("DeploymentNotAvailable"), QStringLiteral("Deployment not Available"));
    return current(QStringLiteral("Deployment is available. Replicas: %1").arg(replicas));
}

ReadinessAssessment statefulRollout(const Value& object, std::int64_t wanted)
{
    const std::int64_t updated = number(object, "status", "updatedReplicas");
    const std::int64_t currentPods = number(object, "status", "currentReplicas");
    const auto partition = object.at({ "spec", "updateStrategy", "rollingUpdate", "partition" }).toInt();
    if (partition && *partition != -1) {
        if (updated < wanted - *partition)
            return inProgress(QStringLiteral("PartitionRollout"), share("updated", updated, wanted - *partition));
        return current(QStringLiteral("Partition rollout complete. updated: %1").arg(updated));
    }
    if (wanted > currentPods)
        return inProgress(QStringLiteral("LessCurrent"), share("current", currentPods, wanted));
    if (object["status"]["currentRevision"].text() != object["status"]["updateRevision"].text())
        return inProgress(
            QStringLiteral("RevisionMismatch"), QStringLiteral("Waiting for updated revision to match current"));
    return current(
        QStringLiteral("All replicas scheduled as expected. Replicas: %1").arg(number(object, "status", "replicas")));
}

ReadinessAssessment statefulSet(const Value& object)
{
    if (object["spec"]["updateStrategy"]["type"].text() == "OnDelete")
        return current(QStringLiteral("StatefulSet is using the ondelete update strategy"));
    const std::int64_t wanted = number(object, "spec", "replicas", 1);
    const std::int64_t replicas = number(object, "status", "replicas");
    const std::int64_t ready = number(object, "status", "readyReplicas");
    if (wanted > replicas)
        return inProgress(QStringLiteral("LessReplicas"), share("Replicas", replicas, wanted));
    if (wanted > ready)
        return inProgress(QStringLiteral("LessReady"), share("Ready", ready, wanted));
    if (replicas > wanted)
        return extraPods(replicas - wanted);
    return statefulRollout(object, wanted);
}

ReadinessAssessment replicaSet(const Value& object)
{
    if (condition(object, "ReplicaFailure")["status"].text() == "True")
        return inProgress(QStringLiteral("ReplicaFailure"), QStringLiteral("Replica Failure condition. Check Pods"));
    const std::int64_t wanted = number(object, "spec", "replicas", 1);
    const std::int64_t replicas = number(object, "status", "replicas");
    const std::int64_t labelled = number(object, "status", "fullyLabeledReplicas");
    const std::int64_t available = number(object, "status", "availableReplicas");
    const std::int64_t ready = number(object, "status", "readyReplicas");
    if (wanted > labelled)
        return inProgress(QStringLiteral("LessLabelled"), share("Labelled", labelled, wanted));
    if (wanted > available)
        return inProgress(QStringLiteral("LessAvailable"), share("Available", available, wanted));
    if (wanted > ready)
        return inProgress(QStringLiteral("LessReady"), share("Ready", ready, wanted));
    if (replicas > wanted)
        return extraPods(replicas - wanted);
    return current(QStringLiteral("ReplicaSet is available. Replicas: %1").arg(replicas));
}

ReadinessAssessment daemonSet(const Value& object)
{
    if (!object["metadata"]["generation"].toInt())
        return inProgress(QStringLiteral("NoGeneration"), QStringLiteral("DaemonSet metadata.generation not found"));
    if (!object["status"]["observedGeneration"].toInt())
        return inProgress(
            QStringLiteral("NoObservedGeneration"), QStringLiteral("DaemonSet status.observedGeneration not found"));
    const std::int64_t desired = number(object, "status", "desiredNumberScheduled", -1);
    if (desired == -1)
        return inProgress(QStringLiteral("NoDesiredNumber"), QStringLiteral("Missing .status.desiredNumberScheduled"));
    struct Step {
        const char* field;
        const char* reason;
        const char* what;
    };
    for (const Step& step : { Step { "currentNumberScheduled", "LessCurrent", "Current" },
             Step { "updatedNumberScheduled", "LessUpdated", "Updated" },
             Step { "numberAvailable", "LessAvailable", "Available" }, Step { "numberReady", "LessReady", "Ready" } })
        if (const std::int64_t have = number(object, "status", step.field); desired > have)
            return inProgress(QString::fromLatin1(step.reason), share(step.what, have, desired));
    return current(QStringLiteral("All replicas scheduled as expected. Replicas: %1").arg(desired));
}

}

std::optional<ReadinessAssessment> workloadReadiness(const QString& kind, const Value& object)
{
    if (kind == u"Deployment")
        return deployment(object);
    if (kind == u"StatefulSet")
        return statefulSet(object);
    if (kind == u"ReplicaSet")
        return replicaSet(object);
    return kind == u"DaemonSet" ? std::optional(daemonSet(object)) : std::nullopt;
}

ReadinessAssessment jobReadiness(const Value& job, ReadinessRules rules)
{
    const std::int64_t completions = number(job, "spec", "completions", number(job, "spec", "parallelism", 1));
    const std::int64_t succeeded = number(job, "status", "succeeded");
    const std::int64_t failures = number(job, "status", "failed");
    for (const Value& item : job["status"]["conditions"].list()) {
        if (item["status"].text() != "True")
            continue;
        const std::string_view type = item["type"].text();
        if (type == "Complete")
            return current(QStringLiteral("Job Completed. succeeded: %1/%2").arg(succeeded).arg(completions));
        if (type == "Failed")
            return failed(QStringLiteral("JobFailed"),
                QStringLiteral("Job Failed. failed: %1/%2").arg(failures).arg(completions));
        if (type == "Suspended")
            return current(QStringLiteral("Job is suspended"));
    }
    if (rules == ReadinessRules::Flux)
        return inProgress(QStringLiteral("JobInProgress"), QStringLiteral("Job in progress"));
    if (job["status"]["startTime"].text().empty())
        return inProgress(QStringLiteral("JobNotStarted"), QStringLiteral("Job not started"));
    return current(QStringLiteral("Job in progress. success:%1, active: %2, failed: %3")
            .arg(succeeded)
            .arg(number(job, "status", "active"))
            .arg(failures));
}

}
