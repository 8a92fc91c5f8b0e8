#include "core/health/HealthObject.h"
#include "core/manifest/JsonReader.h"

#include <algorithm>
#include <array>

namespace holdfast::health {

using manifest::GroupVersionKind;
using manifest::Value;

namespace {

bool hasAddress(const Value& object)
{
    return !object["status"]["loadBalancer"]["ingress"].list().empty();
}

Assessment claim(const Value& object)
{
    const std::string_view phase = object["status"]["phase"].text();
    if (phase == "Lost")
        return { Status::Degraded, {} };
    if (phase == "Pending")
        return { Status::Progressing, {} };
    return { phase == "Bound" ? Status::Healthy : Status::Unknown, {} };
}

Assessment apiService(const Value& object)
{
    const Value& available = condition(object, "Available");
    if (!available.isMap())
        return { Status::Progressing, QStringLiteral("Waiting to be processed") };
    return { available["status"].text() == "True" ? Status::Healthy : Status::Progressing,
        QStringLiteral("%1: %2").arg(text(available["reason"]), text(available["message"])) };
}

struct State {
    std::string_view type;
    std::string_view reason;
};

constexpr std::array degradedStates { State { "AbleToScale", "FailedGetScale" },
    State { "AbleToScale", "FailedUpdateScale" }, State { "ScalingActive", "FailedGetResourceMetric" },
    State { "ScalingActive", "FailedGetObjectMetric" }, State { "ScalingActive", "FailedGetPodsMetric" },
    State { "ScalingActive", "FailedGetExternalMetric" }, State { "ScalingActive", "FailedComputeMetricsReplicas" },
    State { "ScalingActive", "InvalidSelector" } };

bool isDegraded(const Value& item)
{
    return std::ranges::any_of(degradedStates, [&item](const State& state) {
        return item["type"].text() == state.type && item["reason"].text() == state.reason;
    });
}

bool isHealthy(const Value& item)
{
    const std::string_view type = item["type"].text();
    return (type == "AbleToScale" || type == "ScalingLimited") && item["status"].text() == "True";
}

Assessment scaling(const Value::List& conditions)
{
    if (const auto found = std::ranges::find_if(conditions, isDegraded); found != conditions.end())
        return { Status::Degraded, text((*found)["message"]) };
    if (const auto found = std::ranges::find_if(conditions, isHealthy); found != conditions.end())
        return { Status::Healthy, text((*found)["message"]) };
    return { Status::Progressing, QStringLiteral("Waiting to Autoscale") };
}

}

std::optional<Assessment> networkHealth(const GroupVersionKind& type, const Value& object)
{
    if (type.group.isEmpty() && type.kind == u"Service") {
        const bool balanced = object["spec"]["type"].text() == "LoadBalancer";
        return Assessment { balanced && !hasAddress(object) ? Status::Progressing : Status::Healthy, {} };
    }
    if (type.group.isEmpty() && type.kind == u"PersistentVolumeClaim")
        return claim(object);
    if (type.kind == u"Ingress" && (type.group == u"networking.k8s.io" || type.group == u"extensions"))
        return Assessment { hasAddress(object) ? Status::Healthy : Status::Progressing, {} };
    if (type.group == u"apiregistration.k8s.io" && type.kind == u"APIService")
        return apiService(object);
    return std::nullopt;
}

Assessment autoscalerHealth(const GroupVersionKind& type, const Value& object)
{
    if (type.version == u"v2")
        return scaling(object["status"]["conditions"].list());
    if (type.version != u"v1")
        return { Status::Unknown,
            QStringLiteral("unsupported HPA GVK: %1/%2, Kind=%3").arg(type.group, type.version, type.kind) };
    // autoscaling/v1 has its conditions in an annotation
    const Value& written = object["metadata"]["annotations"]["autoscaling.alpha.kubernetes.io/conditions"];
    if (written.isNull())
        return scaling({});
    const Result<Value> conditions = manifest::readJson(written.text());
    if (!conditions || !conditions->isList())
        return { Status::Unknown, QStringLiteral("failed to convert conditions annotation to typed") };
    return scaling(conditions->list());
}

}
