#include "core/diff/ImmutableFields.h"

#include "core/manifest/Resource.h"

#include <algorithm>
#include <vector>

namespace holdfast::diff {

using manifest::Value;

namespace {

struct KindRule {
    const char* group;
    const char* kind;
    const char* parent; ///< of the fields; empty: the object
    std::vector<const char*> fields; ///< below the parent
    enum class Says { TheseStay, OthersStay } says = Says::TheseStay;
};

const std::vector<KindRule>& rules()
{
    static const std::vector<KindRule> all {
        { "apps", "Deployment", "spec", { "selector" } },
        { "apps", "DaemonSet", "spec", { "selector" } },
        { "apps", "ReplicaSet", "spec", { "selector" } },
        { "apps", "StatefulSet", "spec",
            { "replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit",
                "persistentVolumeClaimRetentionPolicy", "minReadySeconds" },
            KindRule::Says::OthersStay },
        { "batch", "Job", "spec",
            { "selector", "template", "completionMode", "podFailurePolicy", "successPolicy", "backoffLimitPerIndex",
                "managedBy" } },
        { "", "PersistentVolumeClaim", "spec", { "resources", "volumeAttributesClassName" },
            KindRule::Says::OthersStay },
        { "", "Secret", "", { "type" } },
        { "rbac.authorization.k8s.io", "RoleBinding", "", { "roleRef" } },
        { "rbac.authorization.k8s.io", "ClusterRoleBinding", "", { "roleRef" } },
        { "storage.k8s.io", "StorageClass", "", { "provisioner", "parameters", "reclaimPolicy", "volumeBindingMode" } },
        { "networking.k8s.io", "IngressClass", "spec", { "controller" } },
        { "scheduling.k8s.io", "PriorityClass", "", { "value", "preemptionPolicy" } },
        { "node.k8s.io", "RuntimeClass", "", { "handler" } },
        { "discovery.k8s.io", "EndpointSlice", "", { "addressType" } },
        { "apiextensions.k8s.io", "CustomResourceDefinition", "spec",
            { "group", "scope", "names.kind", "names.plural" } },
    };
    return all;
}

QString pathText(const char* parent, std::string_view field)
{
    const QString name = QString::fromUtf8(field);
    return *parent == '\0' ? name : QLatin1String(parent) + u'.' + name;
}

const Value& below(const Value& object, std::string_view path)
{
    const std::size_t dot = path.find('.');
    return dot == std::string_view::npos ? object[path] : below(object[path.substr(0, dot)], path.substr(dot + 1));
}

QStringList fixedChanges(const KindRule& rule, const Value& before, const Value& after)
{
    QStringList changed;
    for (const char* field : rule.fields)
        if (below(before, field) != below(after, field))
            changed.append(pathText(rule.parent, field));
    return changed;
}

QStringList otherChanges(const KindRule& rule, const Value& before, const Value& after)
{
    QStringList changed;
    const auto look = [&](const Value& one, const Value& other) {
        for (const auto& [field, value] : one.map()) {
            const QString path = pathText(rule.parent, field);
            if (!std::ranges::contains(rule.fields, std::string_view(field)) && value != other[field]
                && !changed.contains(path))
                changed.append(path);
        }
    };
    look(before, after);
    look(after, before);
    return changed;
}

/// `immutable: true` holds the data of a ConfigMap or Secret.
QStringList closedChanges(const Value& before, const Value& after)
{
    QStringList changed;
    if (before["immutable"].boolOr(false))
        for (const char* field : { "data", "binaryData", "stringData", "immutable" })
            if (before[field] != after[field])
                changed.append(QLatin1String(field));
    return changed;
}

/// An address once given stays.
QStringList serviceChanges(const Value& before, const Value& after)
{
    const Value& old = before["spec"]["clusterIP"];
    const Value& now = after["spec"]["clusterIP"];
    const bool moved = !old.isEmpty() && !now.isEmpty() && old != now;
    return moved ? QStringList { QStringLiteral("spec.clusterIP") } : QStringList();
}

}

QStringList immutableChanges(const Value& before, const Value& after)
{
    const manifest::ObjectKey key = manifest::objectKey(before);
    QStringList changed;
    for (const KindRule& rule : rules()) {
        if (key.group != QLatin1String(rule.group) || key.kind != QLatin1String(rule.kind))
            continue;
        const bool whole = *rule.parent == '\0';
        const Value& one = whole ? before : before[rule.parent];
        const Value& other = whole ? after : after[rule.parent];
        changed += rule.says == KindRule::Says::OthersStay ? otherChanges(rule, one, other)
                                                           : fixedChanges(rule, one, other);
    }
    if (key.group.isEmpty() && (key.kind == QLatin1String("ConfigMap") || key.kind == QLatin1String("Secret")))
        changed += closedChanges(before, after);
    if (key.group.isEmpty() && key.kind == QLatin1String("Service"))
        changed += serviceChanges(before, after);
    return changed;
}

}
