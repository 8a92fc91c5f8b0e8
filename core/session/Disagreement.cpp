#include "core/session/Disagreement.h"

namespace holdfast::session {

using gitops::SyncVerdict;

namespace {

QString agentOf(gitops::AppKind kind)
{
    switch (kind) {
    case gitops::AppKind::Application:
        return QStringLiteral("Argo CD");
    case gitops::AppKind::Kustomization:
    case gitops::AppKind::HelmRelease:
        return QStringLiteral("Flux");
    }
    std::unreachable();
}

/// Why an agent may not see what differs.
QString causeOf(const gitops::App& app)
{
    if (app.automation.mode == gitops::AutomationMode::Suspended)
        return QStringLiteral("it is suspended");
    if (app.agent.at.isValid() && app.agent.at.secsTo(app.measured->at) > 600)
        return QStringLiteral("it last looked at %1").arg(app.agent.at.toString(Qt::ISODate));
    if (app.id.kind == gitops::AppKind::HelmRelease)
        return QStringLiteral("its drift detection may be off");
    return QStringLiteral("it may not have fetched this revision yet, or look only at its next interval");
}

}

Disagreement disagreement(const gitops::App& app)
{
    if (!app.measured || app.agent.reconciling)
        return Disagreement::None;
    if (app.agent.verdict == SyncVerdict::Synced && app.measured->verdict == SyncVerdict::OutOfSync)
        return Disagreement::UnseenByAgent;
    if (app.agent.verdict == SyncVerdict::OutOfSync && app.measured->verdict == SyncVerdict::Synced)
        return Disagreement::SeenByAgentAlone;
    return Disagreement::None;
}

QString disagreementText(const gitops::App& app)
{
    switch (disagreement(app)) {
    case Disagreement::None:
        return {};
    case Disagreement::UnseenByAgent:
        return QStringLiteral("%1 says Synced, but Holdfast measured %2 that differ from Git: %3.")
            .arg(agentOf(app.id.kind),
                app.measured->fields > 0 ? QStringLiteral("%1 fields").arg(app.measured->fields)
                                         : QStringLiteral("objects"),
                causeOf(app));
    case Disagreement::SeenByAgentAlone:
        return QStringLiteral("%1 says OutOfSync, but Holdfast measured no field that differs from Git: the agent "
                              "compares otherwise, or has not looked again.")
            .arg(agentOf(app.id.kind));
    }
    std::unreachable();
}

}
