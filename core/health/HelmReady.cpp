#include "core/health/HealthObject.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace holdfast::health {

using manifest::Value;

namespace {

/// Which conditions count, the first the most; position by type.
std::vector<std::string_view> countedTypes(const Value& test)
{
    if (test["enable"].boolOr(false) && !test["ignoreFailures"].boolOr(false))
        return { "Remediated", "TestSuccess", "Released" };
    return { "Remediated", "Released" };
}

bool comesBefore(const Value& left, const Value& right, const std::vector<std::string_view>& types)
{
    const auto leftPlace = std::ranges::find(types, left["type"].text());
    const auto rightPlace = std::ranges::find(types, right["type"].text());
    if (leftPlace == types.end())
        return false;
    if (rightPlace == types.end())
        return true;
    return left["observedGeneration"].intOr(0) >= right["observedGeneration"].intOr(0) && leftPlace < rightPlace;
}

}

std::optional<DerivedCondition> helmReady(const Value& object)
{
    const manifest::GroupVersionKind type = manifest::groupVersionKind(object);
    if (type.group != u"helm.toolkit.fluxcd.io" || type.kind != u"HelmRelease")
        return std::nullopt;
    const Value& test = object["spec"]["test"];
    Value::List conditions = object["status"]["conditions"].list();
    if (!test["enable"].boolOr(false))
        std::erase_if(conditions, [](const Value& item) { return item["type"].text() == "TestSuccess"; });
    if (conditions.empty())
        return std::nullopt;
    // The controller's order is no strict weak one, so its result is that of the insertion sort that Go runs.
    const std::vector<std::string_view> types = countedTypes(test);
    for (std::size_t i = 1; i < conditions.size(); ++i)
        for (std::size_t j = i; j > 0 && comesBefore(conditions[j], conditions[j - 1], types); --j)
            std::swap(conditions[j], conditions[j - 1]);
    const Value& first = conditions.front();
    const bool remediated = first["type"].text() == "Remediated"; // which is an error, whatever its status
    return DerivedCondition { .status = remediated ? QStringLiteral("False") : text(first["status"]),
        .reason = text(first["reason"]),
        .message = text(first["message"]) };
}

}
