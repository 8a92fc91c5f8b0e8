#include "app/ctl/AppNames.h"
#include "app/ctl/Confirmation.h"
#include "app/ctl/FleetReading.h"
#include "app/ctl/Output.h"
#include "app/ctl/RunCommands.h"
#include "core/base/Async.h"
#include "core/workflow/RunService.h"

#include <QCommandLineParser>

namespace holdfast::ctl {

using namespace holdfast::workflow;

namespace {

RunRequest requestOf(const Invocation& call)
{
    RunRequest request { .guide = QStringLiteral("git-revert"),
        .commits = call.parser->values(QStringLiteral("commit")),
        .to = call.parser->value(QStringLiteral("to")),
        .by = localUser(),
        .sync = call.isSet("no-sync") ? SyncChoice::Never : SyncChoice::WhereAutomationIsOff,
        .wait = call.isSet("wait") ? WaitChoice::UntilConverged : WaitChoice::No,
        .push = call.isSet("pull-request") ? PushChoice::PullRequest : PushChoice::Branch };
    if (call.isSet("mainline"))
        request.mainline = call.parser->value(QStringLiteral("mainline")).toInt();
    return request;
}

void misused(const Invocation& call, const QString& sentence)
{
    call.output->error(sentence, QStringLiteral("see holdfastctl help revert"));
    call.finish(Exit::Usage);
}

void begin(FleetReading& reading, const Preview& preview)
{
    followRun(reading, preview.run);
    onDone(reading.runs().begin(preview), &reading, [&reading](const Result<RunInfo>& begun) {
        const Invocation& call = reading.call();
        if (!begun) {
            call.finish(call.output->error(begun.error()));
            return;
        }
        if (begun->state != RunState::Open) { // kept as failed
            printRun(call, *begun);
            call.finish(begun->problem ? call.output->error(*begun->problem) : exitOf(*begun));
        }
    });
}

Exit exitOfPreview(const Preview& preview)
{
    return preview.refusal ? exitOf(preview.refusal->code) : Exit::Done;
}

void show(FleetReading& reading, const Preview& preview)
{
    const Invocation& call = reading.call();
    const bool json = call.options.format == OutputFormat::Json;
    const bool dry = call.isSet("dry-run");
    if (json && dry)
        call.output->json(previewJson(preview));
    for (const QString& line : previewLines(preview)) {
        if (json)
            call.output->message(line);
        else
            call.output->line(line);
    }
    if (dry) {
        if (preview.refusal)
            call.output->error(*preview.refusal);
        call.finish(exitOfPreview(preview));
    } else if (preview.refusal) {
        begin(reading, preview); // kept as failed
    } else {
        confirm(reading,
            QStringLiteral("Push to %1 of %2?").arg(preview.commits.front().branch, preview.commits.front().repository),
            QStringLiteral("--yes confirms what the preview says, --dry-run only shows it"),
            [&reading, preview] { begin(reading, preview); });
    }
}

void plan(FleetReading& reading)
{
    const Invocation& call = reading.call();
    RunRequest request = requestOf(call);
    for (const QString& name : call.arguments) {
        const std::expected<gitops::App, UsageError> app = findApp(reading.apps(), name);
        if (!app) {
            if (reading.anyRead())
                call.output->error(app.error().sentence, app.error().hint);
            call.finish(reading.allRead() ? Exit::Usage : reading.exit(FleetReading::Verdict::InSync));
            return;
        }
        if (!std::ranges::contains(request.apps, app->id))
            request.apps.push_back(app->id);
    }
    onDone(reading.runs().plan(request, {}), &reading, [&reading](const Result<Preview>& preview) {
        if (preview)
            show(reading, *preview);
        else
            reading.call().finish(reading.call().output->error(preview.error()));
    });
}

}

void runRevert(const Invocation& call)
{
    if (call.isSet("commit") == call.isSet("to")) {
        misused(call, QStringLiteral("revert needs either --commit or --to"));
        return;
    }
    readFleetOf(call, call.arguments, plan);
}

}
