#include "app/ctl/FleetTables.h"

#include "core/session/Disagreement.h"

#include <QRegularExpression>
#include <QSet>

namespace holdfast::ctl {

namespace {

const QString absent = QStringLiteral("-");

QString orAbsent(const QString& text)
{
    return text.isEmpty() ? absent : text;
}

Tone tone(gitops::SyncVerdict verdict)
{
    switch (verdict) {
    case gitops::SyncVerdict::Synced:
        return Tone::Good;
    case gitops::SyncVerdict::OutOfSync:
        return Tone::Attention;
    case gitops::SyncVerdict::Unknown:
        return Tone::Faint;
    }
    return Tone::Neutral;
}

Tone tone(gitops::ObjectVerdict verdict)
{
    switch (verdict) {
    case gitops::ObjectVerdict::Synced:
        return Tone::Good;
    case gitops::ObjectVerdict::OutOfSync:
    case gitops::ObjectVerdict::Extra:
        return Tone::Attention;
    case gitops::ObjectVerdict::Missing:
        return Tone::Bad;
    case gitops::ObjectVerdict::Excluded:
    case gitops::ObjectVerdict::Unknown:
        return Tone::Faint;
    }
    return Tone::Neutral;
}

Tone tone(gitops::HealthStatus status)
{
    switch (status) {
    case gitops::HealthStatus::Healthy:
        return Tone::Good;
    case gitops::HealthStatus::Progressing:
    case gitops::HealthStatus::Suspended:
        return Tone::Attention;
    case gitops::HealthStatus::Degraded:
    case gitops::HealthStatus::Missing:
        return Tone::Bad;
    case gitops::HealthStatus::Unknown:
        return Tone::Faint;
    }
    return Tone::Neutral;
}

Cell agentCell(const gitops::AgentVerdict& agent)
{
    const QString reason = agent.reason.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(agent.reason);
    return { word(agent.verdict) + reason, tone(agent.verdict) };
}

/// What differs from the agent's verdict stands out.
Cell measuredCell(const gitops::App& app)
{
    if (!app.measured)
        return { absent, Tone::Faint };
    const bool differs = session::disagreement(app) != session::Disagreement::None;
    return { word(app.measured->verdict) + (differs ? QStringLiteral(" (!)") : QString()),
        differs ? Tone::Bad : tone(app.measured->verdict) };
}

QString automationText(const gitops::Automation& automation)
{
    QStringList parts { word(automation.mode) };
    if (automation.prune)
        parts.append(QStringLiteral("prune"));
    if (automation.selfHeal)
        parts.append(QStringLiteral("self-heal"));
    return parts.join(QLatin1Char(','));
}

QString sourceText(const gitops::Source& source)
{
    QStringList parts { orAbsent(source.repository) };
    const QString inside = source.chart.isEmpty() ? source.path : source.chart;
    if (!inside.isEmpty())
        parts.append(inside);
    if (!source.target.isEmpty())
        parts.append(QStringLiteral("at ") + source.target);
    return parts.join(QLatin1Char(' '));
}

void addLeaseRow(Table& table, const std::optional<gitops::Lease>& lease, const QDateTime& now)
{
    if (!lease)
        return;
    const QString until
        = lease->until.isValid() ? QStringLiteral(", for %1").arg(ageText(now, lease->until)) : QString();
    table.rows.push_back(
        { { QStringLiteral("Held by") }, { QStringLiteral("%1: %2%3").arg(lease->by, lease->reason, until) } });
}

}

Table appsTable(const std::vector<gitops::App>& apps, const QDateTime& now)
{
    QSet<QString> contexts;
    for (const gitops::App& app : apps)
        contexts.insert(app.id.context.text());
    Table table { .headings
        = { QStringLiteral("APP"), QStringLiteral("AGENT"), QStringLiteral("MEASURED"), QStringLiteral("HEALTH"),
            QStringLiteral("AUTOMATION"), QStringLiteral("DRIFT"), QStringLiteral("REVISION") } };
    if (contexts.size() > 1)
        table.headings.prepend(QStringLiteral("CONTEXT"));
    for (const gitops::App& app : apps) {
        gitops::AppId local = app.id;
        local.context = {};
        std::vector<Cell> row { { gitops::appText(local) }, agentCell(app.agent), measuredCell(app),
            { word(app.health.status), tone(app.health.status) }, { automationText(app.automation) },
            { ageText(app.differsSince, now) }, { orAbsent(shortRevision(app.revision.text())) } };
        if (contexts.size() > 1)
            row.insert(row.begin(), { app.id.context.text() });
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table appTable(const gitops::AppDetails& details, const QDateTime& now)
{
    const gitops::App& app = details.app;
    Table table { .headings = { QStringLiteral("APP"), gitops::appText(app.id) } };
    const auto add = [&table](const QString& label, Cell cell) {
        if (!cell.text.isEmpty())
            table.rows.push_back({ { label }, std::move(cell) });
    };
    add(QStringLiteral("Agent"), agentCell(app.agent));
    add(QStringLiteral("Message"), { app.agent.message });
    if (app.agent.at.isValid())
        add(QStringLiteral("Looked"), { ageText(app.agent.at, now) + QStringLiteral(" ago") });
    add(QStringLiteral("Measured"), measuredCell(app));
    add(QStringLiteral("Finding"), { session::disagreementText(app), Tone::Bad });
    add(QStringLiteral("Health"), { word(app.health.status), tone(app.health.status) });
    add(QStringLiteral("Because"), { app.health.message });
    if (details.measuredHealth && details.measuredHealth->status != app.health.status)
        add(QStringLiteral("Objects"),
            { QStringLiteral("%1 %2").arg(word(details.measuredHealth->status), details.measuredHealth->message),
                tone(details.measuredHealth->status) });
    add(QStringLiteral("Differs"), { app.whatDiffers });
    add(QStringLiteral("Drift"), { ageText(app.differsSince, now) });
    add(QStringLiteral("Automation"), { automationText(app.automation) });
    addLeaseRow(table, app.automation.lease, now);
    add(QStringLiteral("Revision"), { orAbsent(app.revision.text()) });
    add(QStringLiteral("Source"), { sourceText(app.source) });
    if (app.owner)
        add(QStringLiteral("Owner"), { manifest::objectText(*app.owner) });
    for (const gitops::Condition& condition : details.conditions)
        add(QStringLiteral("Condition"),
            { QStringLiteral("%1=%2 %3 %4")
                    .arg(condition.type, condition.status, condition.reason, condition.message)
                    .trimmed() });
    return table;
}

Table objectsTable(const std::vector<gitops::AppObject>& objects)
{
    Table table { .headings = { QStringLiteral("OBJECT"), QStringLiteral("VERDICT"), QStringLiteral("HEALTH"),
                      QStringLiteral("NOTE"), QStringLiteral("OWNER") } };
    for (const gitops::AppObject& object : objects) {
        const Cell verdict = object.verdict ? Cell { word(*object.verdict), tone(*object.verdict) } : Cell { absent };
        const Cell health
            = object.health ? Cell { word(object.health->status), tone(object.health->status) } : Cell { absent };
        table.rows.push_back({ { manifest::objectText(object.key) }, verdict, health, { orAbsent(object.note) },
            { object.owner ? manifest::objectText(*object.owner) : absent } });
    }
    return table;
}

QString ageText(const QDateTime& since, const QDateTime& now)
{
    if (!since.isValid())
        return absent;
    const qint64 seconds = std::max<qint64>(0, since.secsTo(now));
    if (seconds < 60)
        return QStringLiteral("%1s").arg(seconds);
    if (seconds < 60 * 60)
        return QStringLiteral("%1m").arg(seconds / 60);
    if (seconds < 48 * 60 * 60)
        return QStringLiteral("%1h").arg(seconds / (60 * 60));
    return QStringLiteral("%1d").arg(seconds / (24 * 60 * 60));
}

QString shortRevision(const QString& revision)
{
    static const QRegularExpression commit(QStringLiteral("\\b([0-9a-f]{8})(?:[0-9a-f]{32}|[0-9a-f]{56})\\b"));
    QString text = revision;
    return text.replace(commit, QStringLiteral("\\1"));
}

}
