#pragma once

#include "core/health/Health.h"
#include "core/manifest/Resource.h"

#include <string_view>

/// What the rules read of an object; private to this folder.
namespace holdfast::health {

/// An integer of `spec` or `status`, or `other` where it is absent or no integer.
[[nodiscard]] inline std::int64_t number(
    const manifest::Value& object, std::string_view part, std::string_view field, std::int64_t other = 0)
{
    return object[part][field].intOr(other);
}

[[nodiscard]] inline QString text(const manifest::Value& value)
{
    return manifest::toQString(value.text());
}

/// The first of status.conditions of a type, or a null Value.
[[nodiscard]] inline const manifest::Value& condition(const manifest::Value& object, std::string_view type)
{
    static const manifest::Value none;
    for (const manifest::Value& item : object["status"]["conditions"].list())
        if (item["type"].text() == type)
            return item;
    return none;
}

[[nodiscard]] std::optional<Assessment> workloadHealth(
    const manifest::GroupVersionKind& type, const manifest::Value& object);
[[nodiscard]] Assessment podHealth(const manifest::Value& pod);
[[nodiscard]] std::optional<Assessment> networkHealth(
    const manifest::GroupVersionKind& type, const manifest::Value& object);
[[nodiscard]] Assessment autoscalerHealth(const manifest::GroupVersionKind& type, const manifest::Value& object);

[[nodiscard]] std::optional<ReadinessAssessment> workloadReadiness(const QString& kind, const manifest::Value& object);
[[nodiscard]] ReadinessAssessment podReadiness(const manifest::Value& pod, const QDateTime& now);
[[nodiscard]] ReadinessAssessment jobReadiness(const manifest::Value& job, ReadinessRules rules);

[[nodiscard]] inline ReadinessAssessment current(QString message)
{
    return { .status = Readiness::Current, .message = std::move(message) };
}

[[nodiscard]] inline ReadinessAssessment inProgress(QString reason, QString message)
{
    return { .status = Readiness::InProgress, .message = std::move(message), .reason = std::move(reason) };
}

[[nodiscard]] inline ReadinessAssessment failed(QString reason, QString message)
{
    return { .status = Readiness::Failed, .message = std::move(message), .reason = std::move(reason) };
}

}
