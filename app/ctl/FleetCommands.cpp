#include "app/ctl/AppNames.h"
#include "app/ctl/Command.h"
#include "app/ctl/FleetJson.h"
#include "app/ctl/FleetReading.h"
#include "app/ctl/FleetTables.h"
#include "app/ctl/Output.h"
#include "core/base/Async.h"
#include "core/session/MeasureService.h"

#include <QCommandLineParser>

namespace holdfast::ctl {

using manifest::Value;

namespace {

using Verdict = FleetReading::Verdict;

Verdict verdictOf(const gitops::App& app)
{
    return app.agent.verdict == gitops::SyncVerdict::Synced ? Verdict::InSync : Verdict::Differs;
}

bool differs(const gitops::AppObject& object)
{
    return object.verdict && *object.verdict != gitops::ObjectVerdict::Synced
        && *object.verdict != gitops::ObjectVerdict::Excluded;
}

template <typename Items, typename Project> Value list(const Items& items, Project project)
{
    Value::List all;
    for (const auto& item : items)
        all.push_back(project(item));
    return Value(std::move(all));
}

void printApps(const FleetReading& reading, const std::vector<gitops::App>& apps)
{
    const Invocation& call = reading.call();
    if (call.options.format == OutputFormat::Json)
        call.output->json(list(apps, appJson));
    else
        call.output->table(appsTable(apps, QDateTime::currentDateTimeUtc()));
    const bool inSync
        = std::ranges::all_of(apps, [](const gitops::App& app) { return verdictOf(app) == Verdict::InSync; });
    call.finish(reading.exit(inSync ? Verdict::InSync : Verdict::Differs));
}

/// The apps of a fleet while they are measured, one answer after the other.
struct MeasuredApps {
    std::vector<gitops::App> apps;
    std::size_t open = 0;
};

/// An app that cannot be measured keeps no measured verdict; why is told.
void measureApps(FleetReading& reading, std::vector<gitops::App> apps)
{
    const auto all = std::make_shared<MeasuredApps>(MeasuredApps { .apps = std::move(apps), .open = 0 });
    all->open = all->apps.size();
    if (all->open == 0)
        printApps(reading, all->apps);
    for (std::size_t index = 0; index < all->apps.size(); ++index) {
        onDone(reading.measuring().verdict({ .app = all->apps[index] }, {}), &reading,
            [&reading, all, index](const Result<gitops::MeasuredVerdict>& measured) {
                if (measured)
                    all->apps[index].measured = *measured;
                else
                    reading.call().output->warning(errorText(measured.error()));
                if (--all->open == 0)
                    printApps(reading, all->apps);
            });
    }
}

void listApps(FleetReading& reading)
{
    if (!reading.anyRead())
        reading.call().finish(reading.exit(Verdict::InSync));
    else if (reading.call().isSet("measure"))
        measureApps(reading, reading.apps());
    else
        printApps(reading, reading.apps());
}

Exit printApp(const FleetReading& reading, const gitops::AppDetails& details)
{
    Output& output = *reading.call().output;
    if (reading.call().options.format == OutputFormat::Json)
        output.json(detailsJson(details));
    else
        output.table(appTable(details, QDateTime::currentDateTimeUtc()));
    return reading.exit(verdictOf(details.app));
}

Exit printResources(const FleetReading& reading, const gitops::AppDetails& details)
{
    Output& output = *reading.call().output;
    if (reading.call().options.format == OutputFormat::Json)
        output.json(list(details.objects, objectJson));
    else
        output.table(objectsTable(details.objects));
    return reading.exit(std::ranges::any_of(details.objects, differs) ? Verdict::Differs : Verdict::InSync);
}

using Print = Exit (*)(const FleetReading&, const gitops::AppDetails&);

/// The same with what Holdfast measures now; where it cannot, with what it had.
void measureApp(FleetReading& reading, gitops::AppDetails details, Print print)
{
    onDone(reading.measuring().verdict({ .app = details.app }, {}), &reading,
        [&reading, details, print](const Result<gitops::MeasuredVerdict>& measured) mutable {
            if (measured)
                details.app.measured = *measured;
            else
                reading.call().output->warning(errorText(measured.error()));
            reading.call().finish(print(reading, details));
        });
}

/// Where a context is out of reach, the app may be there, so that its name is no wrong usage.
void cannotFind(const FleetReading& reading, const UsageError& error)
{
    if (reading.anyRead())
        reading.call().output->error(error.sentence, error.hint);
    reading.call().finish(reading.allRead() ? Exit::Usage : reading.exit(Verdict::InSync));
}

void readDetails(FleetReading& reading, Print print)
{
    const std::expected<gitops::App, UsageError> app = findApp(reading.apps(), reading.call().arguments.front());
    if (!app) {
        cannotFind(reading, app.error());
        return;
    }
    onDone(
        reading.fleet().details(app->id, {}), &reading, [&reading, print](const Result<gitops::AppDetails>& details) {
            const Invocation& call = reading.call();
            if (!details) {
                call.finish(call.output->error(details.error()));
                return;
            }
            for (const Error& unreadable : details->unreadable)
                call.output->warning(errorText(unreadable));
            if (print == printApp && call.isSet("measure"))
                measureApp(reading, *details, print);
            else
                call.finish(print(reading, *details));
        });
}

Command detailsCommand(const QString& name, const QString& summary, Print print)
{
    return { .name = name,
        .synopsis = QStringLiteral("A"),
        .summary = summary,
        .minimum = 1,
        .maximum = 1,
        .run = [print](const Invocation& call) {
            readFleet(call, contextOf(call.arguments.front()),
                [print](FleetReading& reading) { readDetails(reading, print); });
        } };
}

Command appCommand()
{
    Command command = detailsCommand(QStringLiteral("app"), QStringLiteral("one app with its conditions"), printApp);
    command.options.append(
        { QStringLiteral("measure"), QStringLiteral("Render it from Git and compare it with what runs.") });
    return command;
}

}

std::vector<Command> fleetCommands()
{
    return { { .name = QStringLiteral("apps"),
                 .summary = QStringLiteral("every app with its verdicts, health, automation, drift age and revision"),
                 .options = { { QStringLiteral("measure"),
                     QStringLiteral("Render every app from Git and compare it with what runs.") } },
                 .run = [](const Invocation& call) { readFleet(call, {}, listApps); } },
        appCommand(),
        detailsCommand(QStringLiteral("resources"), QStringLiteral("an app's objects with verdict, health and owner"),
            printResources) };
}

}
