#include "app/ctl/AppNames.h"
#include "app/ctl/FleetReading.h"
#include "app/ctl/Output.h"
#include "app/ctl/RunCommands.h"
#include "core/base/Async.h"
#include "core/workflow/RunService.h"

#include <QCommandLineParser>
#include <QFile>
#include <QSocketNotifier>

#include <unistd.h>

namespace holdfast::ctl {

using namespace holdfast::workflow;

namespace {

bool isSet(const Invocation& call, const char* name)
{
    return call.parser->isSet(QString::fromLatin1(name));
}

RunRequest requestOf(const Invocation& call)
{
    RunRequest request { .guide = QStringLiteral("git-revert"),
        .commits = call.parser->values(QStringLiteral("commit")),
        .to = call.parser->value(QStringLiteral("to")),
        .by = localUser(),
        .sync = isSet(call, "no-sync") ? SyncChoice::Never : SyncChoice::WhereAutomationIsOff,
        .wait = isSet(call, "wait") ? WaitChoice::UntilConverged : WaitChoice::No,
        .push = isSet(call, "pull-request") ? PushChoice::PullRequest : PushChoice::Branch };
    if (isSet(call, "mainline"))
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

void ask(FleetReading& reading, const Preview& preview)
{
    reading.call().output->message(QStringLiteral("Push to %1 of %2? Type yes:")
            .arg(preview.commits.front().branch, preview.commits.front().repository));
    auto* answer = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, &reading);
    QObject::connect(answer, &QSocketNotifier::activated, &reading, [&reading, preview, answer] {
        answer->setEnabled(false);
        QFile input;
        const bool open = input.open(STDIN_FILENO, QIODevice::ReadOnly | QIODevice::Unbuffered);
        if (open && input.readLine(100).trimmed() == "yes") {
            begin(reading, preview);
            return;
        }
        reading.call().output->error(QStringLiteral("not confirmed, nothing was done"));
        reading.call().finish(Exit::Refused);
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
    const bool dry = isSet(call, "dry-run");
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
    } else if (preview.refusal || isSet(call, "yes")) {
        begin(reading, preview);
    } else if (::isatty(STDIN_FILENO) != 1) {
        call.output->error(QStringLiteral("nobody is there to confirm this"),
            QStringLiteral("--yes confirms what the preview says, --dry-run only shows it"));
        call.finish(Exit::Refused);
    } else {
        ask(reading, preview);
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
    if (isSet(call, "commit") == isSet(call, "to")) {
        misused(call, QStringLiteral("revert needs either --commit or --to"));
        return;
    }
    readFleetOf(call, call.arguments, plan);
}

}
