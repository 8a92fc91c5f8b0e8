#include "core/manifest/Resource.h"

#include <QStringList>

#include <algorithm>

namespace holdfast::manifest {

QString objectText(const ObjectKey& key)
{
    QString text;
    if (!key.group.isEmpty())
        text += key.group + QLatin1Char('/');
    text += key.kind + QLatin1Char('/');
    if (!key.nameSpace.isEmpty())
        text += key.nameSpace + QLatin1Char('/');
    return text + key.name;
}

std::optional<ObjectKey> parseObjectText(const QString& text)
{
    QStringList parts = text.split(QLatin1Char('/'));
    if (std::ranges::any_of(parts, [](const QString& part) { return part.isEmpty(); }))
        return std::nullopt;
    ObjectKey key;
    if (!parts.first().front().isUpper())
        key.group = parts.takeFirst();
    if (parts.size() < 2 || parts.size() > 3 || !parts.first().front().isUpper())
        return std::nullopt;
    key.kind = parts.takeFirst();
    if (parts.size() == 2)
        key.nameSpace = parts.takeFirst();
    key.name = parts.first();
    return key;
}

GroupVersionKind groupVersionKind(const Value& object)
{
    const QString apiVersion = toQString(object["apiVersion"].text());
    const qsizetype slash = apiVersion.indexOf(QLatin1Char('/'));
    return { .group = slash < 0 ? QString() : apiVersion.left(slash),
        .version = apiVersion.mid(slash + 1),
        .kind = toQString(object["kind"].text()) };
}

ObjectKey objectKey(const Value& object)
{
    const GroupVersionKind type = groupVersionKind(object);
    const Value& metadata = object["metadata"];
    return { .group = type.group,
        .kind = type.kind,
        .nameSpace = toQString(metadata["namespace"].text()),
        .name = toQString(metadata["name"].text()) };
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}
