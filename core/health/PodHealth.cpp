#include "core/health/HealthObject.h"

#include <QStringList>

#include <algorithm>

namespace holdfast::health {

using manifest::Value;

namespace {

constexpr int scheduleWindowSeconds = 15;

/// Messages of containers that wait for something which will not come by itself.
std::optional<QString> waitingError(const Value& pod)
{
    QStringList messages;
    for (const Value& container : pod["status"]["containerStatuses"].list()) {
        const Value& waiting = container["state"]["waiting"];
        const std::string_view reason = waiting["reason"].text();
        if (reason.starts_with("Err") || reason.ends_with("Error") || reason.ends_with("BackOff"))
            messages.push_back(text(waiting["message"]));
    }
    return messages.isEmpty() ? std::nullopt : std::optional(messages.join(QStringLiteral(", ")));
}

QString failureMessage(const Value& pod)
{
    const Value& status = pod["status"];
    if (!status["message"].isEmpty())
        return text(status["message"]);
    for (const char* group : { "initContainerStatuses", "containerStatuses" })
        for (const Value& container : status[group].list()) {
            const Value& ended = container["state"]["terminated"];
            if (!ended["message"].isEmpty())
                return text(ended["message"]);
            if (ended["reason"].text() == "OOMKilled")
                return text(ended["reason"]);
            if (const std::int64_t code = ended["exitCode"].intOr(0); code != 0)
                return QStringLiteral("container \"%1\" failed with exit code %2")
                    .arg(text(container["name"]))
                    .arg(code);
        }
    return {};
}

bool hasRestarted(const Value& pod)
{
    return std::ranges::any_of(pod["status"]["containerStatuses"].list(),
        [](const Value& container) { return container["lastState"]["terminated"].isMap(); });
}

/// Whether the pod is meant to run on: by its restart policy, or because it says so and is no hook.
bool isEndless(const Value& pod)
{
    const Value& annotations = pod.at({ "metadata", "annotations" });
    const bool isHook
        = (annotations.contains("argocd.argoproj.io/hook") && annotations["argocd.argoproj.io/hook"].text() != "Skip")
        || annotations.contains("helm.sh/hook");
    return pod["spec"]["restartPolicy"].text() == "Always"
        || (annotations["argocd.argoproj.io/ignore-restart-policy"].text() == "true" && !isHook);
}

QStringList crashLooping(const Value& pod)
{
    QStringList names;
    for (const Value& container : pod["status"]["containerStatuses"].list())
        if (container["state"]["waiting"]["reason"].text() == "CrashLoopBackOff")
            names.push_back(text(container["name"]));
    return names;
}

ReadinessAssessment runningPod(const Value& pod)
{
    if (condition(pod, "Ready")["status"].text() == "True")
        return current(QStringLiteral("Pod is Ready"));
    if (const QStringList looping = crashLooping(pod); !looping.isEmpty())
        return failed(QStringLiteral("ContainerCrashLooping"),
            QStringLiteral("Containers in CrashLoop state: %1").arg(looping.join(u',')));
    return inProgress(QStringLiteral("PodRunningNotReady"), QStringLiteral("Pod is running but is not Ready"));
}

ReadinessAssessment pendingPod(const Value& pod, const QDateTime& now)
{
    const Value& scheduled = condition(pod, "PodScheduled");
    if (scheduled["status"].text() != "False" || scheduled["reason"].text() != "Unschedulable")
        return inProgress(QStringLiteral("PodPending"), QStringLiteral("Pod is in the Pending phase"));
    const QDateTime created = QDateTime::fromString(text(pod["metadata"]["creationTimestamp"]), Qt::ISODate);
    if (created.isValid() && now.addSecs(-scheduleWindowSeconds) < created)
        return inProgress(QStringLiteral("PodNotScheduled"), QStringLiteral("Pod has not been scheduled"));
    return failed(QStringLiteral("PodUnschedulable"), QStringLiteral("Pod could not be scheduled"));
}

}

Assessment podHealth(const Value& pod)
{
    const Value& status = pod["status"];
    const std::string_view policy = pod["spec"]["restartPolicy"].text();
    const bool endless = isEndless(pod);
    const std::string_view phase = status["phase"].text();
    const QString message = text(status["message"]);
    if (endless)
        if (const auto waiting = waitingError(pod))
            return { Status::Degraded, *waiting };
    if (phase == "Pending")
        return { Status::Progressing, message };
    if (phase == "Succeeded")
        return { Status::Healthy, message };
    if (phase == "Failed")
        return { Status::Degraded, failureMessage(pod) };
    if (phase == "Running" && endless) {
        if (condition(pod, "Ready")["status"].text() == "True")
            return { Status::Healthy, message };
        return { hasRestarted(pod) ? Status::Degraded : Status::Progressing, message };
    }
    const bool finite = policy == "OnFailure" || policy == "Never";
    return { phase == "Running" && finite ? Status::Progressing : Status::Unknown, message };
}

ReadinessAssessment podReadiness(const Value& pod, const QDateTime& now)
{
    const QString phase = text(pod["status"]["phase"]);
    if (phase == u"Succeeded")
        return current(QStringLiteral("Pod has completed successfully"));
    if (phase == u"Failed")
        return current(QStringLiteral("Pod has completed, but not successfully"));
    if (phase == u"Running")
        return runningPod(pod);
    if (phase == u"Pending")
        return pendingPod(pod, now);
    if (phase.isEmpty())
        return inProgress(QStringLiteral("PodNotObserved"), QStringLiteral("Pod phase not available"));
    return { .message = QStringLiteral("unknown phase %1").arg(phase) };
}

}
