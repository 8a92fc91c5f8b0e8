#include "app/ctl/AppNames.h"
#include "app/ctl/FleetReading.h"
#include "app/ctl/Output.h"
#include "app/ctl/RunCommands.h"
#include "core/base/Async.h"
#include "core/workflow/HistoryService.h"

namespace holdfast::ctl {

using manifest::Value;
using workflow::HistoryEntry;
using workflow::RenderChange;

namespace {

Value text(const QString& words)
{
    return words.isEmpty() ? Value() : Value(words.toStdString());
}

Value time(const QDateTime& at)
{
    return at.isValid() ? text(at.toUTC().toString(Qt::ISODate)) : Value();
}

Value deploymentJson(const gitops::Deployment& deployment)
{
    return Value(Value::Map { { "id", text(deployment.id) }, { "at", time(deployment.at) },
        { "outcome", text(deployment.outcome) }, { "by", text(deployment.by) } });
}

Value entryJson(const HistoryEntry& entry)
{
    Value::List deployments;
    for (const gitops::Deployment& deployment : entry.deployments)
        deployments.push_back(deploymentJson(deployment));
    return Value(Value::Map { { "commit", text(entry.commit.id.text()) }, { "author", text(entry.commit.author) },
        { "at", time(entry.commit.time) }, { "subject", text(entry.commit.subject) },
        { "repository", text(entry.repository) }, { "deployments", Value(std::move(deployments)) },
        { "rendered", Value(entry.rendered != RenderChange::Same) } });
}

std::vector<Cell> entryRow(const HistoryEntry& entry)
{
    QStringList deployed;
    for (const gitops::Deployment& deployment : entry.deployments)
        deployed.append((deployment.id.isEmpty() ? QStringLiteral("try") : deployment.id) + u' ' + deployment.outcome);
    return { { entry.commit.id.text().first(7) },
        { entry.rendered == RenderChange::Same ? QStringLiteral("same") : QStringLiteral("changed"),
            entry.rendered == RenderChange::Same ? Tone::Faint : Tone::Neutral },
        { deployed.join(QStringLiteral(", ")), Tone::Good }, { entry.commit.time.toString(Qt::ISODate) },
        { entry.commit.author }, { entry.commit.subject } };
}

void print(const Invocation& call, const std::vector<HistoryEntry>& entries)
{
    Value::List all;
    Table table { .headings = { QStringLiteral("COMMIT"), QStringLiteral("RENDERED"), QStringLiteral("DEPLOYED"),
                      QStringLiteral("AT"), QStringLiteral("AUTHOR"), QStringLiteral("SUBJECT") } };
    for (const HistoryEntry& entry : entries) {
        all.push_back(entryJson(entry));
        table.rows.push_back(entryRow(entry));
    }
    if (call.options.format == OutputFormat::Json)
        call.output->json(Value(std::move(all)));
    else
        call.output->table(table);
}

void read(FleetReading& reading)
{
    const Invocation& call = reading.call();
    const std::expected<gitops::App, UsageError> app = findApp(reading.apps(), call.arguments.front());
    if (!app) {
        if (reading.anyRead())
            call.output->error(app.error().sentence, app.error().hint);
        call.finish(reading.allRead() ? Exit::Usage : reading.exit(FleetReading::Verdict::InSync));
        return;
    }
    onDone(reading.history().history({ .app = app->id }, {}), &reading,
        [&reading](const Result<std::vector<HistoryEntry>>& entries) {
            const Invocation& made = reading.call();
            if (!entries) {
                made.finish(made.output->error(entries.error()));
                return;
            }
            print(made, *entries);
            made.finish(Exit::Done);
        });
}

}

void runHistory(const Invocation& call)
{
    readFleetOf(call, call.arguments, read);
}

}
