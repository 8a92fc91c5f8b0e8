#include "core/git/Restore.h"

#include "core/git/Tree.h"
#include "tests/core/git/Repositories.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>

namespace holdfast::git {

class RestoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesAFolderTheStateItHad();
    void leavesOtherPathsAlone();
    void turnsAFolderIntoTheFileItWas();
    void makesNoCommitWhereNothingDiffers();
    void refusesAPathThatNeverWas();
    void listsWhatDiffersBetweenCommits();
    void readsAFileOfACommit();
    void exportsTheFilesOfACommit();

private:
    static QString repository(const WorkTree& work) { return work.path() + QStringLiteral("/.git"); }
};

namespace {

QByteArray tree(const WorkTree& work, const CommitId& commit, const char* path)
{
    return work.git({ QStringLiteral("ls-tree"), QStringLiteral("-r"), commit.text(), QString::fromLatin1(path) });
}

}

void RestoreTest::givesAFolderTheStateItHad()
{
    const WorkTree work;
    work.write(QStringLiteral("a/one"), "1");
    work.write(QStringLiteral("a/two"), "2");
    const CommitId then = work.commit(QStringLiteral("then"));
    work.write(QStringLiteral("a/one"), "changed");
    work.remove(QStringLiteral("a/two"));
    work.write(QStringLiteral("a/b/three"), "3");
    const CommitId tip = work.commit(QStringLiteral("now"));

    const Result<RevertPlan> plan = planRestore(
        { .repository = repository(work), .tip = tip, .from = then, .paths = { "a" }, .message = "Restore a\n" }, {});

    QVERIFY2(plan.has_value(), plan ? "" : qPrintable(errorText(plan.error())));
    QCOMPARE(tree(work, plan->newTip, "a/"), tree(work, then, "a/"));
    QCOMPARE(work.git({ QStringLiteral("log"), QStringLiteral("--format=%P %s"), QStringLiteral("-1"),
                 plan->newTip.text() }),
        tip.text().toLatin1() + " Restore a");
    QCOMPARE(work.git({ QStringLiteral("rev-parse"), QStringLiteral("HEAD") }), tip.text().toLatin1());
}

void RestoreTest::leavesOtherPathsAlone()
{
    const WorkTree work;
    work.write(QStringLiteral("a/one"), "1");
    work.write(QStringLiteral("ab/one"), "1");
    const CommitId then = work.commit(QStringLiteral("then"));
    work.write(QStringLiteral("a/one"), "2");
    work.write(QStringLiteral("ab/one"), "2");
    const CommitId tip = work.commit(QStringLiteral("now"));
    const Result<RevertPlan> plan = planRestore(
        { .repository = repository(work), .tip = tip, .from = then, .paths = { "a" }, .message = "Restore\n" }, {});
    QVERIFY(plan.has_value());
    QCOMPARE(tree(work, plan->newTip, "ab/"), tree(work, tip, "ab/"));
    QCOMPARE(tree(work, plan->newTip, "a/"), tree(work, then, "a/"));
}

void RestoreTest::turnsAFolderIntoTheFileItWas()
{
    const WorkTree work;
    work.write(QStringLiteral("a"), "file");
    const CommitId then = work.commit(QStringLiteral("then"));
    work.remove(QStringLiteral("a"));
    work.write(QStringLiteral("a/one"), "1");
    const CommitId tip = work.commit(QStringLiteral("now"));
    const Result<RevertPlan> plan = planRestore(
        { .repository = repository(work), .tip = tip, .from = then, .paths = { "." }, .message = "Restore\n" }, {});
    QVERIFY(plan.has_value());
    QCOMPARE(tree(work, plan->newTip, "."), tree(work, then, "."));
}

void RestoreTest::makesNoCommitWhereNothingDiffers()
{
    const WorkTree work;
    work.write(QStringLiteral("a"), "1");
    const CommitId then = work.commit(QStringLiteral("then"));
    work.write(QStringLiteral("b"), "1");
    const CommitId tip = work.commit(QStringLiteral("now"));
    const Result<RevertPlan> plan = planRestore(
        { .repository = repository(work), .tip = tip, .from = then, .paths = { "a" }, .message = "Restore\n" }, {});
    QVERIFY(plan.has_value());
    QCOMPARE(plan->newTip, tip);
}

void RestoreTest::refusesAPathThatNeverWas()
{
    const WorkTree work;
    work.write(QStringLiteral("a"), "1");
    const CommitId tip = work.commit(QStringLiteral("now"));
    const Result<RevertPlan> plan = planRestore(
        { .repository = repository(work), .tip = tip, .from = tip, .paths = { "none" }, .message = "Restore\n" }, {});
    QVERIFY(!plan);
    QCOMPARE(plan.error().code, ErrorCode::NotFound);
    QVERIFY(plan.error().detail.contains(QLatin1String("none")));
}

void RestoreTest::listsWhatDiffersBetweenCommits()
{
    const WorkTree work;
    work.write(QStringLiteral("a"), "1");
    work.write(QStringLiteral("\u00e4 b"), "same");
    const CommitId first = work.commit(QStringLiteral("first"));
    work.write(QStringLiteral("a"), "2");
    work.write(QStringLiteral("c/d"), "3");
    const CommitId second = work.commit(QStringLiteral("second"));
    QCOMPARE(changedPaths(repository(work), first, second, {}), QByteArrayList({ "a", "c/d" }));
    QCOMPARE(changedPaths(repository(work), {}, first, {}), QByteArrayList({ "a", "\xc3\xa4 b" }));
    QCOMPARE(changedPaths(repository(work), first, first, {}), QByteArrayList());
}

void RestoreTest::readsAFileOfACommit()
{
    const WorkTree work;
    work.write(QStringLiteral("a/b"), "line\n\n");
    const CommitId commit = work.commit(QStringLiteral("first"));
    QCOMPARE(fileAt(repository(work), commit, QStringLiteral("a/b"), {}), QByteArray("line\n\n"));
    const Result<QByteArray> none = fileAt(repository(work), commit, QStringLiteral("a/c"), {});
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::NotFound);
}

void RestoreTest::exportsTheFilesOfACommit()
{
    const WorkTree work;
    work.write(QStringLiteral("a/b"), "old");
    QVERIFY(QFile::link(QStringLiteral("/etc/passwd"), work.path() + QStringLiteral("/outside")));
    const CommitId commit = work.commit(QStringLiteral("first"));
    work.write(QStringLiteral("a/b"), "new");
    work.commit(QStringLiteral("second"));
    const QTemporaryDir target;
    const Result<void> exported = exportTree(repository(work), commit, target.path(), {});
    QVERIFY2(exported.has_value(), exported ? "" : qPrintable(errorText(exported.error())));
    QFile file(target.filePath(QStringLiteral("a/b")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("old"));
    QCOMPARE(QFileInfo(target.filePath(QStringLiteral("outside"))).symLinkTarget(), QStringLiteral("/etc/passwd"));
    QCOMPARE(QDir(target.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 2);
}

}

QTEST_GUILESS_MAIN(holdfast::git::RestoreTest)
#include "RestoreTest.moc"
