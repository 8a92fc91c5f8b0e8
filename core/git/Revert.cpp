#include "core/git/Revert.h"

#include "core/git/CommitWriter.h"
#include "core/git/GitProgram.h"
#include "core/git/RevertMessage.h"

#include <QSet>

#include <algorithm>

namespace holdfast::git {

namespace {

/// A plan in the making.
struct Work {
    const RevertRequest& request;
    const CancelToken& cancel;
    RevertPlan plan;
};

Result<QByteArray> ask(const Work& work, QStringList arguments, const QByteArray& input = {})
{
    return gitOutput(
        { .repository = work.request.repository, .arguments = std::move(arguments), .input = input }, work.cancel);
}

Result<std::vector<CommitId>> ordered(const Work& work)
{
    std::vector<CommitId> commits = work.request.commits;
    if (commits.size() < 2)
        return commits;
    // From the tip as well: commits of one second stand in the order in which the walk from there comes upon them.
    QStringList arguments { QStringLiteral("rev-list"), QStringLiteral("--date-order"), work.request.tip.text() };
    QSet<QString> wanted;
    for (const CommitId& commit : commits) {
        arguments.append(commit.text());
        wanted.insert(commit.text());
    }
    const Result<QByteArray> walked = ask(work, arguments);
    if (!walked)
        return std::unexpected(walked.error());
    commits.clear();
    for (const QByteArray& line : walked->split('\n')) {
        if (const QString id = QString::fromLatin1(line); wanted.contains(id))
            commits.emplace_back(id);
    }
    return commits;
}

std::unexpected<Error> refused(const Work& work, const CommitId& commit, const QString& reason)
{
    return fail(ErrorCode::Precondition, CommitPlace { .repository = work.request.repository, .commit = commit.text() },
        reason);
}

/// `1 is 1a2b3c4 subject, 2 is ...`.
QString choices(const Work& work, const QByteArrayList& parents)
{
    QStringList all;
    for (const QByteArray& parent : parents) {
        const Result<QByteArray> line = ask(work,
            { QStringLiteral("log"), QStringLiteral("-1"), QStringLiteral("--format=%h %s"),
                QString::fromLatin1(parent) });
        all.append(QStringLiteral("%1 is %2").arg(all.size() + 1).arg(QString::fromUtf8(line.value_or(parent))));
    }
    return all.join(QStringLiteral(", "));
}

/// The parent that the state goes back to; empty for a root commit.
Result<CommitId> parentOf(const Work& work, const CommitId& commit)
{
    const Result<QByteArray> line
        = ask(work, { QStringLiteral("rev-list"), QStringLiteral("--parents"), QStringLiteral("-n1"), commit.text() });
    if (!line)
        return std::unexpected(line.error());
    const QByteArrayList parents = line->split(' ').mid(1);
    const std::optional<int> mainline = work.request.mainline;
    if (parents.isEmpty())
        return CommitId();
    if (parents.size() > 1 && !mainline)
        return refused(work, commit,
            QStringLiteral("the commit is a merge; say with --mainline which parent stays: ") + choices(work, parents));
    const int number = mainline.value_or(1);
    if (number < 1 || number > parents.size())
        return refused(work, commit, QStringLiteral("the commit has no parent %1").arg(number));
    return CommitId(QString::fromLatin1(parents[number - 1]));
}

/// What a root commit goes back to: a commit without files, since older merge-trees take commits only.
Result<CommitId> emptyCommit(const Work& work)
{
    const Result<QByteArray> tree = ask(work, { QStringLiteral("mktree") });
    if (!tree)
        return std::unexpected(tree.error());
    const std::vector<std::pair<QString, QString>> nobody { { QStringLiteral("GIT_AUTHOR_NAME"),
                                                                QStringLiteral("none") },
        { QStringLiteral("GIT_AUTHOR_EMAIL"), QStringLiteral("none") },
        { QStringLiteral("GIT_COMMITTER_NAME"), QStringLiteral("none") },
        { QStringLiteral("GIT_COMMITTER_EMAIL"), QStringLiteral("none") },
        { QStringLiteral("GIT_AUTHOR_DATE"), QStringLiteral("@0 +0000") },
        { QStringLiteral("GIT_COMMITTER_DATE"), QStringLiteral("@0 +0000") } };
    const Result<QByteArray> commit
        = gitOutput({ .repository = work.request.repository,
                        .arguments = { QStringLiteral("commit-tree"), QString::fromLatin1(*tree) },
                        .environment = nobody },
            work.cancel);
    if (!commit)
        return std::unexpected(commit.error());
    return CommitId(QString::fromLatin1(*commit));
}

/// What git's revert calls the side that it goes back to: `parent of 1a2b3c4 (subject)`, fit for a file name.
Result<QByteArray> sideName(const Work& work, const CommitId& commit)
{
    const Result<QByteArray> subject = ask(work,
        { QStringLiteral("log"), QStringLiteral("-1"), QStringLiteral("--no-patch"), QStringLiteral("--format=%h%n%B"),
            commit.text() });
    if (!subject)
        return std::unexpected(subject.error());
    const qsizetype end = subject->indexOf('\n');
    QByteArray name = "parent of " + subject->first(end) + " (" + firstLine(subject->mid(end + 1)) + ')';
    return name.replace('/', '_');
}

/// A file in the way of a folder is kept beside it under the name of its side, which merge-tree only knows by hash.
Result<QByteArray> shownPath(const Work& work, const CommitId& commit, const CommitId& theirs, QByteArray path)
{
    const QByteArray theirMark = '~' + theirs.text().toLatin1();
    const QByteArray ourMark = '~' + work.plan.newTip.text().toLatin1();
    if (path.contains(theirMark)) {
        const Result<QByteArray> name = sideName(work, commit);
        if (!name)
            return std::unexpected(name.error());
        path.replace(theirMark, '~' + *name);
    }
    path.replace(ourMark, "~HEAD");
    return quotedPath(path);
}

/// `entries` are MODE OBJECT STAGE TAB PATH, the stages of a path one after the other.
Result<void> addConflicts(Work& work, const CommitId& commit, const CommitId& theirs, const QByteArrayList& entries)
{
    QByteArray last;
    for (const QByteArray& entry : entries) {
        const qsizetype tab = entry.indexOf('\t');
        const QByteArrayList facts = entry.left(std::max<qsizetype>(tab, 0)).split(' ');
        if (facts.size() != 3)
            continue;
        if (const QByteArray path = entry.mid(tab + 1); path != last || work.plan.conflicts.empty()) {
            const Result<QByteArray> shown = shownPath(work, commit, theirs, path);
            if (!shown)
                return std::unexpected(shown.error());
            work.plan.conflicts.push_back({ .path = *shown, .commit = commit, .sides = {} });
            last = path;
        }
        if (const int stage = facts.at(2).toInt(); stage >= 1 && stage <= 3)
            work.plan.conflicts.back().sides.at(static_cast<std::size_t>(stage - 1)) = QString::fromLatin1(facts.at(1));
    }
    return {};
}

/// The merged tree; conflicts go to the plan and leave it empty.
Result<TreeId> mergedTree(Work& work, const CommitId& commit, const CommitId& parent)
{
    const Result<CommitId> theirs = parent.isEmpty() ? emptyCommit(work) : Result<CommitId>(parent);
    if (!theirs)
        return std::unexpected(theirs.error());
    const Result<GitOutcome> merge
        = runGit({ .repository = work.request.repository,
                     .arguments = { QStringLiteral("merge-tree"), QStringLiteral("--write-tree"), QStringLiteral("-z"),
                         QStringLiteral("--no-messages"), QStringLiteral("--allow-unrelated-histories"),
                         QStringLiteral("--merge-base=") + commit.text(), work.plan.newTip.text(), theirs->text() } },
            work.cancel);
    if (!merge)
        return std::unexpected(merge.error());
    const QByteArrayList fields = merge->output.split('\0');
    if (merge->exitCode == 0)
        return TreeId(QString::fromLatin1(fields.front().trimmed()));
    if (merge->exitCode != 1)
        return fail(ErrorCode::Invalid, CommitPlace { .repository = work.request.repository, .commit = commit.text() },
            gitWords(merge->errors));
    if (const Result<void> added = addConflicts(work, commit, *theirs, fields.mid(1)); !added)
        return std::unexpected(added.error());
    return TreeId();
}

Result<void> revertOne(Work& work, const CommitId& commit)
{
    const Result<CommitId> parent = parentOf(work, commit);
    if (!parent)
        return std::unexpected(parent.error());
    const Result<TreeId> tree = mergedTree(work, commit, *parent);
    if (!tree)
        return std::unexpected(tree.error());
    if (tree->isEmpty())
        return {};
    if (*tree == work.plan.tree) {
        work.plan.reverts.push_back({ .reverted = commit, .created = {} });
        return {};
    }
    const Result<QByteArray> message
        = revertMessage({ .repository = work.request.repository, .commit = commit, .parent = *parent }, work.cancel);
    if (!message)
        return std::unexpected(message.error());
    const QByteArray trailers = work.request.trailers.isEmpty() ? QByteArray() : '\n' + work.request.trailers;
    const Result<CommitId> created = writeCommit({ .repository = work.request.repository,
                                                     .tree = *tree,
                                                     .parent = work.plan.newTip,
                                                     .message = *message + trailers },
        work.cancel);
    if (!created)
        return std::unexpected(created.error());
    work.plan.reverts.push_back({ .reverted = commit, .created = *created });
    work.plan.newTip = *created;
    work.plan.tree = *tree;
    return {};
}

/// Merges without a choice of parent are found before anything is written.
Result<void> checkParents(const Work& work, const std::vector<CommitId>& commits)
{
    for (const CommitId& commit : commits) {
        if (const Result<CommitId> parent = parentOf(work, commit); !parent)
            return std::unexpected(parent.error());
    }
    return {};
}

}

Result<RevertPlan> planRevert(const RevertRequest& request, const CancelToken& cancel)
{
    Work work { .request = request, .cancel = cancel, .plan = { .newTip = request.tip } };
    const Result<QByteArray> tree
        = ask(work, { QStringLiteral("rev-parse"), request.tip.text() + QStringLiteral("^{tree}") });
    if (!tree)
        return std::unexpected(tree.error());
    work.plan.tree = TreeId(QString::fromLatin1(*tree));
    const Result<std::vector<CommitId>> commits = ordered(work);
    if (!commits)
        return std::unexpected(commits.error());
    if (const Result<void> parents = checkParents(work, *commits); !parents)
        return std::unexpected(parents.error());
    for (const CommitId& commit : *commits) {
        if (const Result<void> reverted = revertOne(work, commit); !reverted)
            return std::unexpected(reverted.error());
        if (!work.plan.conflicts.empty())
            break;
    }
    return std::move(work.plan);
}

Result<void> moveBranch(const QString& repository, const QString& branch, const RevertPlan& plan, const CommitId& from)
{
    const Result<QByteArray> moved
        = gitOutput({ .repository = repository,
                        .arguments = { QStringLiteral("update-ref"), QStringLiteral("-m"), QStringLiteral("revert"),
                            QStringLiteral("refs/heads/") + branch, plan.newTip.text(), from.text() } },
            {});
    if (!moved)
        return fail(ErrorCode::Conflict, FilePlace { .file = repository },
            QStringLiteral("the branch \"%1\" could not be moved: %2").arg(branch, moved.error().detail));
    return {};
}

}
