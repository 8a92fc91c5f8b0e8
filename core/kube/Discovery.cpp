#include "core/kube/Discovery.h"

#include <QSet>

namespace holdfast::kube {

namespace {

using manifest::toQString;
using manifest::Value;

QStringList texts(const Value& list)
{
    QStringList all;
    for (const Value& item : list.list())
        all << toQString(item.text());
    return all;
}

void readAggregatedVersion(const QString& group, const Value& version, DiscoveryAnswer& answer)
{
    const QString name = toQString(version["version"].text());
    if (version["freshness"].text() == "Stale")
        answer.stale << group + QLatin1Char('/') + name;
    for (const Value& resource : version["resources"].list()) {
        const Value& type = resource["responseKind"];
        // A stale entry may name a resource without its kind; it cannot be used.
        if (type["kind"].text().empty())
            continue;
        answer.resources.push_back({ .group = group,
            .version = name,
            .plural = toQString(resource["resource"].text()),
            .kind = toQString(type["kind"].text()),
            .namespaced = resource["scope"].text() == "Namespaced",
            .verbs = texts(resource["verbs"]) });
    }
}

DiscoveryAnswer readAggregated(const Value& list)
{
    DiscoveryAnswer answer;
    for (const Value& group : list["items"].list()) {
        for (const Value& version : group["versions"].list())
            readAggregatedVersion(toQString(group.at({ "metadata", "name" }).text()), version, answer);
    }
    return answer;
}

DiscoveryAnswer readVersions(const Value& versions)
{
    DiscoveryAnswer answer;
    for (const QString& version : texts(versions["versions"]))
        answer.follow << QStringLiteral("/api/") + version;
    return answer;
}

DiscoveryAnswer readGroups(const Value& list)
{
    DiscoveryAnswer answer;
    for (const Value& group : list["groups"].list()) {
        const QString preferred = toQString(group.at({ "preferredVersion", "groupVersion" }).text());
        QStringList versions;
        for (const Value& version : group["versions"].list())
            versions << toQString(version["groupVersion"].text());
        if (versions.removeOne(preferred))
            versions.prepend(preferred);
        for (const QString& version : versions)
            answer.follow << QStringLiteral("/apis/") + version;
    }
    return answer;
}

DiscoveryAnswer readResources(const Value& list)
{
    const QString groupVersion = toQString(list["groupVersion"].text());
    const qsizetype slash = groupVersion.indexOf(QLatin1Char('/'));
    DiscoveryAnswer answer;
    for (const Value& resource : list["resources"].list()) {
        const QString name = toQString(resource["name"].text());
        if (name.contains(QLatin1Char('/'))) // a subresource
            continue;
        answer.resources.push_back({ .group = slash < 0 ? QString() : groupVersion.left(slash),
            .version = groupVersion.mid(slash + 1),
            .plural = name,
            .kind = toQString(resource["kind"].text()),
            .namespaced = resource["namespaced"].boolOr(false),
            .verbs = texts(resource["verbs"]) });
    }
    return answer;
}

}

QByteArray discoveryAccept()
{
    return QByteArrayLiteral("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
                             "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,"
                             "application/json");
}

Result<DiscoveryAnswer> readDiscovery(const Value& answer)
{
    const std::string_view kind = answer["kind"].text();
    if (kind == "APIGroupDiscoveryList")
        return readAggregated(answer);
    if (kind == "APIVersions")
        return readVersions(answer);
    if (kind == "APIGroupList")
        return readGroups(answer);
    if (kind == "APIResourceList")
        return readResources(answer);
    return fail(ErrorCode::InvalidInput, {},
        QStringLiteral("this is not a Kubernetes API: the discovery answer is a \"%1\"").arg(toQString(kind)));
}

std::vector<ApiResource> preferredOnly(const std::vector<ApiResource>& resources)
{
    QSet<std::pair<QString, QString>> seen;
    std::vector<ApiResource> first;
    for (const ApiResource& resource : resources) {
        const std::pair key(resource.group, resource.plural);
        if (seen.contains(key))
            continue;
        seen.insert(key);
        first.push_back(resource);
    }
    return first;
}

}
