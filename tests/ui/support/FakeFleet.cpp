#include "tests/ui/support/FakeFleet.h"

#include "core/base/Async.h"

#include <algorithm>

namespace holdfast::tests {

std::vector<gitops::App> FakeFleet::apps() const
{
    std::vector<gitops::App> all;
    for (const auto& [id, app] : m_apps)
        all.push_back(app);
    return all;
}

QFuture<Result<gitops::AppDetails>> FakeFleet::details(const gitops::AppId& app, CancelToken)
{
    const auto known = m_apps.find(app);
    if (known == m_apps.end() || !makeDetails)
        return ready<gitops::AppDetails>(fail(ErrorCode::NotFound, {}, QStringLiteral("no such app")));
    return ready(makeDetails(known->second));
}

QFuture<Result<session::ManifestText>> FakeFleet::manifest(
    const gitops::AppId&, const manifest::ObjectKey& object, CancelToken)
{
    if (!makeManifest)
        return ready<session::ManifestText>(fail(ErrorCode::NotFound, {}, QStringLiteral("no such object")));
    return ready(makeManifest(object));
}

void FakeFleet::setCluster(const session::ClusterStatus& status)
{
    const auto known = std::ranges::find(m_clusters, status.context, &session::ClusterStatus::context);
    if (known == m_clusters.end())
        m_clusters.push_back(status);
    else
        *known = status;
    Q_EMIT clusterChanged(status);
}

void FakeFleet::upsert(std::vector<gitops::App> apps)
{
    for (const gitops::App& app : apps)
        m_apps[app.id] = app;
    Q_EMIT appsChanged({ .upserts = std::move(apps), .removals = {}, .reset = {} });
}

void FakeFleet::remove(const std::vector<gitops::AppId>& apps)
{
    for (const gitops::AppId& app : apps)
        m_apps.erase(app);
    Q_EMIT appsChanged({ .upserts = {}, .removals = apps, .reset = {} });
}

void FakeFleet::reset(const ContextName& context, std::vector<gitops::App> apps)
{
    std::erase_if(m_apps, [&](const auto& entry) { return entry.first.context == context; });
    for (const gitops::App& app : apps)
        m_apps[app.id] = app;
    Q_EMIT appsChanged({ .upserts = std::move(apps), .removals = {}, .reset = context });
}

}
