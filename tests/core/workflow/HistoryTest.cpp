#include "tests/core/workflow/RevertBench.h"

#include "core/workflow/HistoryService.h"

using namespace holdfast;
using namespace holdfast::workflow;

namespace {

const QString one = QStringLiteral("one");
const QString two = QStringLiteral("two");

QByteArray deployment(const char* image, int replicas = 1)
{
    return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: "
        + QByteArray::number(replicas) + ", template: {spec: {containers: [{name: c, image: " + image + "}]}}}\n";
}

git::CommitId write(const RevertBench& bench, const QString& app, const QByteArray& content, const QString& message)
{
    bench.tree.write(app + QStringLiteral("/web.yaml"), content);
    return bench.tree.commit(message);
}

gitops::App follower(const QString& name, const QString& path)
{
    gitops::App app { .id = argoApp(name) };
    app.source = {
        .kind = QStringLiteral("Git"), .repository = QLatin1String(url), .path = path, .target = QStringLiteral("main")
    };
    return app;
}

FieldQuestion imageOf(const QString& app)
{
    return { .app = argoApp(app),
        .object
        = { .group = QStringLiteral("apps"), .kind = QStringLiteral("Deployment"), .name = QStringLiteral("web") },
        .field = *manifest::FieldPath::fromText("/spec/template/spec/containers/[name=c]/image") };
}

}

class HistoryTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listsCommitsBesideDeployments()
    {
        const RevertBench bench;
        bench.tree.write(QStringLiteral("one/web.yaml"), deployment("web:1"));
        const git::CommitId deployed = bench.tree.commit(QStringLiteral("A deployment"));
        bench.tree.write(QStringLiteral("one/web.yaml"), "# said\n" + deployment("web:1"));
        const git::CommitId said = bench.tree.commit(QStringLiteral("A word"));
        const git::CommitId other = bench.release("image: web:2\n", { two });
        bench.clusters->set(argoApp(one), "status", deployedAt(7, other.text()));
        const World world = bench.world();
        const std::vector<HistoryEntry> told = appHistory({ .app = argoApp(one) }, world, {}).value();
        QCOMPARE(told.size(), 3U);
        QCOMPARE(told.at(0).commit.id, said);
        QCOMPARE(told.at(0).rendered, RenderChange::Same);
        QCOMPARE(told.at(0).deployments.size(), 1U); // nothing of the app changed between
        QCOMPARE(told.at(0).deployments.front().id, QStringLiteral("7"));
        QCOMPARE(told.at(1).commit.id, deployed);
        QCOMPARE(told.at(1).rendered, RenderChange::Changed);
        QCOMPARE(appHistory({ .app = argoApp(QStringLiteral("none")) }, world, {}).error().code, ErrorCode::NotFound);
    }

    void rendersNothingForCommitsAloneAndEachStateOnce()
    {
        const RevertBench bench;
        write(bench, one, deployment("web:1"), QStringLiteral("First"));
        write(bench, one, deployment("web:2"), QStringLiteral("Second"));
        write(bench, one, deployment("web:1"), QStringLiteral("Back"));
        const auto commits = appHistory({ .app = argoApp(one), .depth = HistoryDepth::Commits }, bench.world(), {});
        QCOMPARE(commits.value().size(), 4U);
        QCOMPARE(bench.renders->renders.load(), 0);
        const auto changes = appHistory({ .app = argoApp(one) }, bench.world(), {});
        QCOMPARE(changes.value().size(), 4U);
        QCOMPARE(bench.renders->renders.load(), 3); // what it began with, web:1 and web:2
    }

    void knowsTheParentsWithinTheHistory()
    {
        const RevertBench bench;
        const git::CommitId first = write(bench, one, deployment("web:1"), QStringLiteral("First"));
        write(bench, two, deployment("web:1"), QStringLiteral("Elsewhere"));
        const git::CommitId last = write(bench, one, deployment("web:2"), QStringLiteral("Last"));
        const auto told
            = appHistory({ .app = argoApp(one), .depth = HistoryDepth::Commits }, bench.world(), {}).value();
        QCOMPARE(told.front().commit.id, last);
        QCOMPARE(told.front().commit.parents, std::vector { first });
        QCOMPARE(told.back().commit.parents, std::vector<git::CommitId>());
    }

    void tellsWhomACommitTouched()
    {
        const RevertBench bench;
        bench.clusters->fleet
            = { follower(one, one), follower(two, two), follower(QStringLiteral("all"), QStringLiteral(".")) };
        const git::CommitId commit = write(bench, one, deployment("web:1"), QStringLiteral("Subject\n\nA reason.\n"));
        const CommitQuestion question {
            .app = argoApp(one), .repository = QLatin1String(url), .branch = QStringLiteral("main"), .commit = commit
        };
        const CommitEffect effect = commitEffect(question, bench.world(), {}).value();
        QCOMPARE(effect.message, QStringLiteral("Subject\n\nA reason."));
        QVERIFY2(effect.author.contains(u'@'), qPrintable(effect.author));
        QCOMPARE(effect.parents, std::vector { bench.good });
        QCOMPARE(effect.files, QStringList { QStringLiteral("one/web.yaml") });
        QCOMPARE(effect.others, std::vector { argoApp(QStringLiteral("all")) });
        QVERIFY(effect.committedAt.isValid());
    }

    void tellsOfACommitThatIsNotThere()
    {
        const RevertBench bench;
        const CommitQuestion question { .app = argoApp(one),
            .repository = QLatin1String(url),
            .branch = QStringLiteral("main"),
            .commit = git::CommitId(QString(40, u'1')) };
        QVERIFY(!commitEffect(question, bench.world(), {}));
    }

    void findsTheCommitThatSetAField()
    {
        const RevertBench bench;
        write(bench, one, deployment("web:1"), QStringLiteral("First"));
        const git::CommitId set = write(bench, one, deployment("web:2"), QStringLiteral("Bump"));
        write(bench, one, deployment("web:2", 3), QStringLiteral("More of them"));
        const FieldOrigin origin = fieldOrigin(imageOf(one), bench.world(), {}).value();
        QCOMPARE(origin.commit.id, set);
        QCOMPARE(origin.value, std::optional(manifest::Value("web:2")));
        QCOMPARE(origin.before, std::optional(manifest::Value("web:1")));
        QCOMPARE(origin.branch, QStringLiteral("main"));
    }

    void findsTheCommitThatTookAFieldAway()
    {
        const RevertBench bench;
        write(bench, one, deployment("web:1"), QStringLiteral("First"));
        const git::CommitId gone
            = write(bench, one, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", QStringLiteral("Gone"));
        const FieldOrigin origin = fieldOrigin(imageOf(one), bench.world(), {}).value();
        QCOMPARE(origin.commit.id, gone);
        QVERIFY(!origin.value);
        QVERIFY(origin.before);
    }

    void saysThatNoCommitSetAField()
    {
        const RevertBench bench;
        QCOMPARE(fieldOrigin(imageOf(one), bench.world(), {}).error().code, ErrorCode::NotFound);
    }

    void answersOffTheThread()
    {
        const RevertBench bench;
        const auto service = historyOf(bench.world(), std::make_shared<PoolExecutor>(1));
        QCOMPARE(answerOf(service->history({ .app = argoApp(one) }, {})).value().size(), 1U);
        CancelSource cancelled;
        cancelled.cancel();
        QCOMPARE(answerOf(service->origin(imageOf(one), cancelled.token())).error().code, ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(HistoryTest)
#include "HistoryTest.moc"
