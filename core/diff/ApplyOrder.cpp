#include "core/diff/ApplyOrder.h"

#include "core/diff/FluxOrder.h"
#include "core/diff/Inventory.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

namespace holdfast::diff {

using manifest::Value;

namespace {

constexpr std::array<std::string_view, 23> firstKinds { "CustomResourceDefinition", "Namespace", "ClusterRole",
    "ClusterClass", "RuntimeClass", "PriorityClass", "StorageClass", "VolumeSnapshotClass", "IngressClass",
    "GatewayClass", "ClusterRoleBinding", "ResourceQuota", "ServiceAccount", "Role", "RoleBinding", "ConfigMap",
    "Secret", "Service", "LimitRange", "Deployment", "StatefulSet", "CronJob", "PodDisruptionBudget" };
constexpr std::array<std::string_view, 2> lastKinds { "MutatingWebhookConfiguration",
    "ValidatingWebhookConfiguration" };

std::ptrdiff_t rankOf(std::string_view kind)
{
    if (const auto found = std::ranges::find(firstKinds, kind); found != firstKinds.end())
        return found - firstKinds.begin();
    constexpr auto middle = static_cast<std::ptrdiff_t>(firstKinds.size());
    if (const auto found = std::ranges::find(lastKinds, kind); found != lastKinds.end())
        return middle + 1 + (found - lastKinds.begin());
    return middle;
}

int fluxStage(const manifest::ObjectKey& key)
{
    if (key.kind == u"CustomResourceDefinition" || key.kind == u"Namespace" || key.kind == u"ClusterRole")
        return 1;
    return key.kind.endsWith(QLatin1String("class"), Qt::CaseInsensitive) ? 2 : 3;
}

}

void renumber(std::vector<OrderedObject>& objects)
{
    int stage = 0;
    int before = 0;
    for (OrderedObject& object : objects) {
        if (stage == 0 || object.stage != before)
            ++stage;
        before = object.stage;
        object.stage = stage;
    }
}

std::vector<OrderedObject> fluxOrder(const std::vector<Value>& objects)
{
    struct Entry {
        manifest::ObjectKey key;
        OrderedObject object;
    };
    std::vector<Entry> entries;
    for (const Value& object : objects) {
        const manifest::ObjectKey key = clusterKey(object);
        entries.push_back({ .key = key, .object = { .stage = fluxStage(key), .object = object } });
    }
    // By UTF-8 as Go compares; names of objects are ASCII.
    std::ranges::stable_sort(entries, {}, [](const Entry& entry) {
        const std::string_view kind = entry.object.object["kind"].text();
        return std::tuple(entry.object.stage, rankOf(kind), entry.key.group.toStdString(), kind,
            entry.key.nameSpace.toStdString(), entry.key.name.toStdString());
    });
    std::vector<OrderedObject> sorted;
    for (Entry& entry : entries)
        sorted.push_back(std::move(entry.object));
    return sorted;
}

std::vector<OrderedObject> ordered(const std::vector<Value>& objects, OrderDialect dialect, OrderPurpose purpose)
{
    std::vector<OrderedObject> sorted = dialect == OrderDialect::Kustomize ? fluxOrder(objects) : argoOrder(objects);
    if (purpose == OrderPurpose::Delete)
        std::ranges::reverse(sorted);
    renumber(sorted);
    return sorted;
}

}
