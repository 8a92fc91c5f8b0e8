#include "core/diff/Inventory.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <string_view>

namespace holdfast::diff {

using manifest::ObjectKey;
using namespace Qt::StringLiterals;

namespace {

struct KindName {
    std::u16string_view group;
    std::u16string_view kind;
};

constexpr std::array clusterKinds {
    KindName { u"", u"Namespace" },
    KindName { u"", u"Node" },
    KindName { u"", u"PersistentVolume" },
    KindName { u"", u"ComponentStatus" },
    KindName { u"admissionregistration.k8s.io", u"MutatingAdmissionPolicy" },
    KindName { u"admissionregistration.k8s.io", u"MutatingAdmissionPolicyBinding" },
    KindName { u"admissionregistration.k8s.io", u"MutatingWebhookConfiguration" },
    KindName { u"admissionregistration.k8s.io", u"ValidatingAdmissionPolicy" },
    KindName { u"admissionregistration.k8s.io", u"ValidatingAdmissionPolicyBinding" },
    KindName { u"admissionregistration.k8s.io", u"ValidatingWebhookConfiguration" },
    KindName { u"apiextensions.k8s.io", u"CustomResourceDefinition" },
    KindName { u"apiregistration.k8s.io", u"APIService" },
    KindName { u"certificates.k8s.io", u"CertificateSigningRequest" },
    KindName { u"certificates.k8s.io", u"ClusterTrustBundle" },
    KindName { u"flowcontrol.apiserver.k8s.io", u"FlowSchema" },
    KindName { u"flowcontrol.apiserver.k8s.io", u"PriorityLevelConfiguration" },
    KindName { u"gateway.networking.k8s.io", u"GatewayClass" },
    KindName { u"networking.k8s.io", u"IPAddress" },
    KindName { u"networking.k8s.io", u"IngressClass" },
    KindName { u"networking.k8s.io", u"ServiceCIDR" },
    KindName { u"node.k8s.io", u"RuntimeClass" },
    KindName { u"policy", u"PodSecurityPolicy" },
    KindName { u"rbac.authorization.k8s.io", u"ClusterRole" },
    KindName { u"rbac.authorization.k8s.io", u"ClusterRoleBinding" },
    KindName { u"resource.k8s.io", u"DeviceClass" },
    KindName { u"resource.k8s.io", u"ResourceSlice" },
    KindName { u"scheduling.k8s.io", u"PriorityClass" },
    KindName { u"snapshot.storage.k8s.io", u"VolumeSnapshotClass" },
    KindName { u"snapshot.storage.k8s.io", u"VolumeSnapshotContent" },
    KindName { u"storage.k8s.io", u"CSIDriver" },
    KindName { u"storage.k8s.io", u"CSINode" },
    KindName { u"storage.k8s.io", u"StorageClass" },
    KindName { u"storage.k8s.io", u"VolumeAttachment" },
    KindName { u"storage.k8s.io", u"VolumeAttributesClass" },
};

}

Result<ObjectKey> parseInventoryId(const QString& id)
{
    const qsizetype afterNamespace = id.indexOf(u'_');
    const qsizetype beforeKind = id.lastIndexOf(u'_');
    const qsizetype beforeGroup = beforeKind > 0 ? id.lastIndexOf(u'_', beforeKind - 1) : -1;
    if (afterNamespace < 0 || beforeGroup <= afterNamespace)
        return fail(ErrorCode::InvalidInput, {},
            u"\"%1\" is no inventory id; it is NAMESPACE_NAME_GROUP_KIND, such as a_web_apps_Deployment"_s.arg(id));
    QString name = id.mid(afterNamespace + 1, beforeGroup - afterNamespace - 1);
    return ObjectKey { .group = id.mid(beforeGroup + 1, beforeKind - beforeGroup - 1),
        .kind = id.mid(beforeKind + 1),
        .nameSpace = id.left(afterNamespace),
        .name = name.replace(u"__"_s, u":"_s) };
}

QString inventoryId(const ObjectKey& object)
{
    QString name = object.name;
    if (object.group == u"rbac.authorization.k8s.io") // only these names may hold a colon
        name.replace(u":"_s, u"__"_s);
    const QStringList fields { object.nameSpace, name, object.group, object.kind };
    return fields.join(u'_');
}

InventoryEntry inventoryEntry(const manifest::Value& object)
{
    return { .object = clusterKey(object), .version = manifest::groupVersionKind(object).version.toStdString() };
}

bool isClusterScoped(const QString& group, const QString& kind)
{
    return std::ranges::any_of(clusterKinds,
        [&](const KindName& known) { return QStringView(known.group) == group && QStringView(known.kind) == kind; });
}

ObjectKey clusterKey(const manifest::Value& object)
{
    ObjectKey key = manifest::objectKey(object);
    if (isClusterScoped(key.group, key.kind))
        key.nameSpace.clear();
    return key;
}

}
