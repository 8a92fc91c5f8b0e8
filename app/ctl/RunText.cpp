#include "app/ctl/Output.h"
#include "app/ctl/RunCommands.h"

namespace holdfast::ctl {

using namespace holdfast::workflow;

namespace {

constexpr qsizetype shownFiles = 20;

void addCommit(const CommitPreview& commit, QStringList& lines)
{
    lines.append(
        QStringLiteral("push to %1 of %2, now at %3").arg(commit.branch, commit.repository, commit.tip.first(7)));
    for (const QString& undone : commit.undone)
        lines.append(QStringLiteral("  takes back %1").arg(undone));
    for (const QString& message : commit.messages) {
        lines.append(QStringLiteral("  commit message:"));
        for (const QString& line : message.trimmed().split(u'\n'))
            lines.append(QStringLiteral("    ") + line);
    }
    lines.append(QStringLiteral("  %1 file(s):").arg(commit.files.size()));
    for (const QString& file : commit.files.first(std::min(shownFiles, commit.files.size())))
        lines.append(QStringLiteral("    ") + file);
    if (commit.files.size() > shownFiles)
        lines.append(QStringLiteral("    and %1 more").arg(commit.files.size() - shownFiles));
    for (const ConflictInfo& conflict : commit.conflicts)
        lines.append(QStringLiteral("  CONFLICT in %1, undoing %2").arg(conflict.path, conflict.commit.first(7)));
}

}

QStringList previewLines(const Preview& preview)
{
    QStringList lines;
    for (const CommitPreview& commit : preview.commits)
        addCommit(commit, lines);
    lines.append(QStringLiteral("apps:"));
    for (const AffectedApp& app : preview.apps)
        lines.append(QStringLiteral("  %1%2 (%3), cluster %4: %5")
                .arg(gitops::appText(app.app),
                    app.part == AffectedApp::Part::Asked ? QString() : QStringLiteral(", shares the files"),
                    word(app.automation), app.server, app.note));
    for (const AffectedApp& app : preview.apps)
        for (const QString& object : app.changed)
            lines.append(QStringLiteral("  changes %1%2")
                    .arg(object,
                        app.restarted.contains(object) ? QStringLiteral(", its pods are made anew") : QString()));
    for (const AffectedApp& app : preview.apps)
        for (const QString& field : app.immutable)
            lines.append(QStringLiteral("  the server refuses to change %1").arg(field));
    for (const PrunedObject& object : preview.pruned) {
        const bool loud = object.object.startsWith(QLatin1String("PersistentVolumeClaim/"))
            || object.object.startsWith(QLatin1String("Namespace/"));
        lines.append(QStringLiteral("  %1 would go: %2")
                .arg(loud ? QStringLiteral("DATA AT RISK, an object") : QStringLiteral("an object"),
                    loud ? object.object.toUpper() : object.object));
    }
    lines.append(QStringLiteral("steps: ") + preview.steps.join(QStringLiteral(", ")));
    for (const QString& warning : preview.warnings)
        lines.append(QStringLiteral("note: ") + warning);
    return lines;
}

Exit exitOf(const RunInfo& run)
{
    switch (run.state) {
    case RunState::Done:
    case RunState::Undone:
        return Exit::Done;
    case RunState::Failed:
        return run.problem ? exitOf(run.problem->code) : Exit::Refused;
    case RunState::Open:
        break;
    }
    const bool watching = run.current < run.steps.size() && run.steps[run.current].name == QLatin1String("watch");
    if (watching && run.problem && run.problem->code == ErrorCode::ServerError)
        return Exit::Differs;
    return run.problem ? exitOf(run.problem->code) : Exit::Unreachable;
}

namespace {

QString revisionText(const gitops::RolloutRevision& revision)
{
    QStringList words { QString::number(revision.number) };
    words += revision.images;
    if (!revision.cause.isEmpty())
        words << QStringLiteral("(%1)").arg(revision.cause);
    if (revision.current)
        words << QStringLiteral("<- now");
    return words.join(u' ');
}

void printProgress(const Invocation& call, const AppProgress& app)
{
    call.output->line(QStringLiteral("  %1: %2 %3").arg(gitops::appText(app.app), word(app.state), app.note));
    if (app.differing)
        call.output->line(QStringLiteral("    ")
            + (app.differing->isEmpty() ? QStringLiteral("equal to the commit by Holdfast's own comparison")
                                        : app.differing->join(QStringLiteral("; "))));
    for (const gitops::Rollout& rollout : app.rollouts) {
        call.output->line(QStringLiteral("    %1: %2 of %3 pods ready%4")
                .arg(manifest::objectText(rollout.workload))
                .arg(rollout.ready)
                .arg(rollout.wanted)
                .arg(rollout.note.isEmpty() ? QString() : QStringLiteral(", ") + rollout.note));
        for (const gitops::RolloutRevision& revision : rollout.history)
            call.output->line(QStringLiteral("      revision ") + revisionText(revision));
    }
}

}

void printRun(const Invocation& call, const RunInfo& run)
{
    if (call.options.format == OutputFormat::Json) {
        call.output->json(runJson(run));
        return;
    }
    call.output->line(QStringLiteral("run %1 of %2: %3").arg(run.run.text(), run.guide, word(run.state)));
    for (const CommitInfo& commit : run.commits)
        call.output->line(QStringLiteral("  %1 of %2: %3")
                .arg(commit.branch, commit.repository,
                    commit.commit.isEmpty() ? QStringLiteral("nothing pushed ") + commit.reason
                                            : QStringLiteral("at ") + commit.commit));
    Table table { .headings = { QStringLiteral("STEP"), QStringLiteral("SUBJECT"), QStringLiteral("NOTE") } };
    for (const StepInfo& step : run.steps)
        table.rows.push_back({ { step.name,
                                   step.state == StepState::Done       ? Tone::Good
                                       : step.state == StepState::Held ? Tone::Bad
                                                                       : Tone::Neutral },
            { step.subject }, { step.note, Tone::Faint } });
    call.output->table(table);
    for (const AppProgress& app : run.progress)
        printProgress(call, app);
}

}
