#include "core/git/Restore.h"

#include "core/git/CommitWriter.h"
#include "core/git/GitProgram.h"

#include <QTemporaryDir>

namespace holdfast::git {

namespace {

/// A restore in the making, with an index file of its own.
struct Work {
    const RestoreRequest& request;
    const CancelToken& cancel;
    QString index;
};

Result<QByteArray> ask(const Work& work, const QStringList& arguments, const QByteArray& input = {})
{
    return gitOutput({ .repository = work.request.repository,
                         .arguments = arguments,
                         .input = input,
                         .environment = { { QStringLiteral("GIT_INDEX_FILE"), work.index } } },
        work.cancel);
}

/// The files below the paths at a commit, as `git ls-tree -z` prints them.
Result<QByteArray> filesOf(const Work& work, const CommitId& commit)
{
    QStringList arguments { QStringLiteral("ls-tree"), QStringLiteral("-r"), QStringLiteral("-z"),
        QStringLiteral("--full-tree"), commit.text(), QStringLiteral("--") };
    for (const QByteArray& path : work.request.paths) {
        if (path != "." && !path.isEmpty())
            arguments.append(QString::fromLocal8Bit(path));
        else
            return ask(work, arguments.first(5));
    }
    return ask(work, arguments);
}

QByteArray removalsOf(const QByteArray& files)
{
    static const QByteArray nothing = "0 " + QByteArray(40, '0') + '\t';
    QByteArray removals;
    for (const QByteArray& file : files.split('\0')) {
        if (const qsizetype tab = file.indexOf('\t'); tab >= 0)
            removals += nothing + file.mid(tab + 1) + '\0';
    }
    return removals;
}

Result<TreeId> restoredTree(const Work& work)
{
    const Result<QByteArray> now = filesOf(work, work.request.tip);
    if (!now)
        return std::unexpected(now.error());
    const Result<QByteArray> then = filesOf(work, work.request.from);
    if (!then)
        return std::unexpected(then.error());
    if (now->isEmpty() && then->isEmpty())
        return fail(ErrorCode::NotFound,
            CommitPlace { .repository = work.request.repository, .commit = work.request.from.text() },
            QStringLiteral("neither this commit nor the branch has a file below \"%1\"")
                .arg(QString::fromUtf8(work.request.paths.join("\", \""))));
    if (const Result<QByteArray> read = ask(work, { QStringLiteral("read-tree"), work.request.tip.text() }); !read)
        return std::unexpected(read.error());
    const Result<QByteArray> updated
        = ask(work, { QStringLiteral("update-index"), QStringLiteral("-z"), QStringLiteral("--index-info") },
            removalsOf(*now) + *then);
    if (!updated)
        return std::unexpected(updated.error());
    const Result<QByteArray> tree = ask(work, { QStringLiteral("write-tree") });
    if (!tree)
        return std::unexpected(tree.error());
    return TreeId(QString::fromLatin1(*tree));
}

}

Result<RevertPlan> planRestore(const RestoreRequest& request, const CancelToken& cancel)
{
    for (const CommitId& commit : { request.tip, request.from }) {
        if (const Result<CommitId> known = commitNamed(request.repository, commit.text(), cancel); !known)
            return std::unexpected(known.error());
    }
    const QTemporaryDir folder;
    if (!folder.isValid())
        return fail(ErrorCode::Io, FilePlace { .file = folder.path() }, folder.errorString());
    const Work work { .request = request, .cancel = cancel, .index = folder.filePath(QStringLiteral("index")) };
    const Result<TreeId> tree = restoredTree(work);
    if (!tree)
        return std::unexpected(tree.error());
    RevertPlan plan { .newTip = request.tip, .tree = *tree };
    const Result<QByteArray> old
        = ask(work, { QStringLiteral("rev-parse"), request.tip.text() + QStringLiteral("^{tree}") });
    if (!old)
        return std::unexpected(old.error());
    if (*old == tree->text().toLatin1())
        return plan;
    const Result<CommitId> created = writeCommit(
        { .repository = request.repository, .tree = *tree, .parent = request.tip, .message = request.message }, cancel);
    if (!created)
        return std::unexpected(created.error());
    plan.newTip = *created;
    return plan;
}

}
