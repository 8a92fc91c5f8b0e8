#include "tests/core/workflow/RevertBench.h"

#include "core/gitops/ObjectReading.h"
#include "core/workflow/AppObjects.h"
#include "core/workflow/Facts.h"
#include "core/workflow/Targets.h"

using namespace holdfast;
using namespace holdfast::workflow;
using manifest::Value;

namespace {

const QString one = QStringLiteral("one");
const QString two = QStringLiteral("two");

QString deployment(const char* name, const char* image)
{
    return QStringLiteral("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: %1}\n"
                          "spec: {template: {spec: {containers: [{name: c, image: %2}]}}}\n")
        .arg(QLatin1String(name), QLatin1String(image));
}

/// A row of the fleet that follows a path of the repository.
gitops::App follower(const QString& name, const QString& path, const QString& target = QStringLiteral("main"))
{
    gitops::App app { .id = argoApp(name) };
    app.automation.mode = gitops::AutomationMode::Manual;
    app.source = { .kind = QStringLiteral("Git"), .repository = QLatin1String(url), .path = path, .target = target };
    return app;
}

Preview planned(const RevertBench& bench, const RunRequest& request)
{
    const auto service = bench.service();
    const Result<Preview> preview = answerOf(service->plan(request, {}));
    return preview ? *preview : Preview { .refusal = preview.error() };
}

void follow(const RevertBench& bench, const QString& app, const char* target)
{
    const Value spec = bench.clusters->at(argoApp(app))["spec"];
    bench.clusters->set(
        argoApp(app), "spec", spec.with("source", spec["source"].with("targetRevision", Value(target))));
}

}

class RevertPlanTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhatIsPushedWithoutPushing()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { one });
        const Preview preview = planned(bench, bench.undo(bad, { one }));
        QVERIFY(!preview.refusal);
        const CommitPreview& commit = preview.commits.front();
        QCOMPARE(commit.branch, QStringLiteral("main"));
        QCOMPARE(commit.tip, bad.text());
        QVERIFY(commit.newTip != commit.tip);
        QCOMPARE(commit.files, QStringList { QStringLiteral("one/web.yaml") });
        QVERIFY(commit.undone.front().contains(QStringLiteral("Release image: web:bad")));
        QVERIFY(commit.messages.front().startsWith(QStringLiteral("Revert \"Release image: web:bad\"")));
        QVERIFY(commit.messages.front().contains(QStringLiteral("Holdfast-Run: ") + preview.run.text()));
        QCOMPARE(bench.tip(), bad.text());
        QCOMPARE(bench.clusters->patches, 0);
        QVERIFY(answerOf(bench.service()->runs()).value().empty());
    }

    void refusesWhatCannotBeAsked_data()
    {
        QTest::addColumn<QStringList>("apps");
        QTest::addColumn<QStringList>("commits");
        QTest::addColumn<QString>("to");
        QTest::newRow("no app") << QStringList() << QStringList { QStringLiteral("main") } << QString();
        QTest::newRow("neither commit nor state") << QStringList { one } << QStringList() << QString();
        QTest::newRow("both") << QStringList { one } << QStringList { QStringLiteral("main") } << QStringLiteral("0");
        QTest::newRow("no such commit") << QStringList { one } << QStringList { QStringLiteral("0123456789") }
                                        << QString();
        QTest::newRow("no such state") << QStringList { one } << QStringList() << QStringLiteral("77");
    }
    void refusesWhatCannotBeAsked()
    {
        QFETCH(QStringList, apps);
        QFETCH(QStringList, commits);
        QFETCH(QString, to);
        const RevertBench bench;
        RunRequest request = bench.undo(bench.good, apps);
        request.commits = commits;
        request.to = to;
        QCOMPARE(planned(bench, request).refusal.value().code, ErrorCode::Precondition);
    }

    void refusesWhatIsPinned_data()
    {
        QTest::addColumn<QString>("target");
        QTest::newRow("a tag") << QStringLiteral("v1");
        QTest::newRow("nothing that is there") << QStringLiteral("gone");
    }
    void refusesWhatIsPinned()
    {
        QFETCH(QString, target);
        const RevertBench bench;
        bench.tree.git({ QStringLiteral("tag"), QStringLiteral("v1") });
        const git::CommitId bad = bench.release("image: web:bad\n", { one });
        follow(bench, one, qPrintable(target));
        const std::optional<Error> refusal = planned(bench, bench.undo(bad, { one })).refusal;
        QCOMPARE(refusal.value().code, ErrorCode::Precondition);
        QVERIFY(refusal->detail.contains(target));
    }

    void takesTheRemotesOwnBranchWhereNoneIsNamed()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { one });
        follow(bench, one, "HEAD");
        QCOMPARE(planned(bench, bench.undo(bad, { one })).commits.front().branch, QStringLiteral("main"));
    }

    void refusesAnAppThatDoesNotComeFromGit()
    {
        const RevertBench bench;
        const Value spec = bench.clusters->at(argoApp(one))["spec"];
        bench.clusters->set(argoApp(one), "spec", spec.with("source", spec["source"].with("chart", Value("web"))));
        QCOMPARE(planned(bench, bench.undo(bench.good, { one })).refusal.value().code, ErrorCode::Precondition);
        QCOMPARE(planned(bench, bench.undo(bench.good, { QStringLiteral("none") })).refusal.value().code,
            ErrorCode::NotFound);
    }

    void saysWhereTheRemoteIsAway()
    {
        const RevertBench bench;
        bench.git->unreachable = Error { .code = ErrorCode::Unreachable };
        QCOMPARE(planned(bench, bench.undo(bench.good, { one })).refusal.value().code, ErrorCode::Unreachable);
    }

    void restoresTheStateOfADeploymentOrARevision_data()
    {
        QTest::addColumn<bool>("byId");
        QTest::newRow("a deployment's id") << true;
        QTest::newRow("a revision") << false;
    }
    void restoresTheStateOfADeploymentOrARevision()
    {
        QFETCH(bool, byId);
        const RevertBench bench;
        bench.release("image: web:2\n", { one });
        const git::CommitId last = bench.release("image: web:3\n", { one, two });
        bench.clusters->set(argoApp(one), "status", deployedAt(4, bench.good.text()));
        RunRequest request = bench.undo(last, { one });
        request.commits.clear();
        request.to = byId ? QStringLiteral("4") : bench.good.text().first(10);
        const Preview preview = planned(bench, request);
        QVERIFY(!preview.refusal);
        QCOMPARE(preview.commits.front().files, QStringList { QStringLiteral("one/web.yaml") }); // two stays
        QVERIFY(preview.commits.front().messages.front().startsWith(
            QStringLiteral("Restore application/argocd/one to ") + bench.good.text().first(7)));
        const auto service = bench.service();
        const RunInfo run = ended(*service, [&] { return service->begin(preview); });
        QCOMPARE(run.state, RunState::Done);
        QCOMPARE(bench.fileAtTip(QStringLiteral("one/web.yaml")), "image: web:1");
        QCOMPARE(bench.fileAtTip(QStringLiteral("two/web.yaml")), "image: web:3");
    }

    void undoesSeveralCommitsNewestFirstAndPushesOnce()
    {
        const RevertBench bench;
        const git::CommitId first = bench.release("image: web:2\n", { one });
        const git::CommitId second = bench.release("image: web:3\n", { one });
        RunRequest request = bench.undo(first, { one });
        request.commits.append(second.text());
        const auto service = bench.service();
        const RunInfo run = completed(*service, request);
        QCOMPARE(run.state, RunState::Done);
        QCOMPARE(bench.commits(), 5);
        QCOMPARE(bench.git->pushes, 1);
        QCOMPARE(bench.fileAtTip(QStringLiteral("one/web.yaml")), "image: web:1");
    }

    void saysWhereGitSendsTheUrl()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { one });
        const auto warned = [&] { return planned(bench, bench.undo(bad, { one })).warnings.join(u'\n'); };
        QVERIFY(!warned().contains(QStringLiteral("insteadOf")));
        bench.tree.git({ QStringLiteral("config"), QStringLiteral("url.https://robot:pw@other.example/.insteadOf"),
            QStringLiteral("https://git.example/") });
        QVERIFY2(
            warned().contains(QStringLiteral("sends https://git.example/apps.git to https://other.example/apps.git")),
            qPrintable(warned()));
        bench.tree.git({ QStringLiteral("config"), QStringLiteral("url.ssh://git@push.example/.pushInsteadOf"),
            QStringLiteral("https://git") });
        QVERIFY(warned().contains(QStringLiteral("push.example/.example/apps.git")));
    }

    void asksWhichParentOfAMergeStays()
    {
        const RevertBench bench;
        bench.tree.git(
            { QStringLiteral("checkout"), QStringLiteral("-q"), QStringLiteral("-b"), QStringLiteral("side") });
        bench.release("image: web:bad\n", { one });
        bench.tree.git({ QStringLiteral("checkout"), QStringLiteral("-q"), QStringLiteral("main") });
        bench.tree.git({ QStringLiteral("merge"), QStringLiteral("-q"), QStringLiteral("--no-ff"), QStringLiteral("-m"),
            QStringLiteral("Merge it"), QStringLiteral("side") });
        RunRequest request = bench.undo(git::CommitId(bench.tip()), { one });
        const Error refusal = planned(bench, request).refusal.value();
        QCOMPARE(refusal.code, ErrorCode::Precondition);
        QVERIFY2(refusal.detail.contains(QStringLiteral(" Begin, 2 is ")), qPrintable(refusal.detail));
        request.mainline = 1;
        const Preview preview = planned(bench, request);
        QVERIFY(!preview.refusal);
        const MergeInfo merge = preview.commits.front().merges.at(0);
        QVERIFY(merge.commit.endsWith(QStringLiteral(" Merge it")));
        QCOMPARE(merge.parents.size(), 2);
        QVERIFY(merge.parents.at(1).endsWith(QStringLiteral("Release image: web:bad")));
        QCOMPARE(merge.mainline, 1);
        QVERIFY(preview.warnings.join(u' ').contains(QStringLiteral("again will not bring its changes back")));
        QCOMPARE(preview.commits.front().files, QStringList { QStringLiteral("one/web.yaml") });
    }

    void showsAConflictWithItsThreeSides()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { one });
        bench.release("image: web:3\n", { one });
        const Preview preview = planned(bench, bench.undo(bad, { one }));
        QCOMPARE(preview.refusal.value().code, ErrorCode::Conflict);
        const ConflictInfo conflict = preview.commits.front().conflicts.at(0);
        QCOMPARE(conflict.path, QStringLiteral("one/web.yaml"));
        QCOMPARE(conflict.commit, bad.text());
        QVERIFY(preview.commits.front().undone.at(0).endsWith(QStringLiteral("Release image: web:bad")));
        QCOMPARE(conflict.base, QStringLiteral("image: web:bad\n"));
        QCOMPARE(conflict.now, QStringLiteral("image: web:3\n"));
        QCOMPARE(conflict.undone, QStringLiteral("image: web:1\n"));
    }

    void neverShowsTheValuesOfASecretThatConflicts()
    {
        const RevertBench bench;
        const auto secret = [&bench](const char* value) {
            return bench.release(QByteArray("kind: Secret\nstringData: {key: ") + value + "}\n", { one });
        };
        secret("first");
        const git::CommitId bad = secret("second");
        secret("third");
        const ConflictInfo conflict = planned(bench, bench.undo(bad, { one })).commits.front().conflicts.at(0);
        QCOMPARE(conflict.base + conflict.now + conflict.undone, QString());
    }

    void namesTheOtherAppsThatShareTheFiles()
    {
        const RevertBench bench;
        bench.tree.write(QStringLiteral("overlay/kustomization.yaml"), "resources: [../one]\n");
        bench.tree.write(QStringLiteral("one/kustomization.yaml"), "resources: [web.yaml]\n");
        bench.tree.commit(QStringLiteral("Build on one"));
        const git::CommitId bad = bench.release("image: web:bad\n", { one });
        bench.clusters->fleet = { follower(one, one), follower(QStringLiteral("on-top"), QStringLiteral("overlay")),
            follower(QStringLiteral("all"), QStringLiteral("./")), follower(two, two),
            follower(QStringLiteral("elsewhere"), one, QStringLiteral("other-branch")) };
        const Preview preview = planned(bench, bench.undo(bad, { one }));
        QStringList names;
        for (const AffectedApp& app : preview.apps)
            names.append(app.app.name);
        QCOMPARE(names, (QStringList { one, QStringLiteral("on-top"), QStringLiteral("all") }));
        QCOMPARE(preview.apps.at(0).part, AffectedApp::Part::Asked);
        QCOMPARE(preview.apps.at(1).part, AffectedApp::Part::SharesFiles);
        QVERIFY(preview.apps.at(1).note.contains(QStringLiteral("automation is off")));
    }

    void namesObjectsThatChangeAndThatWouldGo()
    {
        const RevertBench bench;
        bench.tree.write(QStringLiteral("one/web.yaml"), deployment("web", "web:1").toUtf8());
        bench.tree.commit(QStringLiteral("A deployment"));
        bench.tree.write(QStringLiteral("one/web.yaml"), deployment("web", "web:bad").toUtf8());
        bench.tree.write(
            QStringLiteral("one/data.yaml"), "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\n");
        const git::CommitId bad = bench.tree.commit(QStringLiteral("Release with a volume"));
        const Preview preview = planned(bench, bench.undo(bad, { one }));
        QCOMPARE(preview.apps.front().changed, QStringList { QStringLiteral("apps/Deployment/web") });
        QCOMPARE(preview.apps.front().restarted, preview.apps.front().changed);
        QCOMPARE(preview.pruned.size(), 1U);
        QCOMPARE(preview.pruned.front().object, QStringLiteral("PersistentVolumeClaim/data"));
    }

    void showsWhatChangesInFull()
    {
        const RevertBench bench;
        bench.tree.write(QStringLiteral("one/web.yaml"), deployment("web", "example/web:1").toUtf8());
        bench.tree.write(QStringLiteral("one/key.yaml"),
            "apiVersion: v1\nkind: Secret\nmetadata: {name: key}\nstringData: {k: old-value}\n");
        bench.tree.commit(QStringLiteral("A deployment"));
        bench.tree.write(QStringLiteral("one/web.yaml"), deployment("web", "example/web:2").toUtf8());
        bench.tree.write(QStringLiteral("one/key.yaml"),
            "apiVersion: v1\nkind: Secret\nmetadata: {name: key}\nstringData: {k: new-value}\n");
        const Preview preview = planned(bench, bench.undo(bench.tree.commit(QStringLiteral("Bump")), { one }));
        const std::vector<TextChange>& files = preview.commits.front().texts;
        QCOMPARE(files.size(), 1U); // a Secret's file is only named
        QCOMPARE(files.front().name, QStringLiteral("one/web.yaml"));
        QVERIFY(files.front().before.contains(QStringLiteral("web:2")));
        QVERIFY(files.front().after.contains(QStringLiteral("web:1")));
        QCOMPARE(preview.commits.front().files.size(), 2);
        const std::vector<TextChange>& objects = preview.apps.front().objects;
        QCOMPARE(objects.size(), 2U);
        const auto web = std::ranges::find(objects, QStringLiteral("apps/Deployment/web"), &TextChange::name);
        QVERIFY(web != objects.end());
        QCOMPARE(web->note, QStringLiteral("image 2 → 1"));
        QCOMPARE(web->restarts, 0);
        for (const TextChange& object : objects)
            QVERIFY2(
                !object.before.contains(QStringLiteral("-value")) && !object.after.contains(QStringLiteral("-value")),
                qPrintable(object.name));
    }

    void rendersAppsThatOnlyShareTheFiles()
    {
        const RevertBench bench;
        bench.tree.write(QStringLiteral("one/web.yaml"), deployment("web", "web:1").toUtf8());
        bench.tree.commit(QStringLiteral("A deployment"));
        bench.tree.write(QStringLiteral("one/web.yaml"), deployment("web", "web:2").toUtf8());
        const git::CommitId bad = bench.tree.commit(QStringLiteral("Bump"));
        bench.clusters->fleet = { follower(one, one) };
        bench.clusters->fleet.push_back(follower(one, one));
        bench.clusters->fleet.back().id.context = ContextName(QStringLiteral("us"));
        const Preview preview = planned(bench, bench.undo(bad, { one }));
        QCOMPARE(preview.apps.size(), 2U);
        QCOMPARE(preview.apps.back().app.context.text(), QStringLiteral("us"));
        QCOMPARE(preview.apps.back().changed, QStringList { QStringLiteral("apps/Deployment/web") });
    }

    void warnsOfWhatAServerRefuses()
    {
        const RevertBench bench;
        const auto selector = [](const char* label) {
            return QByteArray("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
                              "spec: {selector: {matchLabels: {app: ")
                + label + "}}}\n";
        };
        bench.tree.write(QStringLiteral("one/web.yaml"), selector("a"));
        bench.tree.commit(QStringLiteral("A deployment"));
        bench.tree.write(QStringLiteral("one/web.yaml"), selector("b"));
        const Preview preview = planned(bench, bench.undo(bench.tree.commit(QStringLiteral("Rename")), { one }));
        QCOMPARE(preview.apps.front().immutable, QStringList { QStringLiteral("apps/Deployment/web spec.selector") });
    }

    void warnsOfMachinesThatWouldBumpTheImageAgain()
    {
        const RevertBench bench;
        const auto marked = [](const char* tag) {
            return QByteArray("image: web:") + tag + " # {\"$imagepolicy\": \"flux-system:web\"}\n";
        };
        bench.tree.write(QStringLiteral("one/web.yaml"), marked("1"));
        bench.tree.commit(QStringLiteral("Marked"));
        bench.tree.write(QStringLiteral("one/web.yaml"), marked("2"));
        const git::CommitId bad = bench.tree.commit(QStringLiteral("Bump"));
        const QString machines = planned(bench, bench.undo(bad, { one })).warnings.join(u'\n');
        QVERIFY2(machines.contains(QStringLiteral("image policy flux-system:web writes one/web.yaml")),
            qPrintable(machines));
        QVERIFY(!machines.contains(QStringLiteral("Image Updater")));
        const Value metadata = bench.clusters->at(argoApp(one))["metadata"];
        bench.clusters->set(argoApp(one), "metadata",
            metadata.with(
                "annotations", Value(Value::Map { { "argocd-image-updater.argoproj.io/image-list", Value("web") } })));
        QVERIFY(planned(bench, bench.undo(bad, { one }))
                .warnings.join(u'\n')
                .contains(QStringLiteral("Argo CD Image Updater")));
    }

    void saysWhichSyncWindowsMayHoldItBack()
    {
        const RevertBench bench;
        const git::CommitId bad = bench.release("image: web:bad\n", { one, two });
        bench.clusters->put(QStringLiteral("prod"), projectWithWindow());
        const QStringList warnings
            = planned(bench, bench.undo(bad, { one, two })).warnings.filter(QStringLiteral("windows"));
        QCOMPARE(warnings.size(), 1); // once for both
        QVERIFY(warnings.front().contains(QStringLiteral("project default")));
        QVERIFY(warnings.front().contains(QStringLiteral("deny \"0 8 * * *\" for 2h")));
    }

    void followsWhatKustomizationsPullIn()
    {
        const RevertBench bench;
        bench.tree.write(QStringLiteral("over/kustomization.yaml"),
            "resources: [../base, https://example.com/x]\ncomponents: [../part]\n"
            "configMapGenerator: [{name: c, files: [../shared/a.txt, key=../shared/b.txt]}]\n");
        bench.tree.write(QStringLiteral("base/kustomization.yaml"), "bases: [../root]\nresources: [web.yaml]\n");
        bench.tree.write(QStringLiteral("part/kustomization.yaml"), "patches: [{path: p.yaml}]\n");
        bench.tree.write(QStringLiteral("root/kustomization.yaml"), "resources: [../base]\n"); // a circle
        const Target target { .path = QStringLiteral("over"),
            .mirror = bench.tree.path() + QStringLiteral("/.git"),
            .tip = bench.tree.commit(QStringLiteral("Layers")) };
        const QByteArrayList paths = pathsOf(target, target.tip, {});
        for (const char* path : { "over", "base", "part", "root", "shared/a.txt", "shared/b.txt", "part/p.yaml" })
            QVERIFY2(touches(paths, { path }) || touches(paths, { QByteArray(path) + "/x" }), path);
        QVERIFY(!touches(paths, { "shared/c.txt" }) && !touches(paths, { "overt/x" }));
        QVERIFY(touches({ "." }, { "anything" }));
    }

    void tellsRepositoriesApart_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("kept");
        QTest::addColumn<QString>("comparable");
        const QString plain = QStringLiteral("https://git.example/a");
        QTest::newRow("plain") << plain << plain << plain;
        QTest::newRow("git") << plain + QStringLiteral(".git/") << plain + QStringLiteral(".git/") << plain;
        QTest::newRow("password") << QStringLiteral("https://u:secret@git.example/a") << plain << plain;
        QTest::newRow("ssh user") << QStringLiteral("ssh://git@h/a.git") << QStringLiteral("ssh://git@h/a.git")
                                  << QStringLiteral("ssh://git@h/a");
        QTest::newRow("scp") << QStringLiteral("git@h:a.git") << QStringLiteral("git@h:a.git")
                             << QStringLiteral("git@h:a");
    }
    void tellsRepositoriesApart()
    {
        QFETCH(QString, url);
        QTEST(keptUrl(url), "kept");
        QTEST(comparableUrl(url), "comparable");
    }

    void readsTheMarkOfARun()
    {
        const Value plain = application(one, QLatin1String(url), one);
        QVERIFY(!gitops::openRun(plain["metadata"]));
        const std::optional<gitops::OpenRun> open = gitops::openRun(markedBy(plain, "r1", "Eve")["metadata"]);
        QCOMPARE(open.value().run, QStringLiteral("r1"));
        QCOMPARE(open.value().by, QStringLiteral("Eve"));
    }

    void keepsProblemsAndCommitsAsTheyAre()
    {
        StoredRun run;
        setProblem(run, Error { .code = ErrorCode::Conflict, .detail = QStringLiteral("why") });
        QCOMPARE(problem(run).value().code, ErrorCode::Conflict);
        setProblem(run, std::nullopt);
        QVERIFY(!problem(run));
        const std::vector<CommitInfo> all { { .repository = QStringLiteral("r"),
            .branch = QStringLiteral("b"),
            .reason = QStringLiteral("conflict"),
            .conflicts = { { QStringLiteral("p"), QStringLiteral("c") } } } };
        take(run, Value(Value::Map { { "commits", commitsValue(all) } }));
        QCOMPARE(commits(run.facts), all);
    }
};

QTEST_GUILESS_MAIN(RevertPlanTest)
#include "RevertPlanTest.moc"
