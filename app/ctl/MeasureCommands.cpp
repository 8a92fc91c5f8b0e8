#include "app/ctl/MeasureCommands.h"
#include "app/ctl/AppNames.h"
#include "app/ctl/FleetReading.h"
#include "app/ctl/ObjectCommands.h"
#include "app/ctl/Output.h"
#include "app/ctl/RunCommands.h"
#include "core/base/Async.h"
#include "core/diff/UnifiedDiff.h"
#include "core/manifest/SecretMask.h"
#include "core/manifest/YamlWriter.h"
#include "core/session/MeasureService.h"
#include "core/session/ObjectRows.h"

#include <QCommandLineParser>

#include <algorithm>

namespace holdfast::ctl {

using manifest::Value;
using session::MeasuredObject;

namespace {

/// The app that the call names, at the revision it asks for; ends the call where there is none.
std::optional<session::DesiredQuery> queryOf(const FleetReading& reading)
{
    const Invocation& call = reading.call();
    const std::expected<gitops::App, UsageError> app = findApp(reading.apps(), call.arguments.front());
    if (app)
        return session::DesiredQuery { .app = *app, .revision = call.parser->value(QStringLiteral("revision")) };
    if (reading.anyRead())
        call.output->error(app.error().sentence, app.error().hint);
    call.finish(reading.allRead() ? Exit::Usage : reading.exit(FleetReading::Verdict::InSync));
    return std::nullopt;
}

void tell(const Invocation& call, const QStringList& notes)
{
    for (const QString& note : notes)
        call.output->warning(note);
}

void printRendered(const Invocation& call, const session::DesiredState& state)
{
    tell(call, state.notes);
    Value::List objects;
    for (const Value& object : state.objects)
        objects.push_back(manifest::maskSecret(object));
    if (call.options.format == OutputFormat::Json) {
        call.output->json(Value(std::move(objects)));
    } else {
        for (const Value& object : objects)
            call.output->line(QStringLiteral("---\n") + QString::fromStdString(manifest::writeYaml(object)).trimmed());
    }
    call.finish(Exit::Done);
}

void render(FleetReading& reading)
{
    const auto query = queryOf(reading);
    if (!query)
        return;
    onDone(reading.measuring().desired(*query, {}), &reading, [&reading](const Result<session::DesiredState>& state) {
        const Invocation& call = reading.call();
        if (state)
            printRendered(call, *state);
        else
            call.finish(call.output->error(state.error()));
    });
}

Value measuredJson(const MeasuredObject& object)
{
    return comparisonJson(object.comparison).with("object", Value(manifest::objectText(object.key).toStdString()));
}

/// A unified diff from live to desired as the window shows it; what a rule hides is named instead.
void printText(Output& output, const MeasuredObject& object)
{
    const diff::Comparison& found = object.comparison;
    const QString name = manifest::objectText(object.key);
    output.line(QStringLiteral("%1 %2").arg(diff::verdictText(found.verdict), name));
    for (const diff::FieldChange& change : found.changes)
        if (change.ignoredBy)
            output.line(QStringLiteral("# %1 is ignored by %2")
                    .arg(printable(QString::fromStdString(change.path.text())), *change.ignoredBy));
    const Result<diff::SideBySide> rows = session::rowsOf(found, {});
    if (!rows)
        return;
    const QString file = name + QStringLiteral(".yaml");
    const QString text = diff::unifiedDiff(*rows,
        { .left = found.live.isNull() ? QString() : file, .right = found.predicted.isNull() ? QString() : file });
    for (const QString& line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        output.line(printable(line));
}

void printMeasured(const Invocation& call, const session::Measurement& measurement)
{
    const QString wanted = call.parser->value(QStringLiteral("object"));
    std::vector<MeasuredObject> objects;
    std::ranges::copy_if(measurement.objects, std::back_inserter(objects), [&wanted](const MeasuredObject& object) {
        return wanted.isEmpty() || manifest::objectText(object.key) == wanted;
    });
    if (!wanted.isEmpty() && objects.empty()) {
        call.output->error(QStringLiteral("the app has no object \"%1\"").arg(printable(wanted)),
            QStringLiteral("holdfastctl resources lists them"));
        call.finish(Exit::Usage);
        return;
    }
    tell(call, measurement.desired.notes);
    Value::List all;
    bool differs = false;
    Exit unread = Exit::Done;
    for (const MeasuredObject& object : objects) {
        const diff::Verdict verdict = object.comparison.verdict;
        differs = differs || (verdict != diff::Verdict::Synced && verdict != diff::Verdict::Excluded && !object.error);
        if (object.error)
            unread = call.output->error(*object.error);
        else
            tell(call, object.comparison.findings);
        if (call.options.format == OutputFormat::Json)
            all.push_back(measuredJson(object));
        else if (verdict != diff::Verdict::Synced || !object.comparison.changes.empty())
            printText(*call.output, object);
    }
    if (call.options.format == OutputFormat::Json)
        call.output->json(Value(std::move(all)));
    call.finish(differs ? Exit::Differs : unread);
}

void compareApp(FleetReading& reading)
{
    const auto query = queryOf(reading);
    if (!query)
        return;
    onDone(reading.measuring().measured(*query, {}), &reading, [&reading](const Result<session::Measurement>& found) {
        const Invocation& call = reading.call();
        if (found)
            printMeasured(call, *found);
        else
            call.finish(call.output->error(found.error()));
    });
}

Command command(const QString& name, const QString& summary, void (*run)(FleetReading&))
{
    return { .name = name,
        .synopsis = QStringLiteral("A"),
        .summary = summary,
        .minimum = 1,
        .maximum = 1,
        .options = { { QStringLiteral("revision"), QStringLiteral("A branch, tag or commit; else what the app tracks."),
            QStringLiteral("R") } },
        .run = [run](const Invocation& call) { readFleetOf(call, call.arguments, run); } };
}

}

std::vector<Command> measureCommands()
{
    Command diff = command(
        QStringLiteral("diff"), QStringLiteral("what Git declares against what runs, per object"), compareApp);
    diff.options.append({ QStringLiteral("object"), QStringLiteral("Only this object."), QStringLiteral("O") });
    return { command(QStringLiteral("render"), QStringLiteral("the manifests of an app at a revision"), render), diff };
}

}
