#include "core/workflow/guides/gitrevert/Affected.h"

#include "core/git/Tree.h"

#include <algorithm>

namespace holdfast::workflow::gitrevert {

namespace {

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
        for (const gitops::App& app : appsTouched(*fleet, pointOf(draft), *changed, cancel))
            if (!known(app.id))
                all.push_back({ .app = app.id,
                    .part = AffectedApp::Part::SharesFiles,
                    .automation = app.automation.mode,
                    .server = app.destination.server,
                    .note = noteFor({}, app.automation.mode) });
    }
    return all;
}

}
