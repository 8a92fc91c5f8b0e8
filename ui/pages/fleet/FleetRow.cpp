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

QString automationWords(const gitops::Automation& automation)
{
    QString words = gitops::word(automation.mode);
    if (automation.selfHeal)
        words += QStringLiteral(" self-heal");
    if (automation.lease)
        words += QStringLiteral(" lease");
    return words;
}

QString traits(const FleetRow& row)
{
    QString words;
    if (row.attention)
        words += QStringLiteral("attention ");
    if (isStale(row))
        words += QStringLiteral("stale ");
    if (row.detail == gitops::Detail::Quarantined)
        words += QStringLiteral("quarantined ");
    return words;
}

/// In the order of filterFields().
enum Field : std::size_t {
    Bare,
    Team,
    Name,
    NameSpace,
    Ns,
    Cluster,
    Kind,
    HealthWord,
    Sync,
    AutomationWord,
    EngineName,
    Project,
    SourceText,
    RevisionText,
    Is
};

/// A bare word searches what tells one app from another: "cat" is for the catalog, not for every application.
QString bareText(const FleetRow& row)
{
    QString text;
    for (const Field field : { Name, NameSpace, Team, Cluster, HealthWord, Sync, Is })
        text += filterValue(row, field) + u' ';
    if (row.automation.mode != gitops::AutomationMode::Auto || row.automation.lease)
        text += filterValue(row, AutomationWord);
    return text;
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

QString filterValue(const FleetRow& row, std::size_t field)
{
    switch (Field(field)) {
    case Bare:
        return bareText(row);
    case Team:
        return row.team.toCaseFolded();
    case Name:
        return row.name.toCaseFolded();
    case NameSpace:
    case Ns:
        return row.nameSpace.toCaseFolded();
    case Cluster:
        return row.context.toCaseFolded();
    case Kind:
        return gitops::word(row.id.kind);
    case HealthWord:
        return gitops::word(row.healthStatus).toCaseFolded();
    case Sync:
        return foundation::stateText(row.sync).toCaseFolded() + u' ' + gitops::word(row.agent).toCaseFolded();
    case AutomationWord:
        return automationWords(row.automation);
    case EngineName:
        return engineText(row.engine).toCaseFolded();
    case Project:
        return row.project.toCaseFolded();
    case SourceText:
        return row.source.toCaseFolded();
    case RevisionText:
        return row.revisionFull.toCaseFolded();
    case Is:
        return traits(row);
    }
    return {};
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
    row.healthStatus = app.health.status;
    row.agent = app.agent.verdict;
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
    row.project = plain(app.project);
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
    row.differsSince = app.differsSince;
    row.sinceProof = app.sinceProof;
    row.checkedAt = app.agent.at;
    return row;
}

}
