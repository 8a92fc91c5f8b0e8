#include "app/ctl/RunCommands.h"

#include "app/ctl/AppNames.h"
#include "app/ctl/Confirmation.h"
#include "app/ctl/FleetReading.h"
#include "app/ctl/Output.h"
#include "core/base/Async.h"
#include "core/session/DataFolder.h"
#include "core/workflow/JournaledRuns.h"

#include <QCommandLineParser>

namespace holdfast::ctl {

using namespace holdfast::workflow;

namespace {

/// What the journal says, without any cluster.
class JournalReading final : public QObject {
    Q_OBJECT
public:
    explicit JournalReading(const Invocation& call)
        : QObject(call.context)
        , m_runs({ .executor = std::make_shared<PoolExecutor>(1),
                     .journal = std::make_shared<const Journal>(
                         call.options.dataFolder.value_or(session::defaultDataFolder())) },
              guideRegistry())
    {
    }
    [[nodiscard]] RunService& runs() { return m_runs; }

private:
    JournaledRuns m_runs;
};

void listRuns(const Invocation& call)
{
    auto* reading = new JournalReading(call);
    onDone(reading->runs().runs(), reading, [call](const Result<std::vector<RunInfo>>& runs) {
        if (!runs) {
            call.finish(call.output->error(runs.error()));
            return;
        }
        manifest::Value::List all;
        Table table { .headings
            = { QStringLiteral("RUN"), QStringLiteral("GUIDE"), QStringLiteral("STATE"), QStringLiteral("STEP"),
                QStringLiteral("STARTED"), QStringLiteral("BY"), QStringLiteral("APPS") } };
        for (const RunInfo& run : *runs) {
            all.push_back(runLineJson(run));
            QStringList apps;
            for (const gitops::AppId& app : run.apps)
                apps.append(gitops::appText(app));
            const QString step = run.current < run.steps.size() ? run.steps[run.current].name : QStringLiteral("-");
            table.rows.push_back({ { run.run.text() }, { run.guide },
                { word(run.state), run.state == RunState::Open ? Tone::Attention : Tone::Neutral }, { step },
                { run.startedAt.toString(Qt::ISODate) }, { run.by }, { apps.join(QStringLiteral(", ")) } });
        }
        if (call.options.format == OutputFormat::Json)
            call.output->json(manifest::Value(std::move(all)));
        else
            call.output->table(table);
        call.finish(Exit::Done);
    });
}

/// Another program that goes on with it has the lock, so that a second call is refused before anything is asked.
void steer(FleetReading& reading, const RunId& run)
{
    const Invocation& call = reading.call();
    const bool abandons = call.isSet("abandon");
    if (!abandons)
        followRun(reading, run);
    const QFuture<Result<RunInfo>> answer = abandons ? reading.runs().abandon(run)
        : call.isSet("undo")                         ? reading.runs().undo(run)
                                                     : reading.runs().resume(run);
    onDone(answer, &reading, [&reading, abandons](const Result<RunInfo>& steered) {
        const Invocation& made = reading.call();
        if (!steered) {
            made.finish(made.output->error(steered.error()));
            return;
        }
        if (!abandons)
            return;
        printRun(made, *steered);
        made.finish(Exit::Done);
    });
}

void showOrSteer(const Invocation& call, const RunInfo& run)
{
    if (!call.isSet("resume") && !call.isSet("undo") && !call.isSet("abandon")) {
        printRun(call, run);
        call.finish(Exit::Done);
        return;
    }
    if (run.state != RunState::Open) {
        call.output->error(QStringLiteral("run %1 is over: it is %2").arg(run.run.text(), word(run.state)));
        call.finish(Exit::Refused);
        return;
    }
    QStringList apps;
    for (const gitops::AppId& app : run.apps)
        apps.append(gitops::appText(app));
    readFleetOf(call, apps, [run](FleetReading& reading) {
        if (!reading.call().isSet("resume"))
            return steer(reading, run.run);
        confirm(reading, QStringLiteral("Go on with run %1 of %2?").arg(run.run.text(), run.by),
            QStringLiteral("--yes confirms that the run goes on"), [&reading, id = run.run] { steer(reading, id); });
    });
}

void oneRun(const Invocation& call)
{
    auto* reading = new JournalReading(call);
    const RunId id(call.arguments.front());
    onDone(reading->runs().run(id), reading, [call](const Result<RunInfo>& run) {
        if (run) {
            showOrSteer(call, *run);
            return;
        }
        const bool unknown = run.error().code == ErrorCode::NotFound;
        const Exit exit = call.output->error(run.error());
        call.finish(unknown ? Exit::Usage : exit);
    });
}

QString hintOf(const RunInfo& run)
{
    if (run.state == RunState::Open)
        return QStringLiteral("the run is open: holdfastctl run %1 --resume, --undo or --abandon").arg(run.run.text());
    if (std::ranges::contains(run.commits, QStringLiteral("refused"), &CommitInfo::reason))
        return QStringLiteral("nothing was written; --pull-request proposes the commit instead");
    if (std::ranges::contains(run.commits, QStringLiteral("moved"), &CommitInfo::reason))
        return QStringLiteral("nothing was written; run the command again on the new tip");
    return {};
}

QCommandLineOption flag(const char* name, const char* text)
{
    return { QString::fromLatin1(name), QString::fromLatin1(text) };
}

QCommandLineOption valued(const char* name, const char* text, const char* value)
{
    return { QString::fromLatin1(name), QString::fromLatin1(text), QString::fromLatin1(value) };
}

}

void followRun(FleetReading& reading, const RunId& run)
{
    QObject::connect(&reading.runs(), &RunService::runChanged, &reading,
        [&reading, run, said = QString()](const RunInfo& info) mutable {
            if (info.run != run || info.current >= info.steps.size())
                return;
            const StepInfo& step = info.steps[info.current];
            const QString line = step.note.isEmpty() ? step.name : step.name + QStringLiteral(": ") + step.note;
            if (line != said)
                reading.call().output->message(line);
            said = line;
        });
    QObject::connect(&reading.runs(), &RunService::runEnded, &reading, [&reading, run](const RunInfo& info) {
        if (info.run != run)
            return;
        const Invocation& call = reading.call();
        printRun(call, info);
        if (info.problem)
            call.output->error(errorText(*info.problem), hintOf(info));
        call.finish(exitOf(info));
    });
}

void readFleetOf(const Invocation& call, const QStringList& apps, std::function<void(FleetReading&)> settled)
{
    Invocation widened = call;
    QStringList named;
    for (const QString& app : apps)
        if (const ContextName context = contextOf(app); !context.isEmpty() && !named.contains(context.text()))
            named.append(context.text());
    if (!named.isEmpty() && widened.options.contextChoice == ContextChoice::Current) {
        widened.options.contextChoice = ContextChoice::Named;
        widened.options.contexts = named;
    }
    readFleet(widened, {}, std::move(settled));
}

std::vector<Command> runCommands()
{
    constexpr int any = 100'000;
    return { { .name = QStringLiteral("revert"),
                 .synopsis = QStringLiteral("A..."),
                 .summary = QStringLiteral("take commits back through Git and follow until the cluster is as it was"),
                 .minimum = 1,
                 .maximum = any,
                 .options = { valued("commit", "A commit to undo; may be given more than once.", "C"),
                     valued("to", "The state to go back to: a deployment's id or a revision.", "R"),
                     valued("mainline", "The parent of a merge that stays, from 1.", "N"),
                     flag("dry-run", "Show what would be done."),
                     flag("no-sync", "Leave apps whose automation is off to others."),
                     flag("yes", "Confirm what the preview says."),
                     flag("wait", "Follow until every app is synced and healthy at the commit."),
                     flag("pull-request", "Push to a branch of its own and ask for a pull request.") },
                 .run = runRevert },
        { .name = QStringLiteral("history"),
            .synopsis = QStringLiteral("A"),
            .summary = QStringLiteral("the commits that an app is made of, beside its deployments"),
            .minimum = 1,
            .maximum = 1,
            .run = runHistory },
        { .name = QStringLiteral("runs"),
            .summary = QStringLiteral("guided runs that are open or past"),
            .run = listRuns },
        { .name = QStringLiteral("run"),
            .synopsis = QStringLiteral("ID"),
            .summary = QStringLiteral("one guided run; go on with it, or take it back"),
            .minimum = 1,
            .maximum = 1,
            .options = { flag("resume", "Go on to the end of what was asked."),
                flag("undo", "Take back what can be taken back."),
                flag("abandon", "Leave everything as it is, but for our marks."), flag("yes", "Confirm.") },
            .run = oneRun } };
}

}

#include "RunCommands.moc"
