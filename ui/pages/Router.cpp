#include "ui/pages/Router.h"

namespace holdfast::pages {

namespace {

constexpr std::size_t longestHistory = 200;

}

std::optional<Route> parseRoute(const QString& text)
{
    QString path = text.trimmed();
    if (path.startsWith(QLatin1String("holdfast:"), Qt::CaseInsensitive))
        path.remove(0, 9);
    while (path.startsWith(u'/'))
        path.removeFirst();
    const auto slash = path.indexOf(u'/');
    const Route route { slash < 0 ? path : path.first(slash), slash < 0 ? QString() : path.sliced(slash + 1) };
    if (route.page.isEmpty())
        return std::nullopt;
    return route;
}

QString routeText(const Route& route)
{
    return route.rest.isEmpty() ? route.page : route.page + u'/' + route.rest;
}

Route appRoute(const gitops::AppId& app, const QString& rest)
{
    const QString text = gitops::appText(app);
    return { QStringLiteral("app"), rest.isEmpty() ? text : text + u'/' + rest };
}

Route rollbackRoute(const std::vector<gitops::AppId>& apps, const QString& choice)
{
    QStringList names;
    for (const gitops::AppId& app : apps)
        names << gitops::appText(app);
    const QString query = choice.isEmpty() ? QString() : u'?' + choice;
    return { QStringLiteral("rollback"), QStringLiteral("new/") + names.join(u',') + query };
}

std::optional<AppPlace> parseAppPlace(const QString& routeRest)
{
    // A context may hold slashes (arn:aws:eks:...:cluster/name), so the app begins at its kind.
    for (const auto kind :
        { gitops::AppKind::Application, gitops::AppKind::Kustomization, gitops::AppKind::HelmRelease }) {
        const QString mark = gitops::word(kind) + u'/';
        auto at = routeRest.startsWith(mark) ? 0 : routeRest.indexOf(u':' + mark);
        if (at < 0)
            continue;
        if (at > 0)
            ++at;
        const auto nameSpaceEnd = routeRest.indexOf(u'/', at + mark.size());
        if (nameSpaceEnd < 0)
            continue;
        const auto end = routeRest.indexOf(u'/', nameSpaceEnd + 1);
        const auto app = gitops::parseAppText(end < 0 ? routeRest : routeRest.first(end));
        if (app)
            return AppPlace { *app, end < 0 ? QString() : routeRest.sliced(end + 1) };
    }
    return std::nullopt;
}

void Router::go(const Route& route)
{
    if (route == m_current)
        return;
    if (!m_current.page.isEmpty())
        m_back.push_back(m_current);
    if (m_back.size() > longestHistory)
        m_back.erase(m_back.begin());
    m_forward.clear();
    show(route);
}

void Router::back()
{
    if (m_back.empty())
        return;
    m_forward.push_back(m_current);
    const Route route = m_back.back();
    m_back.pop_back();
    show(route);
}

void Router::forward()
{
    if (m_forward.empty())
        return;
    m_back.push_back(m_current);
    const Route route = m_forward.back();
    m_forward.pop_back();
    show(route);
}

void Router::show(const Route& route)
{
    m_current = route;
    Q_EMIT routeChanged(route);
}

}
