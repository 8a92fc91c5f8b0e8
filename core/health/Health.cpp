#include "core/health/HealthObject.h"
#include "core/health/HealthTable.h"

#include <algorithm>

namespace holdfast::health {

using manifest::Value;

namespace {

bool heldByHook(const Value& object)
{
    return std::ranges::any_of(object["metadata"]["finalizers"].list(),
        [](const Value& finalizer) { return finalizer.text() == "argocd.argoproj.io/hook-finalizer"; });
}

/// Says what holds the object, too.
Assessment pendingDeletion(const Value& object)
{
    QStringList finalizers;
    for (const Value& finalizer : object["metadata"]["finalizers"].list())
        finalizers << text(finalizer);
    return { Status::Progressing,
        finalizers.isEmpty()
            ? QStringLiteral("Pending deletion")
            : QStringLiteral("Pending deletion; blocked by finalizers: ") + finalizers.join(QStringLiteral(", ")) };
}

Assessment workflowHealth(const Value& object)
{
    const Value& status = object["status"];
    const std::string_view phase = status["phase"].text();
    const QString message = text(status["message"]);
    if (phase.empty() || phase == "Pending" || phase == "Running")
        return { Status::Progressing, message };
    if (phase == "Succeeded")
        return { Status::Healthy, message };
    return { phase == "Failed" || phase == "Error" ? Status::Degraded : Status::Unknown, message };
}

}

QString word(Status status)
{
    switch (status) {
    case Status::Healthy:
        return QStringLiteral("Healthy");
    case Status::Suspended:
        return QStringLiteral("Suspended");
    case Status::Progressing:
        return QStringLiteral("Progressing");
    case Status::Missing:
        return QStringLiteral("Missing");
    case Status::Degraded:
        return QStringLiteral("Degraded");
    case Status::Unknown:
        return QStringLiteral("Unknown");
    }
    return {};
}

QString word(Readiness readiness)
{
    switch (readiness) {
    case Readiness::Current:
        return QStringLiteral("Current");
    case Readiness::InProgress:
        return QStringLiteral("InProgress");
    case Readiness::Failed:
        return QStringLiteral("Failed");
    case Readiness::Terminating:
        return QStringLiteral("Terminating");
    case Readiness::NotFound:
        return QStringLiteral("NotFound");
    case Readiness::Unknown:
        return QStringLiteral("Unknown");
    }
    return {};
}

bool isPendingDeletion(const Value& object)
{
    return !object["metadata"]["deletionTimestamp"].isNull() && !heldByHook(object);
}

std::optional<Assessment> argoHealth(const Value& object)
{
    if (object.isNull())
        return Assessment { .status = Status::Missing };
    if (isPendingDeletion(object))
        return pendingDeletion(object);
    if (const auto custom = HealthTable::bundled().assess(object))
        return custom;
    const manifest::GroupVersionKind type = manifest::groupVersionKind(object);
    if (type.group == u"argoproj.io" && type.kind == u"Workflow")
        return workflowHealth(object);
    if (type.group.isEmpty() && type.kind == u"Pod" && type.version == u"v1")
        return podHealth(object);
    if (type.group == u"autoscaling" && type.kind == u"HorizontalPodAutoscaler")
        return autoscalerHealth(type, object);
    if (auto workload = workloadHealth(type, object))
        return workload;
    return networkHealth(type, object);
}

Assessment asHealth(const ReadinessAssessment& readiness)
{
    switch (readiness.status) {
    case Readiness::Current:
        return { Status::Healthy, readiness.message };
    case Readiness::InProgress:
    case Readiness::Terminating:
        return { Status::Progressing, readiness.message };
    case Readiness::Failed:
        return { Status::Degraded, readiness.message };
    case Readiness::NotFound:
        return { Status::Missing, readiness.message };
    case Readiness::Unknown:
        break;
    }
    return { Status::Unknown, readiness.message };
}

}
