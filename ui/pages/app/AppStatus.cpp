#include "ui/pages/app/AppStatus.h"

#include "ui/foundation/AgeText.h"
#include "ui/foundation/DisagreementText.h"
#include "ui/foundation/PlainText.h"
#include "ui/foundation/SinceText.h"

#include <QCoreApplication>

namespace holdfast::pages::app {

using namespace foundation;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(AppStatus)
};

const QString separator = QStringLiteral(" · ");

QString agentSentence(const gitops::App& app, const QDateTime& now)
{
    QStringList parts;
    const QString said = stateText(stateOf(app.agent.verdict));
    if (app.agent.at.isValid())
        //: %1 Argo CD or Flux, %2 a verdict such as OutOfSync, %3 an age such as 41 s
        parts << Text::tr("%1 says %2, %3 ago").arg(agentName(app.id.kind), said, ageText(app.agent.at, now));
    else
        parts << Text::tr("%1 says %2").arg(agentName(app.id.kind), said);
    if (app.agent.reconciling)
        parts << Text::tr("reconciling");
    if (!app.agent.reason.isEmpty())
        parts << plain(app.agent.reason);
    if (app.measured)
        parts << Text::tr("measured %n field(s), %1 ago", nullptr, app.measured->fields)
                     .arg(ageText(app.measured->at, now));
    return parts.join(separator);
}

StripCell syncCell(const gitops::App& app, const QDateTime& now)
{
    StripCell cell { .label = Text::tr("Sync"), .state = syncStateOf(app) };
    cell.headline = stateText(cell.state);
    if (app.differsSince.isValid())
        //: %1 a state such as OutOfSync, %2 an age such as 18 min
        cell.headline = Text::tr("%1 for %2").arg(cell.headline, ageText(app.differsSince, now));
    cell.detail = agentSentence(app, now);
    if (const QString finding = disagreementText(app); !finding.isEmpty()) {
        cell.detail = finding + separator + Text::tr("measured %1 ago").arg(ageText(app.measured->at, now));
        cell.detailTone = Tone::Drift;
    }
    cell.tooltip = plain(app.agent.message, Lines::Many);
    if (const QString since = sinceText(app.differsSince, app.sinceProof); !since.isEmpty())
        cell.tooltip += (cell.tooltip.isEmpty() ? QString() : QStringLiteral("\n")) + since;
    return cell;
}

/// The agent's word, and beside it what the objects come to where that is another.
StripCell healthCell(const gitops::App& app, const std::optional<gitops::Health>& measured)
{
    StripCell cell { .label = Text::tr("Health"), .state = stateOf(app.health.status) };
    cell.headline = stateText(cell.state);
    cell.detail = plain(app.health.message);
    cell.tooltip = plain(app.health.message, Lines::Many);
    if (!measured || measured->status == app.health.status)
        return cell;
    //: %1 a state such as Degraded
    const QString found = Text::tr("its objects come to %1").arg(stateText(stateOf(measured->status)));
    cell.detail = measured->message.isEmpty() ? found : found + separator + plain(measured->message);
    cell.detailTone = Tone::Drift;
    return cell;
}

QString sourceText(const gitops::Source& source)
{
    QStringList parts;
    for (const QString& part : { source.target, source.chart.isEmpty() ? source.path : source.chart }) {
        if (!part.isEmpty())
            parts << plain(part);
    }
    return parts.join(separator);
}

StripCell revisionCell(const gitops::App& app, const QDateTime& now)
{
    StripCell cell { .label = Text::tr("Revision") };
    cell.headline = app.revision.isEmpty() ? QStringLiteral("–") : shortRevision(app.revision.text());
    cell.detail = sourceText(app.source);
    if (const gitops::CommitNote* commit = gitops::commitNote(app)) {
        cell.headline += QLatin1Char(' ') + plain(commit->subject);
        //: %1 the author of a commit, %2 its age
        const QString by = Text::tr("%1, %2 ago").arg(plain(commit->author), ageText(commit->at, now));
        cell.detail = by + separator + cell.detail;
    }
    if (app.sources.size() > 1)
        cell.detail += separator + Text::tr("%n source(s)", nullptr, int(app.sources.size()));
    cell.tooltip = plain(app.source.repository) + QLatin1Char('\n') + plain(app.revision.text());
    return cell;
}

QString modeText(const gitops::Automation& automation)
{
    QStringList parts;
    switch (automation.mode) {
    case gitops::AutomationMode::Auto:
        parts << Text::tr("auto");
        break;
    case gitops::AutomationMode::Manual:
        return Text::tr("manual");
    case gitops::AutomationMode::Suspended:
        return Text::tr("suspended");
    }
    if (automation.prune)
        parts << Text::tr("prune");
    if (automation.selfHeal)
        parts << Text::tr("self-heal");
    return parts.join(separator);
}

StripCell automationCell(const gitops::App& app, const QDateTime& now)
{
    StripCell cell { .label = Text::tr("Automation"), .headline = modeText(app.automation) };
    if (app.automation.mode == gitops::AutomationMode::Suspended)
        cell.state = State::Suspended;
    if (const auto& lease = app.automation.lease) {
        //: %1 a person, %2 an age such as 41 min
        cell.detail = Text::tr("held by %1, %2 left").arg(plain(lease->by), ageText(now, lease->until));
        cell.detailTone = Tone::Drift;
        cell.tooltip = plain(lease->reason, Lines::Many);
    } else if (app.owner) {
        cell.detail = Text::tr("owned by %1").arg(plain(app.owner->kind + QLatin1Char(' ') + app.owner->name));
    }
    return cell;
}

}

std::vector<StripCell> stripCells(const gitops::App& app, const std::optional<session::ClusterStatus>& cluster,
    const QDateTime& now, const std::optional<gitops::Health>& measured)
{
    std::vector<StripCell> cells { syncCell(app, now), healthCell(app, measured), revisionCell(app, now),
        automationCell(app, now) };
    if (freshness(app, cluster) == Freshness::Stale) {
        const QDateTime heard = cluster ? cluster->lastHeard : QDateTime();
        cells.front().detail = heard.isValid()
            ? Text::tr("stale: the cluster was last heard %1 ago").arg(ageText(heard, now))
            : Text::tr("as it was when last seen; the cluster has not answered yet");
        cells.front().detailTone = Tone::Bad;
    }
    return cells;
}

Freshness freshness(const gitops::App& app, const std::optional<session::ClusterStatus>& cluster)
{
    const bool heard = cluster && cluster->state == session::LinkState::Live;
    return heard && app.detail != gitops::Detail::Remembered ? Freshness::Fresh : Freshness::Stale;
}

}
