#include "core/kube/ApiPath.h"

#include <QStringList>

namespace holdfast::kube {

namespace {

/// The rule of apimachinery's IsValidPathSegmentName.
bool isPathSegment(const QString& name)
{
    return !name.isEmpty() && name != QLatin1String(".") && name != QLatin1String("..")
        && !name.contains(QLatin1Char('/')) && !name.contains(QLatin1Char('%'));
}

Result<QString> joined(const QStringList& segments)
{
    QString path;
    for (const QString& segment : segments) {
        if (!isPathSegment(segment))
            return fail(ErrorCode::Precondition, {},
                QStringLiteral("\"%1\" cannot be a name in an API path; nothing was sent").arg(segment));
        path += QLatin1Char('/') + QString::fromLatin1(QUrl::toPercentEncoding(segment, "", ""));
    }
    return path;
}

QStringList collection(const ApiResource& resource, const QString& nameSpace)
{
    QStringList segments = resource.group.isEmpty() ? QStringList { QStringLiteral("api") }
                                                    : QStringList { QStringLiteral("apis"), resource.group };
    segments << resource.version;
    if (resource.namespaced && !nameSpace.isEmpty())
        segments << QStringLiteral("namespaces") << nameSpace;
    return segments << resource.plural;
}

}

Result<QString> collectionPath(const ApiResource& resource, const QString& nameSpace)
{
    return joined(collection(resource, nameSpace));
}

Result<QString> objectPath(const ApiResource& resource, const QString& nameSpace, const QString& name)
{
    if (resource.namespaced && nameSpace.isEmpty())
        return fail(ErrorCode::Precondition, {},
            QStringLiteral("%1 %2 has no namespace, but its kind lies in namespaces").arg(resource.kind, name));
    return joined(collection(resource, nameSpace) << name);
}

QString withQuery(const QString& path, const QList<QueryItem>& items)
{
    QStringList parts;
    for (const auto& [name, value] : items) {
        if (!value.isEmpty())
            parts << name + QLatin1Char('=') + QString::fromLatin1(QUrl::toPercentEncoding(value));
    }
    return parts.isEmpty() ? path : path + QLatin1Char('?') + parts.join(QLatin1Char('&'));
}

QList<QueryItem> selectors(const ListScope& scope)
{
    return { { QStringLiteral("labelSelector"), scope.labelSelector },
        { QStringLiteral("fieldSelector"), scope.fieldSelector } };
}

QUrl serverUrl(const QUrl& server, const QString& pathAndQuery)
{
    QString base
        = server.toString(QUrl::FullyEncoded | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
    while (base.endsWith(QLatin1Char('/'))) // Qt's StripTrailingSlash leaves the slash of the root
        base.chop(1);
    return QUrl(base + pathAndQuery, QUrl::StrictMode);
}

}
