#include "core/health/HealthObject.h"

#include <QStringList>

namespace holdfast::health {

using manifest::GroupVersionKind;
using manifest::Value;

// The order and the texts are those of cli-utils' kstatus, which Flux waits with.

namespace {

std::optional<ReadinessAssessment> generation(const QString& kind, const Value& object)
{
    const auto wanted = object["metadata"]["generation"].toInt();
    const auto observed = object["status"]["observedGeneration"].toInt();
    if (!wanted || !observed || *wanted == *observed)
        return std::nullopt;
    return inProgress(QStringLiteral("LatestGenerationNotObserved"),
        QStringLiteral("%1 generation is %2, but latest observed generation is %3")
            .arg(kind)
            .arg(*wanted)
            .arg(*observed));
}

std::optional<ReadinessAssessment> standardConditions(const Value& object)
{
    for (const Value& item : object["status"]["conditions"].list()) {
        if (item["status"].text() != "True")
            continue;
        if (item["type"].text() == "Reconciling")
            return inProgress(text(item["reason"]), text(item["message"]));
        if (item["type"].text() == "Stalled")
            return failed(text(item["reason"]), text(item["message"]));
    }
    return std::nullopt;
}

std::optional<ReadinessAssessment> readyCondition(const Value& object)
{
    const Value& ready = condition(object, "Ready");
    const std::string_view status = ready["status"].text();
    if (status == "True")
        return current(QStringLiteral("Resource is Ready"));
    if (status == "False" || status == "Unknown")
        return inProgress(text(ready["reason"]), text(ready["message"]));
    return std::nullopt;
}

ReadinessAssessment definition(const Value& object)
{
    for (const Value& item : object["status"]["conditions"].list()) {
        const std::string_view type = item["type"].text();
        const std::string_view status = item["status"].text();
        const bool refused = type == "NamesAccepted" && status == "False";
        const bool stopped = type == "Established" && status == "False" && item["reason"].text() != "Installing";
        if (refused || stopped)
            return failed(text(item["reason"]), text(item["message"]));
        if (type == "Established" && status == "True")
            return current(QStringLiteral("CRD is established"));
    }
    return inProgress(QStringLiteral("Installing"), QStringLiteral("Install in progress"));
}

ReadinessAssessment service(const Value& object)
{
    const Value& spec = object["spec"];
    if (spec["type"].text() == "LoadBalancer" && spec["clusterIP"].text().empty())
        return inProgress(
            QStringLiteral("NoIPAssigned"), QStringLiteral("ClusterIP not set. Service type: LoadBalancer"));
    return current(QStringLiteral("Service is ready"));
}

ReadinessAssessment claim(const Value& object)
{
    const QString phase
        = object["status"]["phase"].isString() ? text(object["status"]["phase"]) : QStringLiteral("unknown");
    if (phase != u"Bound")
        return inProgress(QStringLiteral("NotBound"), QStringLiteral("PVC is not Bound. phase: %1").arg(phase));
    return current(QStringLiteral("PVC is Bound"));
}

std::optional<ReadinessAssessment> coreKind(const QString& kind, const Value& object, const QDateTime& now)
{
    if (kind == u"Service")
        return service(object);
    if (kind == u"Pod")
        return podReadiness(object, now);
    if (kind == u"PersistentVolumeClaim")
        return claim(object);
    if (kind == u"Secret" || kind == u"ConfigMap")
        return current(QStringLiteral("Resource is always ready"));
    return std::nullopt;
}

std::optional<ReadinessAssessment> knownKind(
    const GroupVersionKind& type, const Value& object, ReadinessRules rules, const QDateTime& now)
{
    if (type.group.isEmpty())
        return coreKind(type.kind, object, now);
    if (type.group == u"apps" || (type.group == u"extensions" && type.kind != u"StatefulSet"))
        return workloadReadiness(type.kind, object);
    if (type.group == u"batch" && type.kind == u"Job")
        return jobReadiness(object, rules);
    if (type.group == u"batch" && type.kind == u"CronJob")
        return current(QStringLiteral("Resource is always ready"));
    if (type.group == u"policy" && type.kind == u"PodDisruptionBudget")
        return current(QStringLiteral("AllowedDisruptions has been computed."));
    if (type.group == u"apiextensions.k8s.io" && type.kind == u"CustomResourceDefinition")
        return definition(object);
    return std::nullopt;
}

/// Alert, Provider and an OCI HelmRepository are never reconciled, and are valid as they are.
bool isStatic(const GroupVersionKind& type, const Value& object)
{
    return (type.group == u"notification.toolkit.fluxcd.io" && type.kind != u"Receiver")
        || (type.kind == u"HelmRepository" && object["spec"]["type"].text() == "oci");
}

/// The `flux` command's rule: handled in this generation, and Ready.
ReadinessAssessment fluxKind(const GroupVersionKind& type, const Value& object)
{
    if (isStatic(type, object))
        return current(QStringLiteral("Resource is always ready"));
    if (auto behind = generation(type.kind, object))
        return *behind;
    const Value& ready = condition(object, "Ready");
    if (ready["status"].text() == "True")
        return current(text(ready["message"]));
    return inProgress(text(ready["reason"]), text(ready["message"]));
}

}

ReadinessAssessment readiness(const Value& object, ReadinessRules rules, const QDateTime& now)
{
    if (object.isNull())
        return { .status = Readiness::NotFound, .message = QStringLiteral("Resource not found") };
    const GroupVersionKind type = manifest::groupVersionKind(object);
    if (!object["metadata"]["deletionTimestamp"].text().empty())
        return { .status = Readiness::Terminating, .message = QStringLiteral("Resource scheduled for deletion") };
    if (rules == ReadinessRules::Flux && type.group.endsWith(QLatin1String(".toolkit.fluxcd.io")))
        return fluxKind(type, object);
    if (auto behind = generation(type.kind, object))
        return *behind;
    if (auto standard = standardConditions(object))
        return *standard;
    if (auto known = knownKind(type, object, rules, now))
        return *known;
    return readyCondition(object).value_or(current(QStringLiteral("Resource is current")));
}

}
