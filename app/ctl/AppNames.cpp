#include "app/ctl/AppNames.h"

namespace holdfast::ctl {

namespace {

/// More candidates than this are not listed.
constexpr std::size_t shownCandidates = 10;

bool matches(const gitops::AppId& app, const QString& name, const std::optional<gitops::AppId>& asked)
{
    if (!asked)
        return app.name == name;
    gitops::AppId wanted = *asked;
    if (wanted.context.isEmpty())
        wanted.context = app.context;
    return app == wanted;
}

QString candidates(const std::vector<const gitops::App*>& apps)
{
    QStringList names;
    for (const gitops::App* app : apps) {
        if (names.size() == shownCandidates)
            return names.join(QStringLiteral(", ")) + QStringLiteral(" and %1 more").arg(apps.size() - shownCandidates);
        names.append(gitops::appText(app->id));
    }
    return names.join(QStringLiteral(", "));
}

}

ContextName contextOf(const QString& name)
{
    const std::optional<gitops::AppId> id = gitops::parseAppText(name);
    return id ? id->context : ContextName();
}

std::expected<gitops::App, UsageError> findApp(const std::vector<gitops::App>& apps, const QString& name)
{
    const std::optional<gitops::AppId> asked = gitops::parseAppText(name);
    if (!asked && name.contains(QLatin1Char('/')))
        return std::unexpected(UsageError { QStringLiteral("\"%1\" is no name of an app").arg(name),
            QStringLiteral(
                "write [CONTEXT:]KIND/NAMESPACE/NAME with KIND application, kustomization or helmrelease") });
    std::vector<const gitops::App*> found;
    for (const gitops::App& app : apps) {
        if (matches(app.id, name, asked))
            found.push_back(&app);
    }
    if (found.empty())
        return std::unexpected(UsageError { QStringLiteral("there is no app \"%1\"").arg(name),
            QStringLiteral("holdfastctl apps lists them; other contexts need --context or --all-contexts") });
    if (found.size() > 1)
        return std::unexpected(UsageError { QStringLiteral("\"%1\" names %2 apps").arg(name).arg(found.size()),
            QStringLiteral("write one of: ") + candidates(found) });
    return *found.front();
}

}
