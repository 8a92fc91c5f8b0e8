#include "tests/core/workflow/RevertBench.h"

using namespace holdfast;
using namespace holdfast::workflow;
using manifest::Value;

namespace {

QString stepNames(const RunInfo& run)
{
    QStringList names;
    for (const StepInfo& step : run.steps)
        names.append(step.name);
    return names.join(u' ');
}

bool isWatching(const QSignalSpy& changes)
{
    return !changes.isEmpty()
        && changes.back().front().value<RunInfo>().steps.at(3).note.contains(QStringLiteral("the agent is at"));
}

Error lost()
{
    return { .code = ErrorCode::Unreachable, .detail = QStringLiteral("the reply was lost") };
}

}

class RevertRunTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pushesOneCommitAsksTheAgentsAndTakesItsMarkAway()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one"), QStringLiteral("two") });
        const auto service = bench.service();
        const RunInfo run = completed(*service, bench.undo(bad, { QStringLiteral("one"), QStringLiteral("two") }));
        QVERIFY2(!run.problem, run.problem ? qPrintable(errorText(*run.problem)) : "");
        QCOMPARE(run.state, RunState::Done);
        QCOMPARE(stepNames(run), QStringLiteral("record push refresh release"));
        QCOMPARE(run.commits.front().commit, bench.tip());
        QVERIFY(run.pushedAt.isValid() && !run.convergedAt.isValid());
        QCOMPARE(bench.commits(), 3);
        QCOMPARE(bench.fileAtTip(QStringLiteral("two/web.yaml")), "image: web:1");
        for (const char* name : { "one", "two" }) {
            const Value annotations
                = bench.clusters->at(argoApp(QLatin1String(name))).at({ "metadata", "annotations" });
            QCOMPARE(annotations["argocd.argoproj.io/refresh"].text(), "normal");
            QVERIFY(!annotations.contains("holdfast.dev/run"));
        }
        const std::vector<RunInfo> kept = answerOf(service->runs()).value();
        QCOMPARE(kept.size(), 1U);
        QCOMPARE(kept.front().state, RunState::Done);
        QCOMPARE(kept.front().apps.size(), 2U);
    }

    void aPlanLeavesNothingOnALongLivedToken()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        const auto service = bench.service();
        CancelSource page;
        QVERIFY(answerOf(service->plan(bench.undo(bad, { QStringLiteral("one") }), page.token())));
        QTRY_COMPARE(page.token().pendingActions(), 0U);
        page.cancel();
        QCOMPARE(answerOf(service->plan(bench.undo(bad, { QStringLiteral("one") }), page.token())).error().code,
            ErrorCode::Cancelled);
    }

    void writesNothingWhereLaterCommitsChangedTheSame()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        bench.release("image: web:3\n", { QStringLiteral("one") });
        const QString tip = bench.tip();
        const auto service = bench.service();
        const RunInfo run = completed(*service, bench.undo(bad, { QStringLiteral("one") }));
        QCOMPARE(run.state, RunState::Failed);
        QCOMPARE(run.problem.value().code, ErrorCode::Conflict);
        QCOMPARE(run.commits.front().reason, QStringLiteral("conflict"));
        QCOMPARE(run.commits.front().conflicts.front().path, QStringLiteral("one/web.yaml"));
        QCOMPARE(bench.tip(), tip);
        QCOMPARE(bench.clusters->patches, 0);
        QCOMPARE(answerOf(service->run(run.run)).value().state, RunState::Failed);
    }

    void failsAndTakesItsMarkBackWhereThePushIsNotTaken_data()
    {
        QTest::addColumn<git::PushReason>("reason");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("word");
        QTest::newRow("a hook") << git::PushReason::Refused << ErrorCode::Precondition << QStringLiteral("refused");
        QTest::newRow("moved") << git::PushReason::Moved << ErrorCode::Conflict << QStringLiteral("moved");
        QTest::newRow("diverged") << git::PushReason::Diverged << ErrorCode::Conflict << QStringLiteral("diverged");
    }
    void failsAndTakesItsMarkBackWhereThePushIsNotTaken()
    {
        QFETCH(git::PushReason, reason);
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        bench.git->answer = git::PushOutcome {
            .pushed = false, .reason = reason, .message = QStringLiteral("GH006: protected branch")
        };
        const auto service = bench.service();
        const RunInfo run = completed(*service, bench.undo(bad, { QStringLiteral("one") }));
        QCOMPARE(run.state, RunState::Failed);
        QTEST(run.problem.value().code, "code");
        QTEST(run.commits.front().reason, "word");
        QCOMPARE(run.commits.front().message, QStringLiteral("GH006: protected branch"));
        QVERIFY(run.commits.front().commit.isEmpty());
        QCOMPARE(bench.tip(), bad.text());
        QVERIFY(bench.markOn(QStringLiteral("one")).isEmpty());
    }

    void stopsWhereTheTipMovedAfterThePreview()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        const auto service = bench.service();
        const Preview preview = answerOf(service->plan(bench.undo(bad, { QStringLiteral("one") }), {})).value();
        const git::CommitId theirs = bench.release("image: web:9\n", { QStringLiteral("two") });
        const RunInfo run = ended(*service, [&] { return service->begin(preview); });
        QCOMPARE(run.state, RunState::Failed);
        QCOMPARE(run.problem.value().code, ErrorCode::Conflict);
        QCOMPARE(bench.tip(), theirs.text());
    }

    void staysOpenWhereItMaySucceedAnotherTime()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        bench.git->answer = git::PushOutcome { .pushed = false, .reason = git::PushReason::Denied };
        auto service = bench.service();
        const RunInfo held = completed(*service, bench.undo(bad, { QStringLiteral("one") }));
        QCOMPARE(held.state, RunState::Open);
        QCOMPARE(held.pace, RunInfo::Pace::Held);
        QVERIFY(!bench.markOn(QStringLiteral("one")).isEmpty());
        bench.git->answer.reset();
        service = bench.service(); // as after a restart
        const RunInfo done = ended(*service, [&] { return service->resume(held.run); });
        QCOMPARE(done.state, RunState::Done);
        QVERIFY(!done.problem);
        QCOMPARE(bench.commits(), 3);
    }

    void asksTheRemoteWhereTheReplyToThePushWasLost()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        bench.git->loseReply = true;
        const auto service = bench.service();
        const RunInfo held = completed(*service, bench.undo(bad, { QStringLiteral("one") }));
        QCOMPARE(held.state, RunState::Open);
        const RunInfo done = ended(*service, [&] { return service->resume(held.run); });
        QCOMPARE(done.state, RunState::Done);
        QCOMPARE(done.commits.front().commit, bench.tip());
        QCOMPARE(bench.git->pushes, 1);
    }

    void readsBackWhereTheReplyToAPatchWasLost()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        bench.clusters->lostReplies = { lost() };
        const auto service = bench.service();
        const RunInfo held = completed(*service, bench.undo(bad, { QStringLiteral("one") }));
        QCOMPARE(held.state, RunState::Open);
        QCOMPARE(held.problem.value().code, ErrorCode::Unreachable);
        const RunInfo done = ended(*service, [&] { return service->resume(held.run); });
        QCOMPARE(done.state, RunState::Done);
        QCOMPARE(bench.clusters->patches, 3); // mark, refresh, mark away
    }

    void readsAnAppAgainThatItsAgentWroteMeanwhile()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        bench.clusters->beforePatch
            = [](FakeClusters& clusters) { clusters.set(argoApp(QStringLiteral("one")), "extra", Value(1)); };
        const auto service = bench.service();
        QCOMPARE(completed(*service, bench.undo(bad, { QStringLiteral("one") })).state, RunState::Done);
    }

    void leavesAnAppThatAnotherRunHolds()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        const auto service = bench.service();
        const Preview preview = answerOf(service->plan(bench.undo(bad, { QStringLiteral("one") }), {})).value();
        bench.clusters->put(
            QStringLiteral("prod"), markedBy(bench.clusters->at(argoApp(QStringLiteral("one"))), "r9", "Eve"));
        const RunInfo run = ended(*service, [&] { return service->begin(preview); });
        QCOMPARE(run.state, RunState::Failed);
        QVERIFY(errorText(run.problem.value()).contains(QStringLiteral("run r9 of Eve")));
        QVERIFY(bench.markOn(QStringLiteral("one")).contains(QStringLiteral("r9")));
        QCOMPARE(bench.tip(), bad.text());
        const Result<Preview> again = answerOf(service->plan(bench.undo(bad, { QStringLiteral("one") }), {}));
        QCOMPARE(again.error().code, ErrorCode::Precondition);
    }

    void refusesAContextThatLeadsElsewhereNow()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        const auto service = bench.service();
        const Preview preview = answerOf(service->plan(bench.undo(bad, { QStringLiteral("one") }), {})).value();
        bench.clusters->cluster.uid = QStringLiteral("u2");
        const RunInfo run = ended(*service, [&] { return service->begin(preview); });
        QCOMPARE(run.state, RunState::Open);
        QCOMPARE(run.problem.value().code, ErrorCode::Precondition);
        QCOMPARE(bench.clusters->patches, 0);
        QCOMPARE(bench.tip(), bad.text());
    }

    void undoesWhatIsNotPushedAndRefusesWhatIs()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        bench.git->answer = git::PushOutcome { .reason = git::PushReason::Unreachable };
        const auto service = bench.service();
        const RunInfo held = completed(*service, bench.undo(bad, { QStringLiteral("one") }));
        const RunInfo undone = ended(*service, [&] { return service->undo(held.run); });
        QCOMPARE(undone.state, RunState::Undone);
        QVERIFY(bench.markOn(QStringLiteral("one")).isEmpty());

        bench.git->answer.reset();
        bench.git->loseReply = true;
        const RunInfo pushed = completed(*service, bench.undo(bad, { QStringLiteral("one") }));
        const RunInfo refused = ended(*service, [&] { return service->undo(pushed.run); });
        QCOMPARE(refused.state, RunState::Open);
        QCOMPARE(refused.problem.value().code, ErrorCode::Precondition);
        QCOMPARE(ended(*service, [&] { return service->resume(pushed.run); }).state, RunState::Done);
    }

    void abandonsWithItsMarkTakenAway()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        bench.git->answer = git::PushOutcome { .reason = git::PushReason::Unreachable };
        const auto service = bench.service();
        const RunInfo held = completed(*service, bench.undo(bad, { QStringLiteral("one") }));
        const RunInfo left = answerOf(service->abandon(held.run)).value();
        QCOMPARE(left.state, RunState::Failed);
        QVERIFY(bench.markOn(QStringLiteral("one")).isEmpty());
        QCOMPARE(answerOf(service->resume(held.run)).error().code, ErrorCode::Precondition);
        QCOMPARE(answerOf(service->abandon(RunId(QStringLiteral("none")))).error().code, ErrorCode::NotFound);
    }

    void isDrivenByOneProgramAtATime()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        bench.git->answer = git::PushOutcome { .reason = git::PushReason::Unreachable };
        const auto service = bench.service();
        const RunInfo held = completed(*service, bench.undo(bad, { QStringLiteral("one") }));
        const auto other = Journal(bench.data.path()).lock(held.run);
        QVERIFY(other);
        QCOMPARE(answerOf(service->resume(held.run)).error().code, ErrorCode::Precondition);
        QCOMPARE(answerOf(service->run(held.run)).value().pace, RunInfo::Pace::Running);
    }

    void syncsAnAppWhoseAutomationIsOffAndLeavesItsSpec()
    {
        RevertBench bench;
        const Value spec = bench.clusters->at(argoApp(QStringLiteral("one")))["spec"].without("syncPolicy");
        bench.clusters->set(argoApp(QStringLiteral("one")), "spec", spec);
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        const auto service = bench.service();
        const RunInfo run = completed(*service, bench.undo(bad, { QStringLiteral("one") }));
        QCOMPARE(run.state, RunState::Done);
        QCOMPARE(stepNames(run), QStringLiteral("record push refresh sync release"));
        const Value after = bench.clusters->at(argoApp(QStringLiteral("one")));
        QCOMPARE(after.at({ "operation", "sync", "revision" }).text(), bench.tip().toStdString());
        QCOMPARE(after.at({ "operation", "initiatedBy", "username" }).text(), "Dana");
        QVERIFY(after["spec"] == spec);

        RunRequest others = bench.undo(git::CommitId(bench.tip()), { QStringLiteral("one") });
        others.sync = SyncChoice::Never;
        QVERIFY(!answerOf(service->plan(others, {})).value().steps.contains(QStringLiteral("sync")));
    }

    void pushesNothingWhereAllIsUndoneAlready()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        bench.release("image: web:1\n", { QStringLiteral("one") });
        const auto service = bench.service();
        const RunInfo run = completed(*service, bench.undo(bad, { QStringLiteral("one") }));
        QCOMPARE(run.state, RunState::Done);
        QVERIFY(run.commits.front().commit.isEmpty());
        QCOMPARE(bench.git->pushes, 0);
    }

    void waitsUntilTheAppIsAtTheCommitAndWell()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        const auto service = bench.service();
        RunRequest request = bench.undo(bad, { QStringLiteral("one") });
        request.wait = WaitChoice::UntilConverged;
        QSignalSpy changes(service.get(), &RunService::runChanged);
        QSignalSpy ends(service.get(), &RunService::runEnded);
        const Preview preview = answerOf(service->plan(request, {})).value();
        QVERIFY(answerOf(service->begin(preview)));
        QTRY_VERIFY(isWatching(changes));
        QVERIFY(ends.isEmpty());
        gitops::Rollout rollout { .workload
            = { QStringLiteral("apps"), QStringLiteral("Deployment"), QStringLiteral("x"), QStringLiteral("web") },
            .ready = 1,
            .wanted = 3,
            .note = QStringLiteral("1 of 3") };
        rollout.history = {
            { .number = 2, .images = { QStringLiteral("web:1") }, .cause = QStringLiteral("back"), .current = true }
        };
        bench.clusters->shown.rollouts = { rollout };
        setHealth(bench, "Progressing");
        QTRY_VERIFY(changes.back().front().value<RunInfo>().steps.at(3).note.contains(QStringLiteral("Progressing")));
        setHealth(bench, "Healthy");
        QTRY_COMPARE(ends.size(), 1);
        const RunInfo done = ends.front().front().value<RunInfo>();
        QCOMPARE(done.state, RunState::Done);
        QVERIFY(done.convergedAt.isValid());
        const RunInfo kept = answerOf(service->run(done.run)).value();
        QCOMPARE(kept.progress, done.progress);
        QCOMPARE(kept.progress.size(), 1U);
        QCOMPARE(kept.progress.front().state, AppProgress::State::Converged);
        QCOMPARE(kept.progress.front().rollouts, std::vector { rollout });
        QCOMPARE(kept.undone, QStringList { bad.text() });
    }

    void provesThatTheClusterEqualsTheCommit()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        std::atomic_int asked = 0;
        std::atomic<bool> equal = false;
        bench.renders->comparison = [&](const RenderPoint& point) {
            ++asked;
            const bool ours = point.commit.text() == bench.tip() && point.commit != bad;
            return equal && ours ? QStringList()
                                 : QStringList { QStringLiteral("Deployment/web differs in 1 field(s)") };
        };
        const auto service = bench.service();
        RunRequest request = bench.undo(bad, { QStringLiteral("one") });
        request.wait = WaitChoice::UntilConverged;
        QSignalSpy changes(service.get(), &RunService::runChanged);
        QSignalSpy ends(service.get(), &RunService::runEnded);
        QVERIFY(answerOf(service->begin(answerOf(service->plan(request, {})).value())));
        QTRY_VERIFY(isWatching(changes));
        setHealth(bench, "Healthy");
        QTRY_VERIFY(changes.back().front().value<RunInfo>().steps.at(3).note.contains(
            QStringLiteral("the agent says Synced, but Deployment/web")));
        QVERIFY(ends.isEmpty());
        equal = true;
        QTRY_COMPARE(ends.size(), 1);
        const RunInfo done = ends.front().front().value<RunInfo>();
        QCOMPARE(done.state, RunState::Done);
        QCOMPARE(done.progress.front().differing, std::optional(QStringList()));
        QVERIFY(asked > 1);
    }

    void goesOnWhereHoldfastAndTheAgentDisagree()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        const QStringList differing { QStringLiteral("Deployment/web differs in 1 field(s)") };
        bench.renders->comparison = [&](const RenderPoint&) { return differing; };
        const auto service = bench.service();
        RunRequest request = bench.undo(bad, { QStringLiteral("one") });
        request.wait = WaitChoice::UntilConverged;
        QSignalSpy changes(service.get(), &RunService::runChanged);
        QSignalSpy ends(service.get(), &RunService::runEnded);
        QVERIFY(answerOf(service->begin(answerOf(service->plan(request, {})).value())));
        QTRY_VERIFY(isWatching(changes));
        setHealth(bench, "Healthy");
        QTRY_VERIFY((bench.clock->advance(std::chrono::seconds(5)), !ends.isEmpty()));
        const RunInfo done = ends.front().front().value<RunInfo>();
        QCOMPARE(done.state, RunState::Done);
        QCOMPARE(done.progress.front().differing, std::optional(differing));
    }

    void saysWhatStandsInTheWayAndStopsWaiting()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        bench.clusters->shown.objects
            = { { .key = { {}, QStringLiteral("Pod"), QStringLiteral("x"), QStringLiteral("web-1") },
                .health = gitops::Health { gitops::HealthStatus::Degraded, {} },
                .note = QStringLiteral("CrashLoopBackOff") } };
        const auto service = bench.service();
        RunRequest request = bench.undo(bad, { QStringLiteral("one") });
        request.wait = WaitChoice::UntilConverged;
        QSignalSpy changes(service.get(), &RunService::runChanged);
        QSignalSpy ends(service.get(), &RunService::runEnded);
        const Preview preview = answerOf(service->plan(request, {})).value();
        QVERIFY(answerOf(service->begin(preview)));
        QTRY_VERIFY(isWatching(changes));
        setHealth(bench, "Degraded");
        // Each look moves the clock by itself: trouble has to last.
        QTRY_VERIFY((bench.clock->advance(std::chrono::seconds(5)), !ends.isEmpty()));
        const RunInfo held = ends.front().front().value<RunInfo>();
        QCOMPARE(held.state, RunState::Open);
        QVERIFY(errorText(held.problem.value()).contains(QStringLiteral("Pod/x/web-1 Degraded (CrashLoopBackOff)")));
        setHealth(bench, "Healthy");
        QCOMPARE(ended(*service, [&] { return service->resume(held.run); }).state, RunState::Done);
    }

    void opensOnePullRequestAndFollowsItsMerge()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        RunRequest request = bench.undo(bad, { QStringLiteral("one") });
        request.push = PushChoice::PullRequest;
        request.wait = WaitChoice::UntilConverged;
        bench.git->loseReply = true;
        const auto service = bench.service();
        const RunInfo held = completed(*service, request);
        QCOMPARE(held.state, RunState::Open);
        QSignalSpy changes(service.get(), &RunService::runChanged);
        QSignalSpy ends(service.get(), &RunService::runEnded);
        QVERIFY(answerOf(service->resume(held.run)));
        QTRY_VERIFY(!changes.isEmpty()
            && changes.back().front().value<RunInfo>().steps.at(2).note.contains(QStringLiteral("https://forge/1")));
        QCOMPARE(bench.git->proposals, 1);
        QCOMPARE(bench.git->proposedTitle, QStringLiteral("Revert \"Release image: web:bad\""));
        QCOMPARE(bench.tip(), bad.text());
        const git::CommitId squashed = bench.release("image: web:1\n", { QStringLiteral("one") });
        bench.git->decide(
            { .url = QStringLiteral("https://forge/1"), .state = git::PullState::Merged, .merged = squashed });
        QTRY_VERIFY(changes.back().front().value<RunInfo>().current > 3);
        setHealth(bench, "Healthy");
        QTRY_COMPARE(ends.size(), 1);
        const RunInfo done = ends.front().front().value<RunInfo>();
        QCOMPARE(done.state, RunState::Done);
        QCOMPARE(done.commits.front().pullRequest, QStringLiteral("https://forge/1"));
    }

    void leavesAPullRequestThatNobodyWaitsFor()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        RunRequest request = bench.undo(bad, { QStringLiteral("one") });
        request.push = PushChoice::PullRequest;
        const auto service = bench.service();
        const RunInfo run = completed(*service, request);
        QCOMPARE(run.state, RunState::Done);
        QCOMPARE(stepNames(run), QStringLiteral("record propose release"));
        QCOMPARE(run.commits.front().branch, QStringLiteral("holdfast/") + run.run.text());
        QVERIFY(bench.markOn(QStringLiteral("one")).isEmpty());
    }

    void saysThatAPullRequestWasClosed()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        RunRequest request = bench.undo(bad, { QStringLiteral("one") });
        request.push = PushChoice::PullRequest;
        request.wait = WaitChoice::UntilConverged;
        bench.git->decide({ .url = QStringLiteral("https://forge/1"), .state = git::PullState::Closed });
        const auto service = bench.service();
        const RunInfo held = completed(*service, request);
        QCOMPARE(held.state, RunState::Open);
        QVERIFY(held.problem.value().detail.contains(QStringLiteral("closed")));
        QCOMPARE(ended(*service, [&] { return service->undo(held.run); }).state, RunState::Undone);
    }

    void doesNothingThatItCannotWriteDown()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        const auto service = bench.service();
        const Preview preview = answerOf(service->plan(bench.undo(bad, { QStringLiteral("one") }), {})).value();
        QVERIFY(QDir().mkpath(bench.data.path() + QStringLiteral("/runs.sqlite"))); // a folder in its place
        QVERIFY(!answerOf(service->begin(preview)));
        QCOMPARE(bench.clusters->patches, 0);
        QCOMPARE(bench.tip(), bad.text());
    }

    void endsWithItsProgramAndLeavesTheRunOpen()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { QStringLiteral("one") });
        RunRequest request = bench.undo(bad, { QStringLiteral("one") });
        request.wait = WaitChoice::UntilConverged;
        auto service = bench.service();
        QSignalSpy changes(service.get(), &RunService::runChanged);
        const Preview preview = answerOf(service->plan(request, {})).value();
        QVERIFY(answerOf(service->begin(preview)));
        QTRY_VERIFY(isWatching(changes));
        service.reset();
        service = bench.service();
        const RunInfo open = answerOf(service->run(preview.run)).value();
        QCOMPARE(open.state, RunState::Open);
        setHealth(bench, "Healthy");
        QCOMPARE(ended(*service, [&] { return service->resume(preview.run); }).state, RunState::Done);
        QCOMPARE(bench.commits(), 3);
    }

    void knowsNoOtherGuide()
    {
        const RevertBench bench;
        const auto service = bench.service();
        QCOMPARE(
            answerOf(service->plan({ .guide = QStringLiteral("magic") }, {})).error().code, ErrorCode::Unsupported);
        QCOMPARE(answerOf(service->run(RunId(QStringLiteral("none")))).error().code, ErrorCode::NotFound);
    }

private:
    /// As its agent would: it has looked, and says so.
    static void setHealth(const RevertBench& bench, const char* health)
    {
        const gitops::AppId app = argoApp(QStringLiteral("one"));
        const Value metadata = bench.clusters->at(app)["metadata"];
        const Value marks = metadata["annotations"].without("argocd.argoproj.io/refresh");
        bench.clusters->set(app, "metadata", metadata.with("annotations", marks));
        bench.clusters->set(app, "status", syncedAt(bench.tip(), health));
    }
};

QTEST_GUILESS_MAIN(RevertRunTest)
#include "RevertRunTest.moc"
