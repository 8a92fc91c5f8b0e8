#include "ui/pages/fleet/FleetRow.h"

#include "ui/foundation/DisagreementText.h"
#include "ui/foundation/PlainText.h"

#include <chrono>

namespace holdfast::pages::fleet {

using foundation::plain;
using foundation::State;

namespace {

// Argo CD looks again every 120 s plus up to 60 s of jitter; two of these and nothing has looked at the app.
constexpr std::chrono::minutes twoIntervals { 6 };

bool isOff(State state)
{
    switch (state) {
    case State::OutOfSync:
    case State::Drifted:
    case State::Missing:
    case State::Unknown:
    case State::Degraded:
    case State::Extra:
        return true;
    case State::None:
    case State::Synced:
    case State::Excluded:
    case State::Healthy:
    case State::Progressing:
    case State::Suspended:
        break;
    }
    return false;
}

int rankOf(const FleetRow& row)
{
    if (!row.attention)
        return 9;
    if (row.detail == gitops::Detail::Quarantined)
        return 1;
    if (row.health == State::Degraded)
        return 0;
    if (row.automation.mode == gitops::AutomationMode::Suspended)
        return 3;
    return row.sync == State::Unknown ? 4 : 2;
}

QString sourceText(const gitops::Source& source)
{
    QString text = source.repository;
    for (const QString& part : { source.chart, source.path }) {
        if (!part.isEmpty())
            text += QStringLiteral(" · ") + part;
    }
    return source.target.isEmpty() ? plain(text) : plain(text + QStringLiteral(" @ ") + source.target);
}

QString messageOf(const gitops::App& app)
{
    QStringList parts;
    for (const QString& part : { app.agent.reason, app.agent.message, app.whatDiffers, app.health.message }) {
        if (!part.isEmpty())
            parts.append(part);
    }
    return plain(parts.join(u'\n'), foundation::Lines::Many);
}

QString whatOf(const gitops::App& app)
{
    if (app.detail == gitops::Detail::Quarantined)
        return plain(app.agent.message);
    if (const QString finding = foundation::disagreementText(app); !finding.isEmpty())
        return finding;
    if (app.agent.verdict == gitops::SyncVerdict::OutOfSync && app.measured && !app.measured->what.isEmpty())
        return plain(app.measured->what);
    if (!app.whatDiffers.isEmpty())
        return plain(app.whatDiffers);
    if (!app.agent.reason.isEmpty())
        return plain(app.agent.message.isEmpty() ? app.agent.reason
                                                 : app.agent.reason + QStringLiteral(": ") + app.agent.message);
    return app.health.status == gitops::HealthStatus::Degraded ? plain(app.health.message) : QString();
}

void fold(FleetRow& row, const gitops::App& app)
{
    const QString kind = gitops::word(app.id.kind);
    const QString health = gitops::word(app.health.status).toCaseFolded();
    const QString sync
        = foundation::stateText(row.sync).toCaseFolded() + u' ' + gitops::word(app.agent.verdict).toCaseFolded();
    QString automation = gitops::word(app.automation.mode);
    if (app.automation.selfHeal)
        automation += QStringLiteral(" self-heal");
    if (app.automation.lease)
        automation += QStringLiteral(" lease");
    QString is;
    if (row.attention)
        is += QStringLiteral("attention ");
    if (isStale(row))
        is += QStringLiteral("stale ");
    if (row.detail == gitops::Detail::Quarantined)
        is += QStringLiteral("quarantined ");
    const QString nameSpace = row.nameSpace.toCaseFolded();
    row.folded = { QString(), row.team.toCaseFolded(), row.name.toCaseFolded(), nameSpace, nameSpace,
        row.context.toCaseFolded(), kind, health, sync, automation, engineText(row.engine).toCaseFolded(),
        plain(app.project).toCaseFolded(), row.source.toCaseFolded(), row.revisionFull.toCaseFolded(), is };
    // A bare word searches what tells one app from another: "cat" is for the catalog, not for every application.
    for (const std::size_t part : { 2U, 3U, 1U, 5U, 7U, 8U, 14U })
        row.folded[0] += row.folded[part] + u' ';
    if (app.automation.mode != gitops::AutomationMode::Auto || app.automation.lease)
        row.folded[0] += row.folded[9];
}

}

QStringList filterFields()
{
    static const QStringList fields { QStringLiteral("team"), QStringLiteral("name"), QStringLiteral("namespace"),
        QStringLiteral("ns"), QStringLiteral("cluster"), QStringLiteral("kind"), QStringLiteral("health"),
        QStringLiteral("sync"), QStringLiteral("automation"), QStringLiteral("engine"), QStringLiteral("project"),
        QStringLiteral("source"), QStringLiteral("revision"), QStringLiteral("is") };
    return fields;
}

QString engineText(Engine engine)
{
    return engine == Engine::ArgoCd ? QStringLiteral("Argo CD") : QStringLiteral("Flux");
}

bool isStale(const FleetRow& row)
{
    return row.cluster.freshness != Freshness::Fresh || row.detail == gitops::Detail::Remembered;
}

bool isVerdictOld(const FleetRow& row, const QDateTime& now)
{
    return row.engine == Engine::ArgoCd && row.checkedAt.isValid()
        && std::chrono::milliseconds(row.checkedAt.msecsTo(now)) > twoIntervals;
}

ClusterLook clusterLook(const session::ClusterStatus& status)
{
    const bool heard = status.state == session::LinkState::Live || status.state == session::LinkState::Connecting;
    return { .colour = status.colour,
        .freshness = heard ? Freshness::Fresh : Freshness::Disconnected,
        .lastHeard = heard ? QDateTime() : status.lastHeard };
}

FleetRow fleetRow(const gitops::App& app, const ClusterLooks& clusters)
{
    FleetRow row;
    row.id = app.id;
    row.detail = app.detail;
    row.sync = foundation::syncStateOf(app);
    row.health = foundation::stateOf(app.health.status);
    row.engine = app.id.kind == gitops::AppKind::Application ? Engine::ArgoCd : Engine::Flux;
    row.cluster = clusters.value(app.id.context);
    row.automation = app.automation;
    if (app.openRun)
        row.run = gitops::OpenRun { plain(app.openRun->run), plain(app.openRun->by), app.openRun->since };
    row.attention = isOff(row.sync) || isOff(row.health) || app.automation.mode == gitops::AutomationMode::Suspended
        || app.automation.lease.has_value() || app.detail == gitops::Detail::Quarantined;
    row.rank = rankOf(row);
    row.name = plain(app.id.name);
    row.nameSpace = plain(app.id.nameSpace);
    row.context = plain(app.id.context.text());
    row.team = plain(app.team);
    row.what = whatOf(app);
    row.revision = foundation::shortRevision(app.revision.text());
    row.revisionFull = plain(app.revision.text());
    if (const gitops::CommitNote* commit = gitops::commitNote(app)) {
        row.revisionNote = plain(commit->subject);
        row.author = plain(commit->author);
        row.committedAt = commit->at;
    }
    row.source = sourceText(app.source);
    row.message = messageOf(app);
    row.sortName = (row.name + u'\n' + row.nameSpace).toCaseFolded();
    row.differsSince = app.differsSince;
    row.checkedAt = app.agent.at;
    fold(row, app);
    return row;
}

}
