#include "core/health/HealthObject.h"

namespace holdfast::health {

using manifest::GroupVersionKind;
using manifest::Value;

// The rules are those of Argo CD's gitops-engine (pkg/health), messages included: people search for them.

namespace {

bool isObserved(const Value& object)
{
    return number(object, "metadata", "generation") <= number(object, "status", "observedGeneration");
}

Assessment progressing(QString message)
{
    return { Status::Progressing, std::move(message) };
}

Assessment deployment(const Value& object)
{
    if (object["spec"]["paused"].boolOr(false))
        return { Status::Suspended, QStringLiteral("Deployment is paused") };
    if (!isObserved(object))
        return progressing(QStringLiteral(
            "Waiting for rollout to finish: observed deployment generation less than desired generation"));
    const std::int64_t updated = number(object, "status", "updatedReplicas");
    const std::int64_t replicas = number(object, "status", "replicas");
    const std::int64_t available = number(object, "status", "availableReplicas");
    if (condition(object, "Progressing")["reason"].text() == "ProgressDeadlineExceeded")
        return { Status::Degraded,
            QStringLiteral("Deployment \"%1\" exceeded its progress deadline").arg(text(object["metadata"]["name"])) };
    if (const auto wanted = object["spec"]["replicas"].toInt(); wanted && updated < *wanted)
        return progressing(
            QStringLiteral("Waiting for rollout to finish: %1 out of %2 new replicas have been updated...")
                .arg(updated)
                .arg(*wanted));
    if (replicas > updated)
        return progressing(QStringLiteral("Waiting for rollout to finish: %1 old replicas are pending termination...")
                .arg(replicas - updated));
    if (available < updated)
        return progressing(QStringLiteral("Waiting for rollout to finish: %1 of %2 updated replicas are available...")
                .arg(available)
                .arg(updated));
    return { Status::Healthy, {} };
}

Assessment partitionedRollout(const Value& object, std::int64_t updated)
{
    const auto wanted = object["spec"]["replicas"].toInt();
    const auto partition = object.at({ "spec", "updateStrategy", "rollingUpdate", "partition" }).toInt();
    if (wanted && partition && updated < *wanted - *partition)
        return progressing(
            QStringLiteral("Waiting for partitioned roll out to finish: %1 out of %2 new pods have been updated...")
                .arg(updated)
                .arg(*wanted - *partition));
    return { Status::Healthy,
        QStringLiteral("partitioned roll out complete: %1 new pods have been updated...").arg(updated) };
}

Assessment statefulSet(const Value& object)
{
    const Value& status = object["status"];
    const std::int64_t ready = number(object, "status", "readyReplicas");
    const std::int64_t updated = number(object, "status", "updatedReplicas");
    if (number(object, "status", "observedGeneration") == 0 || !isObserved(object))
        return progressing(QStringLiteral("Waiting for statefulset spec update to be observed..."));
    if (const auto wanted = object["spec"]["replicas"].toInt(); wanted && ready < *wanted)
        return progressing(QStringLiteral("Waiting for %1 pods to be ready...").arg(*wanted - ready));
    const Value& strategy = object["spec"]["updateStrategy"];
    if (strategy["type"].text() == "RollingUpdate" && strategy["rollingUpdate"].isMap())
        return partitionedRollout(object, updated);
    if (strategy["type"].text() == "OnDelete")
        return { Status::Healthy, QStringLiteral("statefulset has %1 ready pods").arg(ready) };
    if (status["updateRevision"].text() != status["currentRevision"].text())
        return progressing(
            QStringLiteral("waiting for statefulset rolling update to complete %1 pods at revision %2...")
                .arg(updated)
                .arg(text(status["updateRevision"])));
    return { Status::Healthy,
        QStringLiteral("statefulset rolling update complete %1 pods at revision %2...")
            .arg(number(object, "status", "currentReplicas"))
            .arg(text(status["currentRevision"])) };
}

Assessment daemonSet(const Value& object)
{
    const std::int64_t updated = number(object, "status", "updatedNumberScheduled");
    const std::int64_t desired = number(object, "status", "desiredNumberScheduled");
    const std::int64_t available = number(object, "status", "numberAvailable");
    const QString name = text(object["metadata"]["name"]);
    if (!isObserved(object))
        return progressing(QStringLiteral(
            "Waiting for rollout to finish: observed daemon set generation less than desired generation"));
    if (object["spec"]["updateStrategy"]["type"].text() == "OnDelete")
        return { Status::Healthy,
            QStringLiteral("daemon set %1 out of %2 new pods have been updated").arg(updated).arg(desired) };
    if (updated < desired)
        return progressing(QStringLiteral(
            "Waiting for daemon set \"%1\" rollout to finish: %2 out of %3 new pods have been updated...")
                .arg(name)
                .arg(updated)
                .arg(desired));
    if (available < desired)
        return progressing(
            QStringLiteral("Waiting for daemon set \"%1\" rollout to finish: %2 of %3 updated pods are available...")
                .arg(name)
                .arg(available)
                .arg(desired));
    return { Status::Healthy, {} };
}

Assessment replicaSet(const Value& object)
{
    if (!isObserved(object))
        return progressing(QStringLiteral(
            "Waiting for rollout to finish: observed replica set generation less than desired generation"));
    const Value& failure = condition(object, "ReplicaFailure");
    if (failure["status"].text() == "True")
        return { Status::Degraded, text(failure["message"]) };
    const std::int64_t available = number(object, "status", "availableReplicas");
    if (const auto wanted = object["spec"]["replicas"].toInt(); wanted && available < *wanted)
        return progressing(QStringLiteral("Waiting for rollout to finish: %1 out of %2 new replicas are available...")
                .arg(available)
                .arg(*wanted));
    return { Status::Healthy, {} };
}

/// The status of Failed and Complete is not read, and a Suspended condition of any status counts as finished: so it is
/// upstream.
Assessment job(const Value& object)
{
    const Value& failure = condition(object, "Failed");
    const Value& complete = condition(object, "Complete");
    const Value& suspended = condition(object, "Suspended");
    if (failure.isMap())
        return { Status::Degraded, text(failure["message"]) };
    if (suspended.isMap() && suspended["status"].text() == "True")
        return { Status::Suspended, {} };
    if (complete.isMap() || suspended.isMap())
        return { Status::Healthy, text((complete.isMap() ? complete : suspended)["message"]) };
    return { Status::Progressing, {} };
}

/// One of Argo CD's bundled scripts, here because the kind is built in.
Assessment cronJob(const Value& object)
{
    const Value& status = object["status"];
    if (object["spec"]["suspend"].boolOr(false))
        return { Status::Healthy, QStringLiteral("CronJob is Suspended") };
    if (!status.isMap())
        return progressing(QStringLiteral("Waiting for CronJob"));
    const std::string_view scheduled = status["lastScheduleTime"].text();
    const std::string_view succeeded = status["lastSuccessfulTime"].text();
    if (scheduled.empty())
        return { Status::Healthy, QStringLiteral("CronJob has not been scheduled yet") };
    if (succeeded.empty())
        return { Status::Healthy, QStringLiteral("The CronJob never completed successfully. It may not be healthy") };
    if (!status["active"].list().empty())
        return { Status::Healthy,
            QStringLiteral("The job is running. Its last execution may not have been successful") };
    if (succeeded < scheduled) // both RFC 3339 in UTC
        return { Status::Degraded, QStringLiteral("CronJob has not completed its last execution successfully") };
    return { Status::Healthy, QStringLiteral("CronJob has completed its last execution successfully") };
}

using Rule = Assessment (*)(const Value&);

Rule ruleOf(const GroupVersionKind& type)
{
    const bool apps = type.group == u"apps" || type.group == u"extensions";
    if (apps && type.kind == u"Deployment")
        return deployment;
    if (apps && type.kind == u"DaemonSet")
        return daemonSet;
    if (apps && type.kind == u"ReplicaSet")
        return replicaSet;
    if (type.group == u"apps" && type.kind == u"StatefulSet")
        return statefulSet;
    return type.group == u"batch" && type.kind == u"Job" ? job : nullptr;
}

}

std::optional<Assessment> workloadHealth(const GroupVersionKind& type, const Value& object)
{
    if (type.group == u"batch" && type.kind == u"CronJob")
        return cronJob(object);
    const Rule rule = ruleOf(type);
    if (rule == nullptr)
        return std::nullopt;
    if (type.version != u"v1" || type.group == u"extensions")
        return Assessment { Status::Unknown,
            QStringLiteral("unsupported %1 GVK: %2/%3, Kind=%1").arg(type.kind, type.group, type.version) };
    return rule(object);
}

}
