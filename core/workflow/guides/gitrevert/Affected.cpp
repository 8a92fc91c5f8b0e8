#include "core/workflow/guides/gitrevert/Affected.h"

#include "core/git/Tree.h"

#include <algorithm>

namespace holdfast::workflow::gitrevert {

namespace {

/// Following the kustomization of more apps than this would make a person wait; their own paths are looked at.
constexpr int mostFollowed = 200;

QString noteFor(const PlannedApp& planned, gitops::AutomationMode mode)
{
    if (planned.sync == PlannedApp::Sync::ByUs)
        return QStringLiteral("automation is off: synced by this run");
    switch (mode) {
    case gitops::AutomationMode::Auto:
        return QStringLiteral("follows by itself");
    case gitops::AutomationMode::Manual:
        return QStringLiteral("automation is off: stays as it is until somebody syncs it");
    case gitops::AutomationMode::Suspended:
        return QStringLiteral("suspended: stays as it is until it is resumed");
    }
    return {};
}

bool follows(const gitops::Source& source, const Draft& draft)
{
    const bool sameBranch = source.target == draft.branch || source.target.isEmpty()
        || source.target == QLatin1String("HEAD") || source.target == QStringLiteral("refs/heads/") + draft.branch;
    return source.kind == QLatin1String("Git") && sameBranch
        && comparableUrl(source.repository) == comparableUrl(draft.url);
}

/// Looks for the apps of one repository whose files change.
class Sharing final {
public:
    Sharing(const Draft& draft, QByteArrayList changed)
        : m_draft(draft)
        , m_changed(std::move(changed))
    {
    }
    [[nodiscard]] bool touchesApp(const gitops::App& app, const CancelToken& cancel)
    {
        std::vector<gitops::Source> sources = app.sources;
        if (sources.empty())
            sources.push_back(app.source);
        return std::ranges::any_of(sources,
            [&](const gitops::Source& source) { return follows(source, m_draft) && isTouched(source, cancel); });
    }

private:
    [[nodiscard]] bool isTouched(const gitops::Source& source, const CancelToken& cancel)
    {
        Target target { .url = m_draft.url,
            .branch = m_draft.branch,
            .path = cleanPath(source.path),
            .mirror = m_draft.mirror,
            .tip = m_draft.tip };
        const QByteArrayList own { target.path.isEmpty() ? QByteArrayLiteral(".") : target.path.toUtf8() };
        if (touches(own, m_changed))
            return true;
        if (++m_followed > mostFollowed)
            return false;
        return touches(pathsOf(target, m_draft.tip, cancel), m_changed);
    }

    const Draft& m_draft;
    QByteArrayList m_changed;
    int m_followed = 0;
};

}

Result<std::vector<AffectedApp>> affectedApps(
    const Plan& plan, const std::vector<Draft>& drafts, const World& world, const CancelToken& cancel)
{
    const Result<std::vector<gitops::App>> fleet = world.clusters->apps(cancel);
    if (!fleet)
        return std::unexpected(fleet.error());
    std::vector<AffectedApp> all;
    const auto known = [&all](const gitops::AppId& app) { return std::ranges::contains(all, app, &AffectedApp::app); };
    for (const PlannedApp& planned : plan.apps) {
        const auto row = std::ranges::find(*fleet, planned.app, &gitops::App::id);
        const auto mode = row == fleet->end() ? gitops::AutomationMode::Auto : row->automation.mode;
        all.push_back({ .app = planned.app,
            .part = planned.part == PlannedApp::Part::Asked ? AffectedApp::Part::Asked : AffectedApp::Part::SharesFiles,
            .automation = mode,
            .server = planned.server,
            .note = noteFor(planned, mode) });
    }
    for (const Draft& draft : drafts) {
        const Result<QByteArrayList> changed = git::changedPaths(draft.mirror, draft.tip, draft.made.newTip, cancel);
        if (!changed)
            return std::unexpected(changed.error());
        Sharing sharing(draft, *changed);
        for (const gitops::App& app : *fleet)
            if (!known(app.id) && sharing.touchesApp(app, cancel))
                all.push_back({ .app = app.id,
                    .part = AffectedApp::Part::SharesFiles,
                    .automation = app.automation.mode,
                    .server = app.destination.server,
                    .note = noteFor({}, app.automation.mode) });
    }
    return all;
}

}
