#include "app/sandbox/sim/FluxObjects.h"

#include "app/sandbox/sim/ArgoObjects.h"

#include <algorithm>
#include <array>
#include <format>
#include <tuple>

namespace holdfast::sandbox::sim {

namespace {

int fluxOrder(std::string_view kind)
{
    static constexpr auto first
        = std::to_array<std::string_view>({ "CustomResourceDefinition", "Namespace", "ClusterRole", "ClusterClass",
            "RuntimeClass", "PriorityClass", "StorageClass", "VolumeSnapshotClass", "IngressClass", "GatewayClass",
            "ClusterRoleBinding", "ResourceQuota", "ServiceAccount", "Role", "RoleBinding", "ConfigMap", "Secret",
            "Service", "LimitRange", "Deployment", "StatefulSet", "CronJob", "PodDisruptionBudget" });
    if (kind == "MutatingWebhookConfiguration" || kind == "ValidatingWebhookConfiguration")
        return static_cast<int>(first.size()) + 1;
    return static_cast<int>(std::ranges::find(first, kind) - first.begin());
}

std::string lower(std::string text)
{
    for (auto& letter : text)
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    return text;
}

}

Value withFluxConditions(const Value& object, const std::vector<FluxCondition>& conditions, const std::string& now)
{
    const auto& before = object.at({ "status", "conditions" });
    Value::List all;
    for (const auto& one : conditions) {
        const auto& known = itemBy(before, "type", one.type);
        const bool same = known["status"].text() == one.status && known["reason"].text() == one.reason
            && known["message"].text() == one.message;
        all.push_back(tree({ { "type", one.type }, { "status", one.status }, { "reason", one.reason },
            { "message", one.message }, { "observedGeneration", object.at({ "metadata", "generation" }) },
            { "lastTransitionTime", same ? known["lastTransitionTime"] : Value(now) } }));
    }
    for (const auto& known : before.list()) {
        if (std::ranges::find(conditions, known["type"].text(), &FluxCondition::type) == conditions.end())
            all.push_back(known);
    }
    // Stalled, Reconciling and Ready stand first, in that order.
    static constexpr auto first = std::to_array<std::string_view>({ "Stalled", "Reconciling", "Ready" });
    std::ranges::stable_sort(
        all, {}, [](const Value& one) { return std::ranges::find(first, one["type"].text()) - first.begin(); });
    return put(object, { "status", "conditions" }, Value(std::move(all)));
}

Value withoutConditions(const Value& object, const std::vector<std::string>& types)
{
    auto conditions = object.at({ "status", "conditions" });
    for (const auto& type : types)
        conditions = withoutCondition(conditions, type);
    return put(object, { "status", "conditions" }, conditions);
}

bool isFluxReady(const Value& object)
{
    return conditionIs(object.at({ "status", "conditions" }), "Ready", "True");
}

bool isSettled(const Value& object)
{
    return isFluxReady(object)
        && object.at({ "status", "observedGeneration" }) == object.at({ "metadata", "generation" });
}

std::string openRequest(const Value& object)
{
    const auto asked = annotation(object, requestedKey);
    return asked == object.at({ "status", "lastHandledReconcileAt" }).text() ? std::string() : asked;
}

Value withHandledRequest(const Value& object)
{
    const auto asked = annotation(object, requestedKey);
    return asked.empty() ? object : put(object, { "status", "lastHandledReconcileAt" }, Value(asked));
}

std::string inventoryId(const Value& object)
{
    auto name = nameOf(object);
    for (auto at = name.find(':'); at != std::string::npos; at = name.find(':', at + 2))
        name.replace(at, 1, "__");
    return std::format("{}_{}_{}_{}", namespaceOf(object), name, groupOf(object), text(object["kind"]));
}

std::string fluxName(const Value& object)
{
    const auto nameSpace = namespaceOf(object);
    return std::format("{}/{}{}{}", text(object["kind"]), nameSpace, nameSpace.empty() ? "" : "/", nameOf(object));
}

InventoryObject inventoryObject(const std::string& id)
{
    InventoryObject object;
    const auto first = id.find('_');
    const auto last = id.rfind('_');
    const auto middle = last == std::string::npos || last == 0 ? std::string::npos : id.rfind('_', last - 1);
    if (middle == std::string::npos || first >= middle)
        return object;
    object.nameSpace = id.substr(0, first);
    object.kind = id.substr(last + 1);
    object.group = id.substr(middle + 1, last - middle - 1);
    object.name = id.substr(first + 1, middle - first - 1);
    for (auto at = object.name.find("__"); at != std::string::npos; at = object.name.find("__", at + 1))
        object.name.replace(at, 2, ":");
    return object;
}

std::vector<Value> inFluxOrder(std::vector<Value> objects)
{
    std::ranges::stable_sort(objects, {}, [](const Value& object) {
        const auto kind = text(object["kind"]);
        return std::tuple(fluxOrder(kind), groupOf(object), kind, namespaceOf(object), nameOf(object));
    });
    return objects;
}

bool isMarked(const Value& object, const std::string& key, std::string_view value)
{
    return lower(annotation(object, key)) == value || lower(label(object, key)) == value;
}

}
